"""Whether a record that is written by hand can be shown as the platform's document says."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

import orjson

from mock_server.engine.errors import Conflict, Invalid, Problem
from mock_server.engine.request import Request
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.engine.style import visible
from mock_server.engine.text import Text
from mock_server.spec.contract import Operation
from mock_server.spec.schemas import to_json_schema
from mock_server.spec.validators import Validator

from .control import Served

_UNSHOWABLE = (KeyError, TypeError, ValueError, AttributeError, IndexError)
"""What a presenter raises of a record that lacks what it looks for."""


def showing(served: Served, resource: str) -> list[Operation]:
    """The operations that read records of this resource, one or many.

    Raises:
        Conflict: no document shows any, so nothing says what such a record looks like.
    """
    reading = [each for each in served.contract.operations if each.method == "GET" and each.shown]
    found = [each for each in reading if each.shown and each.shown.resource == resource]
    if not found:
        there = ", ".join(sorted({each.shown.resource for each in reading if each.shown}))
        raise Conflict(f"records of {resource!r} are not written by hand; there are {there}")
    return found


def with_moments(record: Mapping[str, Any], like: Mapping[str, Any]) -> Record:
    """The record with text read as a moment where souqbox keeps one: a private name that ends in
    `_at`, and what is a moment in a record `like` it."""
    return {
        name: _moment(name, value) if _is_moment(name, value, like) else value
        for name, value in record.items()
    }


def check_fit(served: Served, resource: str, record: Record, shop: Shop) -> None:
    """Show the record by every operation, in every language, and judge what is shown.

    Raises:
        Conflict: no operation shows records of this resource.
        Invalid: it would not be what the document says; told are the fields.
    """
    problems: list[Problem] = []
    for operation in showing(served, resource):
        assert operation.shown is not None
        schema = to_json_schema(operation.shown.schema, served.contract.document, writing=False)
        validator = Validator(schema)
        for shown in _shown(served, operation, record, shop):
            problems += [Problem("body", each) for each in validator.violations(shown)]
    if problems:
        raise Invalid(list({each.name: each for each in problems}.values()))


def _shown(served: Served, operation: Operation, record: Record, shop: Shop) -> Iterator[Any]:
    assert operation.shown is not None
    present = served.platform.presenters.get(operation.shown.resource)
    for language in served.platform.style.languages:
        request = Request(operation, language)
        try:
            shown = present(record, shop, request) if present else visible(record)
            yield orjson.loads(orjson.dumps(shown))
        except _UNSHOWABLE as error:
            words = f"{operation.id} cannot show it: {type(error).__name__} {error}"
            raise Invalid.field("record", "invalid", Text(words, words)) from error


def _is_moment(name: str, value: Any, like: Mapping[str, Any]) -> bool:
    private = name.startswith("_") and name.endswith("_at")
    return isinstance(value, str) and (private or isinstance(like.get(name), datetime))


def _moment(name: str, value: str) -> datetime:
    try:
        moment = datetime.fromisoformat(value)
    except ValueError as error:
        words = f"{value!r} is no moment: write it as 2026-03-01T12:00:00Z"
        raise Invalid.field(name, "format", Text(words, words), "date-time") from error
    if moment.tzinfo is None:
        words = "a moment needs its offset, as in 2026-03-01T12:00:00Z"
        raise Invalid.field(name, "format", Text(words, words), "date-time")
    return moment
