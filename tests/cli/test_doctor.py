"""`souqbox doctor`: what it finds fine, and what wrong."""

import socket
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Ended, Verb


@pytest.fixture(autouse=True)
def own_cache(empty_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = empty_folder / "cache"
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder))
    return folder


def checks(ended: Ended) -> dict[str, Any]:
    return {each["name"]: (each["fine"], each["told"]) for each in ended.json}


def test_all_is_fine_where_there_is_room_for_a_sandbox(souq: Verb) -> None:
    ended = souq("doctor", "--port", "0", "--json")

    found = checks(ended)
    assert ended.code == 0
    assert found["connexion"] == (True, "3.3.0")
    assert found["settings"] == (True, "no file")
    assert found["sandbox"][1].startswith("no sandbox answers")


def test_a_port_that_a_sandbox_has_is_fine(souq: Verb, served: dict[str, Any]) -> None:
    found = checks(souq("doctor", "--port", str(served["port"]), "--json"))

    assert found["port"] == (True, f"{served['port']} is taken by a sandbox")
    assert found["sandbox"] == (True, f"{served['url']} serves salla, zid")


def test_a_port_that_somebody_else_has_is_not(souq: Verb) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))

        ended = souq("doctor", "--port", str(other.getsockname()[1]))

    assert ended.code == 1
    assert "choose another --port" in ended.out


def test_a_cache_that_others_can_write_is_not(souq: Verb, own_cache: Path) -> None:
    (own_cache / "souqbox").mkdir(parents=True)
    (own_cache / "souqbox").chmod(0o777)

    ended = souq("doctor", "--port", "0", "--json")

    assert ended.code == 1
    assert "writable by you only" in checks(ended)["cache"][1]


def test_the_settings_in_force_are_named(souq: Verb, empty_folder: Path) -> None:
    (empty_folder / "souqbox.toml").write_text("port = 0\nseed = 3")

    told = checks(souq("doctor", "--json"))["settings"][1]

    assert told.endswith("souqbox.toml (port, seed)")
