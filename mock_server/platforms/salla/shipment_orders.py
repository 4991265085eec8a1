"""What a shipment takes from its order: who receives it, what is in it and what it weighs."""

from typing import Any

from mock_server.engine import keeping
from mock_server.engine.errors import Invalid
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.engine.text import Text

from .order_lines import ITEM, ORDER, SHIPPED_TYPES
from .style import money

GRAMS = {"kg": 1000.0, "g": 1.0, "lb": 453.592, "oz": 28.3495}

_UNKNOWN = Text("الطلب غير موجود", "there is no such order")


def order_named(shop: Shop, key: Any) -> Record:
    """The order of this id.

    Raises:
        Invalid: there is none.
    """
    found = shop.store.find(ORDER, key)
    if found is None:
        raise Invalid.field("order_id", "exists", _UNKNOWN)
    return found


def lines_of(order: Record, shop: Shop) -> list[Record]:
    """The lines of an order that travel, the first first."""
    return [
        line for line in keeping.below(shop, ITEM, order["id"]) if line["_type"] in SHIPPED_TYPES
    ]


def weight_of(order: Record, shop: Shop) -> float:
    """What an order weighs, in kilograms."""
    lines = lines_of(order, shop)
    grams = sum(each["weight"] * each["quantity"] * GRAMS[each["_unit"]] for each in lines)
    return float(grams) / 1000


def package_of(line: Record) -> Record:
    """A line of an order as a package of its shipment."""
    return {
        "item_id": line["id"],
        "external_id": None,
        "name": line["name"],
        "sku": line["sku"] or "",
        "price": money(line["_price"], line["currency"]),
        "quantity": line["quantity"],
        "weight": {"value": line["weight"], "units": line["_unit"]},
        "options": [_option(each) for each in line["options"]],
    }


def _option(chosen: Record) -> Record:
    values = [
        {"name": value["name"], "price": value["price"], "value": str(value["id"])}
        for value in chosen["value"]
    ]
    return {"name": chosen["name"], "values": values}
