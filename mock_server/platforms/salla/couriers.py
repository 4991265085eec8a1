"""The companies that carry the store's goods, as orders name them."""

from collections.abc import Iterable
from typing import Any

from mock_server.engine.errors import Invalid
from mock_server.engine.resource import Resource
from mock_server.engine.seeds import Beginning
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.engine.text import Text

COMPANY = "shipping_company"

_FIRST = 1_710_000_001
_COMPANIES = (("سمسا", "smsa", 2000), ("أرامكس", "aramex", 2500), ("مندوب المتجر", None, 1500))
"""Name, word, and what it takes for an order, in halalas without tax."""

_UNKNOWN = Text("شركة الشحن غير موجودة", "there is no such courier")


def seed(beginning: Beginning) -> Iterable[Record]:
    for index, (name, slug, price) in enumerate(_COMPANIES):
        yield {
            "id": _FIRST + index,
            "name": name,
            "app_id": "",
            "slug": slug,
            "activation_type": "api" if slug else "manual",
            "_price": price,
        }


def courier_of(shop: Shop, key: Any) -> Record:
    """The courier of this id.

    Raises:
        Invalid: there is none.
    """
    found = shop.store.find(COMPANY, key)
    if found is None:
        raise Invalid.field("courier_id", "exists", _UNKNOWN)
    return found


RESOURCE = Resource(name=COMPANY, seed=seed)
