"""A line of an order as Salla shows it: by itself, and with its product inside its order."""

from collections.abc import Sequence

from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.engine.style import visible

from . import reservations, stock
from .order_amounts import shown_item_amounts
from .style import money

_UNITS = {"kg": "كجم", "g": "جم", "lb": "رطل", "oz": "أونصة"}
_GRAMS = {"kg": 1000.0, "g": 1.0, "lb": 453.592, "oz": 28.3495}


def item(record: Record, shop: Shop, language: str) -> Record:
    """A line by itself."""
    booked = reservations.shown_in(record, shop)
    return {
        **visible(record),
        "name": name_of(record, language),
        "weight_label": f"{record['weight']:g} {_UNITS[record['_unit']]}",
        "amounts": shown_item_amounts(record),
        "images": _images(record),
        "codes": [],
        "files": [],
        "reservations": booked,
        "branches_quantity": [each for each in record["_taken"].values() if each],
        "product_reservations": [each["id"] for each in booked],
    }


def line(record: Record, shop: Shop, language: str) -> Record:
    """A line inside its order, with its product."""
    return {**item(record, shop, language), "product": _card(record, shop, language)}


def name_of(record: Record, language: str) -> str:
    """The name under which the product was sold."""
    name: str = record["_name_en"] if language == "en" and record["_name_en"] else record["name"]
    return name


def weight_of(items: Sequence[Record]) -> str | None:
    """What all lines weigh together, in kilograms; None without any."""
    if not items:
        return None
    grams = sum(each["weight"] * each["quantity"] * _GRAMS[each["_unit"]] for each in items)
    return f"{round(grams / 1000, 3):g} {_UNITS['kg']}"


def _images(record: Record) -> list[Record]:
    if not record["_image"]:
        return []
    return [{"id": record["id"], "image": record["_image"], "type": "image"}]


def _card(record: Record, shop: Shop, language: str) -> Record:
    """The product of a line as it is now; as it was sold, once it is deleted."""
    currency = record["currency"]
    known = shop.store.find(stock.PRODUCT, record["_product"]) if record["_product"] else None
    sold = money(record["_price"], currency)
    product = known or {}
    key = record["_product"] or record["id"]
    return {
        "id": key,
        "type": record["_type"],
        "promotion": product.get("promotion", {"title": None, "sub_title": None}),
        "status": product.get("status", "deleted"),
        "is_available": product.get("status") == "sale",
        "sku": record["sku"],
        "name": name_of(record, language),
        "price": money(stock.price_of(known, shop), currency) if known else sold,
        "sale_price": product.get("sale_price", money(0, currency)),
        "currency": currency,
        "url": f"https://{shop.facts.store.domain}/p{key}",
        "thumbnail": record["_image"],
        "has_special_price": bool(known and known["sale_price"]["amount"] > 0),
        "regular_price": product.get("regular_price", sold),
        "calories": product.get("calories"),
        "mpn": product.get("mpn"),
        "gtin": product.get("gtin"),
        "favorite": None,
        "starting_price": None,
    }
