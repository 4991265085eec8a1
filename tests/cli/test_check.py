"""`souqbox check`: files, words and exit codes."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Verb

BASE = "https://api.salla.dev/admin/v2"
REFUSED = {"status": 404, "success": False, "error": {"code": 404, "message": "none"}}


def har(folder: Path, *exchanges: tuple[str, int, Any]) -> str:
    entries = [
        {
            "request": {"method": "GET", "url": url, "headers": []},
            "response": {
                "status": status,
                "headers": [],
                "content": {"mimeType": "application/json", "text": json.dumps(answer)},
            },
        }
        for url, status, answer in exchanges
    ]
    (folder / "some.har").write_text(json.dumps({"log": {"entries": entries}}))
    return "some.har"


GOOD = (f"{BASE}/carts/abandoned/7", 404, REFUSED)
BAD = (f"{BASE}/carts/abandoned/7", 404, {"status": "404"})


def test_traffic_that_keeps_to_the_contract_is_clean(souq: Verb, empty_folder: Path) -> None:
    file = har(empty_folder, GOOD, ("https://cdn.example.com/a.png", 200, ""))

    ended = souq("check", file, "--platform", "salla")

    assert ended.code == 0, ended.out
    assert "1 exchanges judged, 1 left out as another API's" in ended.out
    assert "no findings" in ended.out


def test_equal_causes_are_told_once_and_fail(souq: Verb, empty_folder: Path) -> None:
    ended = souq("check", har(empty_folder, BAD, BAD), "--platform", "salla", "--report", "out")

    assert ended.code == 1
    assert ended.out.count('"404" is not of type "integer"') == 1
    junit = (empty_folder / "out" / "junit-traffic.xml").read_text()
    assert 'tests="1" failures="1"' in junit


def test_drift_fails_where_that_is_asked_for(souq: Verb, empty_folder: Path) -> None:
    file = har(empty_folder, (f"{BASE}/carts/abandoned/7", 404, {**REFUSED, "hint": 1}))

    lenient = souq("check", file, "--platform", "salla", "--json")
    strict = souq("check", file, "--platform", "salla", "--strict")
    skipped = souq("check", file, "--platform", "salla", "--strict", "--skip", "ST108")

    assert (lenient.code, strict.code, skipped.code) == (0, 1, 0)
    (finding,) = lenient.json["findings"]
    assert (finding["rule"], finding["severity"]) == ("ST108", "drift")
    assert "'hint' was unexpected" in finding["says"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("some.har",), "say whose contract: --platform paynow|"),
        (("some.har", "--platform", "sala"), "no platform 'sala'; did you mean 'salla'?"),
        (("none.har", "--platform", "salla"), "none.har cannot be read: No such file"),
        (("some.har", "--platform", "zid"), "none of the 1 requests in some.har goes to this API"),
        (("some.har", "--spec", "none.yaml"), "--spec none.yaml cannot be read"),
        (("some.har", "--platform", "salla", "--base-url", "x"), "--base-url x is no URL"),
    ],
)
def test_what_cannot_be_checked_is_one_line(
    souq: Verb, empty_folder: Path, arguments: tuple[str, ...], words: str
) -> None:
    har(empty_folder, GOOD)

    ended = souq("check", *arguments)

    assert (ended.code, ended.out) == (2, "")
    assert words in ended.err
    assert ended.err.count("\n") == 1
