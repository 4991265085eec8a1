"""`souqbox serve`: what it refuses, what it says, and how it ends."""

import json
import signal
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from mock_server.cli.announcement import announcement, warning
from tests.cli.conftest import ROOT, Process, Verb

DATA = ROOT / "fixtures"

DESCRIBED = {
    "host": "0.0.0.0",  # noqa: S104 - the text of a warning
    "port": 4710,
    "url": "http://127.0.0.1:4710",
    "admin_url": "http://127.0.0.1:4710/__admin",
    "admin_token": "sesame",
    "platforms": {
        "paynow": {
            "base_url": "http://127.0.0.1:4710/paynow/v1",
            "docs_url": "http://127.0.0.1:4710/paynow/docs",
            "shop": "demo",
            "token": "souqbox_paynow_1",
            "store_id": "411486491630370816",
        }
    },
}


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def test_a_taken_port_is_told_at_once(souq: Verb, taken_port: int) -> None:
    ended = souq("serve", "--port", str(taken_port))

    assert ended.code == 3
    assert f"cannot listen on 127.0.0.1:{taken_port}" in ended.err
    assert "choose another port with --port, or --port 0" in ended.err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("sala",), "no platform 'sala'; did you mean 'salla'?"),
        (("--state", "shops.db"), "--state shops.db is not there yet"),
        (("--clock", "tomorrow"), "'tomorrow' is no moment"),
        (("--ready-file", "nowhere/ready.json"), "must be a file in a folder that exists"),
        (("--scenario", "empy", "--port", "0"), 'unknown scenario "empy"; did you mean "empty"?'),
    ],
)
def test_what_cannot_be_served_is_told_in_one_line(
    souq: Verb, arguments: tuple[str, ...], told: str
) -> None:
    ended = souq("serve", *arguments)

    assert (ended.code, ended.out) == (2, "")
    assert told in ended.err


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM], ids=["ctrl-c", "kill"])
def test_a_sandbox_ends_quietly_and_takes_its_ready_file_along(
    tmp_path: Path, ending: signal.Signals
) -> None:
    process = Process(tmp_path, "salla", "--json")
    described = process.ready()
    with requests.Session() as client:
        alive = client.get(f"{described['url']}/livez", timeout=5)
        asked_to_end = time.monotonic()
        ended = process.end(ending)

    assert alive.status_code == 200
    assert time.monotonic() - asked_to_end < 3
    assert (ended.code, ended.err) == (0, "")
    assert json.loads(ended.out) == described
    assert not process.ready_file.exists()


def test_an_earlier_ready_file_does_not_deceive_whoever_waits(souq: Verb, tmp_path: Path) -> None:
    ready_file = tmp_path / "ready.json"
    ready_file.write_text('{"port": 1}')

    souq("serve", "--scenario", "empy", "--port", "0", "--ready-file", str(ready_file))

    assert not ready_file.exists()


def test_the_summary_has_what_a_client_needs() -> None:
    text = announcement(DESCRIBED, "scenario demo, seed 1")

    assert "souqbox serves 1 platform at http://127.0.0.1:4710 (scenario demo, seed 1)" in text
    for value in ("/paynow/v1", "/paynow/docs", "souqbox_paynow_1", "411486491630370816"):
        assert value in text


def test_whoever_serves_beyond_this_machine_is_warned_and_gets_the_admin_token() -> None:
    text = warning(DESCRIBED)

    assert text.startswith("warning: other machines can reach 0.0.0.0")
    assert text.endswith("admin token: sesame")


def test_a_served_shop_begins_as_told(served: dict[str, str], on: Verb) -> None:
    shown = on("shop", "show", "salla", "--shop", "demo", "--json").json

    assert (shown["now"], shown["frozen"]) == ("2026-03-01T12:00:00Z", True)
    assert (shown["scenario"], shown["seed"]) == ("demo", 1)


def test_a_scenario_may_be_a_file_of_ones_own(tmp_path: Path) -> None:
    text = (DATA / "scenarios" / "empty.yaml").read_text("utf-8")
    (tmp_path / "mine.yaml").write_text(text.replace("bidaya.example", "mine.example"), "utf-8")
    process = Process(tmp_path, "tjar", "--scenario", "mine.yaml")

    try:
        ready = process.ready()
        told = requests.get(f"{ready['admin_url']}/scenarios", timeout=5).json()
    finally:
        process.end()

    assert "mine" in [each["name"] for each in told["scenarios"]]


def test_a_scenario_file_that_is_not_there_is_one_line(souq: Verb) -> None:
    ended = souq("serve", "tjar", "--port", "0", "--scenario", "none.yaml")

    assert ended.code == 2
    assert "none.yaml cannot be read: No such file" in ended.err
