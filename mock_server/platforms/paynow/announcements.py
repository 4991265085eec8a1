"""What an event of PayNow's tells: the order, the payment, or the e-mail that it is about."""

from typing import Any

from mock_server.engine.shop import Event, Shop
from mock_server.engine.store import Record

from .customers import CUSTOMER
from .events import ORDER_COMPLETED, PAYMENT_COMPLETED, REFUND
from .flakes import derived_flake, store_id
from .orders import ORDER
from .payloads import customer_payload, order_payload, payment_payload, refund_payload


def content(event: Event, shop: Shop) -> Any:
    """The body of a delivery."""
    record = shop.store.get(event.resource, event.subject)
    if event.name == REFUND:
        return refund_payload(record, shop.store.get(ORDER, record["_order_id"]), shop)
    if event.name == ORDER_COMPLETED:
        return order_payload(record, shop)
    if event.name == PAYMENT_COMPLETED:
        return payment_payload(record, shop)
    return _attempt(event, record, shop)


def attempt(facts: Record, customer: Record | None, shop: Shop) -> Record:
    """An e-mail that the store sent by itself. It has one id when it is sent and when it wins."""
    known_by = facts["coupon_id"] or facts["order_id"] or facts["checkout_id"]
    return {
        "id": derived_flake(shop, "attempt", known_by),
        "store_id": store_id(shop),
        "customer_id": customer["id"] if customer else None,
        "customer": customer_payload(customer) if customer else None,
        **facts,
    }


def _attempt(event: Event, record: Record, shop: Shop) -> Record:
    about_order = event.resource == ORDER
    facts = {
        "checkout_id": record["checkout_id"] if about_order else record["id"],
        "order_id": record["id"] if about_order else event.data.get("order_id"),
        "coupon_id": event.data.get("coupon_id"),
    }
    return attempt(facts, shop.store.find(CUSTOMER, record["customer_id"]), shop)
