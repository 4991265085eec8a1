"""What a proxy makes of what passes: marks, refusals, lines, and an archive without secrets."""

import copy
import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from contract_tests.traffic.har import read_archive
from contract_tests.traffic.judge import Judge
from mock_server.app.passing import Recorder, Watcher
from mock_server.app.proxying import write_archive
from mock_server.engine.exchange import Exchange
from mock_server.web.proxy import Passed
from tests.contract_tests.conftest import DOCUMENT

BASE = "http://127.0.0.1:8000/api"
NOTE = {"id": 101, "title": "Salt", "pinned": False}
JSON_TYPE = (b"content-type", b"application/json")


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture(scope="module")
def judge() -> Judge:
    return Judge("notes", copy.deepcopy(DOCUMENT), BASE)


def passed(path: str, answer: Any, status: int = 200, **facts: Any) -> Passed:
    return Passed(
        **{
            "method": "GET",
            "url": BASE + path,
            "request_headers": [(b"authorization", b"Bearer notes-token-1f6b")],
            "request_body": b"",
            "status": status,
            "headers": [JSON_TYPE],
            "body": json.dumps(answer).encode(),
            "started": 0.0,
            "seconds": 0.01,
            **facts,
        }
    )


def test_a_good_answer_is_marked_and_nothing_is_said(judge: Judge, said: list[str]) -> None:
    watcher = Watcher("notes", judge, said.append)

    judged = watcher(passed("/notes/101", NOTE))

    assert (judged.mark, judged.refusal, said) == ("ok", None, [])


def test_a_wrong_answer_is_marked_said_and_under_strict_stopped(
    judge: Judge, said: list[str]
) -> None:
    watcher = Watcher("notes", judge, said.append, strict=True)

    judged = watcher(passed("/notes/101", {**NOTE, "id": "x"}))

    assert judged.mark == 'violation; ST108 "x" is not of type "integer" at /id'
    assert judged.refusal["error"]["code"] == "contract_violation"
    assert judged.refusal["answer"] == {"status": 200}
    (finding,) = judged.refusal["error"]["findings"]
    assert finding["place"].startswith("#/paths/~1notes~1{id}/get/responses/200")
    (line,) = said
    assert line.startswith("GET /notes/{id} 200: ST108 ")
    assert watcher.violating == 1


def test_strict_stops_nothing_for_what_the_client_did_wrong(judge: Judge, said: list[str]) -> None:
    watcher = Watcher("notes", judge, said.append, strict=True)

    judged = watcher(passed("/notes?per_page=99", {"error": "too many"}, 422))

    assert judged.mark.startswith("violation; CT-TRAFFIC-PARAMETER query per_page")
    assert judged.refusal is None


def test_drift_is_told_beside_ok(judge: Judge, said: list[str]) -> None:
    judged = Watcher("notes", judge, said.append)(passed("/notes/101", {**NOTE, "colour": 1}))

    assert judged.mark == "ok; drift CT-DRIFT-ANSWER /colour came"


@pytest.mark.parametrize(
    "exchange", [passed("/notes", {}, body=None), passed("/../other", {}, url="http://x.test/")]
)
def test_what_cannot_be_judged_is_marked_so(
    judge: Judge, said: list[str], exchange: Passed
) -> None:
    assert Watcher("notes", judge, said.append)(exchange).mark.startswith("unjudged; ")


def test_what_passed_is_written_without_secrets_and_read_again(
    judge: Judge, said: list[str], tmp_path: Path
) -> None:
    watcher = Watcher("notes", judge, said.append)
    zipped = gzip.compress(json.dumps({**NOTE, "access_token": "another-secret-9"}).encode())
    headers = [JSON_TYPE, (b"content-encoding", b"gzip")]
    watcher(passed("/notes/101?a=1", None, body=zipped, headers=headers))

    write_archive(watcher.recorder, tmp_path / "some.har")

    text = (tmp_path / "some.har").read_text("utf-8")
    assert "notes-token-1f6b" not in text
    assert "another-secret-9" not in text
    (recorded,) = read_archive(tmp_path / "some.har")
    assert recorded.url == f"{BASE}/notes/101?a=1"
    assert json.loads(recorded.body or b"")["title"] == "Salt"


def test_only_so_much_is_kept() -> None:
    recorder = Recorder(kept=3, kept_bytes=100)

    for number in range(5):
        exchange = Exchange(0.0, "GET", f"/{number}", b"", {})
        exchange.answer = b"x" * (10 if number < 4 else 85)
        recorder.keep(exchange)

    assert [each.path for each in recorder.exchanges] == ["/3", "/4"]
    assert recorder.forgotten == 3
