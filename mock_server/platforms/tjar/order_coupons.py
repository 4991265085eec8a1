"""Coupons that are entered on orders: the story's, and those that reminders brought."""

from collections.abc import Sequence

from mock_server.commerce.coupon_terms import CouponTerms, Use, story_terms, why_not
from mock_server.commerce.coupons import OFFERED
from mock_server.commerce.market import Market
from mock_server.commerce.vocabulary import Coupon
from mock_server.engine.errors import Invalid
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.engine.text import Text

from .order_amounts import goods_of

_UNKNOWN = Text("الكوبون غير موجود", "There is no such coupon")
_OTHERS = Text("الكوبون لعميل آخر", "The coupon was made for another customer")
_USED = Text("تم استخدام الكوبون", "The coupon has been used")


def enter(code: str, customer: int, lines: Sequence[Record], shop: Shop) -> CouponTerms:
    """The terms of a coupon that this customer may use for these goods now.

    Raises:
        Invalid: it is unknown, somebody else's, used, or not for this order.
    """
    market: Market = shop.facts
    if code in market.coupons:
        terms = story_terms(market.coupons[code])
    else:
        terms = _offered(code, customer, shop)
    use = Use(at=shop.clock.now(), goods=[goods_of(each) for each in lines])
    why = why_not(terms, use)
    if why is not None:
        raise Invalid.field("coupon", "enum", why)
    return terms


def use_up(code: str | None, shop: Shop) -> None:
    """A coupon that a reminder brought is for one order."""
    if code is not None and shop.store.find(OFFERED, code) is not None:
        shop.store.update(OFFERED, code, used_at=shop.clock.now())


def give_back(code: str | None, shop: Shop) -> None:
    """The order that it was used for came to nothing."""
    if code is not None and shop.store.find(OFFERED, code) is not None:
        shop.store.update(OFFERED, code, used_at=None)


def _offered(code: str, customer: int, shop: Shop) -> CouponTerms:
    offered = shop.store.find(OFFERED, code)
    if offered is None:
        raise Invalid.field("coupon", "exists", _UNKNOWN)
    market: Market = shop.facts
    known = market.customers.get(offered["contact"] or "")
    if offered["contact"] is not None and (known is None or known.number != customer):
        raise Invalid.field("coupon", "enum", _OTHERS)
    if offered["used_at"] is not None:
        raise Invalid.field("coupon", "enum", _USED)
    return story_terms(Coupon(**offered["terms"]))
