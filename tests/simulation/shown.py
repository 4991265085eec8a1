"""What a client sees of a shop: its carts in lists and one by one, and its settings."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from mock_server.commerce.basket import all_baskets
from mock_server.commerce.records import LINKS
from mock_server.engine.answering import Answerer
from mock_server.engine.binding import Binding
from mock_server.engine.request import Request
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.platforms.paynow.flakes import store_id
from mock_server.web.replies import encode
from tests.helpers import call, part

LANGUAGES = ("ar", "en")


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that reads."""

    operation: str
    path: Mapping[str, Any]
    query: Mapping[str, Any]
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Carts:
    """How a platform shows abandoned carts. `key` names one in a path, `id` in a row."""

    listing: str
    reading: str
    key: str
    id: str
    size: str
    resource: str = "abandoned_cart"
    rows: Callable[[Any], list[dict[str, Any]]] = lambda body: body["data"]
    total: Callable[[Any], int] = lambda body: body["pagination"]["count"]
    record: Callable[[Any], dict[str, Any]] = lambda body: body["data"]
    is_listed: Callable[[Record], bool] = lambda record: True

    def page(self, number: int, size: int, language: str = "en") -> Asked:
        return Asked(self.listing, {}, {"page": number, self.size: size}, language)

    def one(self, key: str, language: str = "en") -> Asked:
        return Asked(self.reading, {self.key: key}, {}, language)


CARTS: Mapping[str, Carts] = {
    "salla": Carts(
        listing="listAbandonedCarts",
        reading="abandonedCartDetails",
        key="cart-id",
        id="id",
        size="per_page",
        total=lambda body: body["pagination"]["total"],
        is_listed=lambda cart: cart["status"] == "active",
    ),
    "surecart": Carts(
        listing="listAbandonedCheckouts",
        reading="retrieveAbandonedCheckout",
        key="id",
        id="id",
        size="limit",
        resource="abandoned_checkout",
        record=lambda body: body,
    ),
    "tjar": Carts(
        listing="listAbandonedCarts",
        reading="getAbandonedCart",
        key="identifier",
        id="identifier",
        size="per_page",
        rows=lambda body: body["data"]["carts"],
        total=lambda body: body["data"]["pagination"]["total"],
        is_listed=lambda cart: cart["phase"] == "abandoned",
    ),
    "zid": Carts(
        listing="listAbandonedCarts",
        reading="getAbandonedCart",
        key="cart-id",
        id="id",
        size="page_size",
        rows=lambda body: body["abandoned-carts"],
        total=lambda body: body["count"],
        record=lambda body: body["abandoned_cart"],
    ),
}
"""PayNow shows none: there an abandoned checkout is only what its settings speak of."""


def body_of(shop: Shop, asked: Asked) -> Any:
    """The answer, found valid."""
    return call(shop, asked.operation, asked.path, asked.query, None, asked.language)[1]


def bytes_of(shop: Shop, asked: Asked) -> bytes:
    """The answer as a server gives it that has stood for long: what it showed before, it kept."""
    binding, answerer = _standing(shop.platform, asked.operation)
    url = f"http://127.0.0.1:4710/{shop.platform}{binding.operation.path}"
    request = Request(binding.operation, asked.language, asked.path, asked.query, url=url)
    return encode(answerer.quick(binding.handler(request, shop), request, shop)[1])


@cache
def _standing(platform: str, operation: str) -> tuple[Binding, Answerer]:
    its = part(platform)
    binding = next(each for each in its.bindings if each.operation.id == operation)
    return binding, Answerer(binding, its.platform)


def all_that_is_shown(shop: Shop) -> Iterator[Asked]:
    """Requests for everything that the platform's API shows of the shop."""
    carts = CARTS.get(shop.platform)
    if carts is not None:
        for language in LANGUAGES:
            yield carts.page(1, 60, language)
            for key in record_keys(shop, carts.resource).values():
                yield carts.one(key, language)
    if shop.platform == "surecart":
        yield Asked("retrieveAbandonedCheckoutProtocol", {}, {"expand[]": ["coupon"]})
    if shop.platform == "paynow":
        for feature in ("AbandonedCheckout", "PurchaseFollowUp"):
            yield Asked(f"get{feature}Configuration", {"storeId": store_id(shop)}, {})


def record_keys(shop: Shop, resource: str) -> dict[str, str]:
    """The records of this kind that stand for a basket: their keys by the basket's id."""
    keys = {basket.id: record_key(shop, resource, basket.id) for basket in all_baskets(shop)}
    return {name: key for name, key in keys.items() if key is not None}


def record_key(shop: Shop, resource: str, basket: str) -> str | None:
    """The key of the record that stands for a basket; None while there is none."""
    link = shop.store.find(LINKS, f"{resource}:{basket}")
    return link["key"] if link and shop.store.find(resource, link["key"]) else None


def contents(shop: Shop) -> dict[str, list[Record]]:
    """All records of a shop, each kind in its order."""
    return {name: shop.store.all(name) for name in shop.store.resources()}
