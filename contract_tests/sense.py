"""What must be so by the meaning of the fields: times in order, counts, one currency."""

import math
import re
from collections.abc import Iterator, Mapping
from typing import Any

from contract_tests.client import Exchange
from contract_tests.comparison import amount, instant
from contract_tests.document import escape
from contract_tests.money import Money
from contract_tests.rows import locate, rows_of
from contract_tests.transfer import Told

DEEPEST = 6
MOST_ROWS = 60
CREATED = re.compile(r"^(created(_?at|_?on)?|date_created|inserted_at)$", re.I)
UPDATED = re.compile(r"^(updated(_?at|_?on)?|date_updated|modified(_?at)?)$", re.I)
COUNTED = re.compile(r"^(quantity|qty|age(_in_\w+)?|.*_(count|quantity)|count|total_count)$", re.I)
CURRENCY = re.compile(r"^currency(_?code)?$", re.I)
STATUS = ("status", "status_code", "statusCode")
TOTAL = re.compile(r"^total(_?count|_?items|_?results)?$", re.I)
SIZE = re.compile(r"^(per_?page|page_?size|limit)$", re.I)
PAGES = re.compile(r"^(total_?pages|last_?page|pages|page_?count)$", re.I)
CURRENT = re.compile(r"^(current_?page|page|page_?number)$", re.I)


class Sense:
    """Looks at every successful answer; sums are judged by what holds in all of them."""

    def __init__(self) -> None:
        self._money = Money()

    def check(self, exchange: Exchange) -> Iterator[Told]:
        data = exchange.data
        yield from _check_envelope(exchange, data)
        if not exchange.succeeded or data is None:
            return
        place = locate(data)
        rows = rows_of(data, place) if place is not None else None
        if rows is not None:
            yield from _check_pages(data, rows)
        records = rows[:MOST_ROWS] if rows else [data]
        for record in records:
            if isinstance(record, dict):
                yield from _check_record(record)
        for record in records:
            for pointer, holder in objects_of(record, "", 0):
                yield from self._money.check(exchange.operation.label, pointer, holder)


def objects_of(node: Any, at: str, depth: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every object in a record, with where it is; positions in lists are left out."""
    if depth > DEEPEST:
        return
    if isinstance(node, dict):
        yield at or "/", node
        for name, child in node.items():
            if isinstance(child, dict | list):
                yield from objects_of(child, f"{at}/{escape(name)}", depth + 1)
    elif isinstance(node, list):
        for child in node[:MOST_ROWS]:
            yield from objects_of(child, f"{at}/*", depth + 1)


def _check_envelope(exchange: Exchange, data: Any) -> Iterator[Told]:
    """A status or a success in the body is that of the answer."""
    if not isinstance(data, dict):
        return
    for name in STATUS:
        value = data.get(name)
        told = value if isinstance(value, int) and not isinstance(value, bool) else None
        if told is not None and 100 <= told <= 599 and told != exchange.status:
            says = f"The status in the body is that of the answer: {exchange.status}"
            yield "CT-SENSE-STATUS", says, f"{told} at /{name}"
    if isinstance(data.get("success"), bool) and data["success"] != exchange.succeeded:
        says = f"Success is told where there is some: the status is {exchange.status}"
        yield "CT-SENSE-STATUS", says, f"{data['success']} at /success"


def _check_record(record: Mapping[str, Any]) -> Iterator[Told]:
    currencies: dict[str, str] = {}
    for pointer, holder in objects_of(record, "", 0):
        yield from _check_times(pointer, holder)
        for name, value in holder.items():
            if COUNTED.match(name) and (number := amount(value)) is not None and number < 0:
                says = f"What is counted is not negative: {pointer} {name}"
                yield "CT-SENSE-NEGATIVE", says, f"{value!r} came"
            if CURRENCY.match(name) and isinstance(value, str):
                currencies.setdefault(value, f"{pointer} {name}")
    if len(currencies) > 1:
        says = f"A record has one currency: {' and '.join(sorted(currencies.values()))} differ"
        yield "CT-SENSE-CURRENCY", says, " and ".join(sorted(currencies))


def _check_times(pointer: str, holder: Mapping[str, Any]) -> Iterator[Told]:
    created = next((v for k, v in holder.items() if CREATED.match(k)), None)
    updated = next((v for k, v in holder.items() if UPDATED.match(k)), None)
    first, second = _moment(created), _moment(updated)
    if first is not None and second is not None and second < first:
        says = f"Nothing is changed before it is created: {pointer} was created at {created!r}"
        yield "CT-SENSE-TIMES", says, f"updated at {updated!r}"


def _moment(value: Any) -> float | None:
    moment = instant(value)
    if moment is not None:
        return moment.timestamp()
    return float(value) if isinstance(value, int) and value > 10**8 else None


def _check_pages(data: Any, rows: list[Any]) -> Iterator[Told]:
    """What the envelope says of pages agrees with itself and with the rows."""
    for pointer, holder in (
        objects_of({k: v for k, v in data.items() if v is not rows}, "", 0)
        if (isinstance(data, dict))
        else ()
    ):
        total, size = _whole(holder, TOTAL), _whole(holder, SIZE)
        if total is None or size is None or size < 1:
            continue
        pages, current = _whole(holder, PAGES), _whole(holder, CURRENT)
        meant = math.ceil(total / size)
        if pages is not None and pages not in (meant, max(1, meant)):
            says = f"Pages follow from total and size at {pointer}: {total} by {size} is {meant}"
            yield "CT-SENSE-PAGES", says, f"{pages} pages are told"
        if len(rows) > size:
            says = f"A page has no more rows than its size at {pointer}: {size}"
            yield "CT-SENSE-PAGES", says, f"{len(rows)} rows came"
        count = holder.get("count")
        if isinstance(count, int) and count != total and count != len(rows):
            says = f"The count is that of the rows at {pointer}: {len(rows)} came"
            yield "CT-SENSE-PAGES", says, f"{count} is told"
        if current is not None and pages and 1 <= current <= meant:
            here = size if current < meant else total - size * (meant - 1)
            if len(rows) != here:
                says = f"A page is full, but for the last, at {pointer}: {here} rows are meant"
                yield "CT-SENSE-PAGES", says, f"{len(rows)} rows on page {current} of {pages}"


def _whole(holder: Mapping[str, Any], names: re.Pattern[str]) -> int | None:
    for name, value in holder.items():
        if names.match(name) and isinstance(value, int) and not isinstance(value, bool):
            return value
    return None
