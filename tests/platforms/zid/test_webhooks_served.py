"""Zid's webhooks over HTTP: scopes, refusals, and what real clients send."""

import json
from typing import Any

import pytest
from starlette.types import ASGIApp

from mock_server.app.assembly import assemble
from mock_server.app.making import Start
from tests.asgi import Call, Reply, ask
from tests.helpers import NOON

WEBHOOKS = "/zid/v1/managers/webhooks"
BODY = {"event": "order.create", "target_url": "http://127.0.0.1:3000/zid", "original_id": "7367"}


@pytest.fixture(scope="module")
def app() -> ASGIApp:
    return assemble(["zid"], Start(clock=NOON)).app


def tokens(shop: str) -> dict[str, str]:
    return {"Authorization": f"Bearer shop:{shop}", "X-Manager-Token": f"shop:{shop}"}


def send(app: ASGIApp, shop: str, body: Any, path: str = WEBHOOKS, **headers: str) -> Reply:
    sent = {**tokens(shop), "Content-Type": "application/json", **headers}
    return ask(app, Call("POST", path, sent, content=json.dumps(body).encode()))


def test_a_webhook_is_made_listed_and_removed(app: ASGIApp) -> None:
    made = send(app, "a-life", BODY)
    listed = ask(app, Call("GET", WEBHOOKS, tokens("a-life")))
    removed = ask(app, Call("DELETE", WEBHOOKS, tokens("a-life"), "original_id=7367"))
    gone = ask(app, Call("DELETE", WEBHOOKS, tokens("a-life"), "original_id=7367"))

    assert [made.status, listed.status, removed.status, gone.status] == [200, 200, 200, 404]
    assert listed.body == {"status": "ready", "data": [made.body]}


@pytest.mark.parametrize(
    ("scopes", "reads", "writes"),
    [("webhooks.read", 200, 403), ("webhooks.read_write", 200, 200), ("orders.read", 403, 403)],
)
def test_scopes_are_demanded(app: ASGIApp, scopes: str, reads: int, writes: int) -> None:
    shop = f"scoped;scopes={scopes}"

    assert ask(app, Call("GET", WEBHOOKS, tokens(shop))).status == reads
    assert ask(app, Call("GET", f"{WEBHOOKS}/health/broken", tokens(shop))).status == reads
    assert send(app, shop, BODY).status == writes


def test_a_missing_scope_is_named(app: ASGIApp) -> None:
    reply = send(app, "narrow;scopes=webhooks.read", BODY)

    assert reply.body["error_code"] == "ERROR_FORBIDDEN"
    assert "webhooks.read_write" in reply.body["message"]["description"]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"event": "cart.updated"}, "event"),
        ({"event": "app.market.application.install"}, "event"),
        ({"target_url": "ftp://127.0.0.1/zid"}, "target_url"),
        ({"original_id": None}, "original_id"),
        ({"conditions": {"status": "lost"}}, "conditions.status"),
        ({"event": "product.update", "conditions": {"status": "new"}}, "conditions"),
    ],
)
def test_a_bad_webhook_is_named_by_its_field(
    app: ASGIApp, changed: dict[str, Any], field: str
) -> None:
    reply = send(app, "refused", {**BODY, **changed})

    assert reply.status == 422
    assert reply.body["message"]["type"] == "validation_errors"
    assert field in reply.body


@pytest.mark.parametrize("name", BODY)
def test_what_a_webhook_needs_is_asked_for(app: ASGIApp, name: str) -> None:
    reply = send(app, "refused", {key: value for key, value in BODY.items() if key != name})

    assert (reply.status, reply.body[name]) == (422, [f"The {name} field is required."])


def test_what_cannot_be_read_is_refused(app: ASGIApp) -> None:
    headers = {**tokens("refused"), "Content-Type": "application/json"}
    broken = ask(app, Call("POST", WEBHOOKS, headers, content=b"{"))
    form = send(app, "refused", BODY, **{"Content-Type": "application/x-www-form-urlencoded"})

    assert (broken.status, form.status) == (400, 415)


def test_a_deletion_says_of_what(app: ASGIApp) -> None:
    reply = ask(app, Call("DELETE", WEBHOOKS, tokens("refused")))

    assert reply.status == 422
    assert reply.body["original_id"] == ["The original_id field is required."]


def test_one_store_never_sees_the_webhooks_of_another(app: ASGIApp) -> None:
    send(app, "one", BODY)

    listed = ask(app, Call("GET", WEBHOOKS, tokens("another")))
    deleted = ask(app, Call("DELETE", WEBHOOKS, tokens("another"), "original_id=7367"))

    assert listed.body["data"] == []
    assert deleted.status == 404


def test_health_is_told_in_the_usual_envelope(app: ASGIApp) -> None:
    send(app, "healthy", BODY)

    summary = ask(app, Call("GET", f"{WEBHOOKS}/health/summary", tokens("healthy"))).body
    broken = ask(app, Call("GET", f"{WEBHOOKS}/health/broken", tokens("healthy"))).body

    assert (summary["status"], broken["status"]) == ("object", "object")
    assert summary["data"] == {"healthy": 1, "degraded": 0, "broken": 0}
    assert broken["data"] == []
