"""The store itself, as far as its carts tell of it."""

from mock_server.commerce.records import record_key
from mock_server.engine.shop import Shop

MEDIA = "https://media.zid.store"
"""Where Zid keeps pictures; addresses there have its form and lead to nothing."""


def store_facts(shop: Shop) -> dict[str, str]:
    """The store's `id`, the `number` in its checkout links, and its `logo`."""
    ids = shop.identifiers
    store_id = record_key(shop, "store", "id", lambda: ids.uuid("store"))
    number = record_key(shop, "store", "number", lambda: ids.number("store", 10_000, 99_999))
    logo = record_key(shop, "store", "logo", lambda: ids.uuid("logo"))
    return {"id": store_id, "number": number, "logo": f"{MEDIA}/{store_id}/{logo}-200x.png"}
