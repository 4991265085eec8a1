"""A cart's life at Tjar: left, listed, reminded of, taken up again, paid for."""

from datetime import timedelta

import pytest

from mock_server.commerce import shopper
from mock_server.commerce.merchant import set_reminder_delays
from mock_server.engine.errors import NotFound
from mock_server.engine.shop import Shop
from tests.helpers import NOON, make_shop
from tests.platforms.tjar.samples import SARAS, details, listed
from tests.platforms.tjar.selling import FIRST_ORDER


def test_a_cart_is_listed_after_five_idle_minutes_and_not_before() -> None:
    shop = make_shop("tjar")
    shopper.open_basket(shop, "b")
    shopper.add_line(shop, "b", "honey")

    shop.advance(timedelta(minutes=4, seconds=59))
    assert listed(shop) == []
    with pytest.raises(NotFound):
        details(shop, SARAS)

    shop.advance(timedelta(seconds=1))
    assert listed(shop) == ["1"]
    assert [event.name for event in shop.events] == ["abandoned_cart.created"]


def test_an_empty_cart_is_never_listed() -> None:
    shop = make_shop("tjar")
    shopper.open_basket(shop)

    shop.advance(timedelta(days=1))

    assert listed(shop) == []


def test_ages_move_with_the_clock_and_dates_do_not(shop: Shop) -> None:
    before = details(shop, SARAS)

    shop.advance(timedelta(hours=3))

    after = details(shop, SARAS)
    assert (before["last_activity"], after["last_activity"]) == ("20 minutes ago", "3 hours ago")
    assert after == {**before, "last_activity": "3 hours ago"}


def test_a_customer_who_comes_back_is_active_again_and_still_listed(shop: Shop) -> None:
    shop.advance(timedelta(hours=3))

    shopper.come_back(shop, "saras")
    shopper.add_line(shop, "saras", "honey")

    cart = details(shop, SARAS)
    assert (cart["last_activity"], cart["updated_at"]) == ("0 seconds ago", "2026-03-01 18:00:00")
    assert (cart["created_at"], cart["cart_total"]) == ("2026-03-01 14:40:00", 593)
    assert listed(shop) == ["2", "1"]


def test_a_cart_that_is_paid_for_leaves_the_list_and_stays_as_completed(shop: Shop) -> None:
    shopper.pay(shop, "saras")

    cart = details(shop, SARAS)
    assert (cart["phase"], cart["order_id"]) == ("completed", FIRST_ORDER)
    assert listed(shop) == ["2"]


def test_a_cart_that_was_never_left_alone_is_never_shown() -> None:
    shop = make_shop("tjar")
    shopper.open_basket(shop, "b")
    shopper.add_line(shop, "b", "honey")
    shopper.pay(shop, "b")

    shop.advance(timedelta(days=1))

    assert listed(shop) == []


def test_reminders_go_out_by_themselves_until_the_cart_is_paid_for() -> None:
    shop = make_shop("tjar")
    set_reminder_delays(shop, [timedelta(hours=1), timedelta(days=1), timedelta(days=3)])
    shopper.open_basket(shop, "b")
    shopper.add_line(shop, "b", "honey")
    shopper.set_contact(shop, "b", "sara")

    shop.advance(timedelta(days=2))
    assert details(shop, SARAS)["reminders_count"] == 2
    shopper.pay(shop, "b")
    shop.advance(timedelta(days=2))

    assert details(shop, SARAS)["reminders_count"] == 2
    assert [(event.name, event.at - NOON) for event in shop.events] == [
        ("abandoned_cart.created", timedelta(minutes=5)),
        ("abandoned_cart.reminder_sent", timedelta(hours=1, minutes=5)),
        ("abandoned_cart.reminder_sent", timedelta(days=1, minutes=5)),
        ("order.created", timedelta(days=2)),
    ]


def test_nothing_goes_out_by_itself_to_somebody_without_an_address() -> None:
    shop = make_shop("tjar")
    set_reminder_delays(shop, [timedelta(hours=1)])
    shopper.open_basket(shop, "b")
    shopper.add_line(shop, "b", "honey")
    shopper.set_contact(shop, "b", {"name": "سارة", "email": ""})

    shop.advance(timedelta(days=1))

    assert details(shop, SARAS)["reminders_count"] == 0
