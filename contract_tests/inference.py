"""How an unknown platform pages its lists and counts them, read from its document."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from contract_tests.document import Document, Operation, escape
from contract_tests.shapes import Shape, flatten

DEEPEST = 3
SIZES = (
    *("per_page", "page_size", "limit", "size", "perPage", "pageSize", "page[size]", "first"),
    *("count", "take", "max_results"),
)
NUMBERS = ("page", "page_number", "pageNumber", "page[number]", "p")
OFFSETS = ("offset", "skip", "start", "page[offset]")
CURSORS = (
    *("cursor", "after", "starting_after", "page_token", "pageToken", "next_token"),
    *("page[cursor]", "page[after]"),
)
TOTAL = re.compile(r"^(total|total_?count|total_?results|total_?items|totalElements)$", re.I)
COUNT = re.compile(r"^(count|total)$", re.I)
NEXT = re.compile(r"^(next_?cursor|next_?page_?token|end_?cursor|next_?token|next)$", re.I)
TOTAL_HEADER = re.compile(r"^x-(total(-count|-items)?|pagination-total(-count)?|wp-total)$", re.I)


@dataclass(frozen=True, slots=True)
class Found:
    """One list's way of paging, before it is a value of the profile."""

    kind: str
    page: str
    size: str
    first: int
    total: str | None
    next: str | None
    operation: str
    largest: int


def pagings(document: Document) -> Iterator[Found]:
    """Every list of the document that has a size and a place to go on from."""
    for operation in document.operations:
        names = {p["name"] for p in operation.parameters if p["in"] == "query"}
        size = next((name for name in SIZES if name in names), None)
        kinds = (("page", NUMBERS), ("offset", OFFSETS), ("cursor", CURSORS))
        page = next(((k, n) for k, choice in kinds for n in choice if n in names), None)
        if operation.method != "GET" or size is None or page is None:
            continue
        shape = answer_shape(document, operation)
        yield Found(
            kind=page[0],
            page=page[1],
            size=size,
            first=_first(document, operation, page),
            total=_total(document, operation, shape),
            next=_pointer(document, shape, NEXT, "string") if page[0] == "cursor" else None,
            operation=operation.operation_id,
            largest=50,
        )


def answer_shape(document: Document, operation: Operation) -> Shape:
    content: Any = document.success(operation).get("content", {})
    media: Any = next(iter(content.values()), {})
    return flatten(document, media.get("schema"))


def _first(document: Document, operation: Operation, page: tuple[str, str]) -> int:
    """Pages are counted from one unless the document says that nought is one."""
    if page[0] != "page":
        return 0
    for parameter in operation.parameters:
        if parameter["name"] == page[1]:
            shape = flatten(document, parameter.get("schema", {}))
            return 0 if 0 in (shape.facets.get("minimum"), shape.facets.get("default")) else 1
    return 1


def _total(document: Document, operation: Operation, shape: Shape) -> str | None:
    for name in document.success(operation).get("headers", {}):
        if TOTAL_HEADER.match(name):
            return f"header:{name}"
    return _pointer(document, shape, TOTAL, "integer") or _pointer(
        document, shape, COUNT, "integer"
    )


def _pointer(document: Document, shape: Shape, names: re.Pattern[str], kind: str) -> str | None:
    """The shallowest property of the name and type, outside the rows."""
    level: list[tuple[str, Shape]] = [("", shape)]
    for _ in range(DEEPEST):
        below: list[tuple[str, Shape]] = []
        for at, holder in level:
            for name, node in holder.properties.items():
                child = flatten(document, node)
                pointer = f"{at}/{escape(name)}"
                if names.match(name) and kind in child.types:
                    return pointer
                if child.type == "object":
                    below.append((pointer, child))
        level = below
    return None


def rows_shape(document: Document, operation: Operation) -> Shape | None:
    """What the document says of one row of a list."""
    level: list[Any] = [answer_shape(document, operation)]
    for _ in range(DEEPEST + 1):
        for shape in level:
            if shape.type == "array":
                row = flatten(document, shape.facets.get("items", {}))
                if row.properties:
                    return row
        level = [flatten(document, n) for shape in level for n in shape.properties.values()]
    return None
