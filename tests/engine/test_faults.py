"""Rules by which calls go wrong: which call, how often, in which way."""

from typing import Any

import pytest

from mock_server.engine.faults import (
    LONGEST,
    PATIENCE,
    RULES_KEPT,
    Fault,
    FaultRules,
    all_rules,
    drop_rules,
)
from mock_server.engine.shop import Shop
from tests.toy.making import toy_shop

DOWN = {"action": "status", "status": 503}


def struck(rules: FaultRules, shop: Shop, operation: str = "listNotes") -> Fault | None:
    return rules.strike(operation, True, shop)


def strikes(rules: FaultRules, shop: Shop, times: int) -> list[bool]:
    return [struck(rules, shop) is not None for _ in range(times)]


@pytest.mark.parametrize(
    ("facts", "hit"),
    [
        ({}, True),
        ({"platform": "toy"}, True),
        ({"platform": "salla"}, False),
        ({"shop": "t"}, True),
        ({"shop": "other"}, False),
        ({"operation": "listNotes"}, True),
        ({"operation": "readNote"}, False),
    ],
)
def test_a_rule_concerns_what_it_names(shop: Shop, facts: dict[str, Any], hit: bool) -> None:
    rules = FaultRules()
    rules.add({**DOWN, **facts})

    assert strikes(rules, shop, 1) == [hit]


def test_a_rule_strikes_as_often_as_it_may_and_counts(shop: Shop) -> None:
    rules = FaultRules()
    rule = rules.add({**DOWN, "times": 2})

    assert strikes(rules, shop, 3) == [True, True, False]
    assert rules.rules[rule["id"]]["hits"] == 2


def test_a_shops_own_rule_is_a_record_of_the_shop(shop: Shop) -> None:
    rules = FaultRules()
    saved = shop.snapshot()
    rule = rules.add({**DOWN, "times": 1}, shop)
    before = shop.version

    hit = strikes(rules, shop, 2)
    told = all_rules(rules, [shop])
    shop.restore(saved)

    assert hit == [True, False]
    assert [(each["id"], each["hits"]) for each in told] == [(rule["id"], 1)]
    assert shop.version > before
    assert strikes(rules, shop, 1) == [False]


def test_a_share_of_the_calls_is_the_same_for_the_same_seed() -> None:
    def life() -> list[bool]:
        rules, shop = FaultRules(), toy_shop()
        rules.add({**DOWN, "share": 0.3}, shop)
        return strikes(rules, shop, 200)

    first = life()

    assert first == life()
    assert 40 <= sum(first) <= 80


def test_delays_add_up_and_the_first_other_fault_is_the_one(shop: Shop) -> None:
    rules = FaultRules()
    for facts in (
        {"action": "latency", "seconds": 1.5},
        {"action": "latency", "seconds": 2.0},
        {"action": "error", "error": "not_found"},
        DOWN,
    ):
        rules.add(facts)

    fault = struck(rules, shop)

    assert fault is not None
    assert (fault.action, fault.error, fault.seconds) == ("error", "not_found", 3.5)


@pytest.mark.parametrize(
    ("facts", "low", "high"),
    [
        ({"seconds": 2, "spread": 1}, 2, 2),
        ({"seconds": 2, "spread": 1, "distribution": "uniform"}, 1, 3),
        ({"seconds": 2, "spread": 1, "distribution": "normal"}, 0, 7),
        ({"seconds": 60, "spread": 60, "distribution": "uniform"}, 0, LONGEST),
    ],
)
def test_latency_keeps_to_its_distribution(
    shop: Shop, facts: dict[str, Any], low: float, high: float
) -> None:
    rules = FaultRules()
    rules.add({"action": "latency", **facts})

    seen = [fault.seconds for _ in range(100) if (fault := struck(rules, shop))]

    assert low <= min(seen) <= max(seen) <= high
    assert (len(set(seen)) == 1) == ("distribution" not in facts)
    assert len(seen) == 100


def test_a_timeout_has_patience_unless_it_is_told_otherwise(shop: Shop) -> None:
    rules = FaultRules()
    rules.add({"action": "timeout", "times": 1})
    rules.add({"action": "timeout", "seconds": 0.2})

    first, second = struck(rules, shop), struck(rules, shop)

    assert first is not None
    assert second is not None
    assert (first.seconds, second.seconds) == (PATIENCE, 0.2)


def test_only_a_read_can_be_stale_and_it_is_counted_when_it_was(shop: Shop) -> None:
    rules = FaultRules()
    rule = rules.add({"action": "stale"}, shop)

    written, read = rules.strike("pinNote", False, shop), struck(rules, shop)
    before = shop.store.get("fault", rule["id"])["hits"]
    rules.hit(rule["id"], shop)

    assert written is None
    assert read is not None
    assert (before, shop.store.get("fault", rule["id"])["hits"]) == (0, 1)


def test_rules_are_dropped_wherever_they_are_kept(shop: Shop) -> None:
    rules, other = FaultRules(), toy_shop("other")
    for owner in (None, shop, other):
        rules.add(DOWN, owner)
    chosen = all_rules(rules, [shop, other])[:2]

    assert drop_rules(rules, [shop, other], chosen) == 2
    assert [each["shop"] for each in all_rules(rules, [shop, other])] == ["other"]


def test_there_is_an_end_of_rules(shop: Shop) -> None:
    rules = FaultRules()
    for _ in range(RULES_KEPT):
        rules.add(DOWN)

    assert rules.is_full(None)
    assert not rules.is_full(shop)


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (Fault("status", "f1", status=503), "f1 status 503"),
        (Fault("error", "Prefer", error="expired"), "Prefer error expired"),
        (Fault("reset", "toy.t.1"), "toy.t.1 reset"),
    ],
)
def test_a_fault_says_what_it_is(fault: Fault, told: str) -> None:
    assert str(fault) == told
