"""Coupons as merchants make them, and what orders make of them."""

from datetime import timedelta
from typing import Any

import pytest

from mock_server.commerce import shopper
from mock_server.engine.errors import Invalid
from mock_server.engine.shop import Shop
from tests.helpers import make_shop

from .goods import COFFEE_ID, HONEY_ID, ask, refusal
from .ordering import HONEY, create, move

COUPON = {
    "code": "SPRING",
    "type": "P",
    "amount": 20,
    "maximum_amount": 30,
    "free_shipping": False,
    "exclude_sale_products": False,
    "expiry_date": "2026-03-31",
}


@pytest.fixture
def shop() -> Shop:
    return make_shop("salla")


def make(shop: Shop, **changed: Any) -> Any:
    return ask(shop, "createCoupon", {**COUPON, **changed})


def wrong(shop: Shop, **changed: Any) -> list[str]:
    """The fields that a new coupon is refused for; None leaves one out."""
    body = {name: value for name, value in {**COUPON, **changed}.items() if value is not None}
    return list(refusal(shop, "createCoupon", body)["fields"])


def test_a_coupon_is_made_found_changed_and_deleted(shop: Shop) -> None:
    made = make(shop, products_include=[str(HONEY_ID)])
    named = {"coupon_id": made["id"]}

    assert ask(shop, "listCoupons", query={"keyword": "spri"}) == [made]
    assert (made["type"], made["expiry_date"]) == ("P", "2026-03-31 23:59:59")
    assert made["include_product_ids"] == [str(HONEY_ID)]
    changed = ask(shop, "updateCoupon", {"usage_limit": 5}, **named)
    assert changed == {**made, "usage_limit": 5}
    assert ask(shop, "deleteCoupon", **named)["code"] == 200
    assert refusal(shop, "couponDetails", **named)["code"] == 404


def test_the_coupons_of_the_story_are_listed(shop: Shop) -> None:
    listed = ask(shop, "listCoupons")

    assert {each["code"] for each in listed} == {"WELCOME10", "EID50", ""}
    assert next(each["group_coupons_count"] for each in listed if each["is_group"]) == 5


def test_a_coupon_needs_what_its_kind_needs(shop: Shop) -> None:
    assert wrong(shop, code=None) == ["code"]
    assert wrong(shop, maximum_amount=None) == ["maximum_amount"]
    assert wrong(shop, amount=101) == ["amount"]
    assert wrong(shop, is_group=True, group_suffix="DEAL") == ["group_name"]
    assert wrong(shop, marketing_active=True) == ["marketing_name"]
    assert wrong(shop, products_include=["5"]) == ["products_include.0"]


def test_a_coupon_ends_tomorrow_at_the_earliest(shop: Shop) -> None:
    assert wrong(shop, expiry_date="2026-03-01") == ["expiry_date"]
    assert wrong(shop, start_date="2026-04-01") == ["expiry_date"]
    assert make(shop, expiry_date="2026-03-02")["status"] == "active"


def test_no_two_coupons_have_one_code(shop: Shop) -> None:
    assert wrong(shop, code="WELCOME10") == ["code"]


def test_a_group_has_as_many_codes_as_were_asked_for(shop: Shop) -> None:
    group = {"is_group": True, "group_name": "Staff", "group_suffix": "DEAL"}

    made = make(shop, **group, group_coupons_count=3)

    codes = ask(shop, "listCouponCodes", query={"coupon_id": made["id"]})
    assert [each["code"] for each in codes] == [each["code"] for each in made["group_coupons"]]
    assert len({each["code"] for each in codes}) == 3
    assert all(each["code"].startswith("DEAL") for each in codes)
    assert create(shop, (HONEY, 1), coupon_code=codes[0]["code"])["amounts"]["discounts"]


def test_codes_are_those_of_a_group(shop: Shop) -> None:
    with pytest.raises(Invalid, match="no group"):
        ask(shop, "listCouponCodes", query={"coupon_id": 1100000001})


def test_an_order_takes_no_more_off_than_the_most_and_counts_as_a_use(shop: Shop) -> None:
    made = make(shop, usage_limit=1)

    order = create(shop, (HONEY, 1), coupon_code="SPRING")

    used = ask(shop, "couponDetails", coupon_id=made["id"])["statistics"]
    assert (used["num_of_usage"], used["num_of_customers"]) == (1, 1)
    assert used["coupon_sales"] == order["amounts"]["total"]
    with pytest.raises(Invalid, match="used up"):
        create(shop, (HONEY, 1), coupon_code="SPRING")
    move(shop, order, "canceled")
    assert ask(shop, "couponDetails", coupon_id=made["id"])["statistics"]["num_of_usage"] == 0


def test_a_coupon_that_is_off_or_for_other_goods_is_refused(shop: Shop) -> None:
    made = make(shop, products_include=[str(COFFEE_ID)])

    with pytest.raises(Invalid, match="other products"):
        create(shop, (HONEY, 1), coupon_code="SPRING")
    ask(shop, "updateCoupon", {"status": "inactive"}, coupon_id=made["id"])
    with pytest.raises(Invalid, match="not active"):
        create(shop, (HONEY, 1), coupon_code="SPRING")


def test_a_cart_tells_of_its_coupon_when_that_is_deleted(shop: Shop) -> None:
    shopper.open_basket(shop, "b")
    shopper.add_line(shop, "b", "honey")
    shopper.apply_coupon(shop, "b", "EID50")

    ask(shop, "deleteCoupon", coupon_id=1_100_000_002)
    shopper.set_contact(shop, "b", "sara")
    shop.advance(timedelta(hours=1))

    [cart] = ask(shop, "listAbandonedCarts")
    assert (cart["coupon"]["code"], cart["coupon"]["id"]) == ("EID50", 1_100_000_002)
