"""The coupon on a cart: what it takes off, and when it is over."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from mock_server.commerce import shopper
from mock_server.engine.shop import Shop
from mock_server.platforms.salla.carts import ages_until
from mock_server.platforms.salla.coupons import find_coupon
from tests.helpers import SMALL_STORY, STORE, make_shop
from tests.platforms.salla.telling import DAY, cart_of, listed

SECOND = timedelta(seconds=1)


def fill(shop: Shop, basket: str, code: str, customer: str = "sara") -> None:
    """Open a cart with honey and this coupon, and leave it for an hour."""
    shopper.open_basket(shop, basket)
    shopper.add_line(shop, basket, "honey")
    shopper.set_contact(shop, basket, customer)
    shopper.apply_coupon(shop, basket, code)
    shop.advance(timedelta(hours=1))


def _ends(shop: Shop, code: str) -> datetime:
    coupon = find_coupon(code, shop)
    assert coupon is not None
    moment: datetime = coupon["_expires_at"]
    return moment


def sums(cart: dict[str, Any]) -> list[float]:
    return [cart[name]["amount"] for name in ("subtotal", "total_discount", "total")]


def test_a_percentage_is_told_as_a_number_of_per_cent(shop: Shop) -> None:
    cart = cart_of(shop, "tenth")

    assert cart["coupon"] == {
        "id": 1100000001,
        "code": "WELCOME10",
        "status": "active",
        "type": "percentage",
        "amount": {"amount": 10, "currency": "SAR"},
        "minimum_amount": {"amount": 0, "currency": "SAR"},
        "expiry_date": "2026-05-27 23:59:59",
        "created_at": {
            "date": "2026-02-26 15:00:00.000000",
            "timezone_type": 3,
            "timezone": "Asia/Riyadh",
        },
    }
    assert sums(cart) == [357.83, 35.78, 370.35]


def test_a_fixed_coupon_takes_its_amount_off_what_is_paid(shop: Shop) -> None:
    cart = cart_of(shop, "fifty")

    assert (cart["coupon"]["type"], cart["coupon"]["amount"]["amount"]) == ("fixed", 50)
    assert cart["coupon"]["minimum_amount"]["amount"] == 200
    assert sums(cart) == [207.83, 43.48, 239 - 50]


def test_a_percentage_is_the_same_number_in_a_currency_of_three_decimals() -> None:
    dinars = replace(SMALL_STORY, store=replace(STORE, currency="KWD"))
    shop = make_shop("salla", told=dinars)

    fill(shop, "b", "WELCOME10")

    assert cart_of(shop, "b")["coupon"]["amount"] == {"amount": 10, "currency": "KWD"}
    assert cart_of(shop, "b")["total"] == {"amount": 21.51, "currency": "KWD"}


def test_there_is_null_where_no_coupon_was_entered(shop: Shop) -> None:
    assert cart_of(shop, "left")["coupon"] is None


def test_below_its_minimum_a_coupon_is_told_of_and_takes_nothing_off(bare: Shop) -> None:
    shopper.open_basket(bare, "b")
    shopper.add_line(bare, "b", "coffee")
    shopper.apply_coupon(bare, "b", "EID50")
    bare.advance(timedelta(hours=1))

    cart = cart_of(bare, "b")
    assert cart["coupon"]["code"] == "EID50"
    assert sums(cart) == [50, 0, 57.5]


def test_one_coupon_is_the_same_in_all_carts(bare: Shop) -> None:
    fill(bare, "a", "WELCOME10")
    bare.advance(2 * DAY)
    fill(bare, "b", "WELCOME10", "fahad")

    first, second = (cart_of(bare, basket)["coupon"] for basket in ("a", "b"))
    assert first == second


@pytest.mark.parametrize("code", ["WELCOME10", "EID50"])
def test_a_coupon_is_good_until_the_end_of_its_last_day(bare: Shop, code: str) -> None:
    fill(bare, "b", code)
    ends = _ends(bare, code)

    bare.advance(ends - bare.clock.now() - SECOND)
    before = cart_of(bare, "b")["coupon"]
    bare.advance(SECOND)

    assert before["status"] == "active"
    assert before["expiry_date"] == "2026-05-30 23:59:59"
    assert cart_of(bare, "b")["coupon"] == {**before, "status": "expired"}
    assert listed(bare)["data"][0]["coupon"]["status"] == "expired"


def test_what_was_shown_is_shown_again_no_longer_than_the_coupon_lasts(bare: Shop) -> None:
    bare.advance(timedelta(seconds=20))
    fill(bare, "b", "EID50")
    [cart] = bare.store.all("abandoned_cart")
    ends = _ends(bare, "EID50")

    bare.advance(ends - bare.clock.now() - SECOND)
    before = ages_until(cart, bare)
    bare.advance(SECOND)

    assert before == ends
    assert ages_until(cart, bare) == ends + timedelta(seconds=21)


def test_a_coupon_that_was_paid_with_stays_purchased(shop: Shop) -> None:
    shopper.pay(shop, "tenth")

    shop.advance(365 * DAY)

    assert cart_of(shop, "tenth")["coupon"]["status"] == "purchased"
