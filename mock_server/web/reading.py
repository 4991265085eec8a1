"""Reads the parameters and the body of a request as the document types them, and checks them."""

import re
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import parse_qsl

import orjson

from mock_server.engine.errors import (
    Invalid,
    MalformedBody,
    NotFound,
    Place,
    Problem,
    UnsupportedMediaType,
)
from mock_server.engine.uploads import Upload
from mock_server.spec.contract import Body, Operation, Parameter
from mock_server.spec.schemas import Schema
from mock_server.spec.validators import Validator

from .forms import FORM, read_form, typed
from .multipart import MULTIPART, read_multipart

__all__ = ["BodyReader", "ParameterReader", "typed"]

_INDEX = re.compile(r"\[[0-9]+\]")
_KEPT = 512
"""Readings kept per operation: the same query comes again and again."""

_LONGEST_KEPT = 1024
"""Bytes; a longer query is read anew each time, so that what is kept stays small."""


class ParameterReader:
    """The parameters of one place (path, query, header) of one operation."""

    def __init__(self, place: Place, operation: Operation, document: Schema) -> None:
        self._place: Place = place
        self.parameters = _placed(operation, place)
        self._by_name = {each.name: each for each in self.parameters}
        self._defaults = {
            each.name: each.schema["default"]
            for each in self.parameters
            if "default" in each.schema
        }
        self._validator = Validator.of(_together(self.parameters), document, writing=True)
        self._kept: dict[Any, Mapping[str, Any]] = {}

    def query(self, raw: bytes, *, lenient: bool = False) -> Mapping[str, Any]:
        """The values of a query string, checked.

        Raises:
            Invalid: a value is missing or breaks a rule (unless `lenient`).
        """
        kept = self._kept.get(raw)
        if kept is not None:
            return kept
        values: dict[str, Any] = dict(self._defaults)
        given: dict[str, list[str]] = {}
        for name, text in parse_qsl(raw.decode("latin-1"), keep_blank_values=True):
            given.setdefault(name if name in self._by_name else _INDEX.sub("[]", name), []).append(
                text
            )
        for name, texts in given.items():
            parameter = self._by_name.get(name)
            if parameter is not None:
                values[name] = _value(texts, parameter)
        return self._checked(raw, values, lenient)

    def headers(self, headers: Mapping[bytes, bytes]) -> Mapping[str, str]:
        """The header parameters that were sent, checked."""
        found = tuple(headers.get(name.lower().encode()) for name in self._by_name)
        kept = self._kept.get(found)
        if kept is not None:
            return kept
        values = {
            parameter.name: typed(value.decode("latin-1"), parameter.schema)
            for parameter, value in zip(self.parameters, found, strict=True)
            if value is not None
        }
        return self._checked(found, values, lenient=False)

    def path(self, texts: Sequence[str]) -> Mapping[str, Any]:
        """The values of the path's templates.

        Raises:
            NotFound: a value that no record can have.
        """
        values = {
            parameter.name: typed(text, parameter.schema)
            for parameter, text in zip(self.parameters, texts, strict=True)
        }
        if not self._validator.accepts(values):
            first = self._validator.violations(values)[0]
            raise NotFound(f"path {first.name}: {first.message}")
        return values

    def _checked(self, raw: Any, values: dict[str, Any], lenient: bool) -> Mapping[str, Any]:
        if not lenient and not self._validator.accepts(values):
            found = self._validator.violations(values)
            raise Invalid([Problem(self._place, violation) for violation in found])
        if not lenient and len(raw) <= _LONGEST_KEPT:
            if len(self._kept) >= _KEPT:
                self._kept.clear()
            self._kept[raw] = values
        return values


def _placed(operation: Operation, place: Place) -> tuple[Parameter, ...]:
    """The parameters of a place; those of the path in the order in which the path names them."""
    parameters = tuple(each for each in operation.parameters if each.place == place)
    if place != "path":
        return parameters
    return tuple(sorted(parameters, key=lambda each: operation.path.index(f"{{{each.name}}}")))


def _together(parameters: Sequence[Parameter]) -> Schema:
    """One schema for all parameters of a place, so that one call checks them all."""
    return {
        "type": "object",
        "properties": {each.name: each.schema for each in parameters},
        "required": [each.name for each in parameters if each.required],
    }


def _value(texts: list[str], parameter: Parameter) -> Any:
    if not parameter.many:
        return typed(texts[-1], parameter.schema)
    items = parameter.schema.get("items", {})
    if not parameter.explode:
        texts = [part for text in texts for part in text.split(",")]
    return [typed(text, items) for text in texts]


class BodyReader:
    """The body of one operation, as JSON or as a form."""

    def __init__(self, body: Body, document: Schema) -> None:
        self._required = body.required
        self._schemas = body.schemas
        self._document = document
        self._validators = {
            media: Validator.of(schema, document, writing=True)
            for media, schema in body.schemas.items()
        }

    def read(self, content: bytes, content_type: bytes | None, *, lenient: bool = False) -> Any:
        """The body's value, checked; None when there is none and none is needed.

        Raises:
            UnsupportedMediaType, MalformedBody, Invalid: as the names say.
        """
        if not content:
            if self._required:
                raise MalformedBody("the body is missing")
            return None
        media = self._media(content_type)
        value, files = self._value(content, media, content_type)
        validator = self._validators[media]
        if not lenient and not validator.accepts(value):
            found = validator.violations(value)
            raise Invalid([Problem("body", violation) for violation in found])
        return {**value, **files} if files else value

    def _value(
        self, content: bytes, media: str, content_type: bytes | None
    ) -> tuple[Any, Mapping[str, Upload | list[Upload]]]:
        """The body as its media type has it, and the files in it."""
        if media == FORM:
            return read_form(content, self._schemas[media], self._document), {}
        if media == MULTIPART:
            told, schema = (content_type or b"").decode("latin-1"), self._schemas[media]
            return read_multipart(content, told, schema, self._document)
        return _json(content), {}

    def _media(self, content_type: bytes | None) -> str:
        media = (content_type or b"").split(b";", 1)[0].strip().lower().decode("latin-1")
        if media not in self._validators:
            takes = ", ".join(sorted(self._validators))
            got = media or "nothing"
            raise UnsupportedMediaType(f"Content-Type is {got}; this operation takes {takes}")
        return media


def _json(content: bytes) -> Any:
    try:
        return orjson.loads(content)
    except orjson.JSONDecodeError as error:
        raise MalformedBody(f"the body is not JSON: {error}") from error
