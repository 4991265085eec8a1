"""Reads bodies of `multipart/form-data` (RFC 7578): fields as in any form, files as `Upload`s."""

import re
from typing import Any
from urllib.parse import quote_plus

from mock_server.engine.errors import MalformedBody
from mock_server.engine.uploads import Upload
from mock_server.spec.schemas import Schema

from .forms import read_form

MULTIPART = "multipart/form-data"

_MOST_PARTS = 200
_BOUNDARY = re.compile(r'boundary=(?:"([^"]{1,70})"|([^;,\s]{1,70}))', re.IGNORECASE)
_LISTED = re.compile(r"\[[0-9]*\]$")
_PARAMETER = re.compile(r'(name|filename)="((?:[^"\\]|\\.)*)"|(name|filename)=([^;\s]+)')
_QUOTED = re.compile(r"\\(.)")


def read_multipart(
    content: bytes, content_type: str, schema: Schema, document: Schema
) -> tuple[dict[str, Any], dict[str, Upload | list[Upload]]]:
    """The fields as the schema means them, where a file is its name, and the files by field.

    Files of `a[]`, `a[0]` and so on, or several of the same name, are a list.

    Raises:
        MalformedBody: it is not what its Content-Type says, or has too many parts.
    """
    fields: list[str] = []
    files: dict[str, Upload | list[Upload]] = {}
    for head, data in _parts(content, content_type):
        names = _parameters(head.get("content-disposition", ""))
        name = names.get("name")
        if name is None:
            raise MalformedBody("the body is no form: a part has no name")
        if "filename" in names:
            media = head.get("content-type", "application/octet-stream")
            upload = Upload(names["filename"], media.split(";")[0].strip().lower(), data)
            _put(files, name, upload)
            text = names["filename"]
        else:
            text = _decoded(data)
        fields.append(f"{quote_plus(name)}={quote_plus(text)}")
    return read_form("&".join(fields).encode(), schema, document), files


def _put(files: dict[str, Upload | list[Upload]], name: str, upload: Upload) -> None:
    """The file under its field; with brackets, or where there is one already, in a list."""
    field = _LISTED.sub("", name)
    known = files.get(field)
    if known is None:
        files[field] = upload if field == name else [upload]
    else:
        files[field] = [*(known if isinstance(known, list) else [known]), upload]


def _parts(content: bytes, content_type: str) -> list[tuple[dict[str, str], bytes]]:
    found = _BOUNDARY.search(content_type)
    if found is None:
        raise MalformedBody("the Content-Type names no boundary")
    mark = b"--" + (found[1] or found[2]).encode("latin-1", "replace")
    pieces = (b"\r\n" + content).split(b"\r\n" + mark)
    if len(pieces) < 2 or not pieces[-1].startswith(b"--"):
        raise MalformedBody("the body does not end as its Content-Type says")
    if len(pieces) - 2 > _MOST_PARTS:
        raise MalformedBody(f"the body has more than {_MOST_PARTS} parts")
    return [_split(piece) for piece in pieces[1:-1]]


def _split(piece: bytes) -> tuple[dict[str, str], bytes]:
    head, gap, data = piece.lstrip(b" \t").removeprefix(b"\r\n").partition(b"\r\n\r\n")
    if not gap:
        raise MalformedBody("the body is no form: a part has no end of its head")
    lines = _decoded(head).split("\r\n")
    pairs = (line.partition(":") for line in lines)
    return {name.strip().lower(): value.strip() for name, _, value in pairs}, data


def _parameters(disposition: str) -> dict[str, str]:
    return {
        (found[1] or found[3]): _QUOTED.sub(r"\1", found[2]) if found[1] else found[4]
        for found in _PARAMETER.finditer(disposition)
    }


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise MalformedBody("the body is no form: a field is not UTF-8") from error
