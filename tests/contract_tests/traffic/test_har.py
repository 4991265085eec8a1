"""Archives as they come: of browsers, of tools, and broken."""

import base64
import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from contract_tests.traffic.har import NotAnArchive, read_archive
from tests.contract_tests.traffic.conftest import NOTE, archive, entry

BODY = json.dumps(NOTE).encode()


def content(body: bytes, **facts: Any) -> dict[str, Any]:
    return {"size": len(body), "text": body.decode("latin-1"), **facts}


def test_an_exchange_of_a_browser_is_read(tmp_path: Path) -> None:
    headers = [{"name": ":authority", "value": "x"}, {"name": "accept", "value": "*/*"}]
    post = {"mimeType": "application/json", "text": '{"title": "شاي"}'}
    path = archive(
        tmp_path, entry("post", "/notes", NOTE, request={"headers": headers, "postData": post})
    )

    (recorded,) = read_archive(path)

    assert (recorded.method, recorded.status, recorded.seconds) == ("POST", 200, 0.0125)
    assert recorded.request_headers == (("accept", "*/*"), ("content-type", "application/json"))
    assert recorded.request_body == '{"title": "شاي"}'.encode()
    assert recorded.body == BODY


@pytest.mark.parametrize(
    ("given", "read"),
    [
        (content(base64.b64encode(BODY), encoding="base64"), BODY),
        (content(base64.b64encode(gzip.compress(BODY)), encoding="base64"), BODY),
        ({"size": 0}, b""),
        ({"size": 512, "mimeType": "application/json"}, None),
        ({"size": 9000, "text": '[{"id": 1}, {"id"'}, None),
    ],
    ids=["base64", "compressed", "none", "not written down", "cut"],
)
def test_a_body_is_read_as_it_was_or_not_at_all(
    tmp_path: Path, given: dict[str, Any], read: bytes | None
) -> None:
    path = archive(tmp_path, entry("GET", "/notes/101", content=given))

    assert read_archive(path)[0].body == read


def test_a_header_that_came_twice_is_read_twice(tmp_path: Path) -> None:
    headers = [{"name": "Set-Cookie", "value": "a=1\nb=2"}]
    path = archive(tmp_path, entry("GET", "/notes", {}, response={"headers": headers}))

    assert read_archive(path)[0].headers[:2] == (("Set-Cookie", "a=1"), ("Set-Cookie", "b=2"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "is no JSON"),
        ("[1, 2]", "has no log.entries"),
        ('{"log": {"entries": 3}}', "has no log.entries"),
        ('{"log": {"entries": [{"request": {}}]}}', "log.entries[0] cannot be read (KeyError"),
        ('{"log": {"entries": [null]}}', "log.entries[0] cannot be read (TypeError"),
    ],
)
def test_what_is_no_archive_is_told_in_one_line(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "broken.har"
    path.write_text(text)

    with pytest.raises(NotAnArchive, match=r"^\S") as caught:
        read_archive(path)

    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotAnArchive, match=r"none\.har cannot be read: No such file"):
        read_archive(tmp_path / "none.har")
