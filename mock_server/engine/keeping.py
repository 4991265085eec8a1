"""Writes records by what their platform says of them: whom they belong to, what must be unique."""

from collections.abc import Callable, Iterable
from typing import Any

from mock_server.spec.validators import Violation

from .errors import Invalid, NotFound, Problem
from .request import Request
from .resource import Parent, Resource
from .shop import Shop
from .style import visible
from .table import Record


def locate(shop: Shop, resource: str, parameter: str, value: Any) -> Record:
    """The record that a path parameter names, by its id or by another field.

    Raises:
        NotFound: there is none.
    """
    field = _rules(shop, resource).keys.get(parameter)
    if field is None:
        return shop.store.get(resource, value)
    found, _ = shop.store.table(resource).select({field: value}, limit=1)
    if not found:
        raise NotFound(f"there is no {resource} with {field} {str(value)[:64]!r}", resource)
    return found[0]


def add(
    shop: Shop, resource: str, record: Record, parts: Callable[[Record], None] | None = None
) -> Record:
    """Keep a new record, which has its id, have its `parts` written, and announce it all.

    Raises:
        Invalid: what must be unique is not, or what it refers to is not there.
    """
    rules = _rules(shop, resource)
    check(shop, rules, record, None)
    kept = shop.store.put(resource, record["id"], record)
    if parts is not None:
        parts(kept)
        kept = shop.store.get(resource, record["id"])
    announce(shop, resource, rules.announces.created, kept)
    return kept


def change(shop: Shop, resource: str, key: object, /, **fields: Any) -> Record:
    """Change these fields of a record, and announce it if that makes a difference.

    Raises:
        Invalid: what must be unique would not be, or what it refers to is not there.
        NotFound: there is no such record.
    """
    rules, before = _rules(shop, resource), shop.store.get(resource, key)
    after = {**before, **fields}
    if after == before:
        return before
    check(shop, rules, after, before)
    kept = shop.store.put(resource, key, after)
    announce(shop, resource, rules.announces.updated, kept)
    for field, event in rules.announces.fields.items():
        if after.get(field) != before.get(field):
            announce(shop, resource, event, kept)
    return kept


def remove(shop: Shop, resource: str, key: object) -> None:
    """Delete a record with what belongs to it, and announce it.

    Raises:
        NotFound: there is no such record.
    """
    record = shop.store.get(resource, key)
    for child in shop.resources.values():
        for parent in child.parents:
            if parent.resource == resource:
                _orphan(shop, child, parent, record)
    shop.store.delete(resource, key)
    announce(shop, resource, _rules(shop, resource).announces.deleted, record)


def below(shop: Shop, resource: str, parent_id: Any) -> list[Record]:
    """The records that belong to one parent (by the first of `parents`), the oldest first."""
    parent = _rules(shop, resource).parents[0]
    return _children(shop, resource, parent, parent_id)


def owner(parent: Parent, request: Request, shop: Shop) -> Record:
    """The field in which a record of this parent holds its id.

    Raises:
        NotFound: the parent that the path names is not there.
    """
    named = locate(shop, parent.resource, parent.parameter, request.path[parent.parameter])
    return {parent.field: [named["id"]] if parent.several else named["id"]}


def hold_to(parent: Parent, record: Record, request: Request, shop: Shop) -> None:
    """Make sure that a record belongs to the parent that the path names.

    Raises:
        NotFound: it belongs to another, or there is no such parent.
    """
    wanted, has = owner(parent, request, shop)[parent.field], record.get(parent.field)
    if wanted[0] not in (has or ()) if parent.several else wanted != has:
        raise NotFound(f"{record['id']} belongs to another {parent.resource}")


def check(shop: Shop, rules: Resource, record: Record, before: Record | None) -> None:
    """Hold a record against what its platform says, as far as it has changed.

    Raises:
        Invalid: see `add`.
    """
    known = before or {}
    problems = [
        _problem((field,), "unique", f"another {rules.name} has it")
        for field in rules.unique
        if record.get(field) != known.get(field) and _is_taken(shop, rules, field, record)
    ]
    for field, resource in rules.refers.items():
        if record.get(field) != known.get(field):
            problems += _missing(shop, field, resource, record.get(field))
    if problems:
        raise Invalid(problems)


def announce(shop: Shop, resource: str, event: str, record: Record) -> None:
    """Tell of a record as it is now; "" is no event."""
    if event:
        tells = _rules(shop, resource).tells
        data = tells(record, shop) if tells else visible(record)
        shop.emit(event, resource, record["id"], **data)


def _rules(shop: Shop, resource: str) -> Resource:
    rules: Resource | None = shop.resources.get(resource)
    return rules or Resource(name=resource)


def _children(shop: Shop, resource: str, parent: Parent, parent_id: Any) -> list[Record]:
    table = shop.store.table(resource)
    if not parent.several:
        return table.select({parent.field: parent_id}, newest_first=False)[0]

    def belongs(record: Record) -> bool:
        return parent_id in (record.get(parent.field) or ())

    return table.select({}, belongs, newest_first=False)[0]


def _orphan(shop: Shop, child: Resource, parent: Parent, lost: Record) -> None:
    for record in _children(shop, child.name, parent, lost["id"]):
        if parent.orphans == "removed":
            remove(shop, child.name, record["id"])
        elif parent.several:
            left = [each for each in record[parent.field] if each != lost["id"]]
            shop.store.update(child.name, record["id"], **{parent.field: left})
        else:
            shop.store.update(child.name, record["id"], **{parent.field: None})


def _is_taken(shop: Shop, rules: Resource, field: str, record: Record) -> bool:
    """Whether another record has this value; nobody has a value that is nothing."""
    if record.get(field) in (None, ""):
        return False
    same, _ = shop.store.table(rules.name).select({field: record[field]})
    return any(each["id"] != record["id"] for each in same)


def _missing(shop: Shop, field: str, resource: str, value: Any) -> Iterable[Problem]:
    several = isinstance(value, list)
    for index, each in enumerate(value if several else [value]):
        if each is not None and shop.store.find(resource, each) is None:
            path = (field, index) if several else (field,)
            yield _problem(path, "exists", f"there is no {resource} {str(each)[:64]!r}")


def _problem(path: tuple[str | int, ...], rule: str, message: str) -> Problem:
    return Problem("body", Violation(path, rule, None, message))
