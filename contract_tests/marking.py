"""What the suites create carries their name, wherever a text of it may."""

from collections.abc import Callable, Mapping
from typing import Any

from schemathesis import Case, HookContext
from schemathesis.core.parameters import ParameterLocation

from contract_tests.document import Document

PREFIX = "souqbox-"
MARKED = ("name", "title", "note", "notes", "comment", "description", "label")
RULED = ("enum", "const", "pattern", "format", "oneOf", "anyOf")
"""A text under one of these may not be free."""


def mark(document: Document, schema: Any, body: Any) -> Any:
    """The body with the prefix in its first text that people read; as it was if none is free."""
    schema = document.resolve(schema)
    if not isinstance(body, dict) or not isinstance(schema, Mapping):
        return body
    properties = _properties(document, schema)
    for name in MARKED:
        if is_free(document.resolve(properties.get(name)), body.get(name)):
            return {**body, name: PREFIX + body[name]}
    if len(body) == 1:  # some platforms wrap the fields of a body in the name of the resource
        only = next(iter(body))
        return {only: mark(document, properties.get(only), body[only])}
    return body


def marking(document: Document) -> Callable[[HookContext, Case[Any]], Case[Any]]:
    """A hook for what schemathesis makes: valid bodies of creates are marked, too."""

    def map_case(context: HookContext, case: Case[Any]) -> Case[Any]:
        operation = document.by_label.get(case.operation.label)
        part = case.meta.components.get(ParameterLocation.BODY) if case.meta else None
        if case.method == "POST" and operation and (part is None or not part.mode.is_negative):
            body = document.resolve(operation.definition.get("requestBody", {}))
            content = body.get("content", {}).get("application/json", {})
            case.body = mark(document, content.get("schema", {}), case.body)
        return case

    return map_case


def is_free(schema: Any, text: Any) -> bool:
    """Whether a text of this schema may be longer and start with anything."""
    if not isinstance(schema, Mapping) or not isinstance(text, str) or text.startswith(PREFIX):
        return False
    if schema.get("type") not in ("string", ["string", "null"]) or any(k in schema for k in RULED):
        return False
    return bool(len(PREFIX) + len(text) <= schema.get("maxLength", 100))


def _properties(document: Document, schema: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for part in schema.get("allOf", []):
        found |= _properties(document, document.resolve(part))
    return found | dict(schema.get("properties", {}))
