from collections.abc import Callable
from dataclasses import replace

import pytest

from mock_server.commerce.basket import BASKETS, Basket, find_basket
from mock_server.commerce.lifecycle import ABANDON, always
from mock_server.commerce.merchant import set_reminder_delays
from mock_server.commerce.shopper import (
    add_line,
    apply_coupon,
    come_back,
    leave,
    open_basket,
    pay,
    set_contact,
)
from mock_server.engine.jobs import JOBS
from mock_server.engine.shop import Shop
from tests.commerce.living import DAY, HOUR, MINUTE, fill, shop_with, told
from tests.helpers import NOON
from tests.toy.platform import LIFECYCLE


def test_a_cart_left_alone_is_abandoned_then_reminded_of_twice(shop: Shop) -> None:
    set_reminder_delays(shop, [HOUR, DAY])
    fill(shop)

    shop.advance(2 * DAY)

    assert told(shop) == [
        ("cart.abandoned", HOUR),
        ("cart.reminded", 2 * HOUR),
        ("cart.reminded", 25 * HOUR),
    ]


def test_an_empty_basket_is_never_abandoned(shop: Shop) -> None:
    open_basket(shop)

    shop.advance(DAY)

    assert shop.events == []
    assert shop.store.count(JOBS) == 0


@pytest.mark.parametrize(
    "touch",
    [
        lambda shop, key: add_line(shop, key, "coffee"),
        lambda shop, key: set_contact(shop, key, "sara"),
        lambda shop, key: apply_coupon(shop, key, "WELCOME10"),
        come_back,
    ],
)
def test_a_touch_starts_the_wait_anew(shop: Shop, touch: Callable[[Shop, str], Basket]) -> None:
    key = fill(shop)
    shop.advance(45 * MINUTE)

    touch(shop, key)
    shop.advance(59 * MINUTE)
    before = told(shop)
    shop.advance(MINUTE)

    assert before == []
    assert told(shop) == [("cart.abandoned", 105 * MINUTE)]


def test_leaving_is_not_a_touch(shop: Shop) -> None:
    key = fill(shop)
    shop.advance(30 * MINUTE)

    basket = leave(shop, key)
    shop.advance(30 * MINUTE)

    assert basket.record["left"]
    assert told(shop) == [("cart.abandoned", HOUR)]
    assert not come_back(shop, key).record["left"]


def test_a_basket_has_one_wait_however_often_it_is_touched(shop: Shop) -> None:
    key = fill(shop)

    for _ in range(50):
        shop.advance(MINUTE)
        come_back(shop, key)

    assert [job["name"] for job in shop.store.all(JOBS)] == [ABANDON]
    shop.advance(DAY)
    assert told(shop) == [("cart.abandoned", 110 * MINUTE)]


def test_a_shorter_wait_that_the_merchant_sets_counts_from_the_next_touch() -> None:
    wait = {"now": 5 * HOUR}
    shop = shop_with(replace(LIFECYCLE, abandoned_after=lambda shop: wait["now"]))
    key = fill(shop)
    shop.advance(MINUTE)

    wait["now"] = HOUR
    come_back(shop, key)
    shop.advance(DAY)

    assert told(shop) == [("cart.abandoned", 61 * MINUTE)]


def test_a_cart_is_abandoned_once(shop: Shop) -> None:
    key = fill(shop)
    shop.advance(DAY)

    come_back(shop, key)
    shop.advance(DAY)

    assert told(shop) == [("cart.abandoned", HOUR)]
    assert find_basket(shop, key).status == "abandoned"


def test_a_cart_that_is_bought_in_time_is_not_abandoned(shop: Shop) -> None:
    key = fill(shop)
    shop.advance(59 * MINUTE)

    pay(shop, key)
    shop.advance(DAY)

    assert told(shop) == []


def test_whether_it_may_is_asked_when_the_moment_comes() -> None:
    may = {"abandon": False, "remind": False}
    lifecycle = replace(
        LIFECYCLE,
        reminded_after=always((HOUR, 2 * HOUR)),
        may_abandon=lambda basket, shop: may["abandon"],
        may_remind=lambda basket, shop: may["remind"],
    )
    shop = shop_with(lifecycle)
    key = fill(shop)

    shop.advance(2 * HOUR)
    may["abandon"] = True
    come_back(shop, key)
    shop.advance(150 * MINUTE)
    may["remind"] = True
    shop.advance(DAY)

    assert told(shop) == [("cart.abandoned", 3 * HOUR), ("cart.reminded", 5 * HOUR)]


def test_a_basket_that_is_gone_troubles_nobody(shop: Shop) -> None:
    set_reminder_delays(shop, [HOUR])
    gone, abandoned = fill(shop), fill(shop)
    shop.store.delete(BASKETS, gone)
    shop.advance(HOUR)
    shop.store.delete(BASKETS, abandoned)

    shop.advance(DAY)

    assert told(shop) == [("cart.abandoned", HOUR)]
    assert shop.store.count(JOBS) == 0


def test_what_else_a_purchase_sets_off_comes_after_it() -> None:
    bought: list[str] = []
    shop = shop_with(
        replace(LIFECYCLE, after_purchase=lambda basket, shop: bought.append(basket.status))
    )

    pay(shop, fill(shop))

    assert bought == ["purchased"]


def test_a_platform_that_shows_nothing_of_a_cart_tells_nothing_of_it(shop: Shop) -> None:
    class Silent:
        lifecycle = LIFECYCLE

        def write(self, basket: Basket, shop: Shop) -> None:
            return None

    shop.dialect = Silent()
    set_reminder_delays(shop, [HOUR])
    key = fill(shop)
    shop.advance(DAY)
    pay(shop, key)

    assert shop.events == []
    assert find_basket(shop, key).status == "purchased"


def test_a_shorter_wait_counts_for_who_waits_already_and_a_longer_one_does_not() -> None:
    wait = [DAY]
    shop = shop_with(replace(LIFECYCLE, abandoned_after=lambda _: wait[0]))
    fill(shop)
    planned = []

    for span in (2 * HOUR, 3 * HOUR, HOUR):
        shop.advance(15 * MINUTE)
        wait[0] = span
        shop.dialect.lifecycle.hastened(shop)
        planned.append([each["due"] - NOON for each in shop.store.all(JOBS)])
    shop.advance(2 * DAY)

    assert planned == [[2 * HOUR], [2 * HOUR], [HOUR]]
    assert told(shop) == [("cart.abandoned", HOUR)]


def test_who_waited_for_long_enough_waits_no_longer() -> None:
    wait = [DAY]
    shop = shop_with(replace(LIFECYCLE, abandoned_after=lambda _: wait[0]))
    key = fill(shop)
    shop.advance(HOUR)
    come_back(shop, key)
    shop.advance(5 * HOUR)

    wait[0] = 2 * HOUR
    shop.dialect.lifecycle.hastened(shop)
    shop.catch_up()

    assert told(shop) == [("cart.abandoned", 6 * HOUR)]
    assert shop.store.count(JOBS) == 0


def test_a_touch_with_a_shorter_wait_takes_the_place_of_the_longer_one() -> None:
    wait = [DAY]
    shop = shop_with(replace(LIFECYCLE, abandoned_after=lambda _: wait[0]))
    key = fill(shop)

    wait[0] = HOUR
    come_back(shop, key)

    assert [each["due"] - NOON for each in shop.store.all(JOBS)] == [HOUR]
