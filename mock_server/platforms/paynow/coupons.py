"""Coupons: those of the merchant, and the one that each e-mail carries."""

from collections.abc import Mapping
from typing import Any

from mock_server.commerce import vocabulary
from mock_server.commerce.coupons import Offer
from mock_server.commerce.periods import read_period
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record, TableSpec

from .actors import SERVER, owner
from .catalogue import version_of
from .configurations import Feature
from .flakes import derived_flake, new_flake, stamp, store_id

COUPON = "coupon"
TABLE = TableSpec(equal=("_feature", "usable_by_customer_id", "code"))
"""A limit is a question for the n-th newest coupon of a feature, or of a customer."""


BLANK: Mapping[str, Any] = {
    "enabled": True,
    "note": None,
    "duration": "once",
    "duration_in_months": None,
    "duration_in_intervals": None,
    "discount_type": "unspecified",
    "discount_amount": 0,
    "discount_apply_individually": False,
    "discount_apply_before_sales": False,
    "apply_to_products": None,
    "apply_to_tags": None,
    "usable_by_customer_id": None,
    "minimum_order_value": 0,
    "redeem_limit_store_enabled": False,
    "redeem_limit_store_amount": 0,
    "redeem_limit_customer_enabled": False,
    "redeem_limit_customer_amount": 0,
    "usable_on_one_time_purchase": True,
    "usable_on_subscription": True,
    "usable_at": None,
    "expires_at": None,
}
"""A coupon of which nothing is known but its code."""


def generate_coupon(feature: Feature, customer_id: str, shop: Shop) -> Record:
    """A coupon for one customer, made now from the model in the feature's settings."""
    model = shop.store.get(feature.configuration, "")["coupon_configuration"]
    now, key = shop.clock.now(), new_flake(shop)
    life = model["expires_after"]
    expires_at = read_period(life).after(now) if life is not None else None
    facts = {
        "note": feature.subject,
        "duration": model["duration"],
        "duration_in_months": model["duration_in_months"],
        "duration_in_intervals": model["duration_in_intervals"],
        "discount_type": model["discount_type"],
        "discount_amount": model["discount_amount"],
        "discount_apply_individually": model["discount_only_required_tags_or_products"],
        "discount_apply_before_sales": model["discount_apply_before_sales"],
        "apply_to_products": model["required_product_ids"],
        "apply_to_tags": model["required_tag_ids"],
        "usable_by_customer_id": customer_id,
        "minimum_order_value": model["minimum_order_value"],
        "redeem_limit_customer_enabled": model["customer_redeem_limit_enabled"],
        "redeem_limit_customer_amount": model["customer_redeem_limit"],
        "usable_on_one_time_purchase": model["usable_on_one_time_purchases"],
        "usable_on_subscription": model["usable_on_subscriptions"],
        "expires_at": stamp(expires_at) if expires_at else None,
        "created_by": SERVER,
        "_type": "generated",
        "_feature": feature.template,
        "_created_at": now,
        "_expires_at": expires_at,
    }
    code = shop.identifiers.letters(COUPON, 10)
    return shop.store.put(COUPON, key, {**_plain(key, code, shop), **facts})


def generated_for(feature: Feature, code: str, shop: Shop) -> Record | None:
    """The coupon that an e-mail of this feature carried."""
    found, _ = shop.store.table(COUPON).select(
        {"_feature": feature.template}, lambda coupon: coupon["code"] == code, limit=1
    )
    return found[0] if found else None


def offer_of(coupon: Record, contact: str) -> Offer:
    """A generated coupon as the checkout takes it; a percentage beyond all takes all."""
    amount = coupon["discount_amount"]
    percent = min(amount, 100) if coupon["discount_type"] == "percent" else 0
    terms = vocabulary.Coupon(
        coupon["id"],
        0,
        coupon["code"],
        percent=percent,
        amount=0 if percent else amount,
        minimum=coupon["minimum_order_value"],
    )
    return Offer(terms, contact, coupon["_expires_at"])


def keep_coupons(shop: Shop) -> None:
    """Make the merchant's own coupons, those of the story."""
    for coupon in shop.facts.coupons.values():
        key = coupon_id(coupon, shop)
        now = shop.clock.now()
        facts = {
            "discount_type": "percent" if coupon.percent else "amount",
            "discount_amount": coupon.percent or coupon.amount,
            "minimum_order_value": coupon.minimum,
            "expires_at": stamp(now + coupon.valid_for),
        }
        shop.store.put(COUPON, key, {**_plain(key, coupon.code, shop), **facts})


def coupon_id(coupon: vocabulary.Coupon, shop: Shop) -> str:
    """The id of a coupon that was entered: a generated one is known by it, the story's has one."""
    generated = shop.store.find(COUPON, coupon.key) is not None
    return coupon.key if generated else derived_flake(shop, COUPON, coupon.key)


def _plain(key: str, code: str, shop: Shop) -> dict[str, Any]:
    """A coupon that a merchant makes by hand and leaves as it comes."""
    return {
        **BLANK,
        "id": key,
        "version_id": version_of(key, shop),
        "store_id": store_id(shop),
        "code": code,
        "created_by": owner(shop),
        "created_at": stamp(shop.clock.now()),
        "updated_by": None,
        "updated_at": None,
        "_type": "manual",
    }
