"""The five verbs that HTTP says and nobody writes: list, read, create, update, delete."""

import re
from collections.abc import Mapping
from typing import Any

from mock_server.spec.contract import Contract, Operation
from mock_server.spec.schemas import Shown

from . import keeping
from .fields import Fields, fields_of
from .listing import lister
from .operations import Handler
from .platform import Platform
from .request import Request
from .resource import NewId, Parent, Resource
from .shop import Shop
from .store import Record
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
        """What the shape of an operation says it does; None when it says nothing.

        Raises:
            AssertionError: a list has parameters of which nobody says what they mean.
        """
        shown, key = operation.shown, _key_parameter(operation)
        if operation.method == "DELETE":
            return self._delete(operation.path, key)
        if shown is None:
            return None
        resource = self._platform.resource(shown.resource)
        place = _Place(resource, key, resource.parent_in(operation.path))
        if operation.method == "GET" and shown.many:
            paging = self._platform.style.paging
            return f"list {place}", lister(resource, operation, paging, place.parent)
        if operation.method == "POST" and key is None and self._is_collection(operation, resource):
            return f"create {place}", self._creator(shown, place)
        if shown.many or (key is None and resource.name in self._many):
            return None  # a shop has many of these, and the path does not end in which one
        if operation.method == "GET":
            return f"read {place}", _reader(place)
        if operation.method == "PUT" and key is None:
            return f"replace {place}", self._replacer(shown)
        if operation.method in ("PUT", "PATCH"):
            return f"update {place}", self._updater(shown, place)
        return None

    def _is_collection(self, operation: Operation, resource: Resource) -> bool:
        """Whether records are made at a path: it lists them, or it ends below their parent."""
        parent = resource.parent_in(operation.path)
        below = parent is not None and re.search(
            rf"{{{re.escape(parent.parameter)}}}/[^/{{}}]+/?$", operation.path
        )
        return self._listed.get(operation.path) == resource.name or bool(below)

    def _delete(self, path: str, key: str | None) -> Inferred | None:
        """A DELETE shows no resource: it removes what the other operations of its path show."""
        resource = self._shown.get(path)
        if resource is None or key is None:
            return None
        rules = self._platform.resource(resource)
        place, style = _Place(rules, key, rules.parent_in(path)), self._platform.style

        def delete(request: Request, shop: Shop) -> Any:
            keeping.remove(shop, resource, place.record(request, shop)["id"])
            return Answer(style.deleted(request))

        return f"delete {place}", delete

    def _creator(self, shown: Shown, place: "_Place") -> Handler:
        resource, style = place.resource, self._platform.style
        fields = fields_of(shown, self._document)
        new_id = resource.new_id or _new_uuid(resource.name)

        def create(request: Request, shop: Shop) -> Record:
            owner = place.owner(request, shop)
            sent = _written(style.fields(request), owner, resource, fields, request, shop)
            key = shop.store.fresh(resource.name, lambda: new_id(shop))
            record = {**fields.blank, **owner, **sent, "id": key}
            parts = resource.parts
            if parts is None:
                return keeping.add(shop, resource.name, record)
            body = style.fields(request)
            return keeping.add(
                shop, resource.name, record, lambda kept: parts(body, kept, request, shop)
            )

        return create

    def _replacer(self, shown: Shown) -> Handler:
        resource, style = shown.resource, self._platform.style
        fields = fields_of(shown, self._document)

        def replace(request: Request, shop: Shop) -> Record:
            kept = fields.fixed_in(shop.store.find(resource, "") or {})
            sent = fields.written(style.fields(request), kept)
            return shop.store.put(resource, "", {**fields.blank, **kept, **sent})

        return replace

    def _updater(self, shown: Shown, place: "_Place") -> Handler:
        resource, style = place.resource, self._platform.style
        fields = fields_of(shown, self._document)

        def update(request: Request, shop: Shop) -> Record:
            known = place.record(request, shop)
            sent = _written(style.fields(request), known, resource, fields, request, shop)
            if place.key is None:
                return shop.store.put(resource.name, "", {**known, **sent})
            if resource.parts is not None:
                resource.parts(style.fields(request), known, request, shop)
            return keeping.change(shop, resource.name, known["id"], **sent)

        return update


class _Place:
    """Where a path points: to one record or all of a resource, perhaps below a parent."""

    def __init__(self, resource: Resource, key: str | None, parent: Parent | None) -> None:
        self.resource, self.key, self.parent = resource, key, parent

    def __str__(self) -> str:
        below = f" of {self.parent.resource}" if self.parent else ""
        by = self.resource.keys.get(self.key or "")
        return f"{self.resource.name}{below}{f' by {by}' if by else ''}"

    def owner(self, request: Request, shop: Shop) -> Record:
        """The field that says whom a new record belongs to; nothing without a parent."""
        return keeping.owner(self.parent, request, shop) if self.parent else {}

    def record(self, request: Request, shop: Shop) -> Record:
        """The record that the path names, which belongs to the parent that it names."""
        if self.key is None:
            return shop.store.get(self.resource.name, "")
        found = keeping.locate(shop, self.resource.name, self.key, request.path[self.key])
        if self.parent is not None:
            keeping.hold_to(self.parent, found, request, shop)
        return found


def _written(
    sent: Mapping[str, Any],
    known: Record,
    resource: Resource,
    fields: Fields,
    request: Request,
    shop: Shop,
) -> Record:
    """What of a body is kept: as the platform's resource says, else as the document does."""
    if resource.writes is not None:
        return resource.writes(sent, known, request, shop)
    return fields.written(sent, known)


def _key_parameter(operation: Operation) -> str | None:
    """The parameter that ends the path and names the record; None for what a shop has one of."""
    match = _KEY.search(operation.path)
    return match[1] if match else None


def _new_uuid(resource: str) -> NewId:
    return lambda shop: shop.identifiers.uuid(resource)


def _reader(place: _Place) -> Handler:
    """A plain read, which is most of them, goes straight to the table."""
    resource, key = place.resource.name, place.key
    if place.parent is not None or (key and key in place.resource.keys):
        return place.record

    def read(request: Request, shop: Shop) -> Record:
        return shop.store.get(resource, request.path[key] if key else "")

    return read
