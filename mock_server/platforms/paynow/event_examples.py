"""What an event tells when it is triggered by hand: about the newest order, or one made up.

Only fields that PayNow publishes. Of events whose payload it does not publish, only ids are told.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from mock_server.commerce.basket import Basket, contact_of, line_of
from mock_server.commerce.market import Market
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record

from .announcements import attempt
from .customers import customer_record
from .events import ORDER_COMPLETED, PAYMENT_COMPLETED
from .flakes import derived_flake, stamp, store_id
from .item_examples import delivery_item, linked_account, subscription, trial
from .orders import ORDER, order_record
from .payloads import order_payload, payment_payload, refund_payload, transaction
from .refund_record import refund_record

Example = Callable[[str, Record, Shop], Record]
"""From the name of an event and an order."""


def example(name: str, shop: Shop) -> Any:
    """The body of an event of this name, about the newest order if there is one."""
    newest, _ = shop.store.table(ORDER).select({}, limit=1)
    return _told(name, newest[0] if newest else _made_up(shop), shop)


def made_up(name: str, shop: Shop) -> Any:
    """The body of an event of this name, about nothing that ever happened."""
    return _told(name, _made_up(shop), shop)


def _told(name: str, order: Record, shop: Shop) -> Record:
    start = next(each for each in _BY_START if name.startswith(each))
    return _BY_START[start](name, order, shop)


def _order(name: str, order: Record, shop: Shop) -> Record:
    return order_payload(order, shop)


def _payment(name: str, order: Record, shop: Shop) -> Record:
    return payment_payload(order, shop)


def _failed_payment(name: str, order: Record, shop: Shop) -> Record:
    return {
        **transaction(order, shop, "failed payment"),
        "status": "failed",
        "failure_code": "insufficient_funds",
        "created_at": order["created_at"],
        "pending_at": None,
        "failed_at": stamp(shop.clock.now()),
    }


def _refund(name: str, order: Record, shop: Shop) -> Record:
    refund = refund_record(derived_flake(shop, "refund", order["id"]), order, order["lines"], shop)
    return refund_payload(refund, order, shop)


def _chargeback(name: str, order: Record, shop: Shop) -> Record:
    closed = name == "ON_CHARGEBACK_CLOSED"
    return {
        **transaction(order, shop, "payment"),
        "status": "chargeback",
        "chargeback_status": "lost" if closed else "open",
        "chargeback_at": stamp(shop.clock.now()),
    }


def _attempt(name: str, order: Record, shop: Shop) -> Record:
    won = name.endswith("SUCCEEDED") or name.startswith("ON_PURCHASE")
    facts = {
        "checkout_id": order["checkout_id"],
        "order_id": order["id"] if won else None,
        "coupon_id": order["coupon_id"],
    }
    return attempt(facts, order["customer"], shop)


def _connected_user(name: str, order: Record, shop: Shop) -> Record:
    return {"id": derived_flake(shop, "connected user"), "store_id": store_id(shop)}


_BY_START: Mapping[str, Example] = {
    ORDER_COMPLETED: _order,
    PAYMENT_COMPLETED: _payment,
    "ON_PAYMENT_FAILED": _failed_payment,
    "ON_REFUND": _refund,
    "ON_CHARGEBACK": _chargeback,
    "ON_DELIVERY_ITEM": delivery_item,
    "ON_SUBSCRIPTION": subscription,
    "ON_TRIAL": trial,
    "ON_DISCORD": linked_account,
    "ON_CONNECTED_USER": _connected_user,
    "ON_PURCHASE_FOLLOW_UP": _attempt,
    "ON_ABANDONED_CHECKOUT": _attempt,
}


def _made_up(shop: Shop) -> Record:
    """An order of one piece of the story's first product, by its first customer."""
    market: Market = shop.facts
    product, person = next(iter(market.products.values())), next(iter(market.customers.values()))
    contact, now = contact_of(person), shop.clock.now()
    basket = Basket.opened("an example", 1, now - timedelta(hours=1), {}).changed(
        lines=(line_of(1, product, 1, ""),), contact=contact, paid_at=now
    )
    checkout = {"id": derived_flake(shop, "example", "checkout"), "token": "0123456789abcde"}
    customer = customer_record(derived_flake(shop, "example", "customer"), contact["name_en"], shop)
    key = derived_flake(shop, "example", "order")
    return order_record(basket, {"id": key, "customer": customer, "checkout": checkout}, shop)
