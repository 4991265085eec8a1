"""Makes orders, out of what a client sends or out of nothing, and puts them on the books."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from mock_server.engine.errors import Invalid
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.engine.text import Text

from . import order_assigning, order_histories, order_lines, reservations, transactions
from .customers import customer_for
from .order_amounts import NOTHING, add_up
from .order_coupons import enter
from .order_events import tell
from .order_payment import payment_of, unpaid
from .order_places import delivery_of, known_branch
from .order_statuses import PAYMENT_PENDING, UNDER_REVIEW, status_id

ORDER = "order"
FIRST_REFERENCE = 240_000_000
"""References of what is made while the shop lives begin after this one."""

_NO_RECEIVER = Text("بيانات المستلم غير مكتملة", "the receiver needs a name and a phone")


def make(sent: Mapping[str, Any], shop: Shop) -> Record:
    """A new order: added up, out of stock, with its history, payment and employees; told of.

    Raises:
        Invalid: something in it is unknown, missing, not on sale, short, or not allowed.
    """
    customer = customer_for(sent["customer"], shop)
    order = {**blank(shop), "_customer": customer["id"], **payment_of(sent["payment"], shop)}
    order["receiver"] = receiver_of(sent)
    items = [
        order_lines.line_of(product, order, shop, f"products.{index}")
        for index, product in enumerate(sent["products"])
    ]
    order |= delivery_of(sent, order_lines.is_shippable(items), shop)
    if "branch_id" in sent and order["_branch"] is None:
        order["_branch"] = known_branch(shop, sent["branch_id"])
    if sent.get("coupon_code"):
        order["_coupon"] = enter(sent["coupon_code"], order, items, shop)
        order["_coupon_code"] = sent["coupon_code"]
    return open_order(order, items, shop)


def open_order(
    order: Record, items: Sequence[Record], shop: Shop, *, short: bool = False
) -> Record:
    """Put an order on the books: stock, reservations, payment, history, employees and event.

    `short`: see `order_lines.take`.

    Raises:
        Invalid: there is not enough of something.
    """
    order, items = add_up(order, items)
    order["_status"] = first_status(order)
    order["_employees"] = order_assigning.employees_for(order, shop)
    items = [order_lines.take(item, shop, order["_branch"], short=short) for item in items]
    items = [reservations.book(item, order, shop) for item in items]
    order_lines.save(shop, items)
    shop.store.put(ORDER, order["id"], order)
    order_histories.write(order, shop)
    if not order["is_pending_payment"]:
        transactions.pay(order, shop)
    tell("order.created", order, shop)
    return order


def first_status(order: Record) -> int:
    """A paid order is to be looked at; one that is not waits for its payment."""
    return status_id(PAYMENT_PENDING if order["is_pending_payment"] else UNDER_REVIEW)


def blank(shop: Shop) -> Record:
    """An order of nobody and nothing, with an id and a reference of its own."""
    key = int(str(shop.store.fresh(ORDER, lambda: shop.identifiers.number(ORDER))))
    reference = FIRST_REFERENCE + shop.identifiers.count("order reference")
    return blank_order(key, reference, shop.clock.now(), shop.facts)


def blank_order(key: int, reference: int, at: datetime, market: Any) -> Record:
    """An order that says nothing but its numbers and its moment."""
    return {
        "id": key,
        "reference_id": reference,
        "source": "dashboard-api",
        "source_device": "desktop",
        "draft": False,
        "read": False,
        "is_price_quote": False,
        "currency": market.store.currency,
        "receiver": None,
        "tags": [],
        **unpaid(),
        "_percent": market.store.tax_percent,
        "_status": None,
        "_customer": None,
        "_delivery": None,
        "_branch": None,
        "_courier": None,
        "_shipping": 0,
        "_ship_to": None,
        "_coupon": None,
        "_coupon_code": None,
        "_employees": [],
        "_basket": None,
        "_sums": dict(NOTHING),
        "_total": 0,
        "_created_at": at,
        "_updated_at": at,
    }


def receiver_of(sent: Mapping[str, Any]) -> Record | None:
    """Who receives, where a body says so.

    Raises:
        Invalid: they have no name or no phone.
    """
    receiver = sent.get("receiver")
    if receiver is None:
        return None
    for name in ("name", "phone"):
        if not receiver.get(name):
            raise Invalid.field(f"receiver.{name}", "required", _NO_RECEIVER)
    return {name: receiver.get(name, "") for name in ("name", "email", "phone")}
