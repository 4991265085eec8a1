"""Checkouts at PayNow: of shoppers and of the API, in one life; settings and e-mails hang on it."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from mock_server.commerce.basket import Basket, totals_of
from mock_server.commerce.lifecycle import CartLifecycle, Reminder, always
from mock_server.commerce.records import record_key
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record

from . import abandoned_checkouts, attempts, coupon_use, goods, purchase_follow_ups
from .catalogue import product_id
from .configurations import wait_of
from .coupons import coupon_id, generated_for
from .customers import customer_of
from .events import ORDER_COMPLETED, PAYMENT_COMPLETED
from .flakes import derived_flake, new_flake, stamp, store_id
from .orders import ORDER, checkout_facts, order_of, write_order

CHECKOUT = "checkout"


def _may_remind(basket: Basket, shop: Shop) -> bool:
    total = totals_of(basket, shop.facts).total
    return attempts.may_send(abandoned_checkouts.FEATURE, basket.contact, total, shop)


def _send_reminder(basket: Basket, reminder: Reminder, shop: Shop) -> str | None:
    """The e-mail with its coupon. PayNow knows no reminder by hand: that leaves no trace here."""
    if "manual" in reminder.details:
        return None
    assert basket.contact is not None, "nobody is written to without an address"
    key = _checkout_id(basket, shop)
    coupon = attempts.send(abandoned_checkouts.FEATURE, basket.contact, CHECKOUT, key, shop)
    return str(coupon["code"])


def _before_purchase(shop: Shop, basket: Basket) -> None:
    """Somebody else may have bought the last of it, or used the coupon, since it was put in."""
    goods.check_stock(basket, shop)
    coupon_use.use_up(shop, basket)


def _after_purchase(basket: Basket, shop: Shop) -> None:
    """Tell of the payment and the order, and of the e-mail that won it back if there was one."""
    order = order_of(basket, shop)
    if shop.store.get(ORDER, order)["total_amount"]:
        shop.emit(PAYMENT_COMPLETED, ORDER, order)
    shop.emit(ORDER_COMPLETED, ORDER, order)
    codes = [each["coupon"] for each in basket.reminders if "manual" not in each]
    if codes:
        _tell_recovery(basket, codes[-1], order, shop)
    purchase_follow_ups.told_success(basket, shop)
    purchase_follow_ups.plan_follow_up(basket, shop)


def _tell_recovery(basket: Basket, code: str, order: str, shop: Shop) -> None:
    coupon = generated_for(abandoned_checkouts.FEATURE, code, shop)
    facts = {"order_id": order, "coupon_id": coupon["id"] if coupon else None}
    shop.emit(abandoned_checkouts.SUCCEEDED, CHECKOUT, _checkout_id(basket, shop), **facts)


LIFECYCLE = CartLifecycle(
    resource=CHECKOUT,
    abandoned_after=lambda shop: wait_of(abandoned_checkouts.FEATURE, shop),
    reminded_after=always((timedelta(0),)),
    may_remind=_may_remind,
    coupon_for=_send_reminder,
    enters=coupon_use.enter,
    finds=goods.find,
    before_purchase=_before_purchase,
    after_purchase=_after_purchase,
)
"""One e-mail, when the wait is over. It tells its own event, as the one after a purchase does."""


class PayNowDialect:
    """A checkout is there once there is something in it, an order once it is paid."""

    lifecycle = LIFECYCLE

    def write(self, basket: Basket, shop: Shop) -> str | None:
        if not basket.lines:
            return None
        checkout = _checkout(basket, shop)
        shop.store.put(CHECKOUT, checkout["id"], checkout)
        if basket.paid_at is not None:
            write_order(basket, checkout, shop)
        return str(checkout["id"])


DIALECT = PayNowDialect()


def _checkout_id(basket: Basket, shop: Shop) -> str:
    """A checkout that was made by API is known by one id, as basket and as record."""
    made_by_api = checkout_facts(basket) is not None
    return record_key(
        shop, CHECKOUT, basket.id, lambda: basket.id if made_by_api else new_flake(shop)
    )


def _checkout(basket: Basket, shop: Shop) -> Record:
    key = _checkout_id(basket, shop)
    coupon = basket.terms
    return {
        **(shop.store.find(CHECKOUT, key) or _new_checkout(key, basket, shop)),
        "customer_id": customer_of(basket, shop),
        "coupon_id": coupon_id(coupon, shop) if coupon else None,
        "lines": [_line(line, shop) for line in basket.lines],
        "status": basket.status,
        "updated_at": stamp(basket.touched_at),
    }


def _new_checkout(key: str, basket: Basket, shop: Shop) -> Record:
    token = f"{int(derived_flake(shop, 'token', key)):015x}"
    return {
        "id": key,
        "store_id": store_id(shop),
        "token": token,
        "url": f"https://{shop.facts.store.domain}/checkout/{token}",
        "metadata": (checkout_facts(basket) or {}).get("metadata") or {},
        "created_at": stamp(basket.opened_at),
    }


def _line(line: Mapping[str, Any], shop: Shop) -> Record:
    return {
        "id": derived_flake(shop, "checkout line", line["number"]),
        "product_id": product_id(line["product"], shop),
        "quantity": line["quantity"],
        "subscription": line.get("subscription", False),
        "trial": False,
    }
