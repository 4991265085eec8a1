from dataclasses import replace
from datetime import timedelta
from typing import Any

from mock_server.commerce.basket import Basket, find_basket
from mock_server.commerce.lifecycle import Reminder, always
from mock_server.commerce.merchant import set_reminder_delays
from mock_server.commerce.shopper import (
    pay,
    remind,
)
from mock_server.engine.jobs import JOBS
from mock_server.engine.shop import Shop
from tests.commerce.living import DAY, HOUR, fill, shop_with, told
from tests.helpers import NOON
from tests.toy.platform import LIFECYCLE


def test_a_purchased_cart_is_never_reminded_of(shop: Shop) -> None:
    set_reminder_delays(shop, [HOUR, DAY])
    key = fill(shop)
    shop.advance(3 * HOUR)

    pay(shop, key)
    shop.advance(7 * DAY)

    assert told(shop) == [
        ("cart.abandoned", HOUR),
        ("cart.reminded", 2 * HOUR),
        ("cart.recovered", 3 * HOUR),
    ]
    assert find_basket(shop, key).paid_at == NOON + 3 * HOUR


def test_a_reminder_brings_the_coupon_that_the_platform_makes() -> None:
    asked: list[Any] = []

    def coupon(basket: Basket, reminder: Reminder, shop: Shop) -> str | None:
        asked.append((basket.id, reminder.number, shop.clock.now() - NOON))
        return "BACK10" if reminder.number == 2 else None

    shop = shop_with(replace(LIFECYCLE, reminded_after=always((HOUR, 2 * HOUR)), coupon_for=coupon))
    key = fill(shop)

    shop.advance(DAY)

    assert asked == [(key, 1, 2 * HOUR), (key, 2, 3 * HOUR)]
    reminders = find_basket(shop, key).reminders
    assert [(it["number"], it["coupon"], it["at"] - NOON) for it in reminders] == [
        (1, None, 2 * HOUR),
        (2, "BACK10", 3 * HOUR),
    ]


def test_a_reminder_without_delay_goes_out_with_the_abandonment(shop: Shop) -> None:
    set_reminder_delays(shop, [timedelta(), HOUR])
    fill(shop)

    shop.advance(DAY)

    assert told(shop)[1:] == [("cart.reminded", HOUR), ("cart.reminded", 2 * HOUR)]


def test_a_reminder_that_the_merchant_took_off_the_plan_does_not_go_out(shop: Shop) -> None:
    set_reminder_delays(shop, [HOUR, DAY])
    fill(shop)
    shop.advance(3 * HOUR)

    set_reminder_delays(shop, [HOUR])
    shop.advance(7 * DAY)

    assert told(shop)[1:] == [("cart.reminded", 2 * HOUR)]


def test_planning_again_plans_nothing_twice(shop: Shop) -> None:
    set_reminder_delays(shop, [HOUR, DAY])
    key = fill(shop)
    shop.advance(3 * HOUR)
    jobs = shop.store.count(JOBS)

    for _ in range(3):
        LIFECYCLE.schedule(find_basket(shop, key), shop)

    assert shop.store.count(JOBS) == jobs
    set_reminder_delays(shop, [HOUR, DAY, 2 * DAY])
    LIFECYCLE.schedule(find_basket(shop, key), shop)
    shop.advance(7 * DAY)
    assert told(shop)[1:] == [
        ("cart.reminded", 2 * HOUR),
        ("cart.reminded", 25 * HOUR),
        ("cart.reminded", 49 * HOUR),
    ]


def test_the_plan_tells_what_is_still_to_come(shop: Shop) -> None:
    set_reminder_delays(shop, [HOUR, DAY])
    key = fill(shop)
    plans = []

    for span in (timedelta(), HOUR, HOUR, DAY):
        shop.advance(span)
        plans.append(LIFECYCLE.plan(find_basket(shop, key), shop))
    pay(shop, key)

    first, second = NOON + 2 * HOUR, NOON + 25 * HOUR
    assert plans == [(), (first, second), (second,), ()]
    assert LIFECYCLE.plan(find_basket(shop, key), shop) == ()


def test_a_reminder_by_hand_does_not_take_the_place_of_a_planned_one(shop: Shop) -> None:
    set_reminder_delays(shop, [DAY])
    key = fill(shop)
    shop.advance(2 * HOUR)

    basket = remind(shop, key, "sms", text="your honey waits")
    shop.advance(7 * DAY)

    (by_hand,) = basket.reminders
    assert (by_hand["channel"], by_hand["text"], by_hand["manual"]) == (
        "sms",
        "your honey waits",
        True,
    )
    assert told(shop)[1:] == [("cart.reminded", 2 * HOUR), ("cart.reminded", 25 * HOUR)]
