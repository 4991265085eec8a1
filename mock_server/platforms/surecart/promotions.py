"""Coupons, which say the terms of a discount, and promotions, which are their codes."""

from datetime import timedelta

from mock_server.commerce.basket import Basket, discount_of
from mock_server.commerce.market import Market
from mock_server.commerce.records import record_key
from mock_server.commerce.vocabulary import Coupon
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record

from .timestamps import keep, unix

COUPON, PROMOTION = "coupon", "promotion"

_CODE_LENGTH = 9


def write_coupons(shop: Shop) -> None:
    """A coupon of the story is a coupon here and a promotion with its code. None of them ends:
    the story's coupons are taken whenever they are entered."""
    market: Market = shop.facts
    for each in market.coupons.values():
        coupon = record_key(shop, COUPON, each.code, lambda: shop.identifiers.uuid(COUPON))
        keep(shop, COUPON, coupon, _coupon_of_story(coupon, each, shop))
        _write_promotion(each.code, coupon, shop)


def write_reminder_coupon(shop: Shop, coupon: str, times: Record) -> None:
    """The coupon behind the promotions that come with reminders."""
    terms = {"name": "خصم السلة المتروكة", "percent_off": 10, "max_redemptions_per_customer": 1}
    currency = shop.facts.store.currency.lower()
    record = {**BLANK_COUPON, "id": coupon, "currency": currency, **terms, **times}
    shop.store.put(COUPON, coupon, record)


def make_promotion(coupon: str, valid_for: timedelta | None, shop: Shop) -> str:
    """A new code for one use, valid for this long or, without a time, for good."""
    code = new_code(shop)
    redeem_by = None if valid_for is None else unix(shop.clock.now() + valid_for)
    _write_promotion(code, coupon, shop, max_redemptions=1, redeem_by=redeem_by)
    return code


def new_code(shop: Shop) -> str:
    return shop.identifiers.letters("promotion code", _CODE_LENGTH)


def promotion_id(code: str, shop: Shop) -> str:
    return record_key(shop, PROMOTION, code, lambda: shop.identifiers.uuid(PROMOTION))


def redeem(basket: Basket, shop: Shop) -> None:
    """Count the use of the basket's coupon, if it took anything off."""
    if basket.terms is None or not discount_of(basket):
        return
    used = [shop.store.find(COUPON, basket.terms.key)]
    if basket.terms.code:
        used.append(shop.store.find(PROMOTION, promotion_id(basket.terms.code, shop)))
    for each in used:
        if each is not None:
            times = each["times_redeemed"] + 1
            keep(shop, each["object"], each["id"], {**each, "times_redeemed": times})


def is_over(record: Record, shop: Shop) -> bool:
    """Whether a coupon or promotion has reached its end or its limit by now."""
    redeem_by, limit = record["redeem_by"], record["max_redemptions"]
    ended = redeem_by is not None and redeem_by <= unix(shop.clock.now())
    return ended or (limit is not None and record["times_redeemed"] >= limit)


def _coupon_of_story(key: str, coupon: Coupon, shop: Shop) -> Record:
    market: Market = shop.facts
    return {
        **BLANK_COUPON,
        "id": key,
        "amount_off": coupon.amount or None,
        "currency": market.store.currency.lower(),
        "min_subtotal_amount": coupon.minimum or None,
        "name": coupon.code,
        "percent_off": coupon.percent or None,
    }


def _write_promotion(
    code: str,
    coupon: str,
    shop: Shop,
    *,
    max_redemptions: int | None = None,
    redeem_by: int | None = None,
) -> None:
    key = promotion_id(code, shop)
    limits = {"max_redemptions": max_redemptions, "redeem_by": redeem_by}
    named = {"id": key, "code": code, "coupon": coupon}
    keep(shop, PROMOTION, key, {**BLANK_PROMOTION, **limits, **named})


BLANK_PROMOTION: Record = {
    "id": "",
    "object": PROMOTION,
    "archived": False,
    "archived_at": None,
    "code": "",
    "expired": False,
    "max_redemptions": None,
    "metadata": {},
    "redeem_by": None,
    "times_redeemed": 0,
    "affiliation": None,
    "coupon": "",
    "customer": None,
    "discarded_at": None,
}
"""Every field in the vendor's order, of a code that anybody may use for ever."""

BLANK_COUPON: Record = {
    "id": "",
    "object": COUPON,
    "archived": False,
    "archived_at": None,
    "amount_off": None,
    "currency": None,
    "duration": "once",
    "duration_in_months": None,
    "expired": False,
    "metadata": {},
    "max_redemptions": None,
    "max_redemptions_per_customer": None,
    "max_subtotal_amount": None,
    "min_subtotal_amount": None,
    "name": None,
    "percent_off": None,
    "product_ids": [],
    "redeem_by": None,
    "times_redeemed": 0,
    "discarded_at": None,
}
"""Every field in the vendor's order, of a coupon without terms."""
