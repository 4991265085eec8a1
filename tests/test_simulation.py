"""A shop lives a random life; after each act everything holds that must always hold."""

from datetime import timedelta

import pytest

from mock_server.commerce.basket import all_baskets
from mock_server.platforms import platform_names
from tests.helpers import make_shop
from tests.simulation.acts import act_of
from tests.simulation.checks import CHECKS
from tests.simulation.life import TOLD, Life
from tests.simulation.moments import age_shown
from tests.simulation.own_checks import OWN_CHECKS
from tests.simulation.shown import CARTS, all_that_is_shown, body_of, bytes_of, contents
from tests.simulation.sums import check_sums

SEEDS = range(4)
STEPS = 120


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("platform", platform_names())
def test_whatever_happens_in_a_shop_everything_holds(platform: str, seed: int) -> None:
    life = Life(platform, seed)

    try:
        for _ in range(STEPS):
            life.live(act_of(life))
            for check in (*CHECKS, *OWN_CHECKS.get(platform, ())):
                check(life)
        for basket in all_baskets(life.shop):
            check_sums(life.shop, basket)
    except Exception as error:
        error.add_note("\n".join(("what happened:", *life.told[-20:])))
        raise


@pytest.mark.parametrize("platform", platform_names())
def test_a_shop_lives_the_same_life_twice(platform: str) -> None:
    lives = [Life(platform, 99) for _ in range(2)]
    for life in lives:
        for _ in range(STEPS):
            life.live(act_of(life))

    one, other = lives

    assert one.told == other.told
    assert contents(one.shop) == contents(other.shop)
    asked = list(all_that_is_shown(one.shop))
    assert [bytes_of(one.shop, each) for each in asked] == [
        bytes_of(other.shop, each) for each in asked
    ]


@pytest.mark.parametrize("platform", CARTS)
def test_ages_are_not_negative_when_the_clock_is_set_back(platform: str) -> None:
    shop, carts = make_shop(platform, told=TOLD), CARTS[platform]

    shop.travel(shop.clock.now() - timedelta(days=30))
    rows = carts.rows(body_of(shop, carts.page(1, 60)))

    assert rows
    assert all((age_shown(row, platform) or 0) >= 0 for row in rows)
