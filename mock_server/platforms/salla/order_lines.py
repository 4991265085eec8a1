"""The lines of an order as records: made from products, taken out of stock, given back."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from mock_server.commerce.records import LINKS
from mock_server.engine import keeping
from mock_server.engine.errors import Conflict, Invalid
from mock_server.engine.resource import Parent, Resource
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record, TableSpec
from mock_server.engine.text import Text

from . import stock

ITEM, ORDER = "order_item", "order"
SHIPPED_TYPES = ("product", "group_products", "food")
"""Kinds of products that travel."""

_UNKNOWN = Text("المنتج غير موجود", "there is no such product")
_NOT_SOLD = Text("المنتج غير متاح للبيع", "the product is not on sale")


def line_of(sent: Mapping[str, Any], order: Record, shop: Shop, place: str) -> Record:
    """A new line of an order, not yet in stock's books; `place` is where the body names it.

    Raises:
        Invalid: there is no such product, it is not on sale, or its options are not chosen.
    """
    product, variant = _product(sent, shop, place)
    if product["status"] not in ("sale", "out"):
        raise Invalid.field(f"{place}.id", "enum", _NOT_SOLD)
    with _told_of(f"{place}.options"):
        options, values = _chosen(sent.get("options", ()), product, shop)
        item = variant or stock.item_of(shop, product, values)
    price = _donated(sent, product, shop) or stock.price_of(item, shop)
    return {
        **from_product(product, item, order),
        "id": int(str(shop.store.fresh(ITEM, lambda: shop.identifiers.number(ITEM)))),
        "quantity": sent["quantity"],
        "options": options,
        "_price": price,
        "_sale": item["sale_price"]["amount"] > 0 and stock.is_on_sale(item, shop),
    }


def lines_of(shop: Shop, order_id: int) -> list[Record]:
    """The lines of an order, the first first."""
    return keeping.below(shop, ITEM, order_id)


def take(item: Record, shop: Shop, branch: int | None, *, short: bool = False) -> Record:
    """Take a line out of stock; the line, which knows where from.

    `short`: where there is not enough, what there is will do; it was paid for already.

    Raises:
        Invalid: there is not enough.
    """
    stocked = _stocked(item, shop)
    if stocked is None:
        return item
    before, there = stocked["_branches"], stock.left(stocked, branch)
    quantity = item["quantity"] if there is None or not short else min(item["quantity"], there)
    try:
        after = stock.take(shop, stocked, quantity, branch)["_branches"]
    except Conflict as error:
        words = error.text or Text(error.reason, error.reason)
        raise Invalid.field("products", "maximum", words) from error
    return {**item, "_taken": {at: before[at] - after.get(at, 0) for at in before}}


def give_back(item: Record, shop: Shop, branch: int | None = None) -> Record:
    """Put a line back where it was taken, or all of it at one branch; the line without it."""
    for at, quantity in item["_taken"].items():
        stocked = _stocked(item, shop)
        if stocked is not None and quantity > 0:
            stock.give_back(shop, stocked, quantity, branch or int(at))
    return {**item, "_taken": {}}


def order_cart(order: Record, shop: Shop) -> int | None:
    """The abandoned cart that became this order, where it had been abandoned."""
    link = shop.store.find(LINKS, f"abandoned_cart:{order['_basket']}")
    return int(link["key"]) if link else None


def is_shippable(items: Iterable[Record]) -> bool:
    return any(item["_type"] in SHIPPED_TYPES for item in items)


def save(shop: Shop, items: Sequence[Record]) -> None:
    for item in items:
        shop.store.put(ITEM, item["id"], item)


def blank_line(order: Record, currency: str) -> Record:
    """A line of which nothing is known but whose it is."""
    return {
        "id": 0,
        "name": "",
        "_name_en": "",
        "sku": "",
        "quantity": 1,
        "currency": currency,
        "weight": 0,
        "notes": "",
        "options": [],
        "_unit": "kg",
        "_order": order["id"],
        "_product": None,
        "_variant": None,
        "_type": "service",
        "_image": "",
        "_percent": order["_percent"],
        "_price": 0,
        "_sale": False,
        "_categories": (),
        "_brand": None,
        "_taken": {},
        "_booked": None,
    }


def from_product(product: Record, item: Record, order: Record) -> Record:
    """What a line has of its product, or of the variant of it that was chosen."""
    is_variant = item is not product
    return {
        **blank_line(order, order["currency"]),
        "name": product["name"],
        "sku": item.get("sku") or product.get("sku") or "",
        "weight": float(item.get("weight") or product.get("weight") or 0),
        "_unit": product.get("weight_type") or "kg",
        "_product": product["id"],
        "_variant": item["id"] if is_variant else None,
        "_type": product["type"],
        "_image": product.get("thumbnail") or "",
        "_percent": order["_percent"] if product.get("with_tax", True) else 0,
        "_categories": tuple(product.get("categories", ())),
        "_brand": product.get("brand_id"),
        "_name_en": product.get("_words", {}).get("en", {}).get("name", product["name"]),
    }


def _product(sent: Mapping[str, Any], shop: Shop, place: str) -> tuple[Record, Record | None]:
    """The product that is meant, and its variant if that has a SKU of its own."""
    wanted = sent["identifier"]
    if sent.get("identifier_type", "id") == "id":
        found = shop.store.find(stock.PRODUCT, wanted)
        if found is None:
            raise Invalid.field(f"{place}.id", "exists", _UNKNOWN)
        return found, None
    for resource in (stock.PRODUCT, stock.VARIANT):
        rows, _ = shop.store.table(resource).select({"sku": str(wanted)}, limit=1)
        if rows and resource == stock.PRODUCT:
            return rows[0], None
        if rows:
            return shop.store.get(stock.PRODUCT, rows[0]["_product_id"]), rows[0]
    raise Invalid.field(f"{place}.id", "exists", _UNKNOWN)


@contextmanager
def _told_of(field: str) -> Iterator[None]:
    """What is wrong inside is told of this field of the body."""
    try:
        yield
    except Invalid as error:
        first = error.problems[0]
        words = first.text or Text(error.reason, error.reason)
        raise Invalid.field(field, first.violation.rule, words) from error


def _chosen(
    sent: Iterable[Mapping[str, Any]], product: Record, shop: Shop
) -> tuple[list[Record], list[int]]:
    """The options that were chosen as a line shows them, and the ids of the values."""
    options, values = [], []
    for choice in sent:
        option = shop.store.find("product_option", choice["id"])
        if option is None or option["_product_id"] != product["id"]:
            words = Text("الخيار غير موجود", "the product has no such option")
            raise Invalid.field("options", "exists", words)
        shown = [_value(value, option, shop) for value in choice["value"]]
        values += [each["id"] for each in shown]
        options.append(
            {
                "id": shop.identifiers.number("order_item_option"),
                "product_option_id": option["id"],
                "name": option["name"],
                "type": option.get("type", "radio"),
                "value": shown,
            }
        )
    return options, values


def _value(wanted: str, option: Record, shop: Shop) -> Record:
    """A value of an option, by its id or its name.

    Raises:
        Invalid: the option has no such value.
    """
    for value in keeping.below(shop, "product_option_value", option["id"]):
        if wanted in (str(value["id"]), value["name"]):
            nothing = {"amount": 0, "currency": shop.facts.store.currency}
            price = value.get("price")
            told = price if isinstance(price, dict) else nothing
            return {"id": value["id"], "name": value["name"], "price": told}
    words = Text("قيمة الخيار غير موجودة", "the option has no such value")
    raise Invalid.field("options", "exists", words)


def _donated(sent: Mapping[str, Any], product: Record, shop: Shop) -> int:
    """What is given, where the product is a donation; 0 otherwise."""
    amount = sent.get("donating_amount") if product["type"] == "donating" else None
    return int(amount) * 100 if amount else 0


def _stocked(item: Record, shop: Shop) -> Record | None:
    """What of the stock a line stands for; None for no product, and for one that is gone."""
    if item["_variant"] is not None:
        return shop.store.find(stock.VARIANT, item["_variant"])
    return shop.store.find(stock.PRODUCT, item["_product"]) if item["_product"] else None


def _present_number(shop: Shop) -> object:
    return shop.identifiers.number(ITEM)


RESOURCE = Resource(
    name=ITEM,
    table=TableSpec(),
    parents=(Parent(ORDER, "_order"),),
    new_id=_present_number,
)
