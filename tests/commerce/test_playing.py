from datetime import timedelta

import pytest

from mock_server.commerce.basket import BASKETS, find_basket
from mock_server.commerce.playing import beginning, play
from mock_server.commerce.vocabulary import Step
from mock_server.engine.clock import Clock
from mock_server.engine.errors import Invalid
from mock_server.engine.shop import Shop
from tests.helpers import NOON, SMALL_STORY, left_cart, story
from tests.toy.platform import PLATFORM

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def bare_shop() -> Shop:
    shop = Shop("toy", "t", 7, Clock(NOON - 9 * DAY), PLATFORM.all_workers(), PLATFORM.tables)
    shop.dialect = PLATFORM.dialect
    return shop


def test_every_step_happens_at_its_moment_with_the_rules_running() -> None:
    shop = bare_shop()
    told = story(
        *left_cart("old", "sara", 3 * DAY, "honey"),
        *left_cart("new", None, HOUR / 2, "coffee"),
        Step(2 * DAY, "old", "pay"),
    )

    play(told, shop, NOON)

    assert shop.clock.now() == NOON
    assert [(event.name, event.at - NOON) for event in shop.events] == [
        ("cart.abandoned", HOUR - 3 * DAY),
        ("cart.recovered", -2 * DAY),
    ]
    assert find_basket(shop, "new").opened_at == NOON - HOUR / 2
    assert find_basket(shop, "old").status == "purchased"


def test_what_falls_due_between_the_last_step_and_the_end_is_done() -> None:
    shop = bare_shop()

    play(story(*left_cart("cart", "sara", 2 * HOUR, "honey")), shop, NOON)

    assert [event.at - NOON for event in shop.events] == [-HOUR]


def test_the_life_goes_on_after_the_story() -> None:
    shop = bare_shop()
    play(story(*left_cart("cart", "sara", HOUR / 2, "honey")), shop, NOON)

    shop.advance(HOUR / 2)

    assert [event.at - NOON for event in shop.events] == [HOUR / 2]


def test_a_story_that_cannot_be_told_leaves_nothing_behind() -> None:
    shop = bare_shop()
    broken = story(
        *left_cart("cart", "sara", HOUR, "honey"),
        Step(timedelta(), "cart", "add", {"product": "?"}),
    )

    with pytest.raises(Invalid):
        play(broken, shop, NOON)

    assert shop.store.resources() == []


def test_a_story_begins_with_its_first_step() -> None:
    assert beginning(story(*left_cart("cart", None, DAY, "honey")), NOON) == NOON - DAY
    assert beginning(SMALL_STORY, NOON) == NOON


def test_a_story_without_steps_is_a_shop_where_nobody_was(shop: Shop) -> None:
    assert shop.store.count(BASKETS) == 0
    assert shop.clock.now() == NOON
    assert shop.facts.scenario == "small"
