"""What the checks that write share: resources, forms, real ids, and what was created."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import Any
from urllib.parse import unquote, urlsplit

from contract_tests.bodies import Form, fields_of
from contract_tests.client import Call, Exchange
from contract_tests.comparison import instant, record_in
from contract_tests.document import Operation
from contract_tests.examples import query_of
from contract_tests.inference import answer_shape
from contract_tests.inspection import Inspection
from contract_tests.lists import pages_of
from contract_tests.reach import Found, Pool, explore, links_of
from contract_tests.resources import Resource, resources_of
from contract_tests.rows import linked_values
from contract_tests.shapes import Shape, flatten

TRIES = 4
LARGEST_PAGE = 50
A_SECOND = 1.1
CREATED = ("created_at", "createdAt", "created", "date_created", "inserted_at")
SUFFIXES = ("_ids", "_id", "_uuid")


@dataclass(frozen=True, slots=True)
class Reading:
    """A record with the exchange that showed it."""

    exchange: Exchange
    record: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Made:
    """Something that a create answered with."""

    resource: Resource
    values: Mapping[str, Any]
    fields: dict[str, Any]
    body: Any
    answer: Reading


@dataclass
class Stage:
    """The shop as the writing checks see it."""

    inspection: Inspection
    pool: Pool
    made: list[Made] = field(default_factory=list)
    _forms: dict[str, Form] = field(default_factory=dict)

    @cached_property
    def resources(self) -> list[Resource]:
        target = self.inspection.target
        known = tuple(dict.fromkeys((*target.operations, *target.reads)))
        return resources_of(self.inspection.document, known)

    @cached_property
    def clock_runs(self) -> bool:
        """Whether the server's time moves by itself: two things made a second apart tell."""
        for made in self.made:
            name = next((key for key in CREATED if instant(made.answer.record.get(key))), None)
            if name is None:
                continue
            time.sleep(A_SECOND)
            other = self.create(made.resource)
            if isinstance(other, Made):
                return bool(other.answer.record.get(name) != made.answer.record[name])
        return False

    def form(self, operation: Operation) -> Form:
        if operation.label not in self._forms:
            self._forms[operation.label] = Form(self.inspection.document, operation, self.refer)
        return self._forms[operation.label]

    def resource_named(self, name: str) -> Resource | None:
        """The resource that a field such as `customer_id` or `customerId` leads to."""
        word = "".join(f"_{c.lower()}" if c.isupper() else c for c in name)
        stem = next((word.removesuffix(end) for end in SUFFIXES if word.endswith(end)), None)
        if not stem:
            return None
        known = (r for r in self.resources if stem in r.words and r.reads)
        # `/products/sku/{sku}` is read by a field of that name, which is no id
        return next((r for r in known if r.name != r.parameter), None)

    def refer(self, name: str, number: int) -> Any:
        """The id of something that exists, for a field that refers to it."""
        resource = self.resource_named(name)
        if resource is None:
            return None
        choices = self.pool.choices(resource.path)
        ids = [row[resource.parameter] for row in choices if resource.parameter in row]
        return ids[number % len(ids)] if ids else None

    def parents(self, operation: Operation) -> dict[str, Any] | None:
        """Values for the path of a create or a list."""
        rows = self.pool.complete(operation, self.inspection.profile.path_parameters)
        return rows[0] if rows else None

    def look_again(self) -> None:
        """What was created is met from here on: a shop that was empty has ids now."""
        self.pool = explore(self.inspection, self.inspection.target.reads)
        for one in self.made:
            operation = one.resource.reads or next(iter(one.resource.updates), one.resource.deletes)
            if operation is not None and not self.pool.choices(one.resource.path):
                self.pool.add(Found(one.answer.exchange.operation, operation, one.values, None))

    def living(self, resource: Resource, operation: Operation) -> list[dict[str, Any]]:
        """Two things of the pool at most that are still there; it is filled anew if none is."""
        fixed = self.inspection.profile.path_parameters
        for again in (False, True):
            if again:
                self.look_again()
            rows = self.pool.complete(operation, fixed)
            if resource.reads is None or not rows:
                return rows
            found = (row for row in rows if isinstance(self.read(resource, row), Reading))
            if living := list(islice(found, 2)):
                return living
        return []

    def shown(self, operation: Operation) -> Mapping[str, Any]:
        """The properties that the answer of an operation shows of its record."""
        shape = answer_shape(self.inspection.document, operation)
        return _record_properties(self, shape, 0)

    def send(
        self, operation: Operation, values: Mapping[str, Any], body: Any, **more: Any
    ) -> Exchange | None:
        query = query_of(self.inspection.document, operation)
        return self.inspection.call(Call(operation, values, query, body, **more))

    def create(self, resource: Resource, kind: str = "first") -> Made | Exchange | None:
        """Make one; the refusal when it is refused, also after other values were tried."""
        operation = resource.creates
        parents = self.parents(operation) if operation else None
        if operation is None or parents is None:
            return None
        exchange = None
        for _ in range(TRIES):
            body = getattr(self.form(operation), kind)(self.inspection.number())
            exchange = self.send(operation, parents, body)
            if exchange is None or exchange.status != 409:
                break
        if exchange is None or not exchange.succeeded:
            return exchange
        return self.made_of(resource, exchange, body)

    def made_of(self, resource: Resource, exchange: Exchange, body: Any) -> Made | None:
        """What an answered create made; None when its id cannot be told."""
        operation = exchange.operation
        _, fields = fields_of(body, self.form(operation)) if isinstance(body, dict) else (None, {})
        record = record_in(exchange.data, fields, self.inspection.profile.record)
        record = record if isinstance(record, dict) else {}
        values = self._values(resource, exchange, record)
        if values is None:
            return None
        made = Made(resource, values, fields, body, Reading(exchange, record))
        self.made.append(made)
        return made

    def _values(
        self, resource: Resource, exchange: Exchange, record: Mapping[str, Any]
    ) -> dict[str, Any] | None:
        document = self.inspection.document
        for target, parameters in links_of(document, exchange.operation, exchange.status):
            if target.path == resource.path:
                for linked, _ in linked_values(parameters, exchange.data, exchange.values):
                    return {**exchange.values, **linked}
        for key in (resource.parameter, "id"):
            if isinstance(record.get(key), str | int):
                return {**exchange.values, resource.parameter: record[key]}
        place = urlsplit(exchange.response.headers.get("Location", "")).path.rstrip("/")
        last = unquote(place.rpartition("/")[2])
        return {**exchange.values, resource.parameter: last} if last else None

    def read(
        self, resource: Resource, values: Mapping[str, Any], like: Mapping[str, Any] | None = None
    ) -> Reading | Exchange | None:
        """The record as its detail shows it, or its row where there is no detail."""
        if resource.reads is None:
            return self.row(resource, values)
        exchange = self.send(resource.reads, values, None)
        if exchange is None or not exchange.succeeded:
            return exchange
        record = record_in(exchange.data, dict(like or {}), self.inspection.profile.record)
        return Reading(exchange, record) if isinstance(record, dict) else exchange

    def row(self, resource: Resource, values: Mapping[str, Any]) -> Reading | Exchange | None:
        """The record as the list shows it, if it is among the rows that one page may have."""
        last = None
        for exchange, rows in self.pages(resource, values):
            for row in rows:
                if row_is(row, resource, values):
                    return Reading(exchange, row)
            last = exchange
        return last

    def pages(
        self, resource: Resource, values: Mapping[str, Any], most: int = 6, **query: Any
    ) -> Any:
        """The pages of a list, largest pages first come: exchange and rows."""
        if resource.lists is not None:
            own = {name: values[name] for name in resource.lists.path_names if name in values}
            query = {**self.list_query(resource, values), **query}
            yield from pages_of(self.inspection, resource.lists, own, query, most)

    def list_query(self, resource: Resource, values: Mapping[str, Any]) -> dict[str, Any]:
        """What a list demands in its query, as the thing that is looked for was made with it."""
        lists = resource.lists
        made = (m for m in self.made if m.resource.path == resource.path and m.values == values)
        one = next(made, None)
        if lists is None or one is None:
            return {}
        demanded = [p["name"] for p in lists.parameters if p["in"] == "query" and p.get("required")]
        return {name: one.fields[name] for name in demanded if name in one.fields}


def row_is(row: Any, resource: Resource, values: Mapping[str, Any]) -> bool:
    if not isinstance(row, dict):
        return False
    wanted = str(values.get(resource.parameter))
    return any(str(row[key]) == wanted for key in (resource.parameter, "id") if key in row)


def _record_properties(stage: Stage, shape: Shape, depth: int) -> Mapping[str, Any]:
    """The object that holds an id, from the outside in; else the outermost."""
    document = stage.inspection.document
    if shape.type == "array":
        return _record_properties(stage, flatten(document, shape.facets.get("items", {})), depth)
    if "id" in shape.properties or depth > 3:
        return shape.properties
    for node in shape.properties.values():
        inner = flatten(document, node)
        found = (
            _record_properties(stage, inner, depth + 1)
            if inner.properties or inner.type == "array"
            else {}
        )
        if "id" in found:
            return found
    return shape.properties
