"""Reads bodies of `application/x-www-form-urlencoded` as the values that the document means."""

import re
from typing import Any
from urllib.parse import parse_qsl

from mock_server.engine.errors import MalformedBody
from mock_server.spec.schemas import Schema, properties_of, resolve

FORM = "application/x-www-form-urlencoded"

_MOST_FIELDS = 1000
_DEEPEST = 16
_NAME = re.compile(r"([^\[\]]+)((?:\[[^\[\]]*\])*)")
_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,18})")
_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]{1,3})?")


def typed(text: str, schema: Schema) -> Any:
    """The text as the value that the schema means; text that is none stays text, to be refused."""
    match schema.get("type"):
        case "integer" if _INTEGER.fullmatch(text):
            return int(text)
        case "number" if _NUMBER.fullmatch(text):
            return float(text) if any(c in text for c in ".eE") else int(text)
        case "boolean" if text in ("true", "false"):
            return text == "true"
    return text


def read_form(content: bytes, schema: Schema, document: Schema) -> dict[str, Any]:
    """The fields of a form. `a[b]=1` is a field of an object, `a[]=1` and `a[0]=1` of a list.

    Raises:
        MalformedBody: it is not UTF-8, has too many fields, or names a field in two ways.
    """
    try:
        pairs = parse_qsl(
            content.decode("utf-8"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=_MOST_FIELDS,
        )
    except (UnicodeDecodeError, ValueError) as error:
        raise MalformedBody(f"the body is no form: {error}") from error
    tree: dict[str, Any] = {}
    for name, text in pairs:
        _plant(tree, _path(name), text)
    fields: dict[str, Any] = _grown(tree, schema, document)
    return fields


def _path(name: str) -> list[str]:
    found = _NAME.fullmatch(name)
    if found is None:
        return [name]
    inside = re.findall(r"\[([^\[\]]*)\]", found[2])
    if len(inside) > _DEEPEST:
        raise MalformedBody(f"the body is no form: a field lies more than {_DEEPEST} deep")
    return [found[1], *inside]


def _plant(tree: dict[str, Any], path: list[str], text: str) -> None:
    """Put the text at its place; of the same name given twice, a list is made of both."""
    *branches, leaf = path
    for branch in branches:
        key = branch or str(len(tree))
        below = tree.setdefault(key, {})
        if not isinstance(below, dict):
            raise MalformedBody(f"the body is no form: {branch!r} is both a value and a group")
        tree = below
    key = leaf or str(len(tree))
    there = tree.get(key)
    if isinstance(there, dict):
        raise MalformedBody(f"the body is no form: {leaf!r} is both a value and a group")
    tree[key] = text if there is None else [*([there] if isinstance(there, str) else there), text]


def _grown(node: Any, schema: Schema, document: Schema) -> Any:
    """A planted tree as the values of a schema."""
    schema = resolve(schema, document)
    if schema.get("type") == "array":
        items = schema.get("items", {})
        values = list(node.values()) if isinstance(node, dict) else node
        values = values if isinstance(values, list) else [values]
        return [_grown(value, items, document) for value in values]
    if isinstance(node, dict):
        known = properties_of(schema, document)
        extra = schema.get("additionalProperties")
        other = extra if isinstance(extra, dict) else {}
        return {
            name: _grown(value, known.get(name, other), document) for name, value in node.items()
        }
    return typed(node if isinstance(node, str) else node[-1], schema)
