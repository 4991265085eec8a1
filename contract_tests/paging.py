"""However a list is cut into pages, it is the same list."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from contract_tests.client import Call, Exchange
from contract_tests.document import Operation
from contract_tests.examples import query_of
from contract_tests.inspection import Inspection
from contract_tests.lists import largest_of, next_position, paging_of, total_of, whole_of
from contract_tests.profile import Paging
from contract_tests.reach import Pool
from contract_tests.rows import rows_of

SMALL_SIZES = (2, 3)
SMALL_PAGES = 4
LARGE_PAGES = 10


@dataclass(frozen=True, slots=True)
class Walk:
    """The pages of one size, in order; `ended` when the last page came."""

    size: int
    ids: list[Any]
    last: Exchange
    ended: bool


@dataclass(frozen=True, slots=True)
class Roll:
    """One list with the way it is paged."""

    inspection: Inspection
    operation: Operation
    values: Mapping[str, Any]
    paging: Paging

    def largest(self) -> int:
        return largest_of(self.inspection, self.operation, self.paging)

    def allows(self, size: int) -> bool:
        schema = self._schema(self.paging.size)
        return "enum" not in schema and size >= schema.get("minimum", 1)

    def page(self, size: int, position: Any) -> Exchange | None:
        query = {**query_of(self.inspection.document, self.operation), self.paging.size: size}
        if position is not None:
            query[self.paging.page] = position
        return self.inspection.call(Call(self.operation, self.values, query))

    def _schema(self, name: str) -> Mapping[str, Any]:
        document = self.inspection.document
        for parameter in self.operation.parameters:
            if parameter["name"] == name:
                found: Mapping[str, Any] = document.resolve(parameter.get("schema", {}))
                return found
        return {}


def check_paging(inspection: Inspection, pool: Pool) -> None:
    for operation in inspection.operations:
        paging = paging_of(inspection, operation)
        if operation.method != "GET" or paging is None:
            continue
        for values in pool.complete(operation, inspection.profile.path_parameters)[:1]:
            roll = Roll(inspection, operation, values, paging)
            inspection.confirm(partial(_check, roll), partial(_now, roll))


def _now(roll: Roll) -> list[Any]:
    """The list as it stands, to tell whether others have moved it."""
    whole = whole_of(roll.inspection, roll.operation, roll.values)
    return [] if whole is None else [row.get(roll.paging.id) for row in whole.rows]


def _check(roll: Roll) -> None:
    whole = _walk(roll, roll.largest(), LARGE_PAGES)
    if whole is None:
        return
    _check_repeats(roll, whole)
    for size in filter(roll.allows, SMALL_SIZES):
        part = _walk(roll, size, SMALL_PAGES)
        if part is None:
            continue
        _check_repeats(roll, part)
        if part.ids != whole.ids[: len(part.ids)] or (
            part.ended and len(part.ids) < len(whole.ids)
        ):
            says = f"Pages of any size give the same list: {roll.paging.size}={whole.size} gives "
            came = f"{part.ids} with {roll.paging.size}={size}"
            says += f"{whole.ids[:12]}"
            roll.inspection.find("CT-PAGING-SEQUENCE", [whole.last, part.last], says, came)
    if whole.ended:
        _check_total(roll, whole)
        _check_end(roll, whole)


def _walk(roll: Roll, size: int, most_pages: int) -> Walk | None:
    ids: list[Any] = []
    position: Any = None if roll.paging.kind == "cursor" else roll.paging.first
    last: Exchange | None = None
    for _ in range(most_pages):
        exchange = roll.page(size, position)
        rows = _rows(roll, exchange)
        if exchange is None or rows is None:
            return None
        last = exchange
        if len(rows) > size:
            says = f"A page is no longer than asked for: {roll.paging.size}={size}"
            roll.inspection.find("CT-PAGING-SIZE", [exchange], says, f"{len(rows)} rows")
        ids += rows
        if len(rows) < size:
            return Walk(size, ids, last, ended=True)
        position = next_position(
            roll.paging,
            {roll.paging.page: position},
            exchange,
            rows_of(exchange.data, roll.paging.items) or [],
        )
        if position in (None, ""):
            return Walk(size, ids, last, ended=True)
    return None if last is None else Walk(size, ids, last, ended=False)


def _rows(roll: Roll, exchange: Exchange | None) -> list[Any] | None:
    """The ids of a page; None when the answer is no page at all (the gate has told why)."""
    if exchange is None or not exchange.succeeded:
        return None
    rows = rows_of(exchange.data, roll.paging.items)
    if rows is None or not all(isinstance(row, dict) and roll.paging.id in row for row in rows):
        note = f"no rows with {roll.paging.id!r} found in {roll.operation.label}: paging not tried"
        roll.inspection.notes.append(note)
        return None
    return [row[roll.paging.id] for row in rows]


def _check_repeats(roll: Roll, walk: Walk) -> None:
    roll.inspection.tries("CT-PAGING-REPEAT", roll.operation)
    repeated = sorted({str(i) for i in walk.ids if i is not None and walk.ids.count(i) > 1})
    if repeated:
        says = f"No row is on two pages: {roll.paging.size}={walk.size}"
        came = f"{repeated} came again"
        roll.inspection.find("CT-PAGING-REPEAT", [walk.last], says, came)


def _check_total(roll: Roll, whole: Walk) -> None:
    roll.inspection.tries("CT-PAGING-TOTAL", roll.operation)
    total = total_of(roll.paging, whole.last)
    if total is not None and total != len(whole.ids):
        says = f"The total counts the rows: {len(whole.ids)} rows on all pages"
        came = f"{total!r} at {roll.paging.total}"
        roll.inspection.find("CT-PAGING-TOTAL", [whole.last], says, came)


def _check_end(roll: Roll, whole: Walk) -> None:
    """Past the end there is nothing; a 404 is an honest way of saying so."""
    pages = len(whole.ids) // whole.size + 1
    position = None
    if roll.paging.kind == "page":
        position = roll.paging.first + pages
    elif roll.paging.kind == "offset":
        position = len(whole.ids)
    elif roll.paging.next is None and whole.ids:
        position = whole.ids[-1]
    if position is None:
        return
    roll.inspection.tries("CT-PAGING-END", roll.operation)
    exchange = roll.page(whole.size, position)
    if exchange is None or exchange.status == 404:
        return
    rows = _rows(roll, exchange)
    if rows is None or rows:
        says = f"Past the end is empty: the list ends before {roll.paging.page}={position}"
        roll.inspection.find("CT-PAGING-END", [exchange], says)
