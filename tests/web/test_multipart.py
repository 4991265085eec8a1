"""Forms with files are read as the values that the document means."""

from typing import Any

import pytest

from mock_server.engine.errors import Invalid, MalformedBody
from mock_server.engine.uploads import Upload
from mock_server.spec.contract import Body
from mock_server.web.multipart import MULTIPART
from mock_server.web.reading import BodyReader

SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["photo"],
    "properties": {
        "photo": {"type": "string", "format": "binary"},
        "sort": {"type": "integer", "maximum": 9},
        "tags": {"type": "array", "items": {"type": "integer"}},
        "more": {"type": "array", "items": {"type": "string", "format": "binary"}},
    },
}
TYPE = b"multipart/form-data; boundary=b0"


def part(name: str, value: bytes, more: str = "") -> bytes:
    head = f'--b0\r\nContent-Disposition: form-data; name="{name}"{more}\r\n\r\n'
    return head.encode() + value + b"\r\n"


PHOTO = part("photo", b"\x00\r\n\xff", '; filename="a b.png"\r\nContent-Type: image/png')


def read(*parts: bytes, end: bytes = b"--b0--\r\n", kind: bytes = TYPE) -> Any:
    reader = BodyReader(Body(True, {MULTIPART: SCHEMA}), {})
    return reader.read(b"".join(parts) + end, kind)


def test_fields_are_typed_and_files_keep_their_bytes() -> None:
    value = read(PHOTO, part("sort", b"4"), part("tags[]", b"1"), part("tags[]", b"2"))

    photo = Upload("a b.png", "image/png", b"\x00\r\n\xff")
    assert value == {"photo": photo, "sort": 4, "tags": [1, 2]}


@pytest.mark.parametrize("names", [("more[]", "more[]"), ("more[0]", "more[1]"), ("more", "more")])
def test_several_files_of_a_field_are_a_list(names: tuple[str, ...]) -> None:
    files = [
        part(name, data, f'; filename="{number}.png"')
        for number, (name, data) in enumerate(zip(names, (b"one", b"two"), strict=True))
    ]

    value = read(PHOTO, *files)

    assert [(each.name, each.data) for each in value["more"]] == [
        ("0.png", b"one"),
        ("1.png", b"two"),
    ]
    assert isinstance(value["photo"], Upload)


def test_a_boundary_may_be_quoted() -> None:
    assert read(PHOTO, kind=b'multipart/form-data; boundary="b0"')["photo"].name == "a b.png"


@pytest.mark.parametrize(
    ("parts", "field"), [((), "photo"), ((PHOTO, part("sort", b"10")), "sort")]
)
def test_a_form_is_held_to_its_document(parts: tuple[bytes, ...], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        read(*parts, end=b"--b0--" if parts else b"--b0\r\n" + part("x", b"")[6:] + b"--b0--")

    assert [problem.name for problem in refused.value.problems] == [field]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"no parts", TYPE),
        (PHOTO, TYPE),
        (PHOTO + b"--b0--", b"multipart/form-data"),
        (b"--b0\r\nno head--b0--\r\n--b0--", TYPE),
        (b"--b0\r\nContent-Type: text/plain\r\n\r\nx\r\n--b0--", TYPE),
        (part("sort", b"\xff") + b"--b0--", TYPE),
        (part("sort", b"1") * 201 + b"--b0--", TYPE),
    ],
)
def test_what_is_no_form_is_malformed(content: bytes, kind: bytes) -> None:
    with pytest.raises(MalformedBody):
        read(content, end=b"", kind=kind)
