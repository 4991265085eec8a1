"""Tjar's webhooks over HTTP: what only the wire shows."""

import json
from typing import Any

import pytest
from starlette.types import ASGIApp

from mock_server.app.assembly import assemble
from mock_server.app.making import Start
from tests.asgi import Call, Reply, ask
from tests.helpers import NOON
from tests.platforms.tjar.subscribing import body

WEBHOOKS = "/tjar/api/core/v1/webhooks"


@pytest.fixture(scope="module")
def app() -> ASGIApp:
    return assemble(["tjar"], Start(clock=NOON)).app


def send(app: ASGIApp, method: str, path: str, content: Any = None, shop: str = "demo") -> Reply:
    headers = {"Authorization": f"Bearer shop:{shop}", "Accept-Language": "en"}
    if content is None:
        return ask(app, Call(method, path, headers))
    sent = {**headers, "Content-Type": "application/json"}
    return ask(app, Call(method, path, sent, content=json.dumps(content).encode()))


def test_a_webhook_lives_through_all_operations(app: ASGIApp) -> None:
    made = send(app, "POST", WEBHOOKS, body())
    own = f"{WEBHOOKS}/{made.body['data']['id']}"
    replies = [
        send(app, "GET", WEBHOOKS),
        send(app, "GET", f"{WEBHOOKS}/events"),
        send(app, "PUT", own, body(name="Another name")),
        send(app, "POST", f"{own}/refresh-secret"),
        send(app, "POST", f"{own}/verify-signature", {"payload": "{}", "signature": "00"}),
        send(app, "DELETE", own),
    ]

    assert made.status == 201
    assert [each.status for each in replies] == [200] * 6
    assert send(app, "DELETE", own).status == 404


def test_the_list_speaks_arabic_unless_asked_otherwise(app: ASGIApp) -> None:
    reply = ask(app, Call("GET", WEBHOOKS, {"Authorization": "Bearer shop:demo"}))

    assert reply.body["message"] == "هذه هي الويب هوك"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"events": ["cart.created"]}, "events.0"),
        ({"events": []}, "events"),
        ({"url": "www.example.com"}, "url"),
        ({"name": ""}, "name"),
        ({"is_active": "yes"}, "is_active"),
    ],
)
@pytest.mark.parametrize("method", ["POST", "PUT"])
def test_a_bad_webhook_is_named_by_its_field(
    app: ASGIApp, method: str, changed: dict[str, Any], field: str
) -> None:
    path = WEBHOOKS if method == "POST" else f"{WEBHOOKS}/1"

    reply = send(app, method, path, body(**changed))

    assert reply.status == 422
    assert list(reply.body["errors"]) == [field]


def test_one_store_never_sees_the_webhooks_of_another(app: ASGIApp) -> None:
    made = send(app, "POST", WEBHOOKS, body(), "one").body["data"]

    assert send(app, "GET", WEBHOOKS, shop="another").body["data"]["webhooks"] == []
    assert send(app, "DELETE", f"{WEBHOOKS}/{made['id']}", shop="another").status == 404


def test_no_key_opens_nothing(app: ASGIApp) -> None:
    assert ask(app, Call("GET", f"{WEBHOOKS}/events", {})).status == 401
