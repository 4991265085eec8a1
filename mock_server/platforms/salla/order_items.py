"""The lines of orders: added, changed and removed, the order added up anew each time."""

from collections.abc import Mapping
from typing import Any

from mock_server.commerce.money import MINOR
from mock_server.engine.errors import Invalid
from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.engine.text import Text

from . import order_lines, reservations
from .order_amounts import with_tax
from .order_changes import add_up_anew, check_open, lines_changed
from .order_line_shown import item as shown_item
from .order_lines import ITEM
from .order_places import known_branch
from .words import done

ORDER = "order"
operations = Operations()

_NO_ORDER = Text("الطلب غير موجود", "there is no such order")
_NEEDED = Text("حقل {name} مطلوب", "{name} is needed for something that is no product")
_LAST = Text("لا يمكن حذف آخر منتج في الطلب", "the last line of an order cannot be removed")
_REMOVED = Text("تم حذف المنتج من الطلب", "The line was removed from the order")


@operations.handles("listOrderItems")
def list_items(request: Request, shop: Shop) -> Any:
    order = shop.store.get(ORDER, request.query["order_id"])
    return _shown(order, request, shop)


@operations.handles("createOrderItem")
def create_item(request: Request, shop: Shop) -> Any:
    sent = request.body
    order = shop.store.find(ORDER, sent["order_id"])
    if order is None:
        raise Invalid.field("order_id", "exists", _NO_ORDER)
    check_open(order, shop, "order_id")
    new = (
        _product_line(sent, order, shop) if "identifier" in sent else _free_line(sent, shop, order)
    )
    new = _taken(_written(new, sent, shop), order, sent, shop)
    items = [*order_lines.lines_of(shop, order["id"]), new]
    lines_changed(order, add_up_anew(order, items, shop), shop)
    return _shown(order, request, shop)


@operations.handles("updateOrderItem")
def update_item(request: Request, shop: Shop) -> Any:
    """What was taken for the line is given back, and what it is now is taken."""
    item, sent = shop.store.get(ITEM, request.path["item_id"]), request.body
    order = shop.store.get(ORDER, item["_order"])
    check_open(order, shop, "item_id")
    before = order_lines.give_back(item, shop)
    after = _written({**before, **_chosen(sent, before, order, shop)}, sent, shop)
    after = _taken({**after, "id": item["id"]}, order, sent, shop)
    known = order_lines.lines_of(shop, order["id"])
    items = [after if each["id"] == item["id"] else each for each in known]
    lines_changed(order, add_up_anew(order, items, shop), shop)
    return _shown(order, request, shop)


@operations.handles("deleteOrderItem")
def delete_item(request: Request, shop: Shop) -> Any:
    item = shop.store.get(ITEM, request.path["item_id"])
    order = shop.store.get(ORDER, item["_order"])
    check_open(order, shop, "item_id")
    left = [each for each in order_lines.lines_of(shop, order["id"]) if each["id"] != item["id"]]
    if not left and not order["draft"]:
        raise Invalid.field("item_id", "enum", _LAST)
    order_lines.give_back(reservations.release(item, shop), shop)
    shop.store.delete(ITEM, item["id"])
    lines_changed(order, add_up_anew(order, left, shop), shop)
    return done(_REMOVED, request)


def _shown(order: Record, request: Request, shop: Shop) -> list[Record]:
    items = order_lines.lines_of(shop, order["id"])
    return [shown_item(each, shop, request.language) for each in items]


def _product_line(sent: Mapping[str, Any], order: Record, shop: Shop) -> Record:
    told = {"quantity": 1, **sent}
    try:
        return order_lines.line_of(told, order, shop, "identifier")
    except Invalid as error:
        if error.problems[0].name != "identifier.id":
            raise
        first = error.problems[0]
        assert first.text is not None, "a line says what is wrong with its product"
        raise Invalid.field("identifier", first.violation.rule, first.text) from error


def _free_line(sent: Mapping[str, Any], shop: Shop, order: Record) -> Record:
    """Something that is no product: it has a name and a price, and no stock."""
    for name in ("name", "price"):
        if name not in sent:
            raise Invalid.field(name, "required", _NEEDED.fill(name=name))
    key = int(str(shop.store.fresh(ITEM, lambda: shop.identifiers.number(ITEM))))
    blank = order_lines.blank_line(order, order["currency"])
    return {**blank, "id": key, "name": sent["name"], "_name_en": sent["name"]}


def _written(item: Record, sent: Mapping[str, Any], shop: Shop) -> Record:
    """What a body says of a line that is no matter of its product. Prices come without tax."""
    fields: Record = {}
    if "quantity" in sent:
        fields["quantity"] = sent["quantity"]
    if "price" in sent:
        unit = MINOR.get(item["currency"], 100)
        fields["_price"] = with_tax(round(sent["price"] * unit), item["_percent"])
    if "weight" in sent:
        fields["weight"] = sent["weight"]
    if "weight_type" in sent:
        fields["_unit"] = sent["weight_type"]
    return {**item, **fields}


def _chosen(sent: Mapping[str, Any], item: Record, order: Record, shop: Shop) -> Record:
    """The variant that other options choose, at its price."""
    if "options" not in sent or item["_product"] is None:
        return {}
    told = {"identifier": item["_product"], "quantity": item["quantity"], **sent}
    told.pop("identifier_type", None)
    return order_lines.line_of(told, order, shop, "item")


def _taken(item: Record, order: Record, sent: Mapping[str, Any], shop: Shop) -> Record:
    """The line out of stock; that of a draft is taken when the draft becomes an order."""
    branch = order["_branch"]
    if "branch_id" in sent:
        branch = known_branch(shop, sent["branch_id"])
    if order["draft"]:
        return item
    if item["_booked"] is None:
        item = reservations.book(item, order, shop)
    return order_lines.take(item, shop, branch)
