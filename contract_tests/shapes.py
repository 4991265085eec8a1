"""Schemas of OpenAPI 3.0 and 3.1 read alike: flattened, and compiled to judge values."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import jsonschema_rs

from contract_tests.document import Document

DEEPEST = 12
TYPES = ("string", "integer", "number", "boolean", "array", "object")
UNTOLD = ("example", "examples", "discriminator", "xml", "externalDocs", "default", "description")
Judge = Callable[[Any], bool]


@dataclass(frozen=True, slots=True)
class Shape:
    """A schema with its references and `allOf` merged; `opaque` where it has alternatives."""

    facets: Mapping[str, Any] = field(default_factory=dict)
    nullable: bool = False
    opaque: bool = False

    @property
    def types(self) -> tuple[str, ...]:
        """The types told or implied, without null; none when anything goes."""
        told = self.facets.get("type")
        if told is None:
            implied = "object" if "properties" in self.facets else "array"
            return (implied,) if {"properties", "items"} & self.facets.keys() else ()
        return tuple(t for t in ([told] if isinstance(told, str) else told) if t != "null")

    @property
    def type(self) -> str:
        return self.types[0] if len(self.types) == 1 else ""

    @property
    def properties(self) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self.facets.get("properties", {})
        return found

    @property
    def required(self) -> frozenset[str]:
        return frozenset(self.facets.get("required", ()))

    @property
    def closed(self) -> bool:
        left = (self.facets.get("additionalProperties"), self.facets.get("unevaluatedProperties"))
        return self.type == "object" and False in left

    @property
    def enum(self) -> list[Any]:
        found = [self.facets["const"]] if "const" in self.facets else self.facets.get("enum", [])
        return [value for value in found if value is not None]

    def limits(self) -> tuple[float | None, float | None]:
        """The least and the greatest number allowed, whichever way the bounds are written."""
        low, high = self.facets.get("minimum"), self.facets.get("maximum")
        step = self.facets.get("multipleOf", 1 if self.type == "integer" else 0.01)
        below, above = (self.facets.get(f"exclusive{end}") for end in ("Minimum", "Maximum"))
        if below is True and low is not None:
            low = low + step
        elif below is not None and not isinstance(below, bool):
            low = below + step
        if above is True and high is not None:
            high = high - step
        elif above is not None and not isinstance(above, bool):
            high = above - step
        return low, high


def flatten(document: Document, node: Any, depth: int = 0) -> Shape:
    """The schema as one shape; what may be null is told apart from what it may else be."""
    facets, nullable, opaque = _merged(document, node, depth)
    told = facets.get("type")
    nullable = nullable or facets.get("nullable") is True
    nullable = nullable or told == "null" or (isinstance(told, list) and "null" in told)
    if "enum" in facets and None not in facets["enum"] and told is not None:
        nullable = nullable and facets.get("nullable") is True
    return Shape(facets, nullable, opaque)


def _merged(document: Document, node: Any, depth: int) -> tuple[dict[str, Any], bool, bool]:
    if not isinstance(node, Mapping) or depth > DEEPEST:
        return {}, False, False
    facets = {key: value for key, value in node.items() if key not in ("$ref", "allOf")}
    nullable = opaque = False
    parts = [{"$ref": node["$ref"]}] if "$ref" in node else []
    resolved = [document.resolve(part) for part in [*parts, *node.get("allOf", [])]]
    for key in ("oneOf", "anyOf"):
        branches = facets.pop(key, None)
        if branches:
            kept = [b for b in map(document.resolve, branches) if not _is_null(b)]
            nullable = nullable or len(kept) < len(branches)
            opaque = opaque or len(kept) > 1
            resolved += kept[:1] if len(kept) == 1 else []
    for part in resolved:
        inner, inner_null, inner_opaque = _merged(document, part, depth + 1)
        nullable, opaque = nullable or inner_null, opaque or inner_opaque
        facets = _joined(inner, facets)
    return facets, nullable, opaque


def _is_null(branch: Any) -> bool:
    return isinstance(branch, Mapping) and branch.get("type") in ("null", ["null"])


def _joined(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    joined = {**one, **other}
    for key in ("properties",):
        if key in one and key in other:
            joined[key] = {**one[key], **other[key]}
    if "required" in one and "required" in other:
        joined["required"] = [*one["required"], *other["required"]]
    return joined


def judge(document: Document, schema: Any, *, writing: bool) -> Judge:
    """Whether a value keeps the schema: as it is written, or as it is read."""
    translator = _Translator(document, "readOnly" if writing else "writeOnly")
    own = translator.translate(schema)
    try:
        validator = jsonschema_rs.validator_for(
            {**own, "$defs": translator.definitions}, validate_formats=True
        )
    except (ValueError, jsonschema_rs.ReferencingError):
        return _takes_all  # a schema that cannot be compiled forbids nothing
    return lambda value: bool(validator.is_valid(value))


def _takes_all(value: Any) -> bool:
    return True


class _Translator:
    """JSON Schema 2020-12 in place of what only OpenAPI 3.0 says; references lead to `$defs`."""

    def __init__(self, document: Document, left_out: str) -> None:
        self._document = document
        self._left_out = left_out
        self._names: dict[str, str] = {}
        self.definitions: dict[str, Any] = {}

    def translate(self, node: Any) -> Any:
        if isinstance(node, list):
            return [self.translate(child) for child in node]
        if not isinstance(node, Mapping):
            return node
        made = {key: self._keyword(key, value) for key, value in node.items() if key not in UNTOLD}
        if isinstance(made.get("$ref"), str):
            made["$ref"] = self._definition(made["$ref"])
        _mend_nullable(made)
        _mend_bounds(made)
        self._mend_required(made, node)
        return made

    def _keyword(self, key: str, value: Any) -> Any:
        if key in ("enum", "const"):
            return value
        if key in ("properties", "patternProperties", "$defs") and isinstance(value, Mapping):
            return {name: self.translate(part) for name, part in value.items()}
        return self.translate(value)

    def _definition(self, reference: str) -> str:
        if reference not in self._names:
            name = self._names[reference] = f"d{len(self._names)}"
            self.definitions[name] = True  # reserved first: a schema may refer to itself
            target = self._document.resolve({"$ref": reference})
            self.definitions[name] = self.translate(target)
        return f"#/$defs/{self._names[reference]}"

    def _mend_required(self, made: dict[str, Any], node: Mapping[str, Any]) -> None:
        properties = node.get("properties")
        if not isinstance(made.get("required"), list) or not isinstance(properties, Mapping):
            return
        shapes = {name: self._document.resolve(part) for name, part in properties.items()}
        made["required"] = [
            name
            for name in made["required"]
            if not (isinstance(shapes.get(name), Mapping) and shapes[name].get(self._left_out))
        ]


def _mend_nullable(made: dict[str, Any]) -> None:
    if made.pop("nullable", None) is True and isinstance(made.get("type"), str):
        made["type"] = [made["type"], "null"]
        if isinstance(made.get("enum"), list) and None not in made["enum"]:
            made["enum"] = [*made["enum"], None]


def _mend_bounds(made: dict[str, Any]) -> None:
    for bound, limit in (("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")):
        if made.get(bound) is True and limit in made:
            made[bound] = made.pop(limit)
        elif isinstance(made.get(bound), bool):
            del made[bound]
