"""Schemas of a document as traffic is held to them: validators, and the fields that they know."""

from collections.abc import Iterator, Mapping
from typing import Any

import jsonschema_rs

from contract_tests.document import Document, escape

CLOSED = ("additionalProperties", "unevaluatedProperties")
"""Keywords that refuse what is not known."""

COMBINED = ("allOf", "anyOf", "oneOf")
DIALECT = "https://json-schema.org/draft/2020-12/schema"


class Shapes:
    """Validators by schema, compiled when the first value meets them."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._translated: dict[str, Any] | None = None
        self._validators: dict[int, Any] = {}

    def violations(self, value: Any, schema: Any) -> Iterator[tuple[str, str, str]]:
        """What a value that was sent has wrong: pointer, words, and the keyword that says so."""
        for error in self._validator(schema).iter_errors(value):
            pointer = "".join(f"/{escape(str(part))}" for part in error.instance_path)
            keyword = str(error.schema_path[-1]) if error.schema_path else ""
            yield pointer or "/", error.message, keyword

    def strangers(self, value: Any, schema: Any, at: str = "") -> Iterator[str]:
        """Pointers to the fields of a value that its schema says nothing of."""
        shapes = list(self._alternatives(schema))
        if isinstance(value, list):
            items = [shape["items"] for shape in shapes if "items" in shape]
            for index, each in enumerate(value if items else []):
                yield from self.strangers(each, {"anyOf": items}, f"{at}/{index}")
        elif isinstance(value, dict):
            for name, each in value.items():
                pointer = f"{at}/{escape(str(name))}"
                known = list(_known(shapes, name))
                if known:
                    yield from self.strangers(each, {"anyOf": known}, pointer)
                elif not _takes_any(shapes):
                    yield pointer

    def _alternatives(self, schema: Any, depth: int = 0) -> Iterator[Mapping[str, Any]]:
        """The schemas that a value may be described by, wherever they are combined."""
        schema = self._document.resolve(schema)
        if not isinstance(schema, Mapping) or depth > 20:
            return
        yield schema
        for word in COMBINED:
            for part in schema.get(word, []):
                yield from self._alternatives(part, depth + 1)

    def _validator(self, schema: Any) -> Any:
        key = id(schema)
        if key not in self._validators:
            if self._translated is None:
                self._translated = translate(self._document.raw)
            # references lead to the document, so the schema is put on top of all of it
            whole = {**self._translated, "$schema": DIALECT, "allOf": [translate(schema)]}
            self._validators[key] = jsonschema_rs.validator_for(whole, validate_formats=True)
        return self._validators[key]


def _known(shapes: list[Mapping[str, Any]], name: str) -> Iterator[Any]:
    for shape in shapes:
        if name in shape.get("properties", {}):
            yield shape["properties"][name]
        elif isinstance(shape.get("additionalProperties"), Mapping):
            yield shape["additionalProperties"]


def _takes_any(shapes: list[Mapping[str, Any]]) -> bool:
    """An object that names no property is free; one that is closed is the validator's business."""
    named = any(shape.get("properties") for shape in shapes)
    told = any("additionalProperties" in shape or "patternProperties" in shape for shape in shapes)
    return told or not named


def translate(node: Any) -> Any:
    """JSON Schema of what a client sends: `nullable`, old bounds, and nobody writes `readOnly`."""
    if isinstance(node, list):
        return [translate(each) for each in node]
    if not isinstance(node, dict):
        return node
    if isinstance(node.get("$ref"), str):
        return {"$ref": node["$ref"]}
    made = {name: translate(each) for name, each in node.items() if name not in ("example", "$id")}
    if node.get("nullable") is True:
        made.pop("nullable")
        return {"anyOf": [made, {"type": "null"}]}
    for bound, limit in (("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")):
        if made.get(bound) is True and limit in made:
            made[bound] = made.pop(limit)
        elif isinstance(made.get(bound), bool):
            del made[bound]
    _demand_no_read_only(made)
    return made


def _demand_no_read_only(schema: dict[str, Any]) -> None:
    required, properties = schema.get("required"), schema.get("properties")
    if isinstance(required, list) and isinstance(properties, dict):
        schema["required"] = [name for name in required if not _is_read_only(properties.get(name))]


def _is_read_only(schema: Any) -> bool:
    return isinstance(schema, dict) and schema.get("readOnly") is True
