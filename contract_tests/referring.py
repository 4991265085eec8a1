"""What the rows of a list refer to by id can be read, also far from the first of them."""

from typing import Any

from contract_tests.client import Exchange
from contract_tests.inspection import Inspection
from contract_tests.lists import whole_of
from contract_tests.resources import Resource
from contract_tests.stage import Stage

FIRST, MOST = 10, 6
RULE = "CT-REFERENCE"


def check_referring(stage: Stage) -> None:
    """References of the first, the last and some rows between, in every list that can be read."""
    for resource in stage.resources:
        rows = _rows(stage, resource)
        for name in dict.fromkeys(name for row in rows for name in row):
            meant = stage.resource_named(name)
            if meant is None or meant.reads is None or meant.path == resource.path:
                continue
            values = [row[name] for row in rows if isinstance(row.get(name), str | int)]
            for value in _some(list(dict.fromkeys(values))):
                _check(stage, resource, name, (meant, value))


def _some(values: list[Any]) -> list[Any]:
    """Those of a first page, then at even steps to the last."""
    first, rest = values[:FIRST], values[FIRST:]
    if len(rest) <= MOST:
        return values
    return [*first, *(rest[round(step * (len(rest) - 1) / (MOST - 1))] for step in range(MOST))]


def _rows(stage: Stage, resource: Resource) -> list[dict[str, Any]]:
    parents = stage.parents(resource.lists) if resource.lists else None
    if resource.lists is None or parents is None or not _refers(stage, resource):
        return []
    whole = whole_of(stage.inspection, resource.lists, parents)
    return whole.rows if whole is not None else []


def _refers(stage: Stage, resource: Resource) -> bool:
    """A list is read only where the document shows a reference in its rows."""
    shown = stage.shown(resource.lists) if resource.lists else {}
    return any((found := stage.resource_named(n)) and found.path != resource.path for n in shown)


def _check(stage: Stage, resource: Resource, name: str, refers: tuple[Resource, Any]) -> None:
    """A 404 counts while a row still refers to it: others may have removed both."""
    meant, value = refers
    inspection: Inspection = stage.inspection
    base = stage.parents(meant.reads) if meant.reads else None
    if base is None or meant.reads is None or resource.lists is None:
        return
    inspection.tries(RULE, meant.reads)
    values = {**base, meant.parameter: value}
    reading = stage.read(meant, values)
    if not (isinstance(reading, Exchange) and reading.status == 404):
        return
    if any(row.get(name) == value for row in _rows(stage, resource)):
        again = stage.read(meant, values)
        if isinstance(again, Exchange) and again.status == 404:
            says = f"What a record refers to exists, {name}: {resource.lists.label} has {value!r}"
            inspection.find(RULE, [again], says)
