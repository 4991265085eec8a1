"""Orders at Tjar: listed, made, and moved on from one status to the next."""

from typing import Any

from mock_server.commerce.basket import Basket
from mock_server.engine.errors import Invalid
from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.resource import Resource
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record, TableSpec
from mock_server.engine.text import Text

from . import order_coupons, order_making, stock
from .order_lines import is_shippable
from .order_shown import order_id, present
from .order_statuses import CANCELLED, COMPLETED, DELIVERED, REFUNDED, SHIPPED, STATUSES
from .order_story import seed_orders
from .style import date

ORDER = "order"
operations = Operations()

_ILLEGAL = Text(
    "لا يمكن تغيير حالة الطلب من {now} إلى {then}",
    "An order cannot go from {now} to {then}",
)
_NOTHING_SENT = Text("لا يوجد في الطلب ما يشحن", "Nothing of the order is shipped")
_UNPAID = Text("الطلب غير مدفوع", "The order was not paid for")


@operations.handles("createOrder")
def create(request: Request, shop: Shop) -> Record:
    return order_making.make(request.body, shop)


@operations.handles("changeOrderStatus")
def change_status(request: Request, shop: Shop) -> Record:
    """Move an order on; one that comes to nothing gives back its goods and its coupon.

    Raises:
        Invalid: the status does not follow the one that the order has.
    """
    order, sent = shop.store.get(ORDER, request.path["identifier"]), request.body
    wanted = sent["status"]
    _check(order, wanted)
    changed: Record = {"_status": wanted, "_payment": _payment(order, wanted)}
    changed["_updated_at"] = shop.clock.now()
    if sent.get("note"):
        changed["_note"] = sent["note"]
    if wanted in (CANCELLED, REFUNDED):
        for line in order["_lines"]:
            stock.give_back(line, shop)
        order_coupons.give_back(order["_coupon"], shop)
    after = shop.store.update(ORDER, order["id"], **changed)
    shop.emit("order.status.updated", ORDER, order["id"], told=bool(sent.get("notify_customer")))
    if after["_payment"] != order["_payment"]:
        shop.emit("order.updated", ORDER, order["id"])
    return after


def make_order(basket: Basket, shop: Shop) -> None:
    """What is bought while the shop lives is an order at once; a story's orders are laid down."""
    if shop.put_off is None:
        order_making.make_of_basket(basket, shop)


def _check(order: Record, wanted: str) -> None:
    now = STATUSES[order["_status"]]
    if wanted not in now.then:
        then = STATUSES[wanted].label
        words = Text(
            _ILLEGAL.ar.format(now=now.label.ar, then=then.ar),
            _ILLEGAL.en.format(now=now.label.en, then=then.en),
        )
        raise Invalid.field("status", "enum", words)
    if wanted == SHIPPED and not is_shippable(order["_lines"]):
        raise Invalid.field("status", "enum", _NOTHING_SENT)
    if wanted == REFUNDED and order["_payment"] != "paid":
        raise Invalid.field("status", "enum", _UNPAID)


def _payment(order: Record, wanted: str) -> str:
    """What comes of the payment: cash is paid at the door, and money goes back."""
    payment: str = order["_payment"]
    if wanted in (CANCELLED, REFUNDED):
        return "refunded" if payment == "paid" else "failed"
    cash = wanted == DELIVERED and order["_gateway"] == "cash_on_delivery"
    return "paid" if payment == "pending" and (wanted == COMPLETED or cash) else payment


def _is_about(order: Record, wanted: str, shop: Shop) -> bool:
    receiver, customer = order["_receiver"], order["_customer"]
    told: tuple[Any, ...] = (
        order_id(order), str(order["id"]), *receiver.values(), customer["name"], customer["email"],
        customer["mobile"],
    )  # fmt: skip
    word = wanted.casefold()
    return any(word in str(each or "").casefold() for each in told)


def _has_status(order: Record, wanted: str, shop: Shop) -> bool:
    return bool(order["_status"] == wanted)


def _has_payment(order: Record, wanted: str, shop: Shop) -> bool:
    return bool(order["_payment"] == wanted)


def _from(order: Record, day: str, shop: Shop) -> bool:
    """Made on this day of the store or later."""
    return date(order["_created_at"])[:10] >= day


def _to(order: Record, day: str, shop: Shop) -> bool:
    return date(order["_created_at"])[:10] <= day


RESOURCE = Resource(
    name=ORDER,
    table=TableSpec(order="_created_at"),
    seed=seed_orders,
    present=present,
    filters={
        "status": _has_status,
        "payment_status": _has_payment,
        "search": _is_about,
        "date_from": _from,
        "date_to": _to,
    },
)
