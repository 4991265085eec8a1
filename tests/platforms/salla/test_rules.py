"""Salla's conditional rules: what they say, and what cannot be read."""

from typing import Any

import pytest

from mock_server.platforms.salla.rules import UnreadableRule, look_up, read_rule

ORDER: dict[str, Any] = {
    "id": 17,
    "total": {"amount": 250.5, "currency": "SAR"},
    "status": {"id": 5, "slug": "under_review", "name": "بإنتظار المراجعة"},
    "payment_method": "mada",
    "is_available": True,
    "coupon_code": "EID 50",
    "note": None,
    "customer": {"id": 9, "name": "سارة الحربي", "city": "جدة"},
    "date": {"date": "2026-03-01 15:00:00.000000"},
}


@pytest.mark.parametrize(
    "rule",
    [
        "payment_method = mada",
        "payment_method == mada",
        "payment_method != cod",
        "total > 250",
        "total >= 250.5",
        "total < 250.51",
        "total <= 250.50",
        "status_id = 5",
        "status = under_review",
        "customer_name = `سارة الحربي`",
        "coupon_code = `EID 50`",
        "currency = SAR",
        "is_available = true",
        "date > `2026-02-28`",
        "note != anything",
        "nothing_of_the_kind != 1",
        "payment_method = cod OR total > 100",
        "payment_method = cod and total > 1000 or id = 17",
        "  id=17   AND total>1  ",
    ],
)
def test_a_rule_that_is_true(rule: str) -> None:
    assert read_rule(rule).holds(ORDER)


@pytest.mark.parametrize(
    "rule",
    [
        "payment_method = MADA",
        "total > 250.5",
        "total > abc",
        "note = anything",
        "nothing_of_the_kind = 1",
        "nothing_of_the_kind > 1",
        "payment_method = mada AND total > 1000",
        "id = 17 AND payment_method = cod OR total > 1000",
    ],
)
def test_a_rule_that_is_not(rule: str) -> None:
    assert not read_rule(rule).holds(ORDER)


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        (" ", "the rule ends"),
        ("total", "expected one of = != > < >= <= after total"),
        ("total >", "expected a value after total >"),
        ("total > > 5", "expected a value after total >"),
        ("total > 5 AND", "the rule ends"),
        ("total > 5 total < 9", "expected AND or OR before 'total'"),
        ("total > 5 `AND` id = 1", "expected AND or OR before 'AND'"),
        ("(total > 5)", "'(' at place 1 means nothing here"),
        ("name = `Sara", "end the text with another `"),
        ("name = 'Sara Ali'", 'expected AND or OR before "Ali\'"'),
        ("5 < total", "expected an attribute such as payment_method, not '5'"),
        ("= 5", "expected an attribute such as payment_method, not '='"),
    ],
)
def test_what_cannot_be_read_says_why(rule: str, why: str) -> None:
    with pytest.raises(UnreadableRule) as refused:
        read_rule(rule)

    assert why in str(refused.value)


def test_a_rule_is_asked_of_anything() -> None:
    assert not read_rule("total > 1").holds(["no", "object"])
    assert look_up({"a": {"b": {"c": 1}}}, "a_b_c") == 1
    assert look_up({"a_b": 2, "a": {"b": 1}}, "a_b") == 2
    assert look_up({"total": {"neither": 1}}, "total") is None
