"""What a cart says at Salla, in the list and in full."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from mock_server.engine.errors import NotFound
from mock_server.engine.shop import Shop
from tests.helpers import call, error_of
from tests.platforms.salla.telling import cart_of, details, listed, lived_in

DETAILS = [
    "id",
    "total",
    "subtotal",
    "total_discount",
    "checkout_url",
    "status",
    "age_in_minutes",
    "created_at",
    "updated_at",
    "customer",
    "coupon",
    "items",
]
"""The keys of Salla's page "Abandoned Cart Details", in its order."""


@pytest.fixture
def shop() -> Shop:
    return lived_in()


def riyals(money: dict[str, Any]) -> Decimal:
    assert money["currency"] == "SAR"
    return Decimal(str(money["amount"]))


def test_the_details_have_the_pages_keys_in_the_pages_order(shop: Shop) -> None:
    assert list(cart_of(shop, "two")) == DETAILS


def test_a_row_of_the_list_is_the_cart_without_its_status(shop: Shop) -> None:
    for row in listed(shop)["data"]:
        cart = details(shop, row["id"])

        assert cart.pop("status") == "active"
        assert row == cart


def test_every_line_and_the_cart_add_up_to_the_halala(shop: Shop) -> None:
    cart = cart_of(shop, "two")

    for item in cart["items"]:
        amounts = item["amounts"]
        net, tax = riyals(amounts["price_without_tax"]), riyals(amounts["tax"]["amount"])
        assert net + tax - riyals(amounts["total_discount"]) == riyals(amounts["total"])
    paid = [riyals(item["amounts"]["total"]) for item in cart["items"]]
    taxes = [riyals(item["amounts"]["tax"]["amount"]) for item in cart["items"]]
    total, discount = riyals(cart["total"]), riyals(cart["total_discount"])
    assert total == sum(paid) == Decimal("239.00") + 3 * Decimal("57.50") - discount
    assert riyals(cart["subtotal"]) + sum(taxes) - discount == total
    assert discount == Decimal("41.15")


def test_tax_is_fifteen_per_cent_of_what_is_paid(shop: Shop) -> None:
    [item] = cart_of(shop, "left")["items"]

    assert item["amounts"]["tax"]["percent"] == "15.00"
    assert riyals(item["amounts"]["tax"]["amount"]) == Decimal("31.17")
    assert riyals(item["amounts"]["price_without_tax"]) == Decimal("207.83")


def test_a_coupon_is_shown_where_one_was_entered_and_null_elsewhere(shop: Shop) -> None:
    coupon = cart_of(shop, "two")["coupon"]

    assert (coupon["code"], coupon["type"], coupon["status"]) == (
        "WELCOME10",
        "percentage",
        "active",
    )
    assert cart_of(shop, "left")["coupon"] is None


def test_dates_are_written_as_php_does_in_the_time_of_riyadh(shop: Shop) -> None:
    assert cart_of(shop, "left")["created_at"] == {
        "date": "2026-03-01 12:00:00.000000",
        "timezone_type": 3,
        "timezone": "Asia/Riyadh",
    }


def test_an_age_is_counted_in_whole_minutes_by_the_shops_clock(shop: Shop) -> None:
    before = cart_of(shop, "left")["age_in_minutes"]

    shop.advance(timedelta(seconds=119))

    assert (before, cart_of(shop, "left")["age_in_minutes"]) == (180, 181)


def test_a_guest_has_a_number_and_no_address(shop: Shop) -> None:
    customer = cart_of(shop, "guest")["customer"]

    assert customer["id"] > 0
    assert (customer["mobile"], customer["email"], customer["city"]) == ("", "", "")


def test_the_city_follows_the_language_and_the_name_does_not(shop: Shop) -> None:
    cart = cart_of(shop, "left")

    english = details(shop, cart["id"], "en")["customer"]

    assert (cart["customer"]["city"], english["city"]) == ("جدة", "Jeddah")
    assert cart["customer"]["name"] == english["name"] == "سارة الحربي"


def test_an_unknown_cart_is_a_404_in_sallas_words(shop: Shop) -> None:
    with pytest.raises(NotFound) as raised:
        call(shop, "abandonedCartDetails", path={"cart-id": "12"})

    body = error_of(shop, raised.value, "abandonedCartDetails")
    assert (body["status"], body["success"], body["error"]["code"]) == (404, False, 404)
