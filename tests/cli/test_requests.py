"""`souqbox requests`: listed, shown, followed, counted, exported."""

import json
import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.cli.conftest import Verb

Caller = Callable[..., int]


@pytest.fixture
def call(on: Verb, served: Any) -> Caller:
    """A request to Salla in this test's shop; its status."""

    def call(path: str = "/carts/abandoned", token: str | None = None) -> int:
        url = served["platforms"]["salla"]["base_url"]
        headers = {"Authorization": token or f"Bearer shop:{os.environ['SOUQBOX_SHOP']}"}
        return requests.get(f"{url}{path}", headers=headers, timeout=5).status_code

    return call


def test_requests_are_listed_with_why_they_were_refused(on: Verb, call: Caller) -> None:
    call()
    call("/carts/abandoned?page=0")

    told = on("requests", "list", "salla").out.splitlines()

    assert len(told) == 2
    assert "200" in told[0]
    assert "listAbandonedCarts" in told[0]
    assert "422" in told[1]
    assert "query page: 0 is less than the minimum of 1" in told[1]


def test_nothing_is_told_of_no_requests(on: Verb) -> None:
    assert on("requests", "list").out == "no such request came in\n"


def test_a_request_is_shown_whole_and_as_curl(on: Verb, call: Caller) -> None:
    call("/carts/abandoned/1?x=1")
    number = str(on("requests", "list", "--json").json["requests"][-1]["id"])

    shown = on("requests", "show", number).out
    line = on("requests", "show", number, "--curl").out

    assert "/carts/abandoned/1?x=1" in shown
    assert "reason" in shown
    assert f"shop:{os.environ['SOUQBOX_SHOP']}" not in shown
    assert line.startswith("curl 'http://127.0.0.1:")
    assert '-H "authorization: Bearer $TOKEN"' in line


def test_a_request_that_is_not_there_is_told(on: Verb) -> None:
    ended = on("requests", "show", "999999")

    assert (ended.code, ended.err) == (
        2,
        "souqbox: the journal has no request 999999, or no longer\n",
    )


def test_requests_are_counted_and_expected(on: Verb, call: Caller) -> None:
    call()
    call()
    counting = ("requests", "count", "salla", "--operation", "listAbandonedCarts")

    right = on(*counting, "--expect", "2")
    wrong = on(*counting, "--expect", "3")
    none = on(*counting, "--status", "5xx")

    assert (right.code, right.out) == (0, "2 requests\n")
    assert (wrong.code, wrong.out) == (1, "2 requests, not 3\n")
    assert none.out.startswith("0 requests; the nearest is ")
    assert none.out.endswith(": status: 200, not 5xx\n")


def test_a_body_that_is_no_json_cannot_be_counted(on: Verb) -> None:
    ended = on("requests", "count", "--body", "{type: sms}")

    assert ended.code == 2
    assert ended.err.startswith("souqbox: --body {type: sms} is no JSON: ")


def test_requests_are_exported(on: Verb, call: Caller, tmp_path: Path) -> None:
    call()
    file = tmp_path / "salla.har"

    told = on("requests", "export", "salla", "--output", str(file)).out
    printed = on("requests", "export", "salla").json

    assert told == f"1 requests are in {file}\n"
    assert json.loads(file.read_text("utf-8")) == printed
    assert printed["log"]["entries"][0]["response"]["status"] == 200


def test_a_file_that_cannot_be_written_is_told(on: Verb, tmp_path: Path) -> None:
    ended = on("requests", "export", "--output", str(tmp_path))

    assert ended.code == 2
    assert "choose another file" in ended.err


@pytest.mark.parametrize("as_json", [False, True])
def test_requests_are_followed(on: Verb, call: Caller, as_json: bool) -> None:
    followed = threading.Event()

    def call_meanwhile() -> None:
        while not followed.wait(0.1):
            call("/carts/abandoned/nothing")

    caller = threading.Thread(target=call_meanwhile)
    caller.start()
    flags = ("--json",) if as_json else ()
    told = on("requests", "tail", "salla", "--status", "404", "--limit", "2", *flags)

    followed.set()
    caller.join()
    first, second = told.out.splitlines()
    assert told.code == 0
    if as_json:
        assert json.loads(second)["id"] > json.loads(first)["id"]
    else:
        assert "404" in first


def test_a_tail_without_a_sandbox_is_told(souq: Verb) -> None:
    ended = souq("requests", "tail", "--url", "http://127.0.0.1:9")

    assert ended.code == 3
    assert "no sandbox answers" in ended.err


def test_what_clients_should_do_otherwise_is_listed(on: Verb, call: Caller) -> None:
    for page in (101, 102, 103):
        call(f"/carts/abandoned?page={page}")

    told = on("requests", "advice").out

    assert "3 pages in a row were empty, the last for page=103" in told


def test_the_journal_is_emptied(on: Verb, call: Caller) -> None:
    call()

    told = on("requests", "clear").out

    assert told.endswith(" requests are forgotten\n")
    assert on("requests", "list").out == "no such request came in\n"
