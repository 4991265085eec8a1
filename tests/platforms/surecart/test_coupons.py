"""Coupons, promotions, and what they do to checkouts."""

from datetime import timedelta
from typing import Any

import pytest

from mock_server.commerce import shopper
from mock_server.engine.errors import Invalid, NotFound
from mock_server.engine.shop import Shop
from mock_server.platforms.surecart.catalogue import price_id, product_id
from mock_server.platforms.surecart.timestamps import unix
from tests.helpers import call
from tests.platforms.surecart.steps import broken, fill, found, made, refused


@pytest.fixture
def coupon(shop: Shop) -> dict[str, Any]:
    promotions = [{"code": "DATES20"}, {}]
    return made(shop, "coupon", name="تمر", percent_off=20, promotions=promotions)


def checkout(shop: Shop, **fields: Any) -> dict[str, Any]:
    """A checkout of 2 honey (47800) and 1 coffee (5750), with these fields beside."""
    lines = [
        {"price": price_id("honey", shop), "quantity": 2},
        {"price": price_id("coffee", shop)},
    ]
    return made(shop, "checkout", line_items=lines, **fields)


def test_a_coupon_comes_with_promotions(shop: Shop, coupon: dict[str, Any]) -> None:
    query = {"coupon_ids[]": [coupon["id"]], "expand[]": ["coupon"]}
    promotions = call(shop, "listPromotions", query=query)[1]["data"]

    assert {len(each["code"]) for each in promotions} == {7, 9}
    assert {each["coupon"]["id"] for each in promotions} == {coupon["id"]}
    assert found(shop, "listPromotions", query="dates") == [promotions[1]["id"]]
    assert found(shop, "listCoupons", query="تمر") == [coupon["id"]]
    assert found(shop, "listCoupons", archived="1") == []


RULES: list[tuple[dict[str, Any], tuple[str, str]]] = [
    ({}, ("amount_off", "blank")),
    ({"amount_off": 5, "percent_off": 5}, ("base", "conflicting_strategy")),
    ({"amount_off": 5, "currency": "usd"}, ("currency", "currency_mismatch")),
    ({"percent_off": 5, "duration": "repeating"}, ("duration_in_months", "blank")),
    ({"percent_off": 5, "duration_in_months": 2}, ("duration_in_months", "present")),
    ({"percent_off": 5, "product_ids": ["nothing"]}, ("product_ids", "not_found")),
    (
        {"percent_off": 5, "min_subtotal_amount": 9, "max_subtotal_amount": 8},
        ("max_subtotal_amount", "greater_than_or_equal_to"),
    ),
]


@pytest.mark.parametrize(("fields", "rule"), RULES)
def test_a_coupon_keeps_the_rules(
    shop: Shop, fields: dict[str, Any], rule: tuple[str, str]
) -> None:
    told = refused(shop, "createCoupon", body={"coupon": {"name": "x", **fields}})

    assert (told["code"], broken(told)) == ("coupon.invalid", [rule])


def test_a_code_is_one_of_its_kind(shop: Shop, coupon: dict[str, Any]) -> None:
    body = {"promotion": {"coupon": coupon["id"], "code": "dates20"}}

    assert broken(refused(shop, "createPromotion", body=body)) == [("code", "taken")]


def test_a_coupon_changes_field_by_field_and_expires(shop: Shop, coupon: dict[str, Any]) -> None:
    path, end = {"id": coupon["id"]}, unix(shop.clock.now() + timedelta(hours=1))

    changed = call(shop, "updateCoupon", path, body={"coupon": {"redeem_by": end}})[1]
    shop.advance(timedelta(hours=1))

    assert changed == {**coupon, "redeem_by": end}
    assert call(shop, "retrieveCoupon", path)[1]["expired"] is True


def test_a_duplicate_has_the_terms_and_no_promotions(shop: Shop, coupon: dict[str, Any]) -> None:
    twin = call(shop, "duplicateCoupon", {"id": coupon["id"]})[1]

    assert (twin["percent_off"], twin["name"]) == (20, "تمر")
    assert found(shop, "listPromotions", **{"coupon_ids[]": [twin["id"]]}) == []


def test_with_a_coupon_go_its_promotions(shop: Shop, coupon: dict[str, Any]) -> None:
    call(shop, "deleteCoupon", {"id": coupon["id"]})

    assert found(shop, "listPromotions", **{"coupon_ids[]": [coupon["id"]]}) == []
    with pytest.raises(NotFound):
        call(shop, "retrieveCoupon", {"id": coupon["id"]})


def test_the_coupon_of_the_protocol_stays(shop: Shop) -> None:
    used = call(shop, "retrieveAbandonedCheckoutProtocol")[1]["coupon"]

    told = refused(shop, "deleteCoupon", used)

    assert broken(told) == [("base", "restrict_dependent_destroy.has_one")]


TERMS: list[tuple[dict[str, Any], int, str]] = [
    ({"percent_off": 20}, 10710, "redeemable"),
    ({"percent_off": 12.5}, 6694, "redeemable"),
    ({"amount_off": 1000}, 1000, "redeemable"),
    ({"amount_off": 99999999}, 53550, "redeemable"),
    ({"percent_off": 20, "min_subtotal_amount": 53551}, 0, "less_than_min_subtotal_amount"),
    ({"percent_off": 20, "min_subtotal_amount": 53550}, 10710, "redeemable"),
    ({"percent_off": 20, "max_subtotal_amount": 53549}, 0, "greater_than_max_subtotal_amount"),
    ({"percent_off": 20, "product_ids": ["coffee"]}, 1150, "redeemable"),
    ({"amount_off": 9000, "product_ids": ["coffee"]}, 5750, "redeemable"),
]


@pytest.mark.parametrize(("terms", "discount", "status"), TERMS)
def test_the_totals_of_a_checkout_follow_the_coupon(
    shop: Shop, terms: dict[str, Any], discount: int, status: str
) -> None:
    products = [product_id(each, shop) for each in terms.get("product_ids", ())]
    coupon = made(shop, "coupon", name="x", **{**terms, "product_ids": products})

    shown = checkout(shop, discount={"coupon": coupon["id"]})

    path, query = {"id": shown["id"]}, {"expand[]": ["discount", "line_items"]}
    whole = call(shop, "retrieveCheckout", path, query)[1]
    lines = whole["line_items"]["data"]
    assert (shown["discount_amount"], shown["total_amount"]) == (discount, 53550 - discount)
    assert sum(each["discount_amount"] for each in lines) == discount
    assert sum(each["total_amount"] for each in lines) == shown["total_amount"]
    assert (whole["discount"]["redeemable_status"], whole["discount"]["promotion"]) == (
        status,
        None,
    )


def test_a_code_is_entered_whatever_its_case_and_taken_away(
    shop: Shop, coupon: dict[str, Any]
) -> None:
    shown = checkout(shop, discount={"promotion_code": "dates20"})
    path = {"id": shown["id"]}
    discount = call(shop, "retrieveDiscount", {"id": shown["discount"]})[1]

    after = call(shop, "updateCheckout", path, body={"checkout": {"discount": None}})[1]

    assert (shown["discount_amount"], discount["coupon"]) == (10710, coupon["id"])
    assert (after["discount"], after["total_amount"]) == (None, 53550)
    assert found(shop, "listDiscounts") == []


def test_an_unknown_code_is_refused(shop: Shop) -> None:
    body = {"checkout": {"discount": {"promotion_code": "NOTHING"}}}

    told = refused(shop, "createCheckout", body=body)

    assert broken(told) == [("discount.promotion_code", "invalid_code")]
    assert told["validation_errors"][0]["code"] == "checkout.discount.promotion_code.invalid_code"


def test_a_shopper_enters_a_code_that_was_made_through_the_api(
    shop: Shop, coupon: dict[str, Any]
) -> None:
    fill(shop, "b")

    shopper.apply_coupon(shop, "b", "DATES20")
    shopper.pay(shop, "b")

    paid = call(shop, "listCheckouts")[1]["data"][0]
    assert paid["discount_amount"] == 4780
    assert call(shop, "retrieveCoupon", {"id": coupon["id"]})[1]["times_redeemed"] == 1


def test_a_code_that_was_archived_or_removed_is_entered_by_nobody(
    shop: Shop, coupon: dict[str, Any]
) -> None:
    (key,) = found(shop, "listPromotions", query="WELCOME10")
    call(shop, "updatePromotion", {"id": key}, body={"promotion": {"archived": True}})
    fill(shop, "b")

    with pytest.raises(Invalid):
        shopper.apply_coupon(shop, "b", "WELCOME10")
    call(shop, "deletePromotion", {"id": key})
    with pytest.raises(Invalid):
        shopper.apply_coupon(shop, "b", "WELCOME10")


def test_a_customer_uses_a_coupon_as_often_as_it_says(shop: Shop) -> None:
    limits = {"percent_off": 10, "max_redemptions_per_customer": 1}
    made(shop, "coupon", name="x", promotions=[{"code": "ONCE"}], **limits)
    fill(shop, "first")
    shopper.apply_coupon(shop, "first", "ONCE")
    shopper.pay(shop, "first")
    discount = {"promotion_code": "ONCE"}

    body = {"checkout": {"email": "sara@example.com", "discount": discount}}
    told = refused(shop, "createCheckout", body=body)

    assert broken(told) == [("discount.promotion_code", "invalid_code")]
    assert checkout(shop, email="fahad@example.com", discount=discount)["discount_amount"] == 5355
