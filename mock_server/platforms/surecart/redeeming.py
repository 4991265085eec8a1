"""Codes and coupons that are entered at checkouts: whether they can be used, and what they do."""

from collections.abc import Mapping
from typing import Any

from mock_server.commerce.basket import Basket
from mock_server.commerce.coupons import OFFERED, enter, terms_of
from mock_server.commerce.vocabulary import Coupon
from mock_server.engine.errors import Invalid
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.engine.text import Text

from .catalogue import line_keys
from .customers import customer_id
from .promotions import COUPON, PROMOTION, is_over
from .purchases import purchases_of

REDEEMABLE = "redeemable"
_ENTERED = frozenset(
    {
        REDEEMABLE,
        "less_than_min_subtotal_amount",
        "greater_than_max_subtotal_amount",
        "not_applicable",
    }
)
"""What a code may be and still be entered: the basket may yet become one that it is for."""


def find_code(code: str, shop: Shop) -> Record | None:
    """The promotion with this code, whatever its case."""
    wanted = code.strip().casefold()
    found, _ = shop.store.table(PROMOTION).select(
        {}, lambda each: str(each["code"]).casefold() == wanted, limit=1
    )
    return found[0] if found else None


def entered(shop: Shop, basket: Basket, code: str) -> Mapping[str, Any]:
    """The terms of a code that a shopper enters, one that a reminder brought among them.

    Raises:
        Invalid: there is no such code, or it is not for this shopper.
    """
    if shop.store.find(OFFERED, code) is not None:
        return enter(shop, basket, code)
    promotion = find_code(code, shop)
    terms = None if promotion is None else promotion_terms(promotion, shop)
    if terms is None or not may_enter(terms, basket, shop):
        english = f"the coupon {code!r} is not there or cannot be used"
        raise Invalid.field("code", "enum", Text("لا يمكن استخدام هذا الكوبون", english))
    return terms_of(terms)


def may_enter(terms: Coupon, basket: Basket, shop: Shop) -> bool:
    return status_of(terms, basket, shop) in _ENTERED


def promotion_terms(promotion: Record, shop: Shop) -> Coupon:
    return coupon_terms(shop.store.get(COUPON, promotion["coupon"]), shop, promotion["code"])


def coupon_terms(coupon: Record, shop: Shop, code: str = "") -> Coupon:
    """A coupon as the checkout takes it, alone or by the code of a promotion."""
    keys = [key for each in coupon["product_ids"] for key in line_keys(each, shop)]
    return Coupon(
        coupon["id"],
        0,
        code,
        percent=coupon["percent_off"] or 0,
        amount=coupon["amount_off"] or 0,
        minimum=coupon["min_subtotal_amount"] or 0,
        maximum=coupon["max_subtotal_amount"],
        goods=tuple(keys) if keys or not coupon["product_ids"] else ("",),
    )


def status_of(terms: Coupon, basket: Basket, shop: Shop) -> str:
    """Whether what was entered can be used now, in the vendor's words."""
    coupon = shop.store.find(COUPON, terms.key)
    promotion = find_code(terms.code, shop) if terms.code else None
    if coupon is None or (terms.code and promotion is None):
        return "gone"
    named = [each for each in (coupon, promotion) if each is not None]
    if any(each["archived"] for each in named):
        return "invalid"
    if any(is_over(each, shop) for each in named):
        return "expired"
    if not _is_for(coupon, promotion, basket, shop):
        return "not_applicable_to_customer"
    return _bounds(terms, basket)


def _is_for(coupon: Record, promotion: Record | None, basket: Basket, shop: Shop) -> bool:
    """Whether this customer may use it; while nobody knows who it is, they may."""
    customer = customer_id(basket, shop)
    if customer is None:
        return True
    if promotion is not None and promotion["customer"] not in (None, customer):
        return False
    limit = coupon["max_redemptions_per_customer"]
    if limit is None:
        return True
    paid = purchases_of(customer, shop)
    used = [each for each in paid if each["_coupon"] == coupon["id"]]
    return len(used) < int(limit)


def _bounds(terms: Coupon, basket: Basket) -> str:
    lines: tuple[Any, ...] = basket.lines
    subtotal = sum(line["price"] * line["quantity"] for line in lines)
    if lines and subtotal < terms.minimum:
        return "less_than_min_subtotal_amount"
    if terms.maximum is not None and subtotal > terms.maximum:
        return "greater_than_max_subtotal_amount"
    if lines and terms.goods and not any(each["product"] in terms.goods for each in lines):
        return "not_applicable"
    return REDEEMABLE
