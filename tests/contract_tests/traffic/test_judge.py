"""One exchange held to the document of the notes."""

from typing import Any

import pytest

from contract_tests.traffic.judge import Judge
from contract_tests.traffic.recorded import Recorded
from tests.contract_tests.conftest import DOCUMENT
from tests.contract_tests.traffic.conftest import JSON_TYPE, NOTE, SENT, recorded


def rules(judge: Judge, exchange: Recorded) -> list[tuple[str, str]]:
    verdict = judge.judge(exchange)
    assert verdict is not None
    return [(finding.rule, finding.severity) for finding in verdict.findings]


@pytest.mark.parametrize(
    "exchange",
    [
        recorded("GET", "/notes?page=2", answer={"data": [NOTE], "total": 1}),
        recorded("GET", "/notes/101/", answer=NOTE),
        recorded("POST", "/notes", 201, sent={"title": "Tea"}, answer=NOTE),
        recorded("DELETE", "/notes/101", 204),
        recorded("GET", "/notes/9", 404, answer={"error": "no such note"}),
        recorded("GET", "/notes/101", body=None, headers=(JSON_TYPE,)),
    ],
    ids=["a list", "a slash", "a create", "no content", "a refusal", "no body recorded"],
)
def test_what_keeps_to_the_document_is_fine(judge: Judge, exchange: Recorded) -> None:
    assert rules(judge, exchange) == []


BREAKS, DRIFT = "breaks", "drift"
WRONG: dict[str, tuple[Recorded, tuple[str, str]]] = {
    "status": (recorded("GET", "/notes/101", 299, answer=NOTE), ("ST103", BREAKS)),
    "answer": (recorded("GET", "/notes/101", answer={**NOTE, "id": "x"}), ("ST108", BREAKS)),
    "operation": (recorded("GET", "/things", answer={}), ("CT-TRAFFIC-OPERATION", BREAKS)),
    "method": (recorded("PUT", "/notes/1", answer={}), ("CT-TRAFFIC-OPERATION", BREAKS)),
    "path": (recorded("GET", "/notes/a", 404, answer={"error": ""}),
             ("CT-TRAFFIC-PARAMETER", BREAKS)),
    "query": (recorded("GET", "/notes?per_page=99", 422, answer={"error": ""}),
              ("CT-TRAFFIC-PARAMETER", BREAKS)),
    "body": (recorded("POST", "/notes", 201, sent={"title": ""}, answer=NOTE),
             ("CT-TRAFFIC-BODY", BREAKS)),
    "no body": (recorded("POST", "/notes", 201, answer=NOTE), ("CT-TRAFFIC-BODY", BREAKS)),
    "no JSON": (recorded("POST", "/notes", 201, request_body=b"{", answer=NOTE),
                ("CT-TRAFFIC-BODY", BREAKS)),
    "media type": (recorded("POST", "/notes", 201, sent={}, request_headers=(), answer=NOTE),
                   ("CT-TRAFFIC-MEDIA-TYPE", BREAKS)),
    "a new parameter": (recorded("GET", "/notes?q=1", answer={"data": [], "total": 0}),
                        ("CT-DRIFT-QUERY", DRIFT)),
    "a new field": (recorded("GET", "/notes/1", answer={**NOTE, "colour": "red"}),
                    ("CT-DRIFT-ANSWER", DRIFT)),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_what_differs_is_found_once_with_its_rule(judge: Judge, name: str) -> None:
    exchange, finding = WRONG[name]

    assert rules(judge, exchange) == [finding]


def test_a_field_that_is_sent_and_not_known_is_drift_unless_the_body_is_closed() -> None:
    title = {"nullable": True, "type": "string"}
    body = {"content": {"application/json": {"schema": {"properties": {"title": title}}}}}
    post = {**DOCUMENT["paths"]["/notes"]["post"], "requestBody": body}
    paths = {"/notes": {"post": post}}
    judge = Judge("notes", {**DOCUMENT, "paths": paths})
    exchange = recorded("POST", "/notes", 201, sent={"title": None, "colour": 1}, answer=NOTE)

    verdict = judge.judge(exchange)

    assert verdict is not None
    assert [(each.rule, each.pointer) for each in verdict.findings] == [
        ("CT-DRIFT-REQUEST", "/colour")
    ]


@pytest.mark.parametrize(
    "exchange",
    [
        recorded("GET", "https://cdn.example.com/api/notes", answer={}),
        recorded("GET", "/notes", 0),
        recorded("OPTIONS", "/notes", 204),
        recorded("GET", "/notes", answer={}, platform="another"),
        recorded("GET", "http://127.0.0.1:8000/other/notes", answer={}),
    ],
    ids=["another host", "no answer", "a browser's question", "another platform", "another path"],
)
def test_what_is_none_of_this_api_is_left_alone(judge: Judge, exchange: Recorded) -> None:
    assert judge.judge(exchange) is None


def test_a_base_url_says_where_the_api_is() -> None:
    judge = Judge("notes", DOCUMENT, "https://api.example.com/v7/")
    there = recorded("GET", "https://api.example.com:443/v7/notes/101", answer=NOTE)

    verdict = judge.judge(there)

    assert verdict is not None
    assert (verdict.label, verdict.findings) == ("GET /notes/{id}", ())
    assert judge.judge(recorded("GET", "/notes/101", answer=NOTE)) is None


def test_secrets_are_hidden_wherever_they_occur(judge: Judge) -> None:
    secret = "notes-token-1f6b"
    answer = {**NOTE, "id": secret, "access_token": "another-secret"}

    verdict = judge.judge(recorded("GET", f"/notes/101?token={secret}", answer=answer))

    told = repr(verdict)
    assert dict(SENT)["Authorization"].endswith(secret)
    assert "${SECRET}" in told
    assert secret not in told
    assert "another-secret" not in told


def test_what_a_recording_masked_is_not_held_against_anybody(judge: Judge) -> None:
    exchange: Any = recorded("POST", "/notes", 201, sent={"title": "****" * 9}, answer=NOTE)

    assert rules(judge, exchange) == []
