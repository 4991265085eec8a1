"""Requests with one query parameter that is right, wrong, or written in an odd way."""

from collections.abc import Iterator, Mapping
from typing import Any

from contract_tests.examples import parameter_value, query_of
from tests.asgi import Call
from tests.web.target import Target, as_query
from tests.web.wrong_values import wrong_values

_ODD_NUMBERS = ("+1", "1_0", "\u0661", " 1")
"""What Python takes for a whole number and JSON does not."""

Value = tuple[str, Any]
"""The kind of a value, and the value."""


def queries(target: Target) -> Iterator[tuple[str, Call]]:
    """Every parameter in turn, beside those that must be there."""
    base = query_of(target.document, target.operation)
    yield "query: unknown", _asking(target, {**base, "nobody_knows": 1})
    numbers = {}
    for parameter in target.operation.parameters:
        if parameter["in"] == "query":
            name = parameter["name"]
            for kind, value in _values(target, parameter):
                yield f"query: {kind}", _asking(target, {**base, name: value})
            yield from _names(target, parameter, base)
            if target.document.resolve(parameter["schema"]).get("type") == "integer":
                numbers[name] = "many"
    if len(numbers) > 1:
        yield "query: all numbers wrong", _asking(target, {**base, **numbers})


def _asking(target: Target, query: Mapping[str, Any]) -> Call:
    return target.call(query=as_query(query))


def _values(target: Target, parameter: Mapping[str, Any]) -> Iterator[Value]:
    schema = target.document.resolve(parameter["schema"])
    right = parameter_value(target.document, parameter)
    yield "right", right
    if schema.get("type") == "array":
        yield from _lists(target, schema, right)
    elif schema.get("format") == "date":
        for wrong in ("", "2026-13-45", "2026-11-01T00:00:00", "yesterday"):
            yield "no date", wrong
    else:
        yield "empty", ""
        yield from wrong_values(schema, right, sent_as_text=True)
    if schema.get("type") == "integer":
        for odd in _ODD_NUMBERS:
            yield "an odd number", odd
        yield "a fraction", "1.0"
        yield "given twice", ["many", 1]


def _lists(target: Target, schema: Mapping[str, Any], right: Any) -> Iterator[Value]:
    items = target.document.resolve(schema.get("items", {}))
    known = right if isinstance(right, list) else [right]
    yield "an empty list", ""
    yield "a list with a comma", [",".join(map(str, known * 2))]
    yield "a list of two", known * 2
    for rule, wrong in wrong_values(items, known[0], sent_as_text=True):
        yield f"item {rule}", [*known, wrong]


def _names(
    target: Target, parameter: Mapping[str, Any], base: Mapping[str, Any]
) -> Iterator[tuple[str, Call]]:
    name = parameter["name"]
    if parameter.get("required"):
        rest = {each: base[each] for each in base if each != name}
        yield "query: left out", _asking(target, rest)
    if name.endswith("[]"):
        right = parameter_value(target.document, parameter)
        first = right[0] if isinstance(right, list) else right
        indexed = {f"{name[:-2]}[0]": first, f"{name[:-2]}[1]": first}
        yield "query: a list with indices", _asking(target, {**base, **indexed})
        yield "query: a list without brackets", _asking(target, {**base, name[:-2]: first})
