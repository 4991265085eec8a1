"""Actions on several orders at once, and the stock of one order moved to another branch."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from mock_server.engine.errors import ApiError, Invalid
from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.engine.text import Text

from . import (
    invoices,
    order_histories,
    order_lines,
    order_tags,
    shipment_moves,
    shipments,
    transactions,
)
from .couriers import courier_of
from .order_assigning import known_employees
from .order_events import tell
from .order_moves import Move, move, status_named
from .order_payment import TIME_TO_PAY
from .order_places import known_branch
from .words import done

ORDER = "order"
operations = Operations()

Action = Callable[[Record, Any, Shop], object]
"""(order, the action's value, shop): does it to one order, or raises what is against it."""

_TOGETHER = ("create_shipping_policy", "print_shipping_policy")
_INCOMPATIBLE = Text("لا يمكن الجمع بين هذه الإجراءات", "these actions cannot be combined")
_NONE = Text("لا توجد طلبات مطابقة", "no order is meant")
_NEEDS = Text("قيمة الإجراء غير صحيحة", "the value does not fit the action")
_NOT_PENDING = Text("الطلب لا ينتظر الدفع", "the order does not wait for a payment")
_NO_CODES = Text("لا توجد أكواد في الطلب", "there are no codes in the order")
_NOT_PAID = Text("لا توجد مدفوعات للاسترجاع", "there is nothing to give back")
_NO_COURIER = Text("لا توجد شركة شحن للطلب", "no courier brings the order")
_NO_POLICY = Text("لا توجد بوليصة شحن للطلب", "the order has no shipping policy")
_MOVED = Text("تم نقل مخزون الطلب", "The order's stock was moved")


@operations.handles("orderActions")
def act(request: Request, shop: Shop) -> Any:
    """Each operation is done to all of the orders, or to none when one of them is against it."""
    asked = request.body["operations"]
    names = [each["action_name"] for each in asked]
    if set(_TOGETHER) <= set(names):
        raise Invalid.field("operations", "enum", _INCOMPATIBLE)
    for index, each in enumerate(asked):
        if not _fits(each):
            raise Invalid.field(f"operations.{index}.value", "type", _NEEDS)
    keys = [order["id"] for order in _meant(request.body.get("filters", {}), shop)]
    return [_outcome(each, keys, shop, request.language) for each in asked]


@operations.handles("relocateOrderStock")
def relocate(request: Request, shop: Shop) -> Any:
    order = shop.store.get(ORDER, request.path["order_id"])
    branch = known_branch(shop, request.body["branch_id"])
    for item in order_lines.lines_of(shop, order["id"]):
        taken = bool(item["_taken"])
        free = order_lines.give_back(item, shop)
        order_lines.save(shop, [order_lines.take(free, shop, branch) if taken else free])
    shop.store.update(ORDER, order["id"], _branch=branch, _updated_at=shop.clock.now())
    tell("order.updated", order, shop)
    return done(_MOVED, request)


def _meant(filters: Mapping[str, Any], shop: Shop) -> list[Record]:
    """The orders that are listed and that the filters name."""
    keys, statuses = filters.get("order_ids"), filters.get("order_status")

    def meant(order: Record) -> bool:
        named = keys is None or order["id"] in keys
        return named and (statuses is None or order["_status"] in statuses)

    return shop.store.table(ORDER).select({"draft": False}, meant, newest_first=False)[0]


def _outcome(asked: Mapping[str, Any], keys: Sequence[int], shop: Shop, language: str) -> Record:
    name = asked["action_name"]
    told = {"operation_id": shop.identifiers.uuid("order_operation"), "action_name": name}
    if not keys:
        return {**told, "status": "failed", "message": _NONE.say(language)}
    try:
        with shop.unit():
            for key in keys:
                ACTIONS[name](shop.store.get(ORDER, key), asked.get("value"), shop)
    except ApiError as error:
        return {**told, "status": "failed", "message": _why(error, language)}
    return {**told, "status": "success"}


def _why(error: ApiError, language: str) -> str:
    """What is against an action, in words."""
    if isinstance(error, Invalid) and error.problems[0].text is not None:
        return error.problems[0].text.say(language)
    return error.text.say(language) if error.text else error.reason


def _fits(asked: Mapping[str, Any]) -> bool:
    """Whether an action that needs a value has one of its kind."""
    name, value = asked["action_name"], asked.get("value")
    if name == "change_status":
        return isinstance(value, dict)
    kind = {"assign_users": int, "assign_tags": str}.get(name)
    if kind is None:
        return True
    return isinstance(value, list) and bool(value) and all(isinstance(it, kind) for it in value)


def _change_status(order: Record, value: Any, shop: Shop) -> None:
    status = status_named(shop, value["status"], None)
    branch = value.get("branch_id")
    restore = value.get("restore_items", False)
    move(order, Move(status, value.get("note", ""), restore, branch), shop)


def _assign(order: Record, value: Any, shop: Shop) -> None:
    employees = known_employees(value, shop, "value")
    shop.store.update(ORDER, order["id"], _employees=employees)
    tell("order.updated", order, shop)


def _tag(order: Record, value: Any, shop: Shop) -> None:
    for name in value:
        order_tags.put_on(shop.store.get(ORDER, order["id"]), name, shop)


def _read(order: Record, value: Any, shop: Shop) -> None:
    shop.store.update(ORDER, order["id"], read=True)


def _invoice(order: Record, value: Any, shop: Shop) -> None:
    invoices.draw_up(order, shop, invoices.TAX_INVOICE)


def _noted(words: str) -> Action:
    """An action that leaves nothing but a line in the history."""

    def note(order: Record, value: Any, shop: Shop) -> None:
        order_histories.write(order, shop, words)

    return note


def _ask_for_payment(order: Record, value: Any, shop: Shop) -> None:
    if not order["is_pending_payment"]:
        raise Invalid.field("value", "enum", _NOT_PENDING)
    order_histories.write(order, shop, "أرسل رابط الدفع")


def _extend(order: Record, value: Any, shop: Shop) -> None:
    if not order["is_pending_payment"]:
        raise Invalid.field("value", "enum", _NOT_PENDING)
    ends = order["_pending_until"] or shop.clock.now()
    until = max(ends, shop.clock.now() - timedelta()) + TIME_TO_PAY
    shop.store.update(ORDER, order["id"], _pending_until=until)
    tell("order.updated", order, shop)


def _resend_codes(order: Record, value: Any, shop: Shop) -> None:
    if not any(item["_type"] == "codes" for item in order_lines.lines_of(shop, order["id"])):
        raise Invalid.field("value", "enum", _NO_CODES)
    order_histories.write(order, shop, "أعيد إرسال الأكواد")


def _refund(order: Record, value: Any, shop: Shop) -> None:
    """All that was paid and not yet given back."""
    given = False
    for each in transactions.payments_of(order, shop):
        if each["_status"] in ("paid", "partial_refunded"):
            transactions.refund(each, each["_total"] - each["_given_back"], shop)
            given = True
    if not given:
        raise Invalid.field("value", "enum", _NOT_PAID)


def _delete(order: Record, value: Any, shop: Shop) -> None:
    """A deleted order is gone with its lines; its goods stay sold."""
    tell("order.deleted", order, shop)
    for item in order_lines.lines_of(shop, order["id"]):
        shop.store.delete(order_lines.ITEM, item["id"])
    shop.store.delete(ORDER, order["id"])


def _make_policy(order: Record, value: Any, shop: Shop) -> None:
    """A policy is that of a shipment, with the courier that the order was made with."""
    if order["_courier"] is None:
        raise Invalid.field("value", "enum", _NO_COURIER)
    method = "cod" if order["payment_method"] == "cod" else "pre_paid"
    sent = {"courier_id": order["_courier"], "order_id": order["id"], "packages": []}
    shipments.make({**sent, "shipment_type": "shipment", "payment_method": method}, shop)


def _return_policy(order: Record, value: Any, shop: Shop) -> None:
    last = _last_shipment(order, shop)
    shipment_moves.send_back(last, courier_of(shop, last["_courier"]), shop)


def _cancel_policy(order: Record, value: Any, shop: Shop) -> None:
    shipment_moves.cancel(_last_shipment(order, shop), shop)


def _print_policy(order: Record, value: Any, shop: Shop) -> None:
    _last_shipment(order, shop)


def _last_shipment(order: Record, shop: Shop) -> Record:
    """The newest shipment of an order; what is done with its policy needs one."""
    sent = shipment_moves.of_order(order["id"], shop)
    if not sent:
        raise Invalid.field("value", "enum", _NO_POLICY)
    return sent[-1]


ACTIONS: dict[str, Action] = {
    "create_shipping_policy": _make_policy,
    "create_return_policy": _return_policy,
    "print_shipping_policy": _print_policy,
    "cancel_policy": _cancel_policy,
    "assign_users": _assign,
    "export": _noted("صدر الطلب إلى ملف"),
    "assign_tags": _tag,
    "change_status": _change_status,
    "print_prepare_list": _noted("طبعت قائمة التجهيز"),
    "print_invoice": _invoice,
    "send_invoice": _invoice,
    "print_invoice_summary": _invoice,
    "send_payment_link": _ask_for_payment,
    "extend_payment_due": _extend,
    "resend_codes": _resend_codes,
    "send_rating": _noted("أرسل طلب التقييم"),
    "mark_as_read": _read,
    "refund": _refund,
    "delete": _delete,
}
"""By name."""
