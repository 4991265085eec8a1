"""A shopper's basket at SureCart: the rule of its life, and the records that tell of it."""

from datetime import timedelta

from mock_server.commerce.basket import Basket
from mock_server.commerce.coupons import Offer, offer
from mock_server.commerce.lifecycle import CartLifecycle, Reminder, always
from mock_server.engine.shop import Shop

from .abandoned_checkouts import ABANDONED, may_remind, recover, write_abandoned_checkout
from .catalogue import product_of
from .checkouts import CHECKOUT, checkout_id, write_checkout
from .conditions import may_abandon
from .customers import write_customer
from .orders import place_order
from .products import take_from_stock
from .promotions import COUPON, make_promotion, redeem
from .protocol import delays_now, protocol_of
from .redeeming import coupon_terms, entered


def _promote(basket: Basket, reminder: Reminder, shop: Shop) -> str | None:
    """The code that comes with a reminder: made for the first that carries one, then repeated."""
    protocol = protocol_of(shop)
    first, days = protocol["first_promotion_notification"], protocol["promotion_expires_after_days"]
    if first is None or reminder.number < first:
        return None
    known = [each["coupon"] for each in basket.reminders if each["coupon"]]
    if known:
        return str(known[-1])
    valid_for = None if days is None else timedelta(days=days)
    code = make_promotion(protocol["coupon"], valid_for, shop)
    until = None if valid_for is None else shop.clock.now() + valid_for
    terms = coupon_terms(shop.store.get(COUPON, protocol["coupon"]), shop, code)
    offer(shop, Offer(terms, (basket.contact or {})["key"], until))
    return code


def _settle(basket: Basket, shop: Shop) -> None:
    place_order(basket, shop.store.get(CHECKOUT, checkout_id(basket, shop)), shop)
    for line in basket.lines:
        take_from_stock(product_of(line, shop), line["quantity"], shop)
    redeem(basket, shop)
    recover(basket, shop)


LIFECYCLE = CartLifecycle(
    resource=ABANDONED,
    abandoned_after=always(timedelta(minutes=30)),
    reminded_after=delays_now,
    abandoned_event="abandoned_checkout.created",
    may_abandon=may_abandon,
    may_remind=may_remind,
    coupon_for=_promote,
    enters=entered,
    after_purchase=_settle,
)
"""Half an hour is the vendor's own figure. `abandoned_checkout.recovered` is told in `recover`,
because a purchase may recover other checkouts than the one that was paid."""


class SureCartDialect:
    """A checkout is there from the first touch, an abandoned checkout from the abandonment."""

    lifecycle = LIFECYCLE

    def write(self, basket: Basket, shop: Shop) -> str | None:
        customer = write_customer(basket, shop)
        checkout = write_checkout(basket, customer, shop)
        if basket.abandoned_at is None:
            return None
        return write_abandoned_checkout(basket, checkout, customer, shop)


DIALECT = SureCartDialect()
