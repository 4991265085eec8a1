"""Whether a coupon may be used now, and what it takes off: the merchant's terms as they are."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from mock_server.commerce import coupons as offers
from mock_server.commerce import vocabulary
from mock_server.commerce.basket import Basket
from mock_server.commerce.coupon_terms import CouponTerms, Goods, Use, why_not
from mock_server.engine.errors import Conflict
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record

from .catalogue import PRODUCT, product_id
from .coupons import COUPON
from .customers import customer_of
from .refusals import refused

_ORDER = "order"


def enter(shop: Shop, basket: Basket, code: str) -> Mapping[str, Any]:
    """The terms of a coupon that a shopper may use now; a basket below its minimum may still grow.

    Raises:
        Invalid: it is unknown, somebody else's, used up, not yet or no longer in use, or for other
            goods.
    """
    coupon = coupon_of_code(code, shop)
    if coupon is None:
        some = ", ".join(each["code"] for each in shop.store.all(COUPON)[:5])
        raise refused("code", "enum", f"no coupon {code!r}; there are {some}")
    if coupon["_type"] == "generated":
        offers.enter(shop, basket, code)
    why = why_unusable(coupon, basket, shop, from_minimum=False)
    if why is not None:
        raise refused("code", "enum", why)
    return offers.terms_of(_plain_terms(coupon, shop))


def use_up(shop: Shop, basket: Basket) -> None:
    """Note that a coupon was paid with.

    Raises:
        Conflict: since it was entered, others have used it as often as it may be used.
    """
    offers.use_up(shop, basket)
    coupon = coupon_of_code(basket.coupon, shop) if basket.coupon else None
    if coupon is None:
        return
    for english in _used_too_often(coupon, customer_of(basket, shop), shop):
        raise Conflict(f"{english}; enter another one")


def coupon_of_code(code: str, shop: Shop) -> Record | None:
    found, _ = shop.store.table(COUPON).select({"code": code}, limit=1)
    return found[0] if found else None


def why_unusable(coupon: Record, basket: Basket, shop: Shop, *, from_minimum: bool) -> str | None:
    """Why this basket may not have the coupon, in words; None if it may."""
    customer = customer_of(basket, shop)
    if coupon["usable_by_customer_id"] not in (None, customer):
        return f"the coupon {coupon['code']} was made for another customer"
    if not coupon["usable_on_one_time_purchase"]:
        return f"the coupon {coupon['code']} is for subscriptions"
    for english in _used_too_often(coupon, customer, shop):
        return english
    goods = [_goods(line, shop) for line in basket.lines]
    use = Use(at=shop.clock.now(), goods=goods)
    why = why_not(_rule(coupon, from_minimum, goods), use)
    return why.en if why else None


def is_active(coupon: Record, now: datetime) -> bool:
    """Whether it can be used now, as far as its times go."""
    starts, ends = _moment(coupon["usable_at"]), _moment(coupon["expires_at"])
    return coupon["enabled"] and (not starts or starts <= now) and (not ends or now < ends)


def _rule(coupon: Record, from_minimum: bool, goods: Sequence[Goods]) -> CouponTerms:
    """The coupon as the rule that all platforms share. An empty basket has no other goods yet."""
    only = bool(goods)
    return CouponTerms(
        code=coupon["code"],
        minimum=coupon["minimum_order_value"] if from_minimum else 0,
        active=coupon["enabled"],
        starts_at=_moment(coupon["usable_at"]),
        ends_at=_moment(coupon["expires_at"]),
        products=tuple(map(int, coupon["apply_to_products"] or ())) if only else (),
        categories=tuple(map(int, coupon["apply_to_tags"] or ())) if only else (),
    )


def _used_too_often(coupon: Record, customer: str | None, shop: Shop) -> list[str]:
    """The limit that is reached, if one is."""
    where = {"coupon_id": coupon["id"]}
    limits = [("store", where)]
    if customer is not None:
        limits.append(("customer", {**where, "customer_id": customer}))
    for whose, orders in limits:
        if not coupon[f"redeem_limit_{whose}_enabled"]:
            continue
        _, used = shop.store.table(_ORDER).select(orders)
        if used >= coupon[f"redeem_limit_{whose}_amount"]:
            who = "used up" if whose == "store" else "used up by this customer"
            return [f"the coupon {coupon['code']} is {who}"]
    return []


def _plain_terms(coupon: Record, shop: Shop) -> vocabulary.Coupon:
    """What it takes off, in neutral words; a percentage beyond all takes all."""
    amount = coupon["discount_amount"]
    percent = min(amount, 100) if coupon["discount_type"] == "percent" else 0
    return vocabulary.Coupon(
        coupon["id"],
        0,
        coupon["code"],
        percent=percent,
        amount=amount if coupon["discount_type"] == "amount" else 0,
        minimum=coupon["minimum_order_value"],
        goods=_reduced(coupon, shop),
    )


def _reduced(coupon: Record, shop: Shop) -> tuple[str, ...]:
    """The products that it takes something off, by their ids and by the story's keys for them."""
    named, tagged = set(coupon["apply_to_products"] or ()), set(coupon["apply_to_tags"] or ())
    if not coupon["discount_apply_individually"] or not (named or tagged):
        return ()
    ids = {each["id"] for each in shop.store.all(PRODUCT) if tagged & set(each["_tags"])} | named
    keys = [each for each in shop.facts.products if product_id(each, shop) in ids]
    return (*keys, *sorted(ids))


def _goods(line: Mapping[str, Any], shop: Shop) -> Goods:
    key = product_id(line["product"], shop)
    product = shop.store.find(PRODUCT, key)
    tags = tuple(map(int, product["_tags"])) if product else ()
    return Goods(int(key), line["price"] * line["quantity"], tags)


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
