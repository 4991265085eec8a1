"""Where in the store something is shown: the addresses that campaigns and notices lead to."""

from collections.abc import Mapping

from mock_server.engine.shop import Shop
from mock_server.engine.store import Record

from .catalogue import CATEGORY, PRODUCT

RESOURCES: Mapping[str, str] = {"product": PRODUCT, "category": CATEGORY}
"""Kinds of records that have a place, by the word for them."""

_WAYS = {"product": "p", "category": "c", "page": "page"}


def store_url(shop: Shop) -> str:
    return f"https://{shop.facts.store.domain}"


def place_of(kind: str, key: int, shop: Shop) -> str:
    return f"{store_url(shop)}/{_WAYS[kind]}/{key}"


def is_there(kind: str, key: int, shop: Shop) -> bool:
    """Whether there is such a product or category; of other kinds nothing is known."""
    return kind not in RESOURCES or shop.store.find(RESOURCES[kind], key) is not None


def thing_at(kind: str, key: int, shop: Shop) -> Record | None:
    """The product or category, if it is still there."""
    return shop.store.find(RESOURCES[kind], key) if kind in RESOURCES else None
