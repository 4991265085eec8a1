"""What of an order can be changed, when, and what that sets off."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from mock_server.engine.errors import Invalid
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.engine.text import Text

from . import order_drafts, order_lines, transactions
from .customers import customer_for
from .order_amounts import add_up
from .order_assigning import known_employees
from .order_coupons import enter
from .order_events import tell
from .order_making import receiver_of
from .order_moves import Move, move, slug_of, status_named
from .order_payment import payment_of
from .order_places import delivery_of, known_branch
from .order_statuses import CANCELED, COMPLETED, RESTORED, RESTORING, UNDER_REVIEW

ORDER = "order"
_DONE = (COMPLETED, CANCELED, RESTORED, RESTORING)

_HAS_CUSTOMER = Text("للطلب عميل بالفعل", "the order has a customer already")
_TOO_LATE = Text("لا يمكن تعديل الطلب بحالته الحالية", "the order is too far on to be changed")
_PAID = Text("الطلب مدفوع", "the payment can be changed only while it is pending")

Changer = Callable[[Record, Mapping[str, Any], Shop], Record]
"""(order, body, shop) -> the fields that a part of the body changes."""


def change(order: Record, sent: Mapping[str, Any], shop: Shop) -> Record:
    """The order with what is sent and otherwise as it is; told of, part by part.

    Raises:
        Invalid: something cannot be changed any more, or is wrong in itself.
    """
    fields: Record = {}
    parts = [part for part in _PARTS if part.keys_in(sent)]
    for part in parts:
        fields |= part.changer({**order, **fields}, sent, shop)
    if not fields:
        return order
    changed = add_up_anew({**order, **fields}, order_lines.lines_of(shop, order["id"]), shop)
    if changed["draft"]:
        is_complete = order_drafts.is_complete(changed, shop)
        return order_drafts.publish(changed, shop) if is_complete else changed
    for event in dict.fromkeys(part.event for part in parts if part.event):
        tell(event, changed, shop)
    _tell_of_total(order, changed, shop)
    tell("order.updated", changed, shop)
    if order["is_pending_payment"] and not changed["is_pending_payment"]:
        changed = _was_paid(changed, shop)
    return changed


def add_up_anew(order: Record, items: Sequence[Record], shop: Shop) -> Record:
    """Keep an order and its lines with their amounts reckoned anew."""
    order, items = add_up({**order, "_updated_at": shop.clock.now()}, items)
    order_lines.save(shop, items)
    return shop.store.put(ORDER, order["id"], order)


def lines_changed(before: Record, after: Record, shop: Shop) -> None:
    """Tell that an order's lines are others now; of a draft nobody hears."""
    if after["draft"]:
        return
    tell("order.products.updated", after, shop)
    _tell_of_total(before, after, shop)
    tell("order.updated", after, shop)


def check_open(order: Record, shop: Shop, field: str) -> None:
    """Make sure that an order is not completed, cancelled or given back.

    Raises:
        Invalid: it is.
    """
    if not order["draft"] and slug_of(order, shop) in _DONE:
        raise Invalid.field(field, "enum", _TOO_LATE)


def _tell_of_total(before: Record, after: Record, shop: Shop) -> None:
    if before["_total"] != after["_total"]:
        tell("order.total.price.updated", after, shop)


def _was_paid(order: Record, shop: Shop) -> Record:
    transactions.pay(order, shop)
    return move(order, Move(status_named(shop, None, UNDER_REVIEW)), shop)


def _customer(order: Record, sent: Mapping[str, Any], shop: Shop) -> Record:
    if order["_customer"] is not None and not order["draft"]:
        raise Invalid.field("customer", "enum", _HAS_CUSTOMER)
    return {"_customer": customer_for(sent["customer"], shop)["id"]}


def _receiver(order: Record, sent: Mapping[str, Any], shop: Shop) -> Record:
    check_open(order, shop, "receiver")
    return {"receiver": receiver_of(sent)}


def _delivery(order: Record, sent: Mapping[str, Any], shop: Shop) -> Record:
    """A new way to deliver is told in full; of the one that there is, parts can be changed."""
    check_open(order, shop, "delivery_method")
    method = sent.get("delivery_method", order["_delivery"])
    known = {"branch_id": order["_branch"], "courier_id": order["_courier"]}
    told = {**known, **sent, "delivery_method": method}
    if method == "shipping" and "ship_to" not in sent and order["_ship_to"] is not None:
        fields = delivery_of({**told, "ship_to": _any_place(order, shop)}, True, shop)
        return {**fields, "_ship_to": order["_ship_to"], "_branch": order["_branch"]}
    if method is None and "branch_id" in sent:
        return {"_branch": known_branch(shop, sent["branch_id"])}
    shippable = order_lines.is_shippable(order_lines.lines_of(shop, order["id"]))
    return delivery_of(told, shippable, shop)


def _any_place(order: Record, shop: Shop) -> Record:
    """The address that an order has, as a body would say it."""
    place = order["_ship_to"]
    return {
        "country": place["country_id"],
        "city": shop.facts.cities[place["city"]].number,
        "block": place["block"],
        "street_number": place["street"],
        "address_line": place["line"],
        "postal_code": place["postal"],
        "geo_coordinates": place["at"],
    }


def _payment(order: Record, sent: Mapping[str, Any], shop: Shop) -> Record:
    if not order["is_pending_payment"] and not order["draft"]:
        raise Invalid.field("payment", "enum", _PAID)
    known = {"status": "pending_payment", "accepted_methods": list(order["_accepted"]) or ["mada"]}
    told = {**known, **sent["payment"]}
    if order["draft"] and "status" not in sent["payment"]:
        told["status"] = "paid" if "method" in told else "pending_payment"
    return payment_of(told, shop)


def _coupon(order: Record, sent: Mapping[str, Any], shop: Shop) -> Record:
    """An empty code takes the coupon away."""
    check_open(order, shop, "coupon_code")
    code = sent["coupon_code"]
    if not code:
        return {"_coupon": None, "_coupon_code": None}
    if code == order["_coupon_code"]:
        return {}
    items = order_lines.lines_of(shop, order["id"])
    return {"_coupon": enter(code, order, items, shop), "_coupon_code": code}


def _employees(order: Record, sent: Mapping[str, Any], shop: Shop) -> Record:
    return {"_employees": known_employees(sent["employees"], shop)}


class _Part:
    """Some fields of a body that are changed together, and what is told of that."""

    def __init__(self, keys: tuple[str, ...], changer: Changer, event: str = "") -> None:
        self._keys, self.changer, self.event = keys, changer, event

    def keys_in(self, sent: Mapping[str, Any]) -> bool:
        return any(key in sent for key in self._keys)


_DELIVERY = ("delivery_method", "branch_id", "courier_id", "ship_to")
_PARTS = (
    _Part(("customer",), _customer, "order.customer.updated"),
    _Part(("receiver",), _receiver),
    _Part(_DELIVERY, _delivery, "order.shipping.address.updated"),
    _Part(("payment",), _payment, "order.payment.updated"),
    _Part(("coupon_code",), _coupon, "order.coupon.updated"),
    _Part(("employees",), _employees),
)
