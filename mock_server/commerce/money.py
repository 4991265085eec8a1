"""Money in minor units, and how it is shared out without losing a halala."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

MINOR = {"KWD": 1000, "BHD": 1000, "OMR": 1000}
"""Minor units in one major unit, where it is not 100."""


def major(minor: int, currency: str = "SAR") -> float:
    """`23900` as `239.0`; a whole number of riyals stays an integer in JSON: `239`."""
    unit = MINOR.get(currency, 100)
    return minor // unit if minor % unit == 0 else minor / unit


def decimal(minor: int, currency: str = "SAR") -> str:
    """`123950` as `1,239.50`."""
    unit = MINOR.get(currency, 100)
    return f"{minor / unit:,.2f}" if unit == 100 else f"{minor / unit:,.3f}"


def percent_of(amount: int, percent: int | float) -> int:
    """A share of an amount, rounded half up. A per cent has four decimals at most."""
    return _half_up(amount * round(percent * 10_000), 1_000_000)


def tax_within(amount: int, tax_percent: int) -> int:
    """The tax in an amount that includes it."""
    return amount - _half_up(amount * 100, 100 + tax_percent)


def _half_up(numerator: int, denominator: int) -> int:
    """A quotient in whole numbers: a float would lose a halala here and there."""
    return (2 * numerator + denominator) // (2 * denominator)


def share_out(amount: int, weights: Sequence[int]) -> list[int]:
    """An amount in parts proportional to the weights, which add up to it exactly.

    Where nothing weighs anything, nothing is shared out.
    """
    total = sum(weights) if amount else 0
    if total == 0:
        return [0] * len(weights)
    parts, given, seen = [], 0, 0
    for weight in weights:
        seen += weight
        part = amount * seen // total - given
        parts.append(part)
        given += part
    return parts


@dataclass(frozen=True, slots=True)
class LineAmounts:
    """A line in minor units: `net + tax - discount == total`, with tax on what is paid."""

    gross: int
    discount: int
    tax: int

    @property
    def total(self) -> int:
        return self.gross - self.discount

    @property
    def net(self) -> int:
        return self.gross - self.tax


@dataclass(frozen=True, slots=True)
class Totals:
    """A basket in minor units: `subtotal + tax - discount == total`."""

    lines: tuple[LineAmounts, ...]
    gross: int
    discount: int
    tax: int

    @property
    def subtotal(self) -> int:
        return self.gross - self.tax

    @property
    def total(self) -> int:
        return self.gross - self.discount


def totals(
    gross: Sequence[int], discount: int, tax_percent: int, reduced: Sequence[int] | None = None
) -> Totals:
    """Amounts of lines whose prices include tax, with a discount shared out over them.

    `reduced` is what of each line the discount is on, where that is not all of it.
    """
    return _totals(
        tuple(gross), discount, tax_percent, tuple(gross if reduced is None else reduced)
    )


@lru_cache(maxsize=1024)
def _totals(
    gross: tuple[int, ...], discount: int, tax_percent: int, reduced: tuple[int, ...]
) -> Totals:
    """One basket is written, and so added up, several times in its life."""
    parts = share_out(min(discount, sum(reduced)), reduced)
    taxes = [tax_within(line - part, tax_percent) for line, part in zip(gross, parts, strict=True)]
    lines = tuple(map(LineAmounts, gross, parts, taxes))
    return Totals(lines, sum(gross), sum(parts), sum(taxes))
