"""A filter shows all rows that match and no others."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from contract_tests.comparison import amount, instant, same
from contract_tests.document import Operation, at_pointer
from contract_tests.lists import Whole, whole_of
from contract_tests.shapes import flatten
from contract_tests.stage import Stage

MOST_VALUES = 3
LEAST = re.compile(
    r"^(?:(?:min|from|after|since|start)[_-]?(?P<a>.+)|(?P<b>.+?)[_\[.-]?(?:min|gte?|from|after|since|start)\]?)$",
    re.I,
)
MOST = re.compile(
    r"^(?:(?:max|to|before|until|end)[_-]?(?P<a>.+)|(?P<b>.+?)[_\[.-]?(?:max|lte?|to|before|until|end)\]?)$",
    re.I,
)
STRICT = re.compile(r"(gt|lt)\]?$", re.I)
SEARCH = re.compile(r"^(q|query|search|keyword|term)$", re.I)
NAMING = re.compile(r"name|title|label|subject|sku|reference|number|slug", re.I)
"""Fields that whoever searches has in mind; a search need not look into all others."""
WORD = re.compile(r"[^\W\d_]{4,}|[A-Za-z]+\d+")
Matches = Callable[[Mapping[str, Any]], bool]


@dataclass(frozen=True, slots=True)
class Filter:
    """One value of one parameter, and which rows it should let through."""

    parameter: str
    sent: Any
    matches: Matches
    words: str
    all_of_them: bool = True
    some_of_them: bool = True


def check_filters(stage: Stage) -> None:
    """Each parameter that is named after a field of the rows, with values that tell rows apart."""
    for operation in stage.inspection.operations:
        values = stage.parents(operation)
        if operation.method != "GET" or values is None or not operation.query_names():
            continue
        whole = whole_of(stage.inspection, operation, values)
        if whole is None or not whole.ended or len(whole.rows) < 2:
            continue
        for parameter in operation.parameters:
            skipped = stage.inspection.profile.unfiltered
            if parameter["in"] != "query" or parameter["name"] in skipped:
                continue
            for each in _filters(stage, parameter, whole.rows):
                check = partial(_check, stage, operation, values, each)
                now = partial(_all_ids, stage, operation, values)
                stage.inspection.confirm(check, now)


def _all_ids(stage: Stage, operation: Operation, values: Mapping[str, Any]) -> Any:
    whole = whole_of(stage.inspection, operation, values)
    return None if whole is None else whole.rows


def _filters(
    stage: Stage, parameter: Mapping[str, Any], rows: list[dict[str, Any]]
) -> Iterator[Filter]:
    name = parameter["name"]
    shape = flatten(stage.inspection.document, parameter.get("schema", {}))
    if shape.type in ("array", "object"):
        return
    pointer = _field(name, rows, stage.inspection.profile.filters)
    if pointer is not None:
        yield from _equal(name, pointer, shape.enum, rows)
    elif SEARCH.match(name):
        yield from _search(name, rows)
    else:
        for pattern, sign in ((LEAST, 1), (MOST, -1)):
            found = pattern.match(name)
            field = _field((found["a"] or found["b"]), rows, {}) if found else None
            if field is not None:
                yield from _range(name, field, rows, sign)
                return


def _field(name: str, rows: list[dict[str, Any]], told: Mapping[str, str]) -> str | None:
    """Where the rows have what the parameter is about; None where they do not show it."""
    if name in told:
        return told[name]
    stem = re.sub(r"^filter\[(.+)\]$", r"\1", name)
    dates = (f"{stem}_at", f"{stem}_date") if not stem.endswith("_at") else ()
    for key in (stem, *dates):
        if any(_is_scalar(row.get(key)) for row in rows):
            return f"/{key}"
    nested = stem.removesuffix("_id")
    if nested != stem and any(isinstance(row.get(nested), dict) for row in rows):
        return f"/{nested}/id"
    return None


def _is_scalar(value: Any) -> bool:
    return value is not None and not isinstance(value, dict | list)


def _value(row: Mapping[str, Any], pointer: str) -> Any:
    try:
        return at_pointer(row, pointer)
    except (LookupError, TypeError):
        return None


def _equal(
    name: str, pointer: str, enum: list[Any], rows: list[dict[str, Any]]
) -> Iterator[Filter]:
    seen = [_value(row, pointer) for row in rows]
    distinct = list({repr(v): v for v in seen if _is_scalar(v)}.values())
    if enum:
        distinct = [value for value in distinct if value in enum]
    absent = [value for value in enum if value not in seen][:1]
    for value in [*distinct[:MOST_VALUES], *absent]:
        sent = str(value).lower() if isinstance(value, bool) else value
        yield Filter(
            name,
            sent,
            partial(_has, pointer, value),
            f"{pointer} is {value!r}",
        )


def _has(pointer: str, value: Any, row: Mapping[str, Any]) -> bool:
    return same(_value(row, pointer), value)


def _mentions(word: str, row: Mapping[str, Any]) -> bool:
    return word.casefold() in repr(row).casefold()


def _range(name: str, pointer: str, rows: list[dict[str, Any]], sign: int) -> Iterator[Filter]:
    """From the middle value on; rows at the very edge may be counted in or out."""
    order = _order_of([_value(row, pointer) for row in rows])
    values = [_value(row, pointer) for row in rows if order(_value(row, pointer)) is not None]
    values = sorted(values, key=order)
    if len({order(value) for value in values}) < 3:
        return
    middle = values[len(values) // 2]
    edge = order(middle)
    inclusive = not STRICT.search(name)

    def matches(row: Mapping[str, Any]) -> bool:
        own = order(_value(row, pointer))
        if own is None:
            return False
        beyond = own > edge if sign > 0 else own < edge
        return bool(beyond or (own == edge and inclusive))

    yield Filter(name, middle, matches, f"{pointer} from {middle!r} on")


def _order_of(values: list[Any]) -> Callable[[Any], Any]:
    return instant if any(instant(value) is not None for value in values) else amount


def _search(name: str, rows: list[dict[str, Any]]) -> Iterator[Filter]:
    """A word of one row: no row comes that has it nowhere, and some come if it is a name's."""
    for row in rows[:5]:
        for key, value in sorted(row.items(), key=lambda item: not NAMING.search(item[0])):
            words = WORD.findall(value) if isinstance(value, str) and instant(value) is None else []
            for word in words:
                has = [_mentions(word, other) for other in rows]
                if 0 < sum(has) < len(rows) and "://" not in value and "@" not in value:
                    yield Filter(
                        name,
                        word,
                        partial(_mentions, word),
                        f"the word {word!r} is in it",
                        all_of_them=False,
                        some_of_them=bool(NAMING.search(key)),
                    )
                    return


def _check(stage: Stage, operation: Operation, values: Mapping[str, Any], each: Filter) -> None:
    inspection = stage.inspection
    whole = whole_of(inspection, operation, values)
    part = whole_of(inspection, operation, values, {each.parameter: each.sent})
    if whole is None or part is None:
        return
    inspection.tries("CT-FILTER", operation)
    shown = f"{each.parameter}={each.sent}"
    wrong = [row for row in part.rows if not each.matches(row)]
    if wrong:
        says = f"A filter lets only what matches through, {each.parameter}: {each.words}"
        came = f"{len(wrong)} others came with {shown}, {_name(wrong[0])} among them"
        inspection.find("CT-FILTER-INCLUDES", [part.last], says, came)
    ids = {_name(row) for row in part.rows}
    missing = [r for r in whole.rows if each.matches(r) and _name(r) not in ids]
    if missing and part.ended and (each.all_of_them or (each.some_of_them and not part.rows)):
        says = f"A filter lets all that matches through, {each.parameter}: {each.words}"
        came = f"{len(missing)} were missing with {shown}, {_name(missing[0])} among them"
        inspection.find("CT-FILTER-EXCLUDES", [part.last], says, came)
    _check_total(stage, operation, part, shown)


def _check_total(stage: Stage, operation: Operation, part: Whole, shown: str) -> None:
    if part.ended and part.total is not None and part.total != len(part.rows):
        says = f"The total counts the filtered rows: {len(part.rows)} rows with {shown}"
        stage.inspection.find("CT-FILTER-TOTAL", [part.last], says, f"{part.total} is told")


def _name(row: Mapping[str, Any]) -> str:
    return str(row.get("id", repr(row)[:60]))
