"""A sort puts the rows in the order asked for, both ways, and loses none."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import Any

from contract_tests.comparison import amount, instant
from contract_tests.document import Document, Operation
from contract_tests.lists import Whole, whole_of
from contract_tests.shapes import flatten
from contract_tests.stage import Stage

FIELD = re.compile(r"^(sort|sort_?by|order|order_?by|ordering|sorting|sort_field)$", re.I)
WAY = re.compile(r"^(order|direction|dir|sort_?order|sort_?dir(ection)?|order_?dir)$", re.I)
UP, DOWN = ("asc", "ascending"), ("desc", "descending")
KEYED = re.compile(
    r"^(?P<minus>[-+]?)(?P<field>[A-Za-z][\w.]*?)(?:[:_ .-](?P<way>asc|desc))?$", re.I
)


@dataclass(frozen=True, slots=True)
class Sort:
    """What to ask for, and the order in which the rows should come."""

    query: Mapping[str, Any]
    field: str
    down: bool


def check_sorts(stage: Stage) -> None:
    """Every key that the document names, in each direction it names."""
    for operation in stage.inspection.operations:
        values = stage.parents(operation)
        if operation.method != "GET" or values is None:
            continue
        sorts = list(_sorts(stage.inspection.document, operation))
        if not sorts:
            continue
        whole = whole_of(stage.inspection, operation, values)
        if whole is None or not whole.ended:
            continue
        for each in sorts:
            keys = {repr(row.get(each.field)) for row in whole.rows}
            if len(keys) < 2:
                note = f"all rows of {operation.label} are alike in {each.field}: sort not tried"
                stage.inspection.notes.append(note)
                continue
            check = partial(_check, stage, operation, values, each)
            stage.inspection.confirm(check, partial(_ids_now, stage, operation, values))


def _ids_now(stage: Stage, operation: Operation, values: Mapping[str, Any]) -> Any:
    whole = whole_of(stage.inspection, operation, values)
    return None if whole is None else [row.get("id") for row in whole.rows]


def _sorts(document: Document, operation: Operation) -> Iterator[Sort]:
    enums = {
        p["name"]: flatten(document, p.get("schema", {})).enum
        for p in operation.parameters
        if p["in"] == "query"
    }
    ways = _ways(enums)
    for name, enum in enums.items():
        if not FIELD.match(name) or (ways and name == ways[0]):
            continue
        for value in enum:
            found = KEYED.match(value) if isinstance(value, str) else None
            if found is None:
                continue
            down = found["minus"] == "-" or (found["way"] or "").lower() == "desc"
            if ways and not found["minus"] and not found["way"]:
                for word in ways[1]:
                    query = {name: value, ways[0]: word}
                    yield Sort(query, found["field"], word.lower() in DOWN)
            elif found["minus"] or found["way"] or f"-{value}" in enum:
                yield Sort({name: value}, found["field"], down)


def _ways(enums: Mapping[str, list[Any]]) -> tuple[str, list[str]] | None:
    """The parameter that tells the direction, with its words."""
    for name, enum in enums.items():
        words = [v for v in enum if isinstance(v, str) and v.lower() in (*UP, *DOWN)]
        if WAY.match(name) and words and len(words) == len(enum):
            return name, words
    return None


def _check(stage: Stage, operation: Operation, values: Mapping[str, Any], each: Sort) -> None:
    inspection = stage.inspection
    whole = whole_of(inspection, operation, values)
    sorted_ = whole_of(inspection, operation, values, each.query)
    if whole is None or sorted_ is None:
        return
    inspection.tries("CT-SORT", operation)
    shown = "&".join(f"{name}={value}" for name, value in each.query.items())
    keys = [row.get(each.field) for row in sorted_.rows]
    for one, other in pairwise([key for key in keys if key is not None]):
        if _is_after(one, other, each.down):
            way = "down" if each.down else "up"
            says = f"A sort sorts {way} by {each.field}: {shown}"
            came = f"{one!r} came before {other!r}"
            inspection.find("CT-SORT-ORDER", [sorted_.last], says, came)
            break
    _check_same_rows(stage, whole, sorted_, shown)


def _check_same_rows(stage: Stage, whole: Whole, sorted_: Whole, shown: str) -> None:
    if not sorted_.ended:
        return
    ids, other = ({str(row.get("id")) for row in each.rows} for each in (whole, sorted_))
    if ids != other or len(whole.rows) != len(sorted_.rows):
        says = f"A sort loses and adds no row: {len(whole.rows)} rows without it"
        came = f"{len(sorted_.rows)} rows with {shown}"
        stage.inspection.find("CT-SORT-ROWS", [sorted_.last], says, came)


def _is_after(one: Any, other: Any, down: bool) -> bool:
    """Whether two neighbours stand the wrong way round, in whichever way texts are compared."""
    first, second = (other, one) if down else (one, other)
    keys: list[Callable[[Any], Any]] = [instant, amount]
    for key in keys:
        left, right = key(first), key(second)
        if left is not None and right is not None and not (key is amount and isinstance(one, str)):
            return bool(left > right)
    if not (isinstance(first, str) and isinstance(second, str)):
        return False
    if not (first + second).isascii():
        return False
    plain = ("".join(c for c in text.casefold() if c.isalnum()) for text in (first, second))
    left, right = plain
    return bool(first > second and first.casefold() > second.casefold() and left > right)
