"""Lists: which records a query asks for, in which order, a page at a time."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from mock_server.spec.contract import Operation

from . import keeping
from .operations import Handler
from .request import Request
from .resource import Filter, Parent, Resource
from .shop import Shop
from .store import Page, Record
from .style import Paging


def lister(
    resource: Resource, operation: Operation, paging: Paging, parent: Parent | None
) -> Handler:
    """Lists the records of a resource, or those that belong to the parent in the path.

    Raises:
        AssertionError: a parameter means nothing. It would be ignored without a word.
    """
    name, filters, listed, sort = resource.name, resource.filters, resource.listed, resource.sort
    equal = _equal(resource, operation, paging)

    def list_(request: Request, shop: Shop) -> Page:
        query = request.query
        where = {**listed, **{each: query[each] for each in equal if each in query}}
        active = [(filters[each], query[each]) for each in filters if each in query]
        if parent is not None:
            active += _below(parent, keeping.owner(parent, request, shop), where)
        number, size = query.get(paging.page, 1), query.get(paging.size, paging.default)
        keep = _all_pass(active, shop) if active else None
        by, newest_first = sort(query)
        rows, total = shop.store.table(name).select(
            where, keep, by=by, newest_first=newest_first, offset=(number - 1) * size, limit=size
        )
        return Page(rows, total, number, size)

    return list_


def page_of(records: Sequence[Record], request: Request, paging: Paging) -> Page:
    """The page that a request asks for of records that a handler has chosen."""
    number = request.query.get(paging.page, 1)
    size = request.query.get(paging.size, paging.default)
    rows = records[(number - 1) * size : number * size]
    return Page(rows, len(records), number, size)


def _equal(resource: Resource, operation: Operation, paging: Paging) -> tuple[str, ...]:
    """Parameters that ask for equality with an indexed field."""
    asked = {each.name for each in operation.parameters if each.place == "query"}
    asked -= {paging.page, paging.size} | resource.filters.keys() | resource.apart
    indexed = resource.indexed.equal
    ignored = ", ".join(sorted(asked - set(indexed)))
    assert not ignored, (
        f"{operation.id} takes {ignored}, and nobody says what it means: give {resource.name} a "
        "filter or an index for it, or name it in `apart`"
    )
    return tuple(each for each in indexed if each in asked)


def _below(
    parent: Parent, owner: Mapping[str, Any], where: dict[str, Any]
) -> list[tuple[Filter, Any]]:
    """Ask for what belongs to an owner: by the index, or one by one where there are several."""
    if not parent.several:
        where.update(owner)
        return []
    (wanted,) = owner[parent.field]

    def belongs(record: Record, value: Any, shop: Shop) -> bool:
        return value in (record.get(parent.field) or ())

    return [(belongs, wanted)]


def _all_pass(active: list[tuple[Filter, Any]], shop: Shop) -> Callable[[Record], bool]:
    def keep(record: Record) -> bool:
        return all(passes(record, value, shop) for passes, value in active)

    return keep
