"""Coupons that are entered on orders: found, held against their terms, kept as they were then."""

from collections.abc import Mapping, Sequence
from typing import Any

from mock_server.commerce.coupon_terms import CouponTerms, Use, why_not
from mock_server.commerce.money import MINOR
from mock_server.engine.errors import Invalid
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.engine.text import Text

from .coupons import find_coupon
from .customer_groups import groups_of
from .customers import CUSTOMER
from .order_amounts import coupon_kept, goods_of
from .order_statuses import CANCELED, status_id

_UNKNOWN = Text("الكوبون غير موجود", "there is no such coupon")


def enter(code: str, order: Record, items: Sequence[Record], shop: Shop) -> Mapping[str, Any]:
    """The terms of a coupon that this order may use now, as plain values.

    Raises:
        Invalid: there is no such coupon, or it is not for this order.
    """
    found = find_coupon(code, shop)
    if found is None:
        raise Invalid.field("coupon_code", "exists", _UNKNOWN)
    terms = terms_of(found, shop)
    why = why_not(terms, _use(terms, order, items, shop))
    if why is not None:
        raise Invalid.field("coupon_code", "enum", why)
    return coupon_kept(terms)


def terms_of(coupon: Record, shop: Shop) -> CouponTerms:
    """A coupon of Salla's as the rule that all platforms share."""
    unit = MINOR.get(shop.facts.store.currency, 100)
    own = coupon.get("_terms", coupon)
    percentage = own["type"].lower().startswith("p")
    amount, maximum = own["amount"]["amount"], own.get("maximum_amount")
    methods = coupon.get("include_payment_methods", ())
    ids = {name: tuple(int(each) for each in coupon.get(field, ())) for name, field in _IDS.items()}
    return CouponTerms(
        code=coupon["code"],
        percent=amount if percentage else 0,
        amount=0 if percentage else round(amount * unit),
        minimum=round(own["minimum_amount"]["amount"] * unit),
        maximum=round(maximum["amount"] * unit) if maximum else None,
        active=coupon.get("status", "active") == "active",
        starts_at=coupon.get("_starts_at"),
        ends_at=coupon["_expires_at"],
        uses=coupon.get("usage_limit"),
        uses_each=coupon.get("usage_limit_per_user"),
        methods=() if "all" in methods else tuple(methods),
        free_shipping=coupon.get("free_shipping", False),
        not_on_sale=coupon.get("is_sale_products_exclude", False),
        **ids,
    )


_IDS: Mapping[str, str] = {
    "products": "include_product_ids",
    "products_not": "exclude_product_ids",
    "categories": "include_category_ids",
    "categories_not": "exclude_category_ids",
    "brands_not": "exclude_brands_ids",
    "groups": "include_customer_group_ids",
    "groups_not": "exclude_customer_group_ids",
}
"""The rule's lists of ids by Salla's names for them."""


def uses_of(code: str, shop: Shop, customer: int | None = None) -> int:
    """How many orders used a coupon and were not cancelled; of one customer, or of all."""
    where = {"_coupon_code": code, **({"_customer": customer} if customer else {})}
    orders, _ = shop.store.table("order").select(where)
    return sum(order["_status"] != status_id(CANCELED) for order in orders)


def _use(terms: CouponTerms, order: Record, items: Sequence[Record], shop: Shop) -> Use:
    customer = order["_customer"]
    known = shop.store.find(CUSTOMER, customer) if customer else None
    method = order["payment_method"]
    return Use(
        at=shop.clock.now(),
        goods=[goods_of(item) for item in items],
        groups=tuple(groups_of(known, shop)) if known else (),
        method=None if method == "waiting" else method,
        used=uses_of(terms.code, shop),
        used_by_them=uses_of(terms.code, shop, customer) if customer else 0,
    )
