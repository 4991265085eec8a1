"""Reading a whole list, page by page, however it is paged."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from contract_tests.client import Call, Exchange
from contract_tests.document import Operation, at_pointer
from contract_tests.examples import query_of
from contract_tests.inspection import Inspection
from contract_tests.profile import Paging
from contract_tests.rows import rows_of

MOST_PAGES = 6


@dataclass(frozen=True, slots=True)
class Whole:
    """All rows of a list as they came, and the exchange of the last page."""

    rows: list[dict[str, Any]]
    last: Exchange
    ended: bool
    total: int | None = None


def paging_of(inspection: Inspection, operation: Operation) -> Paging | None:
    """The platform's way of paging that this list has."""
    names = operation.query_names()
    for paging in inspection.profile.paging:
        listed = not paging.operations or operation.operation_id in paging.operations
        if listed and {paging.page, paging.size} <= names:
            return paging
    return None


def largest_of(inspection: Inspection, operation: Operation, paging: Paging) -> int:
    for parameter in operation.parameters:
        if parameter["name"] == paging.size:
            schema = inspection.document.resolve(parameter.get("schema", {}))
            return int(schema.get("maximum", paging.largest))
    return paging.largest


def pages_of(
    inspection: Inspection,
    operation: Operation,
    values: Mapping[str, Any],
    query: Mapping[str, Any],
    most: int = MOST_PAGES,
) -> Iterator[tuple[Exchange, list[Any]]]:
    """Pages as large as they may be, with their rows."""
    paging = paging_of(inspection, operation)
    sent: dict[str, Any] = {**query_of(inspection.document, operation), **query}
    size = largest_of(inspection, operation, paging) if paging else 0
    if paging:
        sent[paging.size] = size
        if paging.kind == "page":
            sent[paging.page] = paging.first
    for _ in range(most):
        exchange = inspection.call(Call(operation, values, sent))
        if exchange is None or not exchange.succeeded:
            return
        rows = rows_of(exchange.data, paging.items if paging else None)
        if rows is None:
            return
        yield exchange, rows
        if paging is None or len(rows) < size:
            return
        sent = {**sent, paging.page: next_position(paging, sent, exchange, rows)}


def next_position(
    paging: Paging, sent: Mapping[str, Any], exchange: Exchange, rows: list[Any]
) -> Any:
    """The value of the page parameter that leads on."""
    if paging.kind == "page":
        return sent[paging.page] + 1
    if paging.kind == "offset":
        return sent.get(paging.page, 0) + len(rows)
    if paging.next is not None:
        try:
            return at_pointer(exchange.data, paging.next)
        except LookupError:
            return None
    return rows[-1].get(paging.id) if rows and isinstance(rows[-1], dict) else None


def whole_of(
    inspection: Inspection,
    operation: Operation,
    values: Mapping[str, Any],
    query: Mapping[str, Any] | None = None,
) -> Whole | None:
    """The list to its end, or as far as a handful of pages go."""
    rows: list[dict[str, Any]] = []
    last, short = None, True
    paging = paging_of(inspection, operation)
    size = largest_of(inspection, operation, paging) if paging else 0
    for exchange, found in pages_of(inspection, operation, values, query or {}):
        rows += [row for row in found if isinstance(row, dict)]
        last, short = exchange, not paging or len(found) < size
    if last is None:
        return None
    return Whole(rows, last, short, total_of(paging, last))


def total_of(paging: Paging | None, exchange: Exchange) -> int | None:
    if paging is None or paging.total is None:
        return None
    if paging.total.startswith("header:"):
        text = exchange.response.headers.get(paging.total.removeprefix("header:"), "")
        return int(text) if text.isdigit() else None
    try:
        total = at_pointer(exchange.data, paging.total)
    except LookupError:
        return None
    return total if isinstance(total, int) and not isinstance(total, bool) else None
