"""What the shop holds requests to: the schemas of its own document."""

import copy
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
import yaml

DOCUMENT = Path(__file__).with_name("shop.yaml")
Schema = dict[str, Any]


@cache
def _read(path: Path) -> Schema:
    with path.open(encoding="utf-8") as file:
        document: Schema = yaml.load(file, getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
    return document


def document() -> Schema:
    """The document, for the caller to change at will."""
    return copy.deepcopy(_read(DOCUMENT))


class Rules:
    """The document as validators. Whoever changes the document first, changes what is refused."""

    def __init__(self, own: Schema | None = None) -> None:
        self.document = own or document()
        self._validators: dict[str, Any] = {}

    def resolved(self, value: Any) -> Any:
        while isinstance(value, dict) and "$ref" in value:
            value = self._at(value["$ref"])
        return value

    def body_schema(self, operation: Schema) -> Schema | None:
        body = operation.get("requestBody")
        if body is None:
            return None
        schema: Schema = self.resolved(body["content"]["application/json"]["schema"])
        return schema

    def inlined(self, schema: Any) -> Any:
        """A copy with references resolved and `nullable` told as JSON Schema tells it."""
        schema = self.resolved(schema)
        if isinstance(schema, list):
            return [self.inlined(each) for each in schema]
        if not isinstance(schema, dict):
            return schema
        told = {key: self.inlined(value) for key, value in schema.items()}
        if told.pop("nullable", False) is True:
            return {"anyOf": [{"type": "null"}, told]}
        return told

    def problems(self, key: str, schema: Schema, value: Any) -> list[tuple[str, str]]:
        """(field, message) of everything that the schema does not allow."""
        if key not in self._validators:
            self._validators[key] = jsonschema_rs.Draft202012Validator(
                self.inlined(schema), validate_formats=True
            )
        errors = self._validators[key].iter_errors(value)
        return [(".".join(map(str, it.instance_path)), it.message[:200]) for it in errors]

    def with_defaults(self, schema: Schema, value: Any) -> Any:
        """The value with what was left out, where the schema says what that means."""
        schema = self.resolved(schema)
        if isinstance(value, list):
            return [self.with_defaults(schema.get("items", {}), each) for each in value]
        if not isinstance(value, dict):
            return value
        properties = schema.get("properties", {})
        full = {
            name: copy.deepcopy(its["default"])
            for name, its in ((name, self.resolved(each)) for name, each in properties.items())
            if "default" in its
        }
        full |= {name: self.with_defaults(properties[name], each) for name, each in value.items()}
        return full

    def _at(self, reference: str) -> Any:
        place: Any = self.document
        for step in reference.removeprefix("#/").split("/"):
            place = place[step]
        return place
