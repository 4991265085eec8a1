"""Parameters and bodies are read as the document types them, and refused as it says."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from mock_server.engine.errors import (
    ApiError,
    Invalid,
    MalformedBody,
    NotFound,
    Place,
    UnsupportedMediaType,
)
from mock_server.spec.contract import Body, Operation, Parameter, read_contract
from mock_server.web.reading import BodyReader, ParameterReader, typed

JSON = b"application/json"
DOCUMENT: dict[str, Any] = {
    "servers": [{"url": "https://api.example/v1"}],
    "paths": {
        "/stores/{store-id}/carts/{id}": {
            "put": {
                "operationId": "replaceCart",
                "parameters": [
                    {"name": "id", "in": "path", "required": True, "schema": {"type": "integer"}},
                    {
                        "name": "store-id",
                        "in": "path",
                        "required": True,
                        "schema": {"type": "string", "pattern": "^[a-z]+$"},
                    },
                    {
                        "name": "page",
                        "in": "query",
                        "schema": {"type": "integer", "minimum": 1, "default": 1},
                    },
                    {
                        "name": "since",
                        "in": "query",
                        "schema": {"type": "string", "format": "date"},
                    },
                    {
                        "name": "ids[]",
                        "in": "query",
                        "schema": {"type": "array", "items": {"type": "integer"}},
                    },
                    {
                        "name": "only",
                        "in": "query",
                        "explode": False,
                        "schema": {"type": "array", "items": {"type": "string"}},
                    },
                    {"name": "X-Depth", "in": "header", "schema": {"type": "integer"}},
                ],
                "responses": {"204": {"description": "done"}},
            }
        }
    },
    "components": {
        "schemas": {
            "Cart": {
                "type": "object",
                "required": ["id", "total"],
                "properties": {
                    "id": {"type": "integer", "readOnly": True},
                    "total": {"type": "number", "minimum": 0},
                    "note": {"type": "string", "nullable": True},
                },
            }
        }
    },
}
OPERATION: Operation = read_contract("toy", DOCUMENT).operations[0]


def reader(place: Place) -> ParameterReader:
    return ParameterReader(place, OPERATION, DOCUMENT)


def bodies(*, required: bool = True) -> BodyReader:
    cart = {"$ref": "#/components/schemas/Cart"}
    return BodyReader(Body(required, {"application/json": cart}), DOCUMENT)


def broken(read: Callable[[], Any]) -> list[tuple[str, str, str]]:
    """Place, name and rule of everything that a reading refuses."""
    with pytest.raises(Invalid) as refused:
        read()
    return [(each.place, each.name, each.violation.rule) for each in refused.value.problems]


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("integer", "-12", -12),
        ("integer", "012", "012"),
        ("integer", "+1", "+1"),
        ("integer", "1_0", "1_0"),
        ("integer", "١", "١"),
        ("integer", "9" * 5000, "9" * 5000),
        ("number", "1.50", 1.5),
        ("number", "2", 2),
        ("number", "1e3", 1000.0),
        ("number", "nan", "nan"),
        ("boolean", "true", True),
        ("boolean", "True", "True"),
        ("boolean", "1", "1"),
        ("string", "true", "true"),
    ],
)
def test_a_text_becomes_the_value_that_json_would_write_so(
    kind: str, text: str, value: object
) -> None:
    read = typed(text, {"type": kind})

    assert (read, type(read)) == (value, type(value))


@pytest.mark.parametrize(
    ("query", "values"),
    [
        (b"", {"page": 1}),
        (b"page=2", {"page": 2}),
        (b"page=2&page=3", {"page": 3}),
        (b"nobody_knows=1", {"page": 1}),
        (b"since=2026-02-28", {"page": 1, "since": "2026-02-28"}),
        (b"ids[]=1&ids[]=2", {"page": 1, "ids[]": [1, 2]}),
        (b"ids%5B%5D=1", {"page": 1, "ids[]": [1]}),
        (b"ids[0]=1&ids[1]=2", {"page": 1, "ids[]": [1, 2]}),
        (b"only=a,b&only=c", {"page": 1, "only": ["a", "b", "c"]}),
        (b"only=%D8%B9%D8%B3%D9%84", {"page": 1, "only": ["عسل"]}),
    ],
)
def test_a_query_is_read_with_its_defaults(query: bytes, values: Mapping[str, Any]) -> None:
    assert reader("query").query(query) == values


def test_a_query_is_told_everything_that_is_wrong_with_it() -> None:
    query = b"page=0&since=2026-02-30&ids[]=x&only=a"

    assert sorted(broken(lambda: reader("query").query(query))) == [
        ("query", "ids[].0", "type"),
        ("query", "page", "minimum"),
        ("query", "since", "format"),
    ]


def test_a_lenient_reading_passes_what_is_wrong_and_is_not_remembered() -> None:
    queries = reader("query")

    assert queries.query(b"page=0", lenient=True)["page"] == 0
    assert broken(lambda: queries.query(b"page=0")) == [("query", "page", "minimum")]


def test_the_same_query_is_read_once_unless_it_is_long() -> None:
    queries, long = reader("query"), b"only=" + b"x" * 2000

    assert queries.query(b"page=2") is queries.query(b"page=2")
    assert queries.query(long) is not queries.query(long)


def test_path_values_go_to_the_names_at_their_places() -> None:
    assert reader("path").path(["riyadh", "17"]) == {"store-id": "riyadh", "id": 17}


@pytest.mark.parametrize("texts", [["riyadh", "seventeen"], ["Riyadh1", "17"]])
def test_a_path_value_that_no_record_can_have_is_not_found(texts: list[str]) -> None:
    with pytest.raises(NotFound):
        reader("path").path(texts)


def test_header_parameters_are_read_whatever_their_letters_and_left_out_if_not_sent() -> None:
    headers = reader("header")

    assert headers.headers({b"x-depth": b"3"}) == {"X-Depth": 3}
    assert headers.headers({}) == {}
    assert broken(lambda: headers.headers({b"x-depth": b"deep"})) == [("header", "X-Depth", "type")]


def test_a_body_is_read_and_need_not_hold_what_only_the_server_writes() -> None:
    assert bodies().read(b'{"total": 1, "note": null}', JSON) == {"total": 1, "note": None}


def test_a_body_is_told_everything_that_is_wrong_with_it() -> None:
    assert sorted(broken(lambda: bodies().read(b'{"id": "x", "note": 1}', JSON))) == [
        ("body", "id", "type"),
        ("body", "note", "type"),
        ("body", "total", "required"),
    ]


def test_a_lenient_reading_of_a_body_still_needs_json() -> None:
    assert bodies().read(b"[]", JSON, lenient=True) == []
    with pytest.raises(MalformedBody):
        bodies().read(b"[", JSON, lenient=True)


@pytest.mark.parametrize(
    "media", [JSON, b"application/json; charset=utf-8", b"Application/JSON", b" application/json "]
)
def test_a_media_type_is_known_in_any_letters_and_with_parameters(media: bytes) -> None:
    assert bodies().read(b'{"total": 1}', media) == {"total": 1}


@pytest.mark.parametrize(
    ("content", "media", "error"),
    [
        (b'{"total": 1}', None, UnsupportedMediaType),
        (b'{"total": 1}', b"text/plain", UnsupportedMediaType),
        (b'{"total": 1}', b"application/jsonp", UnsupportedMediaType),
        (b"", JSON, MalformedBody),
        (b"", None, MalformedBody),
        (b'{"total": NaN}', JSON, MalformedBody),
        (b'{"total": "\xff"}', JSON, MalformedBody),
        (b"[" * 100_000, JSON, MalformedBody),
        (b"null", JSON, Invalid),
    ],
)
def test_a_body_that_cannot_be_read_is_refused_as_what_it_is(
    content: bytes, media: bytes | None, error: type[ApiError]
) -> None:
    with pytest.raises(error):
        bodies().read(content, media)


def test_a_body_that_need_not_be_there_may_be_missing() -> None:
    assert bodies(required=False).read(b"", None) is None


def test_a_parameter_knows_whether_it_takes_many() -> None:
    assert [each.name for each in OPERATION.parameters if each.many] == ["ids[]", "only"]
    assert not Parameter("page", "query", False, {"type": "integer"}).many
