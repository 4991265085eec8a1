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


def test_limits_and_choices_reach_the_suites(
    souq: Verb, told: list[Settings], empty_folder: Path
) -> None:
    souq(
        *("test", "salla", "--against", URL, "--rate", "90/m", "--max-requests", "500"),
        *("--only", "CT-,ST108", "--skip", "CT-PAGING", "--operations", "GET *,listCarts"),
        *("--report-format", "json,sarif", "--budget", "5m", "--timeout", "4"),
        *("--baseline", "known.yaml", "--update-baseline"),
    )

    (given,) = told
    assert (given.rate, given.max_requests, given.timeout_seconds) == (1.5, 500, 4)
    assert (given.only, given.skip) == (("CT-", "ST108"), ("CT-PAGING",))
    assert given.operations == ("GET *", "listCarts")
    assert (given.report_formats, given.budget_seconds) == (("json", "sarif"), 300)
    assert (given.baseline, given.update_baseline) == (Path("known.yaml"), True)
    assert given.document_path is not None
    assert given.document_path.parts[-2:] == ("salla", "openapi.yaml")


def test_a_full_run_elsewhere_needs_the_name_of_the_host(souq: Verb, told: list[Settings]) -> None:
    asked = ("test", "salla", "--against", URL, "--mode", "full")

    refused, other = souq(*asked), souq(*asked, "--i-own", "example.com")
    allowed = souq(*asked, "--i-own", "api.example.com")

    assert (refused.code, other.code, allowed.code) == (2, 2, 1)
    assert "add --i-own api.example.com" in refused.err
    assert len(told) == 1


def test_a_ledger_is_cleaned_up_by_itself(souq: Verb, empty_folder: Path) -> None:
    head = {"souqbox_ledger": 1, "base_url": "http://127.0.0.1:9/admin/v2"}
    entry = {"operation": "POST /x", "path": "/x/1", "removal": "/x/1", "values": {}}
    lines = [json.dumps(each) for each in (head, {"created": entry})]
    (empty_folder / "ledger.jsonl").write_text("\n".join(lines))

    ended = souq("test", "salla", "--cleanup", "ledger.jsonl", "--token", "x")
    wrong = souq("test", "salla", "--cleanup", "none.jsonl", "--token", "x")

    assert (ended.code, wrong.code) == (1, 2)
    assert "0 of 1 removed" in ended.out
    assert "left: /x/1 (by POST /x)" in ended.out


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
        (("salla",), "Missing option '--against'"),
        (("salla", "--against", URL, "--budget", "soon"), "'soon' is no budget"),
        (("salla", "--against", URL, "--rate", "0"), "'0' is no rate; one looks like 5/s"),
        (("salla", "--against", URL, "--report-format", "pdf"), "--report-format pdf is not one"),
        (("salla", "--against", URL, "--update-baseline"), "needs --baseline FILE"),
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
