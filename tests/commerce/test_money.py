from fractions import Fraction
from random import Random

import pytest

from mock_server.commerce.money import (
    decimal,
    major,
    percent_of,
    share_out,
    tax_within,
    totals,
)


@pytest.mark.parametrize(
    ("minor", "currency", "shown"),
    [
        (23900, "SAR", 239),
        (23950, "SAR", 239.5),
        (5, "SAR", 0.05),
        (0, "SAR", 0),
        (-50, "SAR", -0.5),
        (1500, "KWD", 1.5),
        (1000, "BHD", 1),
    ],
)
def test_money_is_shown_in_major_units(minor: int, currency: str, shown: float) -> None:
    amount = major(minor, currency)

    assert amount == shown
    assert isinstance(amount, int) == (shown == int(shown))


@pytest.mark.parametrize(
    ("minor", "currency", "text"),
    [
        (123950, "SAR", "1,239.50"),
        (5, "SAR", "0.05"),
        (100000000, "SAR", "1,000,000.00"),
        (1234567, "KWD", "1,234.567"),
    ],
)
def test_money_is_written_with_all_its_decimals(minor: int, currency: str, text: str) -> None:
    assert decimal(minor, currency) == text


@pytest.mark.parametrize(
    ("amount", "percent", "share"),
    [(10000, 10, 1000), (5, 10, 1), (4, 10, 0), (1000, 16.15, 162), (99, 12.5, 12), (7, 0, 0)],
)
def test_a_share_is_rounded_half_up(amount: int, percent: float, share: int) -> None:
    assert percent_of(amount, percent) == share


def test_shares_and_taxes_are_exact_at_any_size() -> None:
    random = Random(1)

    for _ in range(2000):
        amount = random.randrange(10 ** random.randrange(1, 18))
        percent = random.randrange(1, 100)
        assert percent_of(amount, percent) == half_up(Fraction(amount * percent, 100))
        net = half_up(Fraction(amount * 100, 100 + percent))
        assert tax_within(amount, percent) == amount - net


def test_the_saudi_tax_is_in_the_price() -> None:
    assert tax_within(11500, 15) == 1500
    assert tax_within(23900, 15) == 3117
    assert tax_within(23900, 0) == 0


def test_what_is_shared_out_adds_up_exactly_and_fairly() -> None:
    random = Random(2)

    for _ in range(2000):
        weights = [random.choice([0, 1, random.randrange(100_000)]) for _ in range(9)]
        amount = random.randrange(sum(weights) + 1)
        parts = share_out(amount, weights)
        assert sum(parts) == amount if sum(weights) else parts == [0] * 9
        for part, weight in zip(parts, weights, strict=True):
            assert 0 <= part <= weight, "no part is larger than what it is a part of"
            assert abs(part - Fraction(amount * weight, sum(weights) or 1)) < 1


def test_nothing_is_shared_out_over_nothing() -> None:
    assert share_out(100, [0, 0]) == [0, 0]
    assert share_out(100, []) == []


def test_lines_and_sums_add_up_whatever_is_bought() -> None:
    random = Random(3)

    for _ in range(2000):
        gross = [random.randrange(1, 500_000) for _ in range(random.randrange(8))]
        discount, tax = random.randrange(1_000_000), random.choice([0, 5, 15])
        sums = totals(gross, discount, tax)
        for line in sums.lines:
            assert line.net + line.tax - line.discount == line.total
            assert 0 <= line.tax <= line.total <= line.gross
            assert line.tax == tax_within(line.total, tax)
        assert sums.subtotal + sums.tax - sums.discount == sums.total
        assert sums.gross == sum(gross)
        assert sums.discount == min(discount, sum(gross))
        assert sums.total == sum(line.total for line in sums.lines) >= 0


def test_an_empty_basket_costs_nothing() -> None:
    sums = totals([], 500, 15)

    assert (sums.gross, sums.subtotal, sums.tax, sums.discount, sums.total) == (0, 0, 0, 0, 0)


def half_up(value: Fraction) -> int:
    return int(value + Fraction(1, 2))
