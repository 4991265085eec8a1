"""The five verbs that HTTP says and nobody writes: list, read, create, update, delete."""

import re
from collections.abc import Mapping
from typing import Any

from mock_server.spec.contract import Contract, Operation
from mock_server.spec.schemas import Shown

from .fields import Fields, fields_of
from .operations import Handler
from .platform import Filter, NewId, Platform
from .request import Request
from .shop import Shop
from .store import Page, Record
from .style import Answer

Inferred = tuple[str, Handler]
"""What an operation does, in words, and the handler that does it."""

_KEY = re.compile(r"\{([^{}]+)\}/?$")


class Crud:
    """Tells from methods, paths and answers what the operations of one document do."""

    def __init__(self, contract: Contract, platform: Platform) -> None:
        self._document = contract.document
        self._platform = platform
        shown = [(each, each.shown) for each in contract.operations if each.shown is not None]
        self._listed = {each.path: it.resource for each, it in shown if it.many}
        self._shown = {each.path: it.resource for each, it in shown if not it.many}
        self._many = set(self._listed.values()) | {
            it.resource for each, it in shown if _key_parameter(each)
        }

    def infer(self, operation: Operation) -> Inferred | None:
        """What the shape of an operation says it does; None when it says nothing."""
        shown, key = operation.shown, _key_parameter(operation)
        if operation.method == "DELETE":
            return self._delete(operation.path, key)
        if shown is None:
            return None
        resource = shown.resource
        if operation.method == "GET" and shown.many:
            return f"list {resource}", _lister(resource, operation, self._platform)
        if operation.method == "POST" and self._listed.get(operation.path) == resource:
            return f"create {resource}", self._creator(shown)
        if shown.many or (key is None and resource in self._many):
            return None  # a shop has many of these, and the path does not end in which one
        if operation.method == "GET":
            return f"read {resource}", _reader(resource, key)
        if operation.method == "PUT" and key is None:
            return f"replace {resource}", self._replacer(shown)
        if operation.method in ("PUT", "PATCH"):
            fields = fields_of(shown, self._document)
            return f"update {resource}", _updater(resource, key, fields, self._platform)
        return None

    def _delete(self, path: str, key: str | None) -> Inferred | None:
        """A DELETE shows no resource: it removes what the other operations of its path show."""
        resource = self._shown.get(path)
        if resource is None or key is None:
            return None

        def delete(request: Request, shop: Shop) -> Any:
            shop.store.delete(resource, request.path[key])
            return Answer(None)

        return f"delete {resource}", delete

    def _creator(self, shown: Shown) -> Handler:
        resource, style = shown.resource, self._platform.style
        fields = fields_of(shown, self._document)
        new_id = self._platform.new_id.get(resource) or _new_uuid(resource)

        def create(request: Request, shop: Shop) -> Record:
            key = new_id(shop)
            while shop.store.find(resource, key) is not None:
                key = new_id(shop)
            record = {**fields.blank, **fields.written(style.fields(request), {}), "id": key}
            return shop.store.put(resource, key, record)

        return create

    def _replacer(self, shown: Shown) -> Handler:
        resource, style = shown.resource, self._platform.style
        fields = fields_of(shown, self._document)

        def replace(request: Request, shop: Shop) -> Record:
            kept = fields.fixed_in(shop.store.find(resource, "") or {})
            sent = fields.written(style.fields(request), kept)
            return shop.store.put(resource, "", {**fields.blank, **kept, **sent})

        return replace


def _key_parameter(operation: Operation) -> str | None:
    """The parameter that ends the path and names the record; None for what a shop has one of."""
    match = _KEY.search(operation.path)
    return match[1] if match else None


def _new_uuid(resource: str) -> NewId:
    return lambda shop: shop.identifiers.uuid(resource)


def _reader(resource: str, key: str | None) -> Handler:
    def read(request: Request, shop: Shop) -> Record:
        return shop.store.get(resource, request.path[key] if key else "")

    return read


def _updater(resource: str, key: str | None, fields: Fields, platform: Platform) -> Handler:
    def update(request: Request, shop: Shop) -> Record:
        record_key = request.path[key] if key else ""
        known = shop.store.get(resource, record_key)
        changed = fields.written(platform.style.fields(request), known)
        return shop.store.put(resource, record_key, {**known, **changed})

    return update


def _lister(resource: str, operation: Operation, platform: Platform) -> Handler:
    paging = platform.style.paging
    filters = platform.filters.get(resource, {})
    plain = {
        each.name
        for each in operation.parameters
        if each.place == "query" and each.name not in (paging.page, paging.size)
    } - filters.keys()
    listed = platform.listed.get(resource, {})
    sort = platform.sorts.get(resource, _as_kept)
    equal = plain & set(platform.tables[resource].equal) if resource in platform.tables else set()

    def list_(request: Request, shop: Shop) -> Page:
        query = request.query
        where = {**listed, **{name: query[name] for name in equal if name in query}}
        active = [(filters[name], query[name]) for name in filters if name in query]
        number, size = query.get(paging.page, 1), query.get(paging.size, paging.default)
        keep = _all_pass(active, shop) if active else None
        by, newest_first = sort(query)
        rows, total = shop.store.table(resource).select(
            where, keep, by=by, newest_first=newest_first, offset=(number - 1) * size, limit=size
        )
        return Page(rows, total, number, size)

    return list_


def _as_kept(query: Mapping[str, Any]) -> tuple[str | None, bool]:
    return None, True


def _all_pass(active: list[tuple[Filter, Any]], shop: Shop) -> Any:
    def keep(record: Record) -> bool:
        return all(passes(record, value, shop) for passes, value in active)

    return keep
