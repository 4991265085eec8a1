"""Sums: lines, subtotal, discount, tax, shipping and total, in whichever way they are meant."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import combinations
from typing import Any

from contract_tests.comparison import amount
from contract_tests.transfer import Told

LINES = re.compile(r"^(items|line_?items|lines|products|order_?items|cart_?items)$", re.I)
QUANTITY = re.compile(r"^(quantity|qty)$", re.I)
PRICE = re.compile(r"^(unit_?price|price(_without_tax)?|unit_?amount|product_?price)$", re.I)
LINE_TOTAL = re.compile(r"^(line_?total|total|subtotal|total_?price|amount)$", re.I)
SUBTOTAL = re.compile(r"^(sub_?total|items_?total|products_?total)(_amount|_price)?$", re.I)
TOTAL = re.compile(r"^(grand_?)?total(_amount|_price)?$", re.I)
ADDED = re.compile(r"(tax|vat|shipping|delivery|fee|cod|payment)", re.I)
TAKEN = re.compile(r"discount|coupon", re.I)
RATE = re.compile(r"rate|percent|type|method|code|_at$|status|included|name|^is_|_id$", re.I)
UNIT = Decimal("0.011")
MOST_PARTS = 5


class Money:
    """Which sums hold, learned from every record: a sum that holds for no reading is a finding."""

    def __init__(self) -> None:
        self._readings: dict[tuple[str, str, str], frozenset[Any]] = {}

    def check(self, label: str, pointer: str, holder: Mapping[str, Any]) -> Iterator[Told]:
        lines = _lines_in(holder)
        total, subtotal = _named(holder, TOTAL), _named(holder, SUBTOTAL)
        sums = _line_sums(lines)
        parts = _parts(holder) | _parts_of_lines(lines)
        if subtotal is not None and sums:
            yield from self._judge((label, pointer, "subtotal"), subtotal, sums)
        if total is not None and subtotal is not None:
            yield from self._judge((label, pointer, "total"), total, _with(subtotal, parts))
        elif total is not None and sums:
            found = {(n, k): v for n, b in sums.items() for k, v in _with(b, parts).items()}
            yield from self._judge((label, pointer, "total"), total, found)
        for line in lines:
            told, quantity, price = (_named(line, n) for n in (LINE_TOTAL, QUANTITY, PRICE))
            if told is None or quantity is None or price is None:
                continue
            bases = {"each": quantity * price, "together": price}
            own = _parts(line)
            found = {(n, k): v for n, b in bases.items() for k, v in _with(b, own).items()}
            yield from self._judge((label, pointer, "line"), told, found)

    def _judge(
        self, key: tuple[str, str, str], told: Decimal, sums: Mapping[Any, Decimal]
    ) -> Iterator[Told]:
        """At least one way of reading the fields must hold, and the same for all records."""
        unit = UNIT if told % 1 or any(value % 1 for value in sums.values()) else Decimal(1)
        holding = frozenset(reading for reading, v in sums.items() if abs(v - told) <= unit)
        left = self._readings.get(key, holding) & holding
        if left:
            self._readings[key] = left
            return
        nearest = min(sums.values(), key=lambda value: abs(value - told))
        says = f"Money adds up, the {key[2]} at {key[1]}: its parts come to {nearest}"
        yield "CT-SENSE-SUM", says, f"{told} is told"


def money(value: Any) -> Decimal | None:
    """An amount as a number, as text, or as an object with `amount`."""
    return money(value.get("amount")) if isinstance(value, Mapping) else amount(value)


def _named(holder: Mapping[str, Any], names: re.Pattern[str]) -> Decimal | None:
    found = (money(value) for name, value in holder.items() if names.match(name))
    return next((value for value in found if value is not None), None)


def _lines_in(holder: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The lines with their amounts beside their quantity; none when a quantity is missing."""
    for name, value in holder.items():
        if LINES.match(name) and isinstance(value, list) and value:
            flat = [_flat(line) for line in value if isinstance(line, dict)]
            if len(flat) == len(value) and all(_named(line, QUANTITY) is not None for line in flat):
                return flat
    return []


def _flat(line: Mapping[str, Any]) -> dict[str, Any]:
    flat = dict(line)
    for value in line.values():
        if isinstance(value, dict) and "amount" not in value and "id" not in value:
            flat = {**value, **flat}
    return flat


def _line_sums(lines: list[dict[str, Any]]) -> dict[Any, Decimal]:
    priced = [(_named(line, QUANTITY), _named(line, PRICE)) for line in lines]
    totals = [_named(line, LINE_TOTAL) for line in lines]
    sums: dict[Any, Decimal] = {}
    if lines and all(price is not None for _, price in priced):
        sums["quantity × price"] = sum((q * p for q, p in priced if q and p), Decimal(0))
    if lines and all(total is not None for total in totals):
        sums["line totals"] = sum((t for t in totals if t is not None), Decimal(0))
    return sums


def _parts(holder: Mapping[str, Any]) -> dict[str, Decimal]:
    """What is taken off and what comes on top, as the fields' names tell it."""
    parts: dict[str, Decimal] = {}
    for name, value in holder.items():
        if RATE.search(name) or TOTAL.match(name) or SUBTOTAL.match(name) or PRICE.match(name):
            continue
        sign = -1 if TAKEN.search(name) else 1 if ADDED.search(name) else 0
        part = money(value) if sign else None
        if part is not None:
            parts[name] = abs(part) * sign if sign < 0 else part
    return dict(list(parts.items())[:MOST_PARTS])


def _parts_of_lines(lines: list[dict[str, Any]]) -> dict[str, Decimal]:
    sums: dict[str, Decimal] = {}
    for line in lines:
        for name, value in _parts(line).items():
            key = f"lines: {name}"
            sums[key] = sums.get(key, Decimal(0)) + value
    return dict(list(sums.items())[:2])


def _with(base: Decimal, parts: Mapping[str, Decimal]) -> dict[Any, Decimal]:
    """The base with any of the parts counted in: tax may be inside prices, and so on."""
    return {
        chosen: base + sum((parts[name] for name in chosen), Decimal(0))
        for size in range(len(parts) + 1)
        for chosen in combinations(parts, size)
    }
