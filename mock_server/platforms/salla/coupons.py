"""The store's coupons at Salla: those of the story, and how carts and orders find one."""

from datetime import UTC, datetime
from typing import Any

from mock_server.commerce.basket import Basket
from mock_server.commerce.market import Market
from mock_server.commerce.vocabulary import Coupon
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record

from .moments import told
from .style import RIYADH, date, money

COUPON = "coupon"
_GROUP_ID = 1_100_000_900
DELETED = "deleted_coupon"
"""Coupons that are no more: carts on which they were entered still tell of them."""


def make_coupons(shop: Shop) -> None:
    """Make the coupons of the story, all of them new when it begins, and one of many codes."""
    market: Market = shop.facts
    now = shop.clock.now()
    for coupon in market.coupons.values():
        record = _told(coupon, now, market)
        shop.store.put(COUPON, record["id"], record)
    if market.coupons:
        shop.store.put(COUPON, _GROUP_ID, _many_codes(now, shop))


def find_coupon(code: str, shop: Shop) -> Record | None:
    """The coupon that a code stands for, with this very code where it is one of a group."""
    found, _ = shop.store.table(COUPON).select({"code": code}, limit=1)
    if found:
        return found[0]
    for group in shop.store.table(COUPON).select({"is_group": True})[0]:
        if any(each["code"] == code for each in group["_codes"]):
            return {**group, "code": code}
    return None


def is_percentage(coupon: Record) -> bool:
    """Whether its amount is per cent; merchants write the word in four ways."""
    return str(coupon["type"])[0] in "pP"


def coupon_of(basket: Basket, shop: Shop) -> Record | None:
    """The coupon on a cart, as it is while it is good; None without one."""
    if basket.coupon is None:
        return None
    coupon = _entered(basket.coupon, shop)
    names = ("amount", "minimum_amount", "expiry_date", "created_at")
    return {
        "id": coupon["id"],
        "code": basket.coupon,
        "status": "purchased" if basket.paid_at else "active",
        "type": "percentage" if is_percentage(coupon) else "fixed",
        **{name: coupon[name] for name in names},
    }


def expires_at(basket: Basket, shop: Shop) -> datetime | None:
    """When the coupon on a cart is no longer good; never, once the cart was bought with it."""
    if basket.coupon is None or basket.paid_at is not None:
        return None
    moment: datetime = _entered(basket.coupon, shop)["_expires_at"]
    return moment


def blank_coupon(market: Market, now: datetime) -> Record:
    """A coupon that limits nothing and that nobody has given a code."""
    currency = market.store.currency
    return {
        "code": "",
        "type": "fixed",
        "status": "active",
        "is_apply_with_offer": None,
        "amount": money(0, currency),
        "minimum_amount": money(0, currency),
        "maximum_amount": None,
        "show_maximum_amount": False,
        "expiry_date": "",
        "start_date": None,
        "free_shipping": False,
        "usage_limit": None,
        "usage_limit_per_user": None,
        "is_sale_products_exclude": False,
        **{name: [] for name in LISTS},
        "include_payment_methods": ["all"],
        "applied_in": "all",
        **_GROUP,
        "beneficiary_domain": None,
        "created_at": date(now),
        "updated_at": date(now),
        **_MARKETING,
        "_named": None,
        "_starts_at": None,
        "_expires_at": None,
        "_codes": [],
    }


LISTS = (
    "include_product_ids",
    "exclude_product_ids",
    "include_category_ids",
    "exclude_category_ids",
    "include_customer_group_ids",
    "exclude_customer_group_ids",
    "exclude_brands_ids",
    "exclude_shipping_ids",
    "include_customer_ids",
)
"""Fields that hold ids, as texts."""

_GROUP: dict[str, Any] = {
    "is_group": False,
    "group_name": None,
    "group_coupons_count": None,
    "group_coupon_suffix": None,
}
_MARKETING: dict[str, Any] = {
    "marketing_active": False,
    "marketing_name": None,
    "marketing_email": None,
    "marketing_type": None,
    "marketing_amount": None,
    "marketing_hide_total_sales": False,
    "marketing_show_maximum_amount": False,
    "marketing_maximum_amount": 0,
    "marketing_info": None,
    "marketing_visits_count": 0,
}


def _entered(code: str, shop: Shop) -> Record:
    """The coupon that was entered on a cart, whatever its code is now, or if it is deleted."""
    named, _ = shop.store.table(COUPON).select({"_named": code}, limit=1)
    return named[0] if named else shop.store.get(DELETED, code)


def _told(coupon: Coupon, now: datetime, market: Market) -> Record:
    """It is good until the end of its last day. The amount of a percentage is the percentage."""
    currency = market.store.currency
    last_day = (now + coupon.valid_for).astimezone(RIYADH)
    expiry = last_day.replace(hour=23, minute=59, second=59, microsecond=0)
    percentage = {"amount": coupon.percent, "currency": currency}
    return blank_coupon(market, now) | {
        "id": 1_100_000_000 + coupon.number,
        "code": coupon.code,
        "type": "percentage" if coupon.percent else "fixed",
        "amount": percentage if coupon.percent else money(coupon.amount, currency),
        "minimum_amount": money(coupon.minimum, currency),
        "expiry_date": told(expiry),
        "_named": coupon.code,
        "_expires_at": expiry.astimezone(UTC),
    }


def _many_codes(now: datetime, shop: Shop) -> Record:
    """A coupon for staff, of which each has a code of their own."""
    told_once = _told(Coupon("staff", 0, "", percent=25), now, shop.facts)
    codes = [f"TEAM{shop.identifiers.letters('coupon_code', 5)}" for _ in range(5)]
    return told_once | {
        "id": _GROUP_ID,
        "maximum_amount": money(10_000, shop.facts.store.currency),
        "is_group": True,
        "group_name": "فريق المتجر",
        "group_coupons_count": len(codes),
        "group_coupon_suffix": "TEAM",
        "_named": None,
        "_codes": [{"id": _GROUP_ID + at, "code": code} for at, code in enumerate(codes, start=1)],
    }
