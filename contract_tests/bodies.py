"""Bodies for an operation: the document's example, others unlike it, the least, and bent ones."""

import copy
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from contract_tests.document import Document, Operation, at_pointer, escape
from contract_tests.examples import body_of, example_of
from contract_tests.shapes import Judge, Shape, flatten, judge
from contract_tests.values import fresh

DEEPEST = 5
UNIQUE = re.compile(
    r"email|sku|slug|code|handle|user_?name|barcode|reference|number|^key$|^url$", re.I
)
Reference = Callable[[str, int], Any]
"""Field name and number to the id of something that exists; None where nothing is known."""


@dataclass(frozen=True, slots=True)
class Place:
    """A property somewhere in a body."""

    pointer: str
    name: str
    shape: Shape
    required: bool


class Form:
    """What an operation takes as its JSON body."""

    def __init__(self, document: Document, operation: Operation, refer: Reference) -> None:
        self.operation = operation
        self._document = document
        self._refer = refer
        body = document.resolve(operation.definition.get("requestBody", {}))
        self.demanded = bool(body.get("required"))
        content = body.get("content", {})
        self.media_types = tuple(content)
        self.schema: Any = content.get("application/json", {}).get("schema")
        self.shape = flatten(document, self.schema)

    @cached_property
    def keeps(self) -> Judge:
        return judge(self._document, self.schema or {}, writing=True)

    @cached_property
    def example(self) -> Any:
        return body_of(self._document, self.operation)

    def first(self, number: int) -> Any:
        """The document's example, made to fit what exists and to clash with nothing."""
        return self._fitting(_Build(self._document, self._refer, number, "example"))

    def full(self, number: int) -> Any:
        """Every property, each with another value for another number."""
        return self._fitting(_Build(self._document, self._refer, number, "full"))

    def least(self, number: int) -> Any:
        """Only what must be there."""
        return self._fitting(_Build(self._document, self._refer, number, "least"))

    def _fitting(self, build: "_Build") -> Any:
        if self.schema is None:
            return None  # a form with files, or no body at all
        made = build.value(self.schema, self.example, "")
        if self.keeps(made):
            return made
        if isinstance(made, dict) and isinstance(self.example, dict):
            for name in list(made):  # what could not be made up is taken from the example
                kept = {**made, **{n: self.example[n] for n in (name,) if n in self.example}}
                if self.keeps(kept):
                    return kept
        return self.example

    def places(self, body: Any) -> list[Place]:
        """Every property that the body has or might have, nested ones too."""
        return list(_places(self._document, self.schema, body, "", 0))


class _Build:
    def __init__(self, document: Document, refer: Reference, number: int, kind: str) -> None:
        self._document = document
        self._refer = refer
        self._number = number
        self._kind = kind

    def value(self, node: Any, like: Any, name: str, depth: int = 0) -> Any:
        shape = flatten(self._document, node)
        if depth > DEEPEST or (shape.opaque and shape.type != "object"):
            return like if like is not None else example_of(self._document, node)
        if shape.type == "object":
            return self._object(shape, like if isinstance(like, dict) else {}, depth)
        if shape.type == "array":
            return self._array(shape, like, name, depth)
        known = self._refer(name, self._number) if name else None
        if known is not None:
            return known
        like = shape.facets.get("example") if like is None else like
        if self._kind == "example" and like is not None and not UNIQUE.search(name):
            return like
        if like is None and (examples := shape.facets.get("examples")):
            like = examples[0] if isinstance(examples, list) else None
        return fresh(shape, self._number, like)

    def _object(self, shape: Shape, like: dict[str, Any], depth: int) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for name, node in shape.properties.items():
            child = flatten(self._document, node)
            wanted = name in shape.required or self._kind == "full"
            wanted = wanted or (self._kind == "example" and (name in like))
            if child.facets.get("readOnly") or not wanted:
                continue
            made[name] = self.value(node, like.get(name), name, depth + 1)
        return made or copy.deepcopy(like)

    def _array(self, shape: Shape, like: Any, name: str, depth: int) -> list[Any]:
        first = like[0] if isinstance(like, list) and like else None
        if first is None and isinstance(like, list) and self._kind == "example":
            return []
        count = max(1, shape.facets.get("minItems", 1))
        return [
            self.value(shape.facets.get("items", {}), first, name.removesuffix("s"), depth + 1)
            for _ in range(count)
        ]


def _places(document: Document, node: Any, value: Any, at: str, depth: int) -> Iterator[Place]:
    shape = flatten(document, node)
    if depth > DEEPEST:
        return
    if shape.type == "array" and isinstance(value, list) and value:
        yield from _places(document, shape.facets.get("items", {}), value[0], f"{at}/0", depth + 1)
    if shape.type != "object" or not isinstance(value, dict):
        return
    for name, child in shape.properties.items():
        inner = flatten(document, child)
        if inner.facets.get("readOnly"):
            continue
        pointer = f"{at}/{escape(name)}"
        yield Place(pointer, name, inner, name in shape.required)
        if name in value:
            yield from _places(document, child, value[name], pointer, depth + 1)


def with_value(body: Any, pointer: str, value: Any) -> Any:
    """A copy of the body with another value at the pointer."""
    changed = copy.deepcopy(body)
    holder, _, last = pointer.rpartition("/")
    target = at_pointer(changed, holder)
    name = last.replace("~1", "/").replace("~0", "~")
    if isinstance(target, list):
        target[int(name)] = value
    else:
        target[name] = value
    return changed


def without(body: Any, pointer: str) -> Any:
    """A copy of the body that lacks what is at the pointer."""
    changed = copy.deepcopy(body)
    holder, _, last = pointer.rpartition("/")
    target = at_pointer(changed, holder)
    if isinstance(target, dict):
        target.pop(last.replace("~1", "/").replace("~0", "~"), None)
    return changed


def objects_in(document: Document, form: Form, body: Any) -> list[str]:
    """Pointers of the closed objects of a body, the body itself among them."""
    found = [""] if form.shape.closed and isinstance(body, dict) else []
    for place in form.places(body):
        try:
            value = at_pointer(body, place.pointer)
        except LookupError:
            continue
        if place.shape.closed and isinstance(value, dict):
            found.append(place.pointer)
    return found


def fields_of(body: Mapping[str, Any], form: Form) -> tuple[str | None, dict[str, Any]]:
    """The one key that some platforms put around the fields of a body, and the fields."""
    only = next(iter(body), None)
    if only is not None and len(body) == 1 and len(form.shape.properties) == 1:
        inner = body[only]
        if isinstance(inner, dict):
            return only, inner
    return None, dict(body)
