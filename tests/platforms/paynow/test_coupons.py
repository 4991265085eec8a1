"""Coupons: as the merchant makes them, and as shoppers use them."""

from datetime import timedelta
from typing import Any

import pytest

from mock_server.commerce import shopper
from mock_server.engine.errors import Conflict, Invalid
from mock_server.engine.shop import Shop
from mock_server.platforms.paynow.flakes import stamp
from tests.helpers import NOON
from tests.platforms.paynow.asking import ask, fault, refusal
from tests.platforms.paynow.samples import ABANDONED, HOUR, leave_cart, settings

NEW: dict[str, Any] = {
    "enabled": True,
    "code": "TEN",
    "duration": "once",
    "discount_type": "percent",
    "discount_amount": 10,
    "discount_apply_individually": False,
    "discount_apply_before_sales": False,
    "minimum_order_value": 0,
    "redeem_limit_store_enabled": False,
    "redeem_limit_store_amount": 0,
    "redeem_limit_customer_enabled": False,
    "redeem_limit_customer_amount": 0,
    "usable_on_one_time_purchase": True,
    "usable_on_subscription": True,
}
COFFEE_PRICE = 5750


def test_a_coupon_is_made_read_changed_and_deleted(shop: Shop) -> None:
    made = ask(shop, "createCoupon", NEW)

    assert ask(shop, "getCoupon", couponId=made["id"]) == made
    changed = ask(shop, "updateCoupon", {"note": "For Eid"}, couponId=made["id"])
    different = {name for name in made if made[name] != changed[name]}
    assert different == {"note", "version_id", "updated_at", "updated_by"}
    assert ask(shop, "deleteCoupon", couponId=made["id"]) is None
    assert refusal(shop, "getCoupon", couponId=made["id"])["status"] == 404
    leave_cart(shop, "first", "sara", "honey")
    with pytest.raises(Invalid):
        shopper.apply_coupon(shop, "first", "TEN")


def test_a_list_tells_generated_from_made_and_active_from_over(shop: Shop) -> None:
    ABANDONED.write(shop, settings())
    leave_cart(shop, "first", "sara", "honey")
    shop.advance(HOUR)
    over = ask(shop, "createCoupon", {**NEW, "expires_at": stamp(NOON)})["code"]

    def codes(**query: Any) -> set[str]:
        return {each["code"] for each in ask(shop, "listCoupons", query=query)}

    (generated,) = ask(shop, "listCoupons", query={"type": "generated"})
    assert codes(type="manual") == {"WELCOME10", "EID50", over}
    assert codes(status="inactive") == {over}
    assert codes(status="active") == {"WELCOME10", "EID50", generated["code"]}
    assert codes(usable_by_customer_id=generated["usable_by_customer_id"]) == {generated["code"]}


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"code": "EID50"}, ("code", "unique")),
        ({"discount_amount": 101}, ("discount_amount", "maximum")),
        ({"duration": "repeating"}, ("duration_in_intervals", "required")),
        ({"apply_to_tags": ["1"]}, ("apply_to_tags.0", "exists")),
        ({"usable_by_customer_id": "1"}, ("usable_by_customer_id", "exists")),
        ({"usable_at": stamp(NOON), "expires_at": stamp(NOON)}, ("expires_at", "minimum")),
    ],
)
def test_a_coupon_that_cannot_be_is_refused(shop: Shop, changes: Any, told: Any) -> None:
    assert fault(refusal(shop, "createCoupon", {**NEW, **changes})) == (400, *told)


@pytest.mark.parametrize(
    "changes",
    [
        {"enabled": False},
        {"usable_at": stamp(NOON + HOUR)},
        {"expires_at": stamp(NOON)},
        {"redeem_limit_store_enabled": True},
        {"usable_on_one_time_purchase": False},
    ],
)
def test_a_shopper_cannot_use_what_is_not_for_them_now(shop: Shop, changes: Any) -> None:
    ask(shop, "createCoupon", {**NEW, **changes})
    leave_cart(shop, "first", "sara", "honey")

    with pytest.raises(Invalid):
        shopper.apply_coupon(shop, "first", "TEN")


def test_a_discount_may_be_on_some_goods_only(shop: Shop) -> None:
    tag = ask(shop, "listTags")[1]["id"]
    individually = {"discount_apply_individually": True, "apply_to_tags": [tag]}
    made = ask(shop, "createCoupon", {**NEW, **individually})
    leave_cart(shop, "first", "sara", "honey", "coffee")
    shopper.apply_coupon(shop, "first", "TEN")
    shopper.pay(shop, "first")

    order = shop.store.all("order")[0]
    assert [each["discount_amount"] for each in order["lines"]] == [0, COFFEE_PRICE // 10]
    assert order["coupon_id"] == made["id"]
    leave_cart(shop, "second", "sara", "honey")
    with pytest.raises(Invalid):
        shopper.apply_coupon(shop, "second", "TEN")


def test_a_limit_counts_orders_also_between_entering_and_paying(shop: Shop) -> None:
    limit = {"redeem_limit_store_enabled": True, "redeem_limit_store_amount": 1}
    ask(shop, "createCoupon", {**NEW, **limit})
    for name, who in (("first", "sara"), ("second", "fahad")):
        leave_cart(shop, name, who, "honey")
        shopper.apply_coupon(shop, name, "TEN")
    shopper.pay(shop, "first")

    with pytest.raises(Conflict):
        shopper.pay(shop, "second")
    leave_cart(shop, "third", "shy", "honey")
    with pytest.raises(Invalid):
        shopper.apply_coupon(shop, "third", "TEN")


def test_a_storys_coupon_ends_after_ninety_days(shop: Shop) -> None:
    shop.advance(timedelta(days=91))
    leave_cart(shop, "first", "sara", "honey")

    with pytest.raises(Invalid):
        shopper.apply_coupon(shop, "first", "WELCOME10")
