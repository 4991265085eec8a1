"""A cart's life at Salla, told with the clock."""

from datetime import timedelta

import pytest

from mock_server.commerce import shopper
from mock_server.commerce.merchant import set_reminder_delays
from mock_server.engine.errors import Conflict
from mock_server.engine.shop import Shop
from tests.helpers import NOON
from tests.platforms.salla.telling import DAY, HOUR, baskets, cart_of, listed

MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)

ABANDONED = "abandoned.cart"
CHANGED = "abandoned.cart.status.changed"
PURCHASED = "abandoned.cart.purchased"
ORDERED = "order.created"


def fill(shop: Shop, customer: str | None = "sara") -> None:
    """Open a cart called `b`, put honey in and say who is buying."""
    shopper.open_basket(shop, "b")
    shopper.add_line(shop, "b", "honey")
    if customer:
        shopper.set_contact(shop, "b", customer)


def happened(shop: Shop) -> list[tuple[str, timedelta]]:
    return [(event.name, event.at - NOON) for event in shop.events]


@pytest.mark.parametrize("customer", ["sara", None])
def test_a_cart_is_listed_after_an_idle_hour_and_not_before(
    bare: Shop, customer: str | None
) -> None:
    fill(bare, customer)

    bare.advance(HOUR - SECOND)
    before = baskets(bare)
    bare.advance(SECOND)

    assert before == []
    assert baskets(bare) == ["b"]
    assert happened(bare) == [(ABANDONED, HOUR)]


def test_activity_starts_the_hour_anew(bare: Shop) -> None:
    fill(bare)
    bare.advance(50 * MINUTE)
    shopper.come_back(bare, "b")

    bare.advance(HOUR - SECOND)
    before = baskets(bare)
    bare.advance(SECOND)

    assert before == []
    assert baskets(bare) == ["b"]
    assert happened(bare) == [(ABANDONED, 110 * MINUTE)]


def test_closing_the_page_does_not_shorten_the_hour(bare: Shop) -> None:
    fill(bare)
    shopper.leave(bare, "b")

    bare.advance(HOUR - SECOND)

    assert baskets(bare) == []


def test_an_empty_cart_and_one_bought_in_time_are_never_abandoned(bare: Shop) -> None:
    shopper.open_basket(bare, "empty")
    fill(bare)
    shopper.pay(bare, "b")

    bare.advance(30 * DAY)

    assert baskets(bare) == []
    assert happened(bare) == [(ORDERED, timedelta())]


def test_an_age_counts_whole_minutes_from_the_opening(bare: Shop) -> None:
    fill(bare)
    bare.advance(HOUR)
    ages = []

    for step in (timedelta(), 59 * SECOND, SECOND, DAY):
        bare.advance(step)
        ages.append(cart_of(bare, "b")["age_in_minutes"])

    assert ages == [60, 60, 61, 1501]
    assert listed(bare)["data"][0]["age_in_minutes"] == 1501


def test_a_shopper_who_returns_changes_the_cart_and_tells_nobody(bare: Shop) -> None:
    fill(bare)
    bare.advance(2 * HOUR)

    shopper.come_back(bare, "b")
    shopper.add_line(bare, "b", "coffee", 2)

    cart = cart_of(bare, "b")
    assert [item["quantity"] for item in cart["items"]] == [1, 2]
    assert cart["total"]["amount"] == 239 + 2 * 57.5
    assert cart["created_at"]["date"] == "2026-03-01 15:00:00.000000"
    assert cart["updated_at"]["date"] == "2026-03-01 17:00:00.000000"
    bare.advance(DAY)
    assert happened(bare) == [(ABANDONED, HOUR)]


def test_a_purchase_changes_the_status_and_is_told_after_the_change(bare: Shop) -> None:
    fill(bare)
    bare.advance(2 * HOUR)

    shopper.pay(bare, "b")

    assert baskets(bare) == []
    assert cart_of(bare, "b")["status"] == "purchased"
    assert happened(bare) == [
        (ABANDONED, HOUR),
        (CHANGED, 2 * HOUR),
        (PURCHASED, 2 * HOUR),
        (ORDERED, 2 * HOUR),
    ]
    of_carts = {event.subject for event in bare.events if event.resource == "abandoned_cart"}
    assert of_carts == {str(cart_of(bare, "b")["id"])}
    assert bare.events[1].data == {"status": "purchased"}


def test_a_bought_cart_goes_on_growing_old(bare: Shop) -> None:
    fill(bare)
    bare.advance(2 * HOUR)
    shopper.pay(bare, "b")

    bare.advance(HOUR)

    assert cart_of(bare, "b")["age_in_minutes"] == 180


def test_a_cart_that_is_bought_is_bought_once(bare: Shop) -> None:
    fill(bare)
    shopper.pay(bare, "b")

    with pytest.raises(Conflict):
        shopper.pay(bare, "b")
    with pytest.raises(Conflict):
        shopper.add_line(bare, "b", "coffee")


def test_a_coupon_is_told_of_when_it_is_entered(bare: Shop) -> None:
    fill(bare)

    shopper.apply_coupon(bare, "b", "EID50")
    bare.advance(HOUR)

    assert happened(bare) == [("coupon.applied", timedelta()), (ABANDONED, HOUR)]
    of_carts = {event.subject for event in bare.events if event.resource == "abandoned_cart"}
    assert of_carts == {str(cart_of(bare, "b")["id"])}


def test_the_coupon_is_purchased_with_the_cart(bare: Shop) -> None:
    fill(bare)
    shopper.apply_coupon(bare, "b", "EID50")
    bare.advance(HOUR)
    before = cart_of(bare, "b")

    shopper.pay(bare, "b")

    after = cart_of(bare, "b")
    assert (before["coupon"]["status"], after["coupon"]["status"]) == ("active", "purchased")
    assert after["total"] == before["total"] == {"amount": 189, "currency": "SAR"}


def test_reminders_leave_no_trace_that_salla_shows(bare: Shop) -> None:
    set_reminder_delays(bare, [HOUR, DAY])
    fill(bare)
    bare.advance(HOUR)
    before = cart_of(bare, "b")

    shopper.remind(bare, "b", "whatsapp")
    bare.advance(3 * DAY)

    assert {**cart_of(bare, "b"), "age_in_minutes": 60} == before
    assert happened(bare) == [(ABANDONED, HOUR)]


def test_reading_changes_nothing(shop: Shop) -> None:
    before = shop.version

    listed(shop, offset=60, keyword="1000000001")
    cart_of(shop, "tenth")

    assert shop.version == before


def test_a_snapshot_brings_the_carts_back_as_they_were(bare: Shop) -> None:
    fill(bare)
    bare.advance(HOUR)
    saved, before = bare.snapshot(), cart_of(bare, "b")
    shopper.pay(bare, "b")

    bare.restore(saved)

    assert cart_of(bare, "b") == before
    assert baskets(bare) == ["b"]
    assert happened(bare) == [(ABANDONED, HOUR)]
