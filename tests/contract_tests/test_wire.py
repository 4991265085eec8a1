"""Pace, patience and limits of a run, whoever sends the request."""

import io
import time
from typing import Any

import pytest
import requests

from contract_tests.client import Call, Client, Refrained
from contract_tests.document import Document
from contract_tests.run import run
from contract_tests.wire import Limits, Wire, retry_after
from tests.contract_tests.conftest import DOCUMENT, TOKEN, Shop, refuse

HEADERS = {"Authorization": f"Bearer {TOKEN}"}
LIST = Document(DOCUMENT).by_id["listNotes"]
CREATE = Document(DOCUMENT).by_id["createNote"]


def client_of(shop: Shop, **limits: Any) -> Client:
    wire = Wire(Limits(**{"writes": True, **limits}))
    return Client(shop.settings.base_url, HEADERS, wire=wire)


def test_a_rate_is_kept(serve: Any) -> None:
    client = client_of(serve(), rate=50.0)
    started = time.monotonic()

    for _ in range(11):
        client.send(Call(LIST))

    assert time.monotonic() - started >= 10 / 50


@pytest.mark.parametrize("phases", [(), ("coverage",)])
def test_no_more_is_sent_than_was_allowed(serve: Any, phases: tuple[str, ...]) -> None:
    shop = serve(phases=phases, max_requests=25)
    out = io.StringIO()

    code = run(shop.settings, out)

    cleaned = [pair for pair in shop.asked[25:] if pair[0] != "DELETE"]
    assert (code, cleaned) == (0, []), out.getvalue()
    assert "all of --max-requests 25 were sent: not all was tried" in out.getvalue()


def test_a_read_only_wire_sends_no_write(serve: Any) -> None:
    shop = serve()
    client = client_of(shop, writes=False)

    with pytest.raises(Refrained):
        client.send(Call(CREATE, body={"title": "Tea"}))

    assert shop.asked == []
    assert client.wire.refrained == 1


def test_every_request_names_the_tool(serve: Any) -> None:
    agents: set[str] = set()
    shop = serve(heed=lambda request: agents.add(request.headers.get("User-Agent", "")))

    run(shop.settings, io.StringIO())

    assert len(shop.asked) > 100
    assert {agent.partition("/")[0] for agent in agents} == {"souqbox"}


def test_a_limit_that_is_met_on_the_way_is_waited_out_and_no_finding(serve: Any) -> None:
    count = 0

    def limit(request: Any) -> Any:
        nonlocal count
        count += 1
        if count % 5:
            return None
        answer = refuse(429, "too many requests")
        answer.headers["Retry-After"] = "0"
        return answer

    shop = serve(heed=limit)
    out = io.StringIO()

    code = run(shop.settings, out)

    assert code == 0, out.getvalue()
    assert count > 100


def test_a_limit_that_does_not_end_is_told_as_a_note(serve: Any) -> None:
    count = 0

    def limit(request: Any) -> Any:
        nonlocal count
        count += 1
        answer = refuse(429, "too many requests")
        answer.headers["Retry-After"] = "0"
        return answer if count > 10 else None

    out = io.StringIO()

    code = run(serve(heed=limit, phases=()).settings, out)

    assert code == 0, out.getvalue()
    assert "requests were refused with 429 to the end: give a lower --rate" in out.getvalue()


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("2", 2), ("0.5", 0.5), ("-1", 0), ("Thu, 01 Jan 1970 00:01:00 GMT", 20)],
)
def test_both_forms_of_retry_after_are_read(
    monkeypatch: pytest.MonkeyPatch, text: str, seconds: float
) -> None:
    monkeypatch.setattr(time, "time", lambda: 40.0)

    assert retry_after(text) == seconds


def test_a_retry_after_that_says_nothing_is_none() -> None:
    assert retry_after("") is None
    assert retry_after("soon") is None


def test_a_limit_without_retry_after_is_waited_for_only_a_few_times() -> None:
    wire = Wire(Limits())
    answer = requests.Response()
    answer.status_code = 429

    assert wire.patience(answer, 0) == 1.0
    assert [wire.patience(answer, 3) for _ in range(3)] == [None, None, None]
    assert wire.patience(answer, 0) is None
