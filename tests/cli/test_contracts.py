"""`souqbox test`: what the suites are told."""

import json
from pathlib import Path
from typing import Any

import pytest

import contract_tests.run
from contract_tests.settings import Settings
from tests.cli.conftest import Verb

URL = "https://api.example.com/v1"


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[Settings]:
    """The settings of runs that are not made; each finds something."""
    settings: list[Settings] = []

    def run(given: Settings) -> int:
        settings.append(given)
        return 1

    monkeypatch.setattr(contract_tests.run, "run", run)
    return settings


def test_the_suites_are_run_with_our_document_and_their_verdict_is_the_exit_code(
    souq: Verb, told: list[Settings]
) -> None:
    ended = souq("test", "salla", "--against", URL, "--token", "secret")

    assert ended.code == 1
    assert (told[0].platform, told[0].base_url, told[0].token) == ("salla", URL, "secret")
    assert told[0].document["info"]["title"] == "Salla Merchant API"
    assert (told[0].mode, told[0].seed, told[0].budget_seconds) == (None, 0, None)


def test_every_option_reaches_the_suites(souq: Verb, told: list[Settings]) -> None:
    souq(
        *("test", "paynow", "--against", URL, "--mode", "read-only", "--report", "reports"),
        *("--seed", "7", "--budget", "30", "--path", "storeId=411", "--path", "a=b=c"),
    )

    assert (told[0].mode, told[0].report_dir) == ("read-only", Path("reports"))
    assert (told[0].seed, told[0].budget_seconds) == (7, 30.0)
    assert told[0].path_parameters == {"storeId": "411", "a": "b=c"}


def test_a_token_may_come_from_the_environment(
    souq: Verb, told: list[Settings], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOUQBOX_TOKEN", "secret")

    souq("test", "salla", "--against", URL)

    assert told[0].token == "secret"


def test_another_document_may_be_held_up(
    souq: Verb, told: list[Settings], empty_folder: Path
) -> None:
    document: dict[str, Any] = {"openapi": "3.0.3", "info": {"title": "Other"}, "paths": {}}
    (empty_folder / "other.json").write_text(json.dumps(document))

    souq("test", "other", "--against", URL, "--spec", "other.json")

    assert told[0].document["info"] == {"title": "Other"}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("salla", "--against", "api.example.com"), "--against api.example.com is no URL"),
        (("sala", "--against", URL), "no platform 'sala'; did you mean 'salla'?"),
        (("salla", "--against", URL, "--path", "storeId"), "--path storeId must name a parameter"),
        (("salla", "--against", URL, "--spec", "none.yaml"), "--spec none.yaml cannot be read"),
        (("salla", "--against", URL, "--mode", "half"), "'half' is not one of 'read-only', 'full'"),
    ],
)
def test_what_cannot_be_run_is_told(
    souq: Verb, told: list[Settings], arguments: tuple[str, ...], words: str
) -> None:
    ended = souq("test", *arguments)

    assert (ended.code, told) == (2, [])
    assert words in ended.err


def test_a_server_that_does_not_answer_is_told_apart_from_one_that_is_wrong(souq: Verb) -> None:
    ended = souq("test", "salla", "--against", "http://127.0.0.1:9/admin/v2", "--token", "x")

    assert ended.code == 3
