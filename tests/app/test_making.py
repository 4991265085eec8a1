from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from mock_server.app.making import Maker, Start, demo_token
from mock_server.commerce.basket import all_baskets
from mock_server.commerce.vocabulary import Story
from mock_server.engine.shop import Shop
from mock_server.engine.shops import TOKENS
from tests.helpers import NOON, SMALL_STORY, left_cart, story
from tests.toy.making import toy_maker
from tests.toy.platform import PLATFORM

HOUR = timedelta(hours=1)
LIVELY = story(*left_cart("cart", "sara", 2 * HOUR, "honey"))


class Log:
    """Keeps which resources each unit touched."""

    def __init__(self) -> None:
        self.units: list[set[str]] = []

    def append(self, shop: str, version: int, changes: Any) -> None:
        self.units.append({change.resource for change in changes})


def test_a_shop_has_lived_through_its_story_and_stands_at_its_end() -> None:
    shop = toy_maker(LIVELY)("toy", "t")

    assert (shop.platform, shop.name, shop.clock.now()) == ("toy", "t", NOON)
    assert shop.clock.frozen
    assert [basket.status for basket in all_baskets(shop)] == ["abandoned"]
    assert [event.at - NOON for event in shop.events] == [-HOUR]


def test_without_a_clock_the_story_ends_now_and_time_runs_on() -> None:
    shop = toy_maker(LIVELY, Start("small", 7, None))("toy", "t")

    assert not shop.clock.frozen
    assert abs(shop.clock.now() - datetime.now(UTC)) < timedelta(seconds=5)
    assert all_baskets(shop)[0].opened_at < shop.clock.now() - HOUR


def test_the_story_is_told_for_the_scenario_and_the_seed_of_the_name() -> None:
    told: list[tuple[str, int]] = []

    def tell(scenario: str, seed: int) -> Story:
        told.append((scenario, seed))
        return SMALL_STORY

    maker = Maker({"toy": PLATFORM}, tell, Start("busy", 7, NOON))
    for name in ("demo", "a", "b", "a"):
        maker("toy", name)

    assert {scenario for scenario, _ in told} == {"busy"}
    seeds = [seed for _, seed in told]
    assert seeds[0] == 7, "the demo shop has the seed itself"
    assert seeds[1] == seeds[3] != seeds[2]


def test_a_name_gives_the_same_shop_each_time_and_another_name_another_one() -> None:
    first, again, other = (toy_maker(LIVELY)("toy", name) for name in ("a", "a", "b"))

    assert records(first) == records(again)
    assert first.identifiers.uuid("x") == again.identifiers.uuid("x") != other.identifiers.uuid("x")


def test_the_demo_shop_alone_has_a_token_that_never_changes() -> None:
    demo, other = toy_maker()("toy", "demo"), toy_maker()("toy", "t")

    assert [record["id"] for record in demo.store.all(TOKENS)] == [demo_token("toy")]
    assert other.store.all(TOKENS) == []
    assert demo_token("toy") == "souqbox_toy_ae0c73e0eec0037e7282c7e4d755b0eb"
    assert demo_token("toy") != demo_token("salla")


def test_what_a_platform_sets_up_is_there_before_the_story() -> None:
    seen: list[Any] = []

    def setup(shop: Shop) -> None:
        seen.append((shop.clock.now() - NOON, shop.facts.store.domain, len(shop.events)))

    platform = replace(PLATFORM, setup=setup)
    Maker({"toy": platform}, lambda scenario, seed: LIVELY, Start("x", 1, NOON))("toy", "t")

    assert seen == [(-2 * HOUR, "alwaha.example", 0)]


def test_a_shop_is_made_in_one_unit() -> None:
    log = Log()
    maker = Maker({"toy": PLATFORM}, lambda scenario, seed: LIVELY, Start("x", 1, NOON), log)

    maker("toy", "demo")

    (unit,) = log.units
    assert {"basket", "event", "cart", TOKENS} <= unit


def test_a_story_that_cannot_be_told_makes_no_shop() -> None:
    def tell(scenario: str, seed: int) -> Story:
        raise LookupError(f"no scenario {scenario!r}")

    with pytest.raises(LookupError, match="no scenario 'gone'"):
        Maker({"toy": PLATFORM}, tell, Start("gone"))("toy", "t")


def records(shop: Shop) -> dict[str, Any]:
    return {name: shop.store.all(name) for name in shop.store.resources()}
