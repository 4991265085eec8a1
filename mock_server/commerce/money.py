"""Money in minor units, and how it is shared out without losing a halala."""

from collections.abc import Sequence
from dataclasses import dataclass

MINOR = {"KWD": 1000, "BHD": 1000, "OMR": 1000}
"""Minor units in one major unit, where it is not 100."""


def major(minor: int, currency: str = "SAR") -> float:
    """`23900` as `239.0`; a whole number of riyals stays an integer in JSON: `239`."""
    whole, rest = divmod(minor, MINOR.get(currency, 100))
    return whole if rest == 0 else minor / MINOR.get(currency, 100)


def decimal(minor: int, currency: str = "SAR") -> str:
    """`123950` as `1,239.50`."""
    return f"{minor / MINOR.get(currency, 100):,.{2 if MINOR.get(currency, 100) == 100 else 3}f}"


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
    total = sum(weights)
    if total == 0:
        return [0 for _ in weights]
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

    @property
    def gross(self) -> int:
        return sum(line.gross for line in self.lines)

    @property
    def subtotal(self) -> int:
        return sum(line.net for line in self.lines)

    @property
    def discount(self) -> int:
        return sum(line.discount for line in self.lines)

    @property
    def tax(self) -> int:
        return sum(line.tax for line in self.lines)

    @property
    def total(self) -> int:
        return sum(line.total for line in self.lines)


def totals(gross: Sequence[int], discount: int, tax_percent: int) -> Totals:
    """Amounts of lines whose prices include tax, with a discount shared out over them."""
    parts = share_out(min(discount, sum(gross)), gross)
    return Totals(
        tuple(
            LineAmounts(line, part, tax_within(line - part, tax_percent))
            for line, part in zip(gross, parts, strict=True)
        )
    )
