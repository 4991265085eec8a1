"""Orders, which a payment makes of a checkout, and the purchases that come with them."""

from collections.abc import Mapping
from typing import Any

from mock_server.commerce.basket import Basket
from mock_server.commerce.records import record_key
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record

from .catalogue import price_of, product_of
from .customers import PORTAL
from .timestamps import keep, unix

ORDER, PURCHASE = "order", "purchase"

_STATEMENTS = "https://app.surecart.com/statements/orders"


def order_id(basket: Basket, shop: Shop) -> str:
    return record_key(shop, ORDER, basket.id, lambda: shop.identifiers.uuid(ORDER))


def place_order(basket: Basket, checkout: Record, shop: Shop) -> Record:
    """Write and tell of the order of a checkout that was just paid, or will be by hand.

    What was bought is written with the payment.
    """
    key, status = order_id(basket, shop), "paid" if basket.paid_at else "processing"
    known = shop.store.find(ORDER, key)
    order = known or _order(key, checkout, shop)
    order = keep(shop, ORDER, key, {**order, "status": status})
    made = "paid" if basket.paid_at else "made_processing"
    for happening in (made,) if known else ("created", made):
        shop.emit(f"{ORDER}.{happening}", ORDER, key)
    for line in basket.lines if basket.paid_at else ():
        bought = _purchase(line, checkout, order, shop)
        keep(shop, PURCHASE, bought["id"], bought)
        shop.emit(f"{PURCHASE}.created", PURCHASE, bought["id"])
    return order


def void_order(key: str, shop: Shop) -> None:
    """Take back an order with all that was bought by it."""
    bought, _ = shop.store.table(PURCHASE).select({"initial_order": key, "revoked": False})
    now = unix(shop.clock.now())
    for each in bought:
        keep(shop, PURCHASE, each["id"], {**each, "revoked": True, "revoked_at": now})
        shop.emit(f"{PURCHASE}.revoked", PURCHASE, each["id"])
    keep(shop, ORDER, key, {**shop.store.get(ORDER, key), "status": "void"})
    shop.emit(f"{ORDER}.voided", ORDER, key)


def _order(key: str, checkout: Record, shop: Shop) -> Record:
    return {
        **BLANK_ORDER,
        "id": key,
        "live_mode": checkout["live_mode"],
        "number": f"{shop.identifiers.count('order number'):04}",
        "portal_url": f"{PORTAL}/orders/{key}",
        "statement_url": f"{_STATEMENTS}/{key}",
        "checkout": checkout["id"],
    }


def _purchase(line: Mapping[str, Any], checkout: Record, order: Record, shop: Shop) -> Record:
    return {
        **BLANK_PURCHASE,
        "id": shop.identifiers.uuid(PURCHASE),
        "live_mode": checkout["live_mode"],
        "quantity": line["quantity"],
        "customer": checkout["customer"],
        "initial_order": order["id"],
        "price": price_of(line, shop),
        "product": product_of(line, shop),
    }


BLANK_ORDER: Record = {
    "id": "",
    "object": ORDER,
    "fulfillment_status": "unfulfilled",
    "live_mode": True,
    "number": "0001",
    "order_type": "checkout",
    "return_status": "not_returned",
    "shipment_status": "unshipped",
    "portal_url": "",
    "statement_url": "",
    "status": "paid",
    "checkout": "",
}
"""Every field in the vendor's order, of an order that nobody has begun to send."""

BLANK_PURCHASE: Record = {
    "id": "",
    "object": PURCHASE,
    "live_mode": True,
    "quantity": 1,
    "revoked": False,
    "revoked_at": None,
    "revoke_at": None,
    "customer": None,
    "initial_order": None,
    "license": None,
    "price": "",
    "product": "",
    "subscription": None,
    "variant": None,
    "review": None,
}
"""Every field in the vendor's order, of something that was bought once and for all."""
