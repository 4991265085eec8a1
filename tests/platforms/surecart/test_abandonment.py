"""When a checkout counts as abandoned: every condition, on and off."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from mock_server.commerce import shopper
from mock_server.engine.shop import Shop
from mock_server.platforms.surecart.abandoned_checkouts import ABANDONED
from tests.platforms.surecart.steps import HALF_AN_HOUR, abandon, buy, fill, listed, set_protocol

Arrange = Callable[[Shop], None]
DAY = timedelta(days=1)


def nobody_is_known(shop: Shop) -> None:
    fill(shop, "b", customer=None)


def a_customer_is_known(shop: Shop) -> None:
    fill(shop, "b")


def nothing_is_in_it(shop: Shop) -> None:
    fill(shop, "b", products=())


def it_is_paid(shop: Shop) -> None:
    buy(shop, "b")


def it_is_not_wanted(shop: Shop) -> None:
    fill(shop, "b", options={"abandoned_checkout_enabled": False})


def it_is_wanted(shop: Shop) -> None:
    fill(shop, "b", options={"abandoned_checkout_enabled": True})


def it_is_a_test_in_test_mode(shop: Shop) -> None:
    fill(shop, "b", options={"live_mode": False})


def it_is_a_test_without_test_mode(shop: Shop) -> None:
    set_protocol(shop, test_mode_enabled=False)
    fill(shop, "b", options={"live_mode": False})


def it_is_live_without_test_mode(shop: Shop) -> None:
    set_protocol(shop, test_mode_enabled=False)
    fill(shop, "b", options={"live_mode": True})


def test_mode_ends_while_it_waits(shop: Shop) -> None:
    fill(shop, "b", options={"live_mode": False})
    set_protocol(shop, test_mode_enabled=False)


def bought(days: int, grace: int) -> Arrange:
    """A purchase so many days before the checkout is half an hour old."""

    def arrange(shop: Shop) -> None:
        set_protocol(shop, grace_period_days=grace)
        buy(shop, "before", products=("coffee",))
        shop.advance(days * DAY - HALF_AN_HOUR)
        fill(shop, "b")

    return arrange


def somebody_else_bought(shop: Shop) -> None:
    set_protocol(shop, grace_period_days=7)
    buy(shop, "before", customer="fahad")
    fill(shop, "b")


def the_customer_bought_in_test_mode(shop: Shop) -> None:
    set_protocol(shop, grace_period_days=7)
    buy(shop, "before", options={"live_mode": False})
    fill(shop, "b")


def bought_products(*products: str, ignored: bool) -> Arrange:
    """Purchases of these products, then a checkout with honey and coffee."""

    def arrange(shop: Shop) -> None:
        set_protocol(shop, ignore_purchased_products=ignored)
        for product in products:
            buy(shop, f"before-{product}", products=(product,))
        fill(shop, "b", products=("honey", "coffee"))

    return arrange


def reminders_are_off(shop: Shop) -> None:
    set_protocol(shop, enabled=False)
    fill(shop, "b")


CONDITIONS = [
    (nobody_is_known, False),
    (a_customer_is_known, True),
    (nothing_is_in_it, False),
    (it_is_paid, False),
    (it_is_not_wanted, False),
    (it_is_wanted, True),
    (it_is_a_test_in_test_mode, True),
    (it_is_a_test_without_test_mode, False),
    (it_is_live_without_test_mode, True),
    (test_mode_ends_while_it_waits, False),
    (bought(days=2, grace=3), False),
    (bought(days=3, grace=3), True),
    (bought(days=1, grace=0), True),
    (somebody_else_bought, True),
    (the_customer_bought_in_test_mode, True),
    (bought_products("honey", "coffee", ignored=True), False),
    (bought_products("honey", "coffee", ignored=False), True),
    (bought_products("honey", ignored=True), True),
    (reminders_are_off, True),
]


@pytest.mark.parametrize(("arrange", "abandoned"), CONDITIONS)
def test_each_condition_lets_a_checkout_be_abandoned_or_not(
    shop: Shop, arrange: Arrange, abandoned: bool
) -> None:
    arrange(shop)

    shop.advance(HALF_AN_HOUR)

    assert bool(listed(shop)) == abandoned


@pytest.mark.parametrize(("days_later", "count"), [(1, 1), (9, 1), (10, 2), (30, 2)], ids=str)
def test_a_customer_has_one_abandoned_checkout_in_ten_days(
    shop: Shop, days_later: int, count: int
) -> None:
    abandon(shop, "first")
    shop.advance(days_later * DAY - HALF_AN_HOUR)
    fill(shop, "second")

    shop.advance(HALF_AN_HOUR)

    assert len(listed(shop)) == count


def test_a_recovered_one_still_counts_for_the_ten_days(shop: Shop) -> None:
    abandon(shop, "first")
    shopper.pay(shop, "first")

    fill(shop, "second")
    shop.advance(HALF_AN_HOUR)

    assert len(listed(shop)) == 1


def test_two_customers_have_one_each(shop: Shop) -> None:
    fill(shop, "one", customer="sara")
    fill(shop, "two", customer="fahad")

    shop.advance(HALF_AN_HOUR)

    assert len(listed(shop)) == 2


def test_the_half_hour_counts_from_the_last_touch(shop: Shop) -> None:
    fill(shop, "b")
    shop.advance(timedelta(minutes=29))
    shopper.add_line(shop, "b", "coffee")
    shop.advance(timedelta(minutes=29, seconds=59))
    before = listed(shop)

    shop.advance(timedelta(seconds=1))

    assert before == []
    assert len(listed(shop)) == 1


def test_a_checkout_that_missed_a_condition_has_a_new_chance_at_the_next_touch(shop: Shop) -> None:
    fill(shop, "b", customer=None)
    shop.advance(HALF_AN_HOUR)
    shopper.set_contact(shop, "b", "sara")

    shop.advance(HALF_AN_HOUR)

    assert len(listed(shop)) == 1


def test_the_abandonment_is_told_once(shop: Shop) -> None:
    record = abandon(shop)
    shopper.come_back(shop, "b")
    shop.advance(HALF_AN_HOUR)

    assert [event.subject for event in shop.events if event.resource == ABANDONED] == [record]
