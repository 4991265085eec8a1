"""Real ids: what lists link to, so that item operations are met on things that exist."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from contract_tests.client import Call, Exchange
from contract_tests.document import TEMPLATE, Document, Operation
from contract_tests.examples import query_of
from contract_tests.inspection import Inspection
from contract_tests.rows import linked_values, locate, rows_of

MOST_ROWS = 10
DEEPEST = 3


@dataclass(frozen=True, slots=True)
class Found:
    """A row of a list and the path values that lead to its detail."""

    source: Operation
    target: Operation
    values: Mapping[str, Any]
    row: Any


@dataclass
class Pool:
    """Path values by path template; parameters are matched by position, names may differ."""

    found: list[Found] = field(default_factory=list)
    _values: dict[str, list[list[Any]]] = field(default_factory=dict)

    def add(self, found: Found) -> None:
        values = [found.values[name] for name in found.target.path_names]
        known = self._values.setdefault(blank(found.target.path), [])
        if values not in known and len(known) < MOST_ROWS:
            known.append(values)
            self.found.append(found)

    def choices(self, path: str) -> list[dict[str, Any]]:
        """Values for the path, or for as many of its first parameters as are known."""
        names = TEMPLATE.findall(path)
        wanted = blank(path)
        for template in sorted(self._values, key=len, reverse=True):
            if wanted == template or wanted.startswith(template + "/"):
                return [dict(zip(names, row, strict=False)) for row in self._values[template]]
        return []

    def complete(self, operation: Operation, fixed: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Only values that leave no parameter of the path open."""
        full = [{**fixed_in(operation, fixed), **row} for row in self.choices(operation.path)]
        full = full or [fixed_in(operation, fixed)]
        return [row for row in full if set(row) >= set(operation.path_names)]

    @property
    def paths(self) -> int:
        return len(self._values)


def blank(path: str) -> str:
    return TEMPLATE.sub("{}", path)


def fixed_in(operation: Operation, fixed: Mapping[str, Any]) -> dict[str, Any]:
    return {name: fixed[name] for name in operation.path_names if name in fixed}


def explore(inspection: Inspection, operations: Sequence[Operation] = ()) -> Pool:
    """Read every list, then what it links to, then what that links to."""
    operations = operations or inspection.operations
    pool = Pool()
    fixed = inspection.profile.path_parameters
    seen: set[str] = set()
    for _ in range(DEEPEST):
        for operation in operations:
            if operation.method != "GET" or operation.label in seen:
                continue
            for values in pool.complete(operation, fixed)[:1]:
                seen.add(operation.label)
                exchange = inspection.call(
                    Call(operation, values, query_of(inspection.document, operation))
                )
                if exchange is not None and exchange.succeeded:
                    follow(inspection.document, exchange, pool)
    return pool


def follow(document: Document, exchange: Exchange, pool: Pool) -> None:
    """Add what an answer leads to."""
    source, body = exchange.operation, exchange.data
    for target, parameters in _links(document, exchange):
        for linked, row in linked_values(parameters, body, exchange.values):
            values = {**fixed_in(target, exchange.values), **linked}
            if set(values) >= set(target.path_names):
                own = {name: values[name] for name in target.path_names}
                pool.add(Found(source, target, own, row))


def links_of(
    document: Document, operation: Operation, status: int
) -> Iterator[tuple[Operation, Mapping[str, Any]]]:
    """The documented links of an answer to operations on one thing; of any 2xx for status 0."""
    for target, parameters in _all_links(document, operation, status):
        if target.path_names:
            yield target, parameters


def leads_to(document: Document, source: Operation, target: Operation) -> bool:
    """Whether an answer of the one is documented to lead to the other."""
    return any(linked is target for linked, _ in _all_links(document, source, 0))


def linked_calls(
    document: Document, exchange: Exchange, target: Operation
) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """What the answer's links to an operation give it for its path and for its query."""
    for linked, parameters in _all_links(document, exchange.operation, exchange.status):
        if linked is not target:
            continue
        named = {name.rpartition(".")[2]: value for name, value in parameters.items()}
        for values, _ in linked_values(named, exchange.data, exchange.values):
            own = {**fixed_in(target, exchange.values), **values}
            path = {name: own[name] for name in target.path_names if name in own}
            query = {name: own[name] for name in target.query_names() if name in values}
            if set(path) >= set(target.path_names):
                yield path, query


def _all_links(
    document: Document, operation: Operation, status: int
) -> Iterator[tuple[Operation, Mapping[str, Any]]]:
    documented = document.response(operation, status)
    response = documented[1] if documented and status else document.success(operation)
    for node in response.get("links", {}).values():
        link = document.resolve(node)
        target = _target(document, link)
        if target is not None:
            yield target, link.get("parameters", {})


def _links(document: Document, exchange: Exchange) -> Iterator[tuple[Operation, Mapping[str, Any]]]:
    """The documented links of the answer; a list without any leads to the item below its path."""
    targets: set[str] = set()
    for linked, parameters in links_of(document, exchange.operation, exchange.status):
        targets.add(blank(linked.path))
        yield linked, parameters
    item = re.compile(re.escape(exchange.operation.path.rstrip("/")) + r"/\{[^{}/]+\}/?$")
    for target in document.operations:
        if item.match(target.path) and target.method == "GET" and blank(target.path) not in targets:
            yield target, _guess(target, exchange.data)


def _target(document: Document, link: Mapping[str, Any]) -> Operation | None:
    if "operationId" in link:
        return document.by_id.get(link["operationId"])
    reference = str(link.get("operationRef", ""))
    return next((o for o in document.operations if reference.endswith(o.place)), None)


def _guess(target: Operation, body: Any) -> dict[str, Any]:
    """A link nobody wrote: the row's own key of the parameter's name, else its id."""
    name = target.path_names[-1]
    place = locate(body)
    rows = rows_of(body, place) if place is not None else None
    if not rows or not isinstance(rows[0], dict):
        return {}
    return {name: f"$response.body#{place}/0/{name if name in rows[0] else 'id'}"}
