"""The store's coupons at Salla, as its carts tell of them; no operation serves them yet."""

from datetime import UTC, datetime

from mock_server.commerce.basket import Basket
from mock_server.commerce.market import Market
from mock_server.commerce.vocabulary import Coupon
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record

from .style import RIYADH, date, money

COUPON = "coupon"


def make_coupons(shop: Shop) -> None:
    """Make the coupons of the story, all of them new when it begins."""
    market: Market = shop.facts
    for coupon in market.coupons.values():
        shop.store.put(COUPON, coupon.code, _coupon(coupon, shop.clock.now(), market))


def coupon_of(basket: Basket, shop: Shop) -> Record | None:
    """The coupon on a cart, as it is while it is good; None without one."""
    if basket.coupon is None:
        return None
    coupon = shop.store.get(COUPON, basket.coupon)
    state = "purchased" if basket.paid_at else "active"
    return {"id": coupon["id"], "code": coupon["code"], "status": state, **coupon["_terms"]}


def expires_at(basket: Basket, shop: Shop) -> datetime | None:
    """When the coupon on a cart is no longer good; never, once the cart was bought with it."""
    if basket.coupon is None or basket.paid_at is not None:
        return None
    moment: datetime = shop.store.get(COUPON, basket.coupon)["_expires_at"]
    return moment


def _coupon(coupon: Coupon, now: datetime, market: Market) -> Record:
    """It is good until the end of its last day. The amount of a percentage is the percentage."""
    currency = market.store.currency
    last_day = (now + coupon.valid_for).astimezone(RIYADH)
    expiry = last_day.replace(hour=23, minute=59, second=59, microsecond=0)
    percentage = {"amount": coupon.percent, "currency": currency}
    return {
        "id": 1_100_000_000 + coupon.number,
        "code": coupon.code,
        "_terms": {
            "type": "percentage" if coupon.percent else "fixed",
            "amount": percentage if coupon.percent else money(coupon.amount, currency),
            "minimum_amount": money(coupon.minimum, currency),
            "expiry_date": date(expiry)["date"][:19],
            "created_at": date(now),
        },
        "_expires_at": expiry.astimezone(UTC),
    }
