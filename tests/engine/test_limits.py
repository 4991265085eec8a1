"""Budgets: what is left, who has to wait, and for how long."""

from datetime import timedelta

import pytest

from mock_server.engine.limits import (
    Bucket,
    Budget,
    Meter,
    RateLimits,
    Special,
    Taken,
    Window,
    retry_after,
    rule_of,
    set_rule,
)
from mock_server.engine.shop import Shop
from tests.toy.making import toy_contract

NOON = 1_772_366_400.0


class Caller:
    """Calls again and again, as time goes by."""

    def __init__(self, budget: Budget, enforced: bool = True) -> None:
        self.now = NOON
        self._budget, self._enforced = budget, enforced
        self._spent: list[float] = []

    def call(self, times: int = 1, after: float = 0.0) -> Taken:
        self.now += after
        return [self._budget.take(self._spent, self.now, self._enforced) for _ in range(times)][-1]


def test_a_window_counts_down_and_says_when_it_is_full_again() -> None:
    caller = Caller(Window(3, 60.0))

    assert caller.call() == (3, 2, NOON + 60, 0.0)
    assert caller.call(2, after=10) == (3, 0, NOON + 60, 0.0)


def test_who_comes_too_often_waits_until_the_window_ends() -> None:
    caller = Caller(Window(3, 60.0))
    caller.call(3)

    refused = caller.call(after=20.5)
    again = caller.call(after=retry_after(refused))

    assert retry_after(refused) == 40
    assert again[1:] == (2, NOON + 121, 0.0)


def test_a_spent_window_may_drip() -> None:
    caller = Caller(Window(3, 60.0, drip=1.0))
    caller.call(3)

    waits = [caller.call(after=after)[3] > 0 for after in (0.0, 0.5, 0.5, 0.0, 1.0)]

    assert waits == [True, True, False, True, False]


def test_a_leaky_bucket_empties_steadily() -> None:
    caller = Caller(Bucket(60, 60.0))
    caller.call(60)

    refused = caller.call()
    passed = caller.call(after=retry_after(refused))
    refused_again = caller.call()
    later = caller.call(30, after=30)

    assert (retry_after(refused), passed[3], refused_again[3] > 0) == (1, 0.0, True)
    assert later[3] == 0.0


@pytest.mark.parametrize("budget", [Window(3, 60.0, drip=1.0), Bucket(3, 3.0)])
def test_without_being_held_to_it_a_budget_only_tells(budget: Budget) -> None:
    caller = Caller(budget, enforced=False)

    told = [caller.call() for _ in range(5)]

    assert [each[1] for each in told] == [2, 1, 0, 0, 0]
    assert {each[3] for each in told} == {0.0}


@pytest.mark.parametrize("budget", [Window(3, 60.0), Bucket(3, 60.0)])
def test_a_clock_that_was_set_back_does_not_lock_anybody_out(budget: Budget) -> None:
    caller = Caller(budget)
    caller.call(3)

    assert caller.call(after=-3600)[3] == 0.0


LIMITS = RateLimits(
    plans={"small": Window(5, 60.0), "large": Window(50, 60.0)},
    special=[Special("notes", Window(2, 600.0), beginnings=("/notes",))],
)
NOTES = toy_contract().operation("listNotes")


def take(shop: Shop, limits: RateLimits = LIMITS, times: int = 1) -> Taken | None:
    meter = Meter(limits, NOTES)
    return [meter.take(shop, shop.clock.now(), "off") for _ in range(times)][-1]


def test_a_shop_that_holds_nobody_to_anything_counts_nothing(shop: Shop) -> None:
    assert take(shop) is None
    assert shop.account.spent == []


def test_a_budget_of_its_own_comes_on_top(shop: Shop) -> None:
    set_rule(shop, {"mode": "real", "plan": "large"})

    taken = take(shop, times=3)

    assert taken is not None
    assert (taken[0], retry_after(taken)) == (2, 600)


def test_time_that_passes_in_the_shop_fills_its_budgets(shop: Shop) -> None:
    set_rule(shop, {"mode": "real"})
    take(shop, times=3)

    shop.advance(timedelta(minutes=10))

    taken = take(shop)
    assert taken is not None
    assert taken[3] == 0.0


def test_a_platform_that_tells_counts_all_the_same(shop: Shop) -> None:
    telling = RateLimits(plans={"small": Window(5, 60.0)}, headers=True)

    taken = take(shop, telling, times=7)

    assert taken is not None
    assert (taken[:2], taken[3]) == ((5, 0), 0.0)


def test_a_shop_that_is_brought_back_has_all_its_calls(shop: Shop) -> None:
    set_rule(shop, {"mode": "real"})
    saved = shop.snapshot()
    take(shop, times=3)

    shop.restore(saved)

    taken = take(shop)
    assert taken is not None
    assert taken[3] == 0.0


def test_the_rule_of_a_shop_is_its_own_or_the_sandboxs(shop: Shop) -> None:
    before = rule_of(shop, LIMITS, "real")
    set_rule(shop, {"mode": "off"})
    set_rule(shop, {"plan": "large"})
    after = rule_of(shop, LIMITS, "real")

    assert (before.mode, before.plan) == ("real", "small")
    assert (after.mode, after.plan) == ("off", "large")
    assert rule_of(shop, None, "off").plan is None
