"""What a customer buys and gets of a special offer: products, categories and numbers."""

from collections.abc import Mapping, Sequence
from typing import Any

from mock_server.engine.errors import Invalid
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.engine.text import Text

from . import words
from .catalogue import CATEGORY, PRODUCT
from .products import in_full

_UNKNOWN = Text("العنصر غير موجود", "there is no such thing in the store")
_TWICE = Text("الكمية مكررة", "this quantity is there twice")
_NO_DISCOUNT = Text("أرسل نسبة الخصم", "send the discount")
_TOO_MUCH = Text("لا تزيد النسبة عن 100", "no more than 100 per cent")
_CARD = (
    "id",
    "type",
    "promotion",
    "status",
    "is_available",
    "sku",
    "name",
    "price",
    "sale_price",
    "url",
    "thumbnail",
    "regular_price",
    "calories",
    "mpn",
    "gtin",
)


def side_kept(side: str, sent: Mapping[str, Any], known: Record, shop: Shop) -> Record:
    """One side of an offer, with products and categories by their ids.

    Raises:
        Invalid: one of them is not there.
    """
    kept = {**known, **{name: value for name, value in sent.items() if name in known}}
    for name, resource in (("products", PRODUCT), ("categories", CATEGORY)):
        if name in sent:
            kept[name] = [each["id"] if isinstance(each, dict) else each for each in sent[name]]
            for index, key in enumerate(kept[name]):
                if shop.store.find(resource, key) is None:
                    raise Invalid.field(f"{side}.{name}.{index}", "exists", _UNKNOWN)
    return kept


def side_shown(side: Record, shop: Shop, language: str) -> Record:
    """What is not in the store any more is not in the offer either."""
    products = [shop.store.find(PRODUCT, key) for key in side["products"]]
    categories = [shop.store.find(CATEGORY, key) for key in side["categories"]]
    return {
        **side,
        "products": [_card(each, shop, language) for each in products if each],
        "categories": [_category(each, language) for each in categories if each],
    }


def steps_kept(sent: Sequence[Mapping[str, Any]]) -> list[Record]:
    """A table of discounts in the order of its quantities.

    Raises:
        Invalid: a quantity is there twice, or a discount is none.
    """
    steps: dict[int, float] = {}
    for index, each in enumerate(sent):
        quantity = int(float(each["quantity"]))
        discount = each.get("discount", each.get("discount_amount"))
        if quantity in steps:
            raise Invalid.field(f"discounts_table.{index}.quantity", "unique", _TWICE)
        if discount is None:
            raise Invalid.field(f"discounts_table.{index}.discount", "required", _NO_DISCOUNT)
        if float(discount) > 100:
            raise Invalid.field(f"discounts_table.{index}.discount", "max", _TOO_MUCH)
        steps[quantity] = float(discount)
    return [{"quantity": quantity, "discount": steps[quantity]} for quantity in sorted(steps)]


def _card(product: Record, shop: Shop, language: str) -> Record:
    """A product in short, as orders show it too."""
    full = in_full(product, shop, language)
    return {
        **{name: full[name] for name in _CARD},
        "currency": shop.facts.store.currency,
        "has_special_price": full["sale_price"]["amount"] > 0,
        "favorite": None,
        "starting_price": None,
    }


def _category(category: Record, language: str) -> Record:
    shown = words.say(category, language)
    return {name: shown[name] for name in ("id", "name", "parent_id", "sort_order", "status")}
