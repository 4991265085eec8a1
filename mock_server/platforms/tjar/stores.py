"""Who a store is at Tjar: its code, and the addresses at which its files are."""

from mock_server.commerce.records import LINKS, record_key
from mock_server.engine.request import Request
from mock_server.engine.shop import Shop

_BASE = "/api/core/v1"
UPLOADS = "/assets/tenant/uploads/media-uploader"


def store_id(shop: Shop) -> str:
    """The code of the store: five small letters and digits, as in `b56tf`."""
    return record_key(shop, "store", "", lambda: shop.identifiers.letters("store", 5).lower())


def known_store_id(shop: Shop) -> str | None:
    """The code, if anything told it yet; whoever looks makes none."""
    link = shop.store.find(LINKS, "store:")
    return None if link is None else str(link["key"])


def open_store(shop: Shop) -> None:
    """The store has its code before anybody asks for it."""
    store_id(shop)


def origin_of(request: Request) -> str:
    """Where the client found the store: the address before that of the API."""
    return request.url.partition(_BASE)[0]


def file_address(origin: str, store: str, file: str) -> str:
    return f"{origin}{UPLOADS}/{store}/{file}"
