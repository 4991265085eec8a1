"""Checks values against schemas and says in neutral words what is wrong."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import jsonschema_rs

from .schemas import Schema, to_json_schema
from .secret_names import is_secret

RULES = {
    "required": "required",
    "type": "type",
    "enum": "enum",
    "const": "enum",
    "minimum": "minimum",
    "exclusiveMinimum": "minimum",
    "maximum": "maximum",
    "exclusiveMaximum": "maximum",
    "minLength": "min_length",
    "maxLength": "max_length",
    "minItems": "min_items",
    "maxItems": "max_items",
    "uniqueItems": "unique_items",
    "pattern": "pattern",
    "format": "format",
    "additionalProperties": "unknown",
}
"""The rules of a `Violation` by the keyword of JSON Schema that says them."""

_FACTS = ("limit", "options", "types", "format", "pattern")


@dataclass(frozen=True, slots=True)
class Violation:
    """One rule that one value breaks.

    `rule` is one of required, type, enum, minimum, maximum, min_length, max_length, min_items,
    max_items, unique_items, pattern, format, unknown, invalid, or what
    a platform adds (unique, exists); `expected` is what the rule allows.
    """

    path: tuple[str | int, ...]
    rule: str
    expected: Any
    message: str

    @property
    def name(self) -> str:
        """The path in dotted form, as Laravel writes it: `products.0.id`."""
        return ".".join(str(part) for part in self.path)


class Validator:
    """A schema that is compiled, and if need be translated, when the first value meets it."""

    __slots__ = ("_compiled", "_schema")

    def __init__(self, schema: Schema | Callable[[], Schema]) -> None:
        self._schema = schema
        self._compiled: Any = None

    @classmethod
    def of(cls, schema: Schema, document: Schema, *, writing: bool) -> "Validator":
        """A validator of an OpenAPI schema, in a request (`writing`) or in an answer."""
        return cls(lambda: to_json_schema(schema, document, writing=writing))

    @property
    def schema(self) -> Schema:
        if callable(self._schema):
            self._schema = self._schema()
        return self._schema

    def accepts(self, value: Any) -> bool:
        compiled = self._compiled or self._compile()
        return bool(compiled.is_valid(value))

    def violations(self, value: Any) -> tuple[Violation, ...]:
        """Every rule that the value breaks, in the order of the schema; () when it is valid."""
        compiled = self._compiled or self._compile()
        return tuple(each for error in compiled.iter_errors(value) for each in _violations(error))

    def _compile(self) -> Any:
        self._compiled = jsonschema_rs.Draft202012Validator(
            self.schema, validate_formats=True, ignore_unknown_formats=True
        )
        return self._compiled


def _violations(error: Any) -> Iterator[Violation]:
    facts = error.kind.as_dict()
    name = str(facts.get("name", error.kind.name))
    path = tuple(error.instance_path)
    expected = next((facts[fact] for fact in _FACTS if fact in facts), None)
    places = [path]
    if name == "required":
        places = [(*path, facts["property"])]
    elif name == "additionalProperties":
        places = [(*path, unexpected) for unexpected in facts["unexpected"]]
    message = f"breaks the rule {name}" if _is_hidden(path) else error.message
    for place in places:
        yield Violation(place, RULES.get(name, "invalid"), expected, message)


def _is_hidden(path: tuple[str | int, ...]) -> bool:
    """Whether the value is a secret, which no message may repeat."""
    return any(isinstance(part, str) and is_secret(part) for part in path)
