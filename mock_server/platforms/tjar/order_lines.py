"""Lines of an order: which product, which variant of it, and what was chosen with it."""

from collections.abc import Mapping, Sequence
from typing import Any

from mock_server.commerce.market import Market
from mock_server.commerce.money import MINOR
from mock_server.engine.errors import Invalid
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.engine.text import Text

from .bookings import slot_of
from .product_kinds import PRODUCT

_GONE = Text("المنتج غير موجود", "There is no such product")
_HIDDEN = Text("المنتج غير منشور", "The product is not published")
_FEW = Text("أقل كمية للشراء {least}", "The least quantity is {least}")
_MANY = Text("أكبر كمية للشراء {most}", "The most quantity is {most}")
_WHICH = Text("اختر اللون والمقاس", "Choose one of the product's variants")
_NO_OPTION = Text("لا يوجد خيار {name}", "The product has no option {name}")
_NO_CHOICE = Text("لا توجد قيمة {value}", "The option has no value {value}")
_ASKED = Text("الخيار {name} مطلوب", "The option {name} is required")
_ONE = Text("اختر قيمة واحدة", "Choose one value")


def line_of(sent: Mapping[str, Any], place: str, shop: Shop) -> Record:
    """A line as a body asks for it; `place` is where in the body.

    Raises:
        Invalid: the product is not on sale, or not like this.
    """
    product = shop.store.find(PRODUCT, sent["id"])
    if product is None:
        raise Invalid.field(f"{place}.id", "exists", _GONE)
    if not product["is_published"]:
        raise Invalid.field(f"{place}.id", "enum", _HIDDEN)
    _check_quantity(sent["quantity"], product, place)
    variant = _variant(sent, product, place)
    chosen = _chosen(sent.get("product_options") or (), product, place)
    line = from_product(product, sent["quantity"], variant, shop.facts)
    cost = sum(_minor(each["cost"], shop.facts) for each in chosen)
    booking = slot_of(sent, product, place, shop) if product["type"] == "booking" else None
    return {**line, "chosen": chosen, "options_cost": cost, "booking": booking}


def from_product(product: Record, quantity: int, variant: Record | None, market: Market) -> Record:
    """A line of so many pieces of a product at the price of now, with nothing chosen with it."""
    more = variant["additional_price"] if variant else 0
    regular, sale = product["price"], product["sale_price"]
    price = _minor(regular + more, market)
    off = 0 if sale is None else _minor(regular, market) - _minor(sale, market)
    return {
        "product": product["id"],
        "name": product["name"],
        "type": product["type"],
        "type_id": product["type_id"],
        "qty": quantity,
        "price": price,
        "discount": off * quantity,
        "weight": product.get("weight", 0),
        "dimensions": product.get("dimensions"),
        "image": product["image"],
        "categories": product["categories"],
        "subcategories": product["sub_categories"],
        "brand": product["brand"],
        "variant": _kept(variant),
        "chosen": [],
        "options_cost": 0,
        "booking": None,
        "codes": [],
        "subtotal": 0,
        "tax": 0,
    }


def is_shippable(lines: Sequence[Record]) -> bool:
    return any(each["type"] == "physical" for each in lines)


def _check_quantity(quantity: int, product: Record, place: str) -> None:
    least, most = product["min_purchase"], product["max_purchase"]
    if quantity < least:
        raise Invalid.field(f"{place}.quantity", "minimum", _FEW.fill(least=least))
    if quantity > most:
        raise Invalid.field(f"{place}.quantity", "maximum", _MANY.fill(most=most))


def _variant(sent: Mapping[str, Any], product: Record, place: str) -> Record | None:
    """The variant that is named by its id, or by its colour and size."""
    if not product["variants"]:
        return None
    wanted = sent.get("variant_id")
    if wanted is None:
        colour, size = sent.get("color_name"), sent.get("size_name")
        found = [
            each
            for each in product["variants"]
            if (colour, size) == (each["color"], each["size"]) and (colour or size)
        ]
    else:
        found = [each for each in product["variants"] if each["id"] == wanted]
    if not found:
        raise Invalid.field(f"{place}.variant_id", "required", _WHICH)
    variant: Record = found[0]
    return variant


def _chosen(sent: Sequence[Mapping[str, Any]], product: Record, place: str) -> list[Record]:
    """What was chosen or written, each with what it costs; the product says what that is."""
    made: list[Record] = []
    asked: dict[str, int] = {}
    for index, each in enumerate(sent):
        where = f"{place}.product_options.{index}"
        option = next(
            (o for o in product["product_options"] if each["name"] in o["title"].values()), None
        )
        if option is None:
            words = _NO_OPTION.fill(name=_told(each["name"]))
            raise Invalid.field(f"{where}.name", "exists", words)
        title = option["title"]["ar"]
        asked[title] = asked.get(title, 0) + 1
        if asked[title] > 1 and not option["multi_select"]:
            raise Invalid.field(f"{where}.name", "unique", _ONE)
        cost = _cost(option, each["value"], f"{where}.value")
        told = {"label": option["title"]["ar"], "value": each["value"], "type": option["type"]}
        made.append({**told, "cost": cost})
    for option in product["product_options"]:
        if option["is_required"] and option["title"]["ar"] not in asked:
            name = option["title"]
            words = Text(_ASKED.ar.format(name=name["ar"]), _ASKED.en.format(name=name["en"]))
            raise Invalid.field(f"{place}.product_options", "required", words)
    return made


def _cost(option: Record, value: str, place: str) -> float:
    """What an answer costs; what is written freely costs nothing."""
    if option["options"] is None:
        return 0
    for labels in option["options"].values():
        if value in labels:
            cost: float = labels[value]
            return cost
    raise Invalid.field(place, "enum", _NO_CHOICE.fill(value=_told(value)))


def _told(text: str) -> str:
    return text[:60]


def _kept(variant: Record | None) -> Record | None:
    names = ("id", "color", "size", "sku")
    return None if variant is None else {name: variant[name] for name in names}


def _minor(amount: float, market: Market) -> int:
    return round(amount * MINOR.get(market.store.currency, 100))
