"""Turns OpenAPI 3.0 schemas into JSON Schema, and finds the resource that a schema shows."""

from dataclasses import dataclass, field
from typing import Any

Schema = dict[str, Any]

_NOT_CHECKED = frozenset(
    {"example", "examples", "discriminator", "xml", "externalDocs", "description", "title"}
)


def resolve(node: Any, document: Schema) -> Any:
    """The thing itself, behind any `$ref` inside the document."""
    while isinstance(node, dict) and "$ref" in node:
        target: Any = document
        for part in node["$ref"].lstrip("#/").split("/"):
            target = target[part.replace("~1", "/").replace("~0", "~")]
        node = target
    return node


def to_json_schema(schema: Schema, document: Schema, *, writing: bool) -> Schema:
    """JSON Schema 2020-12 that accepts what the OpenAPI schema accepts.

    When `writing` (a request), `readOnly` properties are not demanded; when reading, neither are
    `writeOnly` ones. References stay references, to `$defs`, so a schema may hold itself.
    """
    translator = _Translator(document, "readOnly" if writing else "writeOnly")
    translated = translator.translate(schema)
    return {**translated, "$defs": translator.definitions} if translator.definitions else translated


class _Translator:
    def __init__(self, document: Schema, left_out: str) -> None:
        self._document = document
        self._left_out = left_out
        self.definitions: dict[str, Schema] = {}

    def translate(self, schema: Schema) -> Schema:
        if "$ref" in schema:
            return {"$ref": self._definition(schema["$ref"])}
        translated = {
            key: self._keyword(key, value)
            for key, value in schema.items()
            if key not in _NOT_CHECKED and not key.startswith("x-")
        }
        self._mend_bounds(translated)
        self._mend_nullable(translated)
        self._mend_required(translated, schema)
        return translated

    def _definition(self, reference: str) -> str:
        name = reference.rsplit("/", 1)[1]
        if name not in self.definitions:
            self.definitions[name] = {}  # reserved first: a schema may refer to itself
            self.definitions[name] = self.translate(resolve({"$ref": reference}, self._document))
        return f"#/$defs/{name}"

    def _keyword(self, key: str, value: Any) -> Any:
        if key == "properties":
            return {name: self.translate(part) for name, part in value.items()}
        if key in ("allOf", "anyOf", "oneOf"):
            return [self.translate(part) for part in value]
        if key in ("items", "not") or (key == "additionalProperties" and isinstance(value, dict)):
            return self.translate(value)
        return value

    @staticmethod
    def _mend_bounds(schema: Schema) -> None:
        for bound, limit in (("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")):
            if schema.get(bound) is True:
                schema[bound] = schema.pop(limit)
            elif schema.get(bound) is False:
                del schema[bound]

    @staticmethod
    def _mend_nullable(schema: Schema) -> None:
        if schema.pop("nullable", False) and "type" in schema:
            schema["type"] = [schema["type"], "null"]
            if "enum" in schema and None not in schema["enum"]:
                schema["enum"] = [*schema["enum"], None]

    def _mend_required(self, translated: Schema, schema: Schema) -> None:
        properties = schema.get("properties", {})
        needed = [
            name
            for name in schema.get("required", ())
            if not resolve(properties.get(name, {}), self._document).get(self._left_out)
        ]
        if needed:
            translated["required"] = needed
        else:
            translated.pop("required", None)


def properties_of(schema: Schema, document: Schema) -> dict[str, Schema]:
    """An object's properties behind their references, those that `allOf` adds among them."""
    schema = resolve(schema, document)
    properties: dict[str, Schema] = {}
    for part in schema.get("allOf", ()):
        properties.update(properties_of(part, document))
    for name, part in schema.get("properties", {}).items():
        properties[name] = resolve(part, document)
    return properties


@dataclass(frozen=True, slots=True)
class Shown:
    """What a response shows: a `resource`, one or `many`, found at `place` in the body."""

    resource: str
    many: bool
    place: tuple[str, ...]
    schema: Schema = field(default_factory=dict, compare=False, repr=False)


def shown_resource(schema: Schema, document: Schema) -> Shown | None:
    """The stored thing in a response: the body, a property of it, or a list in one (two levels)."""
    return _shown(schema, document, (), levels=2)


def _shown(schema: Schema, document: Schema, place: tuple[str, ...], levels: int) -> Shown | None:
    schema = resolve(schema, document)
    if "x-resourceId" in schema:
        return Shown(schema["x-resourceId"], many=False, place=place, schema=schema)
    if schema.get("type") == "array":
        item = resolve(schema.get("items", {}), document)
        return Shown(item["x-resourceId"], True, place, item) if "x-resourceId" in item else None
    if levels:
        for name, part in schema.get("properties", {}).items():
            found = _shown(part, document, (*place, name), levels - 1)
            if found:
                return found
    return None
