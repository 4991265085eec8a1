"""Tjar over HTTP, in the demo shop: what only the wire shows."""

import json
from typing import Any

import pytest
from starlette.types import ASGIApp

from mock_server.app.assembly import assemble
from mock_server.app.making import Start
from tests.asgi import Call, Reply, ask
from tests.helpers import NOON
from tests.platforms.tjar.samples import SAMPLE, by

KEY = {"Authorization": "Bearer shop:demo"}
ENGLISH = {**KEY, "Accept-Language": "en"}
CARTS = "/tjar/api/core/v1/abandoned-carts"


@pytest.fixture(scope="module")
def app() -> ASGIApp:
    return assemble(["tjar"], Start(clock=NOON)).app


def remind(app: ASGIApp, identifier: str, body: Any) -> Reply:
    headers = {**ENGLISH, "Content-Type": "application/json"}
    content = json.dumps(body).encode()
    return ask(app, Call("POST", f"{CARTS}/{identifier}/reminder", headers, content=content))


def reminders_count(app: ASGIApp, identifier: str) -> int:
    count: int = ask(app, Call("GET", f"{CARTS}/{identifier}", KEY)).body["data"]["reminders_count"]
    return count


def test_the_request_of_the_documentation_is_answered_to_the_letter(app: ASGIApp) -> None:
    before = reminders_count(app, "2")

    reply = remind(app, "2", SAMPLE)

    assert reply.status == 200
    assert reply.body == {
        "status": "success",
        "message": "Reminder sent successfully",
        "data": {"reminder_sent": True, "type": "email"},
    }
    assert reminders_count(app, "2") == before + 1


def test_the_list_is_arabic_and_has_fifteen_rows_a_page_unless_asked(app: ASGIApp) -> None:
    body = ask(app, Call("GET", CARTS, KEY)).body

    assert body["message"] == "هذه هي السلات المتروكة"
    assert body["data"]["pagination"]["per_page"] == 15
    assert all(cart["last_activity"].startswith("منذ ") for cart in body["data"]["carts"])


def test_no_key_opens_nothing(app: ASGIApp) -> None:
    for path in (CARTS, f"{CARTS}/1"):
        reply = ask(app, Call("GET", path, {"Accept-Language": "en"}))

        assert reply.status == 401
        assert reply.body["message"] == "The API key is missing"


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("per_page=101", "per_page"),
        ("page=0", "page"),
        ("products_count=two", "products_count"),
        ("date_from=2026-02-30", "date_from"),
        ("date_to=yesterday", "date_to"),
    ],
)
def test_a_bad_filter_is_named(app: ASGIApp, query: str, name: str) -> None:
    reply = ask(app, Call("GET", CARTS, ENGLISH, query))

    assert reply.status == 422
    assert list(reply.body["errors"]) == [name]


@pytest.mark.parametrize(
    ("body", "name"),
    [
        (by("pigeon"), "type"),
        ({"type": "email"}, "alert_details"),
        ({"type": "email", "alert_details": {}}, "alert_details.message"),
        (by("email", offer_discount=101), "alert_details.offer_discount"),
        (by("email", subject=""), "alert_details.subject"),
    ],
)
def test_a_bad_reminder_is_named_by_its_field(app: ASGIApp, body: Any, name: str) -> None:
    reply = remind(app, "1", body)

    assert reply.status == 422
    assert list(reply.body["errors"]) == [name]


def test_every_store_answers_at_a_host_of_its_own(app: ASGIApp) -> None:
    headers = {**KEY, "host": "example-store.tjar.sa"}

    reply = ask(app, Call("GET", "/api/core/v1/abandoned-carts/1", headers))

    assert reply.status == 200
    assert reply.body["data"]["identifier"] == "1"
