"""What is done to many products at once: copies, new prices, channels, and coming back."""

from collections.abc import Callable, Mapping
from typing import Any

from mock_server.commerce.money import MINOR, major
from mock_server.engine import keeping
from mock_server.engine.errors import Invalid
from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.engine.text import Text

from .catalogue import PRODUCT
from .stock import VARIANT

operations = Operations()

_NEEDS = Text("هذه القيمة مطلوبة لهذا الإجراء", "this action needs this value")
_FORMULA = Text("المعادلة غير صحيحة", "the formula is not one of those that are known")
_Value = Mapping[str, Any]


@operations.handles("bulkProductActions")
def act(request: Request, shop: Shop) -> Any:
    """Each operation over all products of the filters; one product is done with at once."""
    sent = request.body
    chosen = _chosen(sent["filters"], shop)
    answers = []
    for index, each in enumerate(sent["operations"]):
        action = _ACTIONS[each["action_name"]]
        for product in chosen:
            now = shop.store.find(PRODUCT, product["id"])
            if now is not None:
                action(now, each.get("value") or {}, f"operations.{index}.value", shop)
        answers.append(
            {
                "operation_id": shop.identifiers.uuid("bulk operation"),
                "action_name": each["action_name"],
                "status": "success" if len(chosen) < 2 else "in_progress",
            }
        )
    return answers


def _chosen(filters: Mapping[str, Any], shop: Shop) -> list[Record]:
    """Those that every filter lets through; without any filter, none."""
    left_out = {str(each) for each in filters.get("unselected_ids", ())}
    ids = {str(each) for each in filters.get("ids", ())}
    sets: list[tuple[str, Callable[[Record], set[str]]]] = [
        ("categories", lambda product: {str(each) for each in product["categories"]}),
        ("brands", lambda product: {str(product["brand_id"])}),
        ("status", lambda product: {product["status"]}),
        ("types", lambda product: {product["type"]}),
    ]
    asked = [(filters[name], of) for name, of in sets if filters.get(name)]
    if not (filters.get("select_all") or ids or asked):
        return []
    return [
        product
        for product in shop.store.all(PRODUCT)
        if str(product["id"]) not in left_out
        and (not ids or str(product["id"]) in ids)
        and all({str(each) for each in wanted} & of(product) for wanted, of in asked)
    ]


def _duplicate(product: Record, value: _Value, place: str, shop: Shop) -> None:
    """A copy that is hidden and has neither SKU nor history; its parts stay with the first."""
    key = shop.store.fresh(PRODUCT, lambda: shop.identifiers.number(PRODUCT))
    blank = {"sku": None, "status": "hidden", "sold_quantity": 0, "views": 0}
    keeping.add(shop, PRODUCT, {**product, **blank, "id": key})


def _channels(product: Record, value: _Value, place: str, shop: Shop) -> None:
    channels = _needed(value, "channels", place)
    keeping.change(shop, PRODUCT, product["id"], channels=channels)


def _features(product: Record, value: _Value, place: str, shop: Shop) -> None:
    named = ("categories", "brand_id", "tags")
    fields = {name: value[name] for name in named if name in value}
    keeping.change(shop, PRODUCT, product["id"], **fields)


def _notify(product: Record, value: _Value, place: str, shop: Shop) -> None:
    limit = value.get("notify_quantity", value.get("minimum_notify_quantity"))
    text = None if limit is None else str(limit)
    keeping.change(shop, PRODUCT, product["id"], notify_quantity=text)


def _price(product: Record, value: _Value, place: str, shop: Shop) -> None:
    """A column by a formula over the product's prices, for it or its variants or both."""
    column, on = _needed(value, "column", place), value.get("apply_on", "product")
    items = [(PRODUCT, product)] if on != "variants" else []
    if on != "product":
        items += [(VARIANT, each) for each in keeping.below(shop, VARIANT, product["id"])]
    for resource, item in items:
        amount = _worked_out(_needed(value, "formula", place), _amounts(item, value), place, shop)
        kept = "regular_price" if column == "price" else column
        changed: Any = {"amount": amount, "currency": item["regular_price"]["currency"]}
        if kept == "cost_price" and resource == PRODUCT:
            changed = f"{amount:.2f}"
        keeping.change(shop, resource, item["id"], **{kept: changed})


def _restore(product: Record, value: _Value, place: str, shop: Shop) -> None:
    if product["status"] == "deleted":
        there = product["unlimited_quantity"] or product["quantity"] > 0
        keeping.change(shop, PRODUCT, product["id"], status="sale" if there else "out")


def _needed(value: _Value, name: str, place: str) -> Any:
    if name not in value:
        raise Invalid.field(f"{place}.{name}", "required", _NEEDS)
    return value[name]


def _amounts(item: Record, value: _Value) -> dict[str, float]:
    cost = item["cost_price"]
    bare = cost["amount"] if isinstance(cost, dict) else float(cost or 0)
    return {
        "price": item["regular_price"]["amount"],
        "sale_price": item["sale_price"]["amount"],
        "cost_price": bare,
        "amount": value.get("amount", 0),
    }


def _worked_out(formula: str, amounts: Mapping[str, float], place: str, shop: Shop) -> float:
    """`price`, `amount`, `price + amount`, or `price - (price * amount /100 )`, in whole halalas.

    Raises:
        Invalid: it is none of these.
    """
    words = formula.replace("(", " ( ").replace(")", " ) ").replace("/", " / ").split()
    match words:
        case [base] if base in amounts:
            result = amounts[base]
        case [base, "+" | "-" as sign, "amount"] if base in amounts:
            result = amounts[base] + (amounts["amount"] if sign == "+" else -amounts["amount"])
        case [base, "+" | "-" as sign, "(", part, "*", "amount", "/", "100", ")"] if (
            base in amounts and part in amounts
        ):
            share = amounts[part] * amounts["amount"] / 100
            result = amounts[base] + (share if sign == "+" else -share)
        case _:
            raise Invalid.field(f"{place}.formula", "enum", _FORMULA)
    currency = shop.facts.store.currency
    minor = round(max(0.0, min(result, 1e12)) * MINOR.get(currency, 100))
    return major(minor, currency)


_ACTIONS: Mapping[str, Callable[[Record, _Value, str, Shop], None]] = {
    "duplicate": _duplicate,
    "sale-channels": _channels,
    "features": _features,
    "notify-quantity": _notify,
    "pricing": _price,
    "restore": _restore,
}
