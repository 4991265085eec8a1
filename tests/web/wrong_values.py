"""Values that break one rule of a schema each, with the name of that rule."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

from contract_tests.document import Document

_OTHER_TYPE: Mapping[str, Any] = {
    "integer": "many",
    "number": "much",
    "boolean": "perhaps",
    "string": 7,
    "array": {"not": "a list"},
    "object": "not an object",
}
_UNSHAPED: Mapping[str, str] = {
    "date": "2026-13-45",
    "date-time": "yesterday",
    "uuid": "not-a-uuid",
    "email": "nobody",
    "uri": "no address",
}

Wrong = tuple[str, Any]
"""The rule that is broken, and a value that breaks it."""


def wrong_values(
    schema: Mapping[str, Any], example: Any, *, sent_as_text: bool = False
) -> Iterator[Wrong]:
    """One value for each rule; `example` keeps the other rules where it can.

    What is sent as text is always a string, so a string cannot be of another type.
    """
    kind = schema.get("type")
    if kind in _OTHER_TYPE and not (sent_as_text and kind == "string"):
        yield "another type", _OTHER_TYPE[kind]
    if "enum" in schema:
        yield "not in the enum", 987654 if kind == "integer" else "none-of-these"
    yield from _out_of_bounds(schema)
    if kind == "string":
        yield from _wrong_texts(schema, str(example))
    if kind == "array" and isinstance(example, list):
        yield from _wrong_lists(schema, example)


def _out_of_bounds(schema: Mapping[str, Any]) -> Iterator[Wrong]:
    if "minimum" in schema:
        yield "below the minimum", schema["minimum"] - 1
    if "maximum" in schema:
        yield "above the maximum", schema["maximum"] + 1


def _wrong_texts(schema: Mapping[str, Any], example: str) -> Iterator[Wrong]:
    if schema.get("minLength"):
        yield "too short", example[: schema["minLength"] - 1]
    if "maxLength" in schema:
        yield "too long", (example or "x") * (schema["maxLength"] + 1)
    if "pattern" in schema:
        yield "off the pattern", "~" * max(1, schema.get("minLength", 1))
    if schema.get("format") in _UNSHAPED:
        yield f"no {schema['format']}", _UNSHAPED[schema["format"]]


def _wrong_lists(schema: Mapping[str, Any], example: list[Any]) -> Iterator[Wrong]:
    if schema.get("minItems"):
        yield "too few items", example[: schema["minItems"] - 1]
    if "maxItems" in schema and example:
        yield "too many items", example[:1] * (schema["maxItems"] + 1)
    elif schema.get("uniqueItems") and example:
        yield "the same item twice", example[:1] * 2


def wrong_bodies(document: Document, schema: Any, example: Any) -> Iterator[Wrong]:
    """The example with one property wrong, missing, null or unknown, wherever it may be."""
    schema = document.resolve(schema)
    yield from wrong_values(schema, example)
    if isinstance(example, dict):
        yield "an unknown property", {**example, "nobody_knows": 1}
        for name, part in schema.get("properties", {}).items():
            yield from _wrong_property(document, example, name, part)
    if isinstance(example, list) and example:
        for rule, value in wrong_bodies(document, schema.get("items", {}), example[0]):
            yield rule, [value, *deepcopy(example[1:])]


def _wrong_property(
    document: Document, example: dict[str, Any], name: str, part: Any
) -> Iterator[Wrong]:
    if name in example:
        yield "a property left out", {key: example[key] for key in example if key != name}
    yield "a property that is null", {**example, name: None}
    for rule, value in wrong_bodies(document, part, example.get(name)):
        yield rule, {**example, name: value}
