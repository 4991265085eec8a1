"""Forms are read as the values that the document means."""

from typing import Any

import pytest

from mock_server.engine.errors import Invalid, MalformedBody, UnsupportedMediaType
from mock_server.spec.contract import JSON, Body
from mock_server.web.forms import FORM, read_form
from mock_server.web.reading import BodyReader

SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "title": {"type": "string"},
        "count": {"type": "integer"},
        "price": {"type": "number"},
        "pinned": {"type": "boolean"},
        "labels": {"type": "array", "items": {"type": "string"}},
        "numbers": {"type": "array", "items": {"type": "integer"}},
        "author": {"$ref": "#/components/schemas/Author"},
        "lines": {"type": "array", "items": {"$ref": "#/components/schemas/Line"}},
        "metadata": {"type": "object", "additionalProperties": {"type": "integer"}},
    },
}
DOCUMENT: dict[str, Any] = {
    "components": {
        "schemas": {
            "Author": {"type": "object", "properties": {"age": {"type": "integer"}}},
            "Line": {"type": "object", "properties": {"quantity": {"type": "integer"}}},
        }
    }
}


def read(text: str) -> dict[str, Any]:
    return read_form(text.encode(), SCHEMA, DOCUMENT)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("", {}),
        ("title=a+b%26c", {"title": "a b&c"}),
        ("title=%D8%B9%D8%B3%D9%84", {"title": "عسل"}),
        ("title=", {"title": ""}),
        ("count=7&price=1.5&pinned=true", {"count": 7, "price": 1.5, "pinned": True}),
        ("count=x&price=y&pinned=1", {"count": "x", "price": "y", "pinned": "1"}),
        ("other=7", {"other": "7"}),
        ("labels[]=a&labels[]=b", {"labels": ["a", "b"]}),
        ("labels[0]=a&labels[1]=b", {"labels": ["a", "b"]}),
        ("labels=a&labels=b", {"labels": ["a", "b"]}),
        ("labels=a", {"labels": ["a"]}),
        ("numbers[]=1&numbers[]=2", {"numbers": [1, 2]}),
        ("author[age]=30", {"author": {"age": 30}}),
        ("author[name]=x", {"author": {"name": "x"}}),
        (
            "lines[0][quantity]=1&lines[1][quantity]=2",
            {"lines": [{"quantity": 1}, {"quantity": 2}]},
        ),
        ("metadata[a]=1&metadata[b]=2", {"metadata": {"a": 1, "b": 2}}),
        ("title=a&title=b", {"title": "b"}),
        ("a]b=1", {"a]b": "1"}),
    ],
)
def test_fields_become_values(text: str, values: dict[str, Any]) -> None:
    assert read(text) == values


@pytest.mark.parametrize(
    "text",
    [
        "author=1&author[age]=2",
        "author[age]=2&author=1",
        "&".join(f"a{number}=1" for number in range(1001)),
        f"a{'[b]' * 17}=1",
    ],
)
def test_what_makes_no_sense_is_refused(text: str) -> None:
    with pytest.raises(MalformedBody):
        read(text)


@pytest.mark.parametrize("content", [b"\xff=1", b"a=%FF"])
def test_a_form_is_utf_8(content: bytes) -> None:
    with pytest.raises(MalformedBody):
        read_form(content, SCHEMA, DOCUMENT)


@pytest.fixture
def reader() -> BodyReader:
    """A body that may come as JSON or as a form, with rules of its own for each."""
    needed = {**SCHEMA, "required": ["title"]}
    return BodyReader(Body(required=True, schemas={FORM: needed, JSON: SCHEMA}), DOCUMENT)


def test_a_body_is_read_as_its_type_says(reader: BodyReader) -> None:
    assert reader.read(b"title=a&count=7", b"application/x-www-form-urlencoded; charset=utf-8") == {
        "title": "a",
        "count": 7,
    }
    assert reader.read(b'{"count":7}', b"application/json") == {"count": 7}


def test_each_type_is_held_to_its_own_schema(reader: BodyReader) -> None:
    with pytest.raises(Invalid) as caught:
        reader.read(b"count=x", FORM.encode())

    assert {problem.name for problem in caught.value.problems} == {"title", "count"}
    assert reader.read(b"count=x", FORM.encode(), lenient=True) == {"count": "x"}


def test_another_type_is_not_taken(reader: BodyReader) -> None:
    with pytest.raises(UnsupportedMediaType, match=f"takes {JSON}, {FORM}"):
        reader.read(b"x", b"text/plain")
