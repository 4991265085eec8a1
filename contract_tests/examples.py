"""Requests as the document's own examples give them."""

from collections.abc import Mapping
from typing import Any

from contract_tests.document import Document, Operation
from contract_tests.marking import mark

DEEPEST = 8
FALLBACKS: dict[str, Any] = {
    "string": "souqbox",
    "integer": 1,
    "number": 1,
    "boolean": True,
    "null": None,
}


def query_of(document: Document, operation: Operation) -> dict[str, Any]:
    """Values for the query parameters that must be there."""
    return {
        parameter["name"]: parameter_value(document, parameter)
        for parameter in operation.parameters
        if parameter["in"] == "query" and parameter.get("required")
    }


def parameter_value(document: Document, parameter: Mapping[str, Any]) -> Any:
    given = _given(document, parameter)
    return example_of(document, parameter.get("schema", {})) if given is None else given


def body_of(document: Document, operation: Operation) -> Any:
    """The JSON body that the document shows, or one made up from its schema; None without one."""
    body = document.resolve(operation.definition.get("requestBody", {}))
    content = body.get("content", {}).get("application/json")
    if content is None:
        return None
    given = _given(document, content)
    schema = content.get("schema", {})
    body = example_of(document, schema) if given is None else given
    return mark(document, schema, body) if operation.method == "POST" else body


def example_of(document: Document, schema: Any, depth: int = 0) -> Any:
    """A value of the schema, taken from its examples where it has them."""
    schema = document.resolve(schema)
    if not isinstance(schema, Mapping) or depth > DEEPEST:
        return None
    for key in ("example", "default", "const"):
        if key in schema:
            return schema[key]
    if schema.get("enum"):
        return schema["enum"][0]
    for key in ("oneOf", "anyOf"):
        if schema.get(key):
            return example_of(document, schema[key][0], depth + 1)
    if "properties" in schema or "allOf" in schema:
        return _object(document, schema, depth)
    if schema.get("type") == "array":
        return [example_of(document, schema.get("items", {}), depth + 1)]
    if "minimum" in schema:
        return schema["minimum"]
    return {} if schema.get("type") == "object" else FALLBACKS.get(schema.get("type", "string"))


def _object(document: Document, schema: Mapping[str, Any], depth: int) -> dict[str, Any]:
    value: dict[str, Any] = {}
    for part in schema.get("allOf", []):
        inherited = example_of(document, part, depth + 1)
        value |= inherited if isinstance(inherited, dict) else {}
    for name, node in schema.get("properties", {}).items():
        child = document.resolve(node)
        if not (isinstance(child, Mapping) and child.get("readOnly")):
            value[name] = example_of(document, child, depth + 1)
    return value


def _given(document: Document, node: Mapping[str, Any]) -> Any:
    if "example" in node:
        return node["example"]
    for example in node.get("examples", {}).values():
        return document.resolve(example).get("value")
    return None
