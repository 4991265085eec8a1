"""Coupons of merchants: when they can be used, for what, and what they take off."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from mock_server.commerce.coupon_terms import CouponTerms, Goods, Use, taken_off, why_not

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
HONEY = Goods(1, 20000, categories=(10,), brand=100)
COFFEE = Goods(2, 10000, categories=(20,), brand=200, on_sale=True)
TENTH = CouponTerms(code="TENTH", percent=10)
USE = Use(NOW, (HONEY, COFFEE), groups=(7,), method="mada")


@pytest.mark.parametrize(
    ("terms", "used", "word"),
    [
        ({"active": False}, {}, "not active"),
        ({"starts_at": NOW + DAY}, {}, "not active"),
        ({"ends_at": NOW}, {}, "expired"),
        ({"uses": 3}, {"used": 3}, "used up"),
        ({"uses_each": 1}, {"used_by_them": 1}, "has used"),
        ({"minimum": 30001}, {}, "below"),
        ({"groups": (8,)}, {}, "other customers"),
        ({"groups_not": (7,)}, {}, "other customers"),
        ({"methods": ("cod",)}, {}, "other payment"),
        ({"products": (3,)}, {}, "other products"),
        ({"products_not": (1,), "not_on_sale": True}, {}, "other products"),
    ],
)
def test_a_coupon_says_why_it_cannot_be_used(
    terms: dict[str, Any], used: dict[str, Any], word: str
) -> None:
    why = why_not(replace(TENTH, **terms), replace(USE, **used))

    assert why is not None
    assert word in why.en


@pytest.mark.parametrize(
    "terms",
    [
        {"starts_at": NOW, "ends_at": NOW + DAY, "uses": 1, "uses_each": 1},
        {"minimum": 30000, "groups": (7, 8), "methods": ("mada",)},
        {"categories": (20,)},
    ],
)
def test_a_coupon_that_fits_can_be_used(terms: dict[str, Any]) -> None:
    assert why_not(replace(TENTH, **terms), USE) is None


@pytest.mark.parametrize(
    ("terms", "off"),
    [
        ({}, [2000, 1000]),
        ({"maximum": 1500}, [1000, 500]),
        ({"percent": 0, "amount": 100}, [66, 34]),
        ({"percent": 0, "amount": 99999}, [20000, 10000]),
        ({"products": (1,)}, [2000, 0]),
        ({"categories_not": (10,)}, [0, 1000]),
        ({"brands_not": (200,)}, [2000, 0]),
        ({"not_on_sale": True}, [2000, 0]),
    ],
)
def test_what_is_taken_off_is_shared_among_the_lines_that_it_is_for(
    terms: dict[str, Any], off: list[int]
) -> None:
    assert taken_off(replace(TENTH, **terms), USE.goods) == off
