"""Coupons that are entered at the checkout: the story's, and those offered with a reminder."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from mock_server.engine.errors import Conflict, Invalid
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.engine.text import Text

from .basket import Basket
from .market import Market
from .vocabulary import Coupon

OFFERED = "offered_coupon"


@dataclass(frozen=True, slots=True)
class Offer:
    """A coupon made for one shopper (`contact`: the key of a contact), for one use, until then."""

    coupon: Coupon
    contact: str | None
    until: datetime | None


def offer(shop: Shop, made: Offer) -> None:
    """Let a coupon that a reminder carries be entered at the checkout."""
    coupon = made.coupon
    record = {
        "id": coupon.code,
        "terms": terms_of(coupon),
        "contact": made.contact,
        "until": made.until,
        "used_at": None,
    }
    shop.store.put(OFFERED, coupon.code, record)


def enter(shop: Shop, basket: Basket, code: str) -> Mapping[str, Any]:
    """The terms of a coupon that this shopper may use now.

    Raises:
        Invalid: it is unknown, somebody else's, used up or over.
    """
    market: Market = shop.facts
    if code in market.coupons:
        return terms_of(market.coupons[code])
    offered = shop.store.find(OFFERED, code)
    if offered is None:
        some = ", ".join(market.coupons)
        raise _refused("enum", f"no coupon {code!r}; there are {some}")
    why = _why_not(offered, basket, shop)
    if why is not None:
        raise _refused("enum", why)
    terms: Mapping[str, Any] = offered["terms"]
    return terms


def use_up(shop: Shop, basket: Basket) -> None:
    """Note that the basket's coupon has been paid with, if it was for one use.

    Raises:
        Conflict: since it was entered it was used, or ended, or the shopper is another.
    """
    offered = shop.store.find(OFFERED, basket.coupon) if basket.coupon is not None else None
    if offered is None:
        return
    why = _why_not(offered, basket, shop)
    if why is not None:
        raise Conflict(f"{why}; enter another one")
    shop.store.update(OFFERED, basket.coupon, used_at=shop.clock.now())


def terms_of(coupon: Coupon) -> Mapping[str, Any]:
    """A coupon as plain values, to be kept on a basket."""
    return {
        "key": coupon.key,
        "number": coupon.number,
        "code": coupon.code,
        "percent": coupon.percent,
        "amount": coupon.amount,
        "minimum": coupon.minimum,
        **({"maximum": coupon.maximum} if coupon.maximum is not None else {}),
        **({"goods": coupon.goods} if coupon.goods else {}),
    }


def _why_not(offered: Record, basket: Basket, shop: Shop) -> str | None:
    """Why this shopper may not use the coupon now; None if they may."""
    code, until = offered["id"], offered["until"]
    if offered["contact"] not in (None, (basket.contact or {}).get("key")):
        return f"the coupon {code!r} was made for another customer"
    if offered["used_at"] is not None:
        return f"the coupon {code!r} has been used"
    if until is not None and until <= shop.clock.now():
        return f"the coupon {code!r} is over since {until:%Y-%m-%d}"
    return None


def _refused(rule: str, english: str) -> Invalid:
    return Invalid.field("code", rule, Text("لا يمكن استخدام هذا الكوبون", english))
