"""Tokens over the admin API: told once, masked ever after."""

from collections.abc import Callable
from typing import Any

import pytest
from starlette.types import ASGIApp

from tests.admin.conftest import Api
from tests.asgi import Call, Reply, ask

Messages = Callable[[Reply], str]


def carts(app: ASGIApp, headers: dict[str, str]) -> int:
    """What the platform says to whoever sends these headers."""
    return ask(app, Call("GET", "/salla/admin/v2/carts/abandoned", headers)).status


def issued(api: Api, here: str, **wishes: Any) -> dict[str, Any]:
    told: dict[str, Any] = api("POST", f"{here}/tokens", wishes).body
    return told


def test_an_issued_token_opens_the_shop_as_long_as_it_lives(
    api: Api, app: ASGIApp, here: str
) -> None:
    token = issued(api, here, scopes=["carts.read"], lifetime="PT1H")
    met = [carts(app, token["headers"])]
    api("POST", f"{here}/clock/advance", {"by": "PT1H"})
    met.append(carts(app, token["headers"]))

    assert token["expires_at"] == "2026-03-01T13:00:00Z"
    assert met == [200, 401]


def test_without_the_scope_it_opens_nothing(api: Api, app: ASGIApp, here: str) -> None:
    assert carts(app, issued(api, here, scopes=["orders.read"])["headers"]) == 401


@pytest.mark.parametrize(("verb", "state"), [("expire", "expired"), ("revoke", "revoked")])
def test_a_token_ends_when_it_is_told_to(
    api: Api, app: ASGIApp, here: str, verb: str, state: str
) -> None:
    token = issued(api, here)
    met = [carts(app, token["headers"])]

    told = api("POST", f"{here}/tokens/{verb}", {"token": token["token"]}).body
    met.append(carts(app, token["headers"]))

    assert told == {state: 1}
    assert met == [200, 401]
    listed = api("GET", f"{here}/tokens").body["tokens"]
    assert [each["state"] for each in listed if each["name"] == "access_token"] == [state]


def test_a_list_tells_no_secret(api: Api, here: str) -> None:
    secrets = [value for value in issued(api, here)["tokens"].values() if "ory_" in str(value)]

    replies = [api("GET", f"{here}/{path}") for path in ("tokens", "records/token")]

    assert len(secrets) == 2
    for reply in replies:
        assert not any(secret.encode() in reply.content for secret in secrets)
    listed = replies[0].body
    assert listed["total"] == 2
    assert {each["token"] for each in listed["tokens"]} == {f"****{s[-4:]}" for s in secrets}
    assert [each["number"] for each in listed["tokens"]] == [2, 1]


@pytest.mark.parametrize(
    ("verb", "body", "status", "words"),
    [
        ("tokens", {"kind": "public"}, 422, "kind: salla has grant"),
        ("tokens", {"lifetime": "PT"}, 422, "lifetime"),
        ("tokens/expire", {"number": 99}, 404, "no such token"),
        ("tokens/revoke", {"token": "nobody"}, 404, "no such token"),
    ],
)
def test_what_is_not_there_is_refused(
    api: Api,
    here: str,
    messages: Messages,
    verb: str,
    body: dict[str, Any],
    status: int,
    words: str,
) -> None:
    reply = api("POST", f"{here}/{verb}", body)

    assert reply.status == status
    assert words in messages(reply)


def test_settings_of_access_are_shown_and_set(api: Api, here: str) -> None:
    before = api("GET", f"{here}/access").body
    changed = api("PATCH", f"{here}/access", {"access_lifetime": "PT5M"}).body
    token = issued(api, here)
    back = api("PATCH", f"{here}/access", {"access_lifetime": None}).body

    usual = {"access_lifetime": "P14D", "refresh_lifetime": "P30D", "strict_headers": False}
    assert before == back == usual
    assert changed == {**usual, "access_lifetime": "PT5M"}
    assert token["tokens"]["expires_in"] == 300


def test_a_copied_shop_takes_no_access_along(api: Api, app: ASGIApp, here: str) -> None:
    token = issued(api, here)
    api("POST", f"{here}/apps/install", {"delay": "PT1H"})
    api("POST", f"{here}/copy", {"to": "twin"})
    api("POST", "/shops/salla/twin/clock/advance", {"by": "PT1H"})

    events = api("GET", "/shops/salla/twin/events", query="limit=1000").body["events"]
    assert api("GET", "/shops/salla/twin/tokens").body["tokens"] == []
    assert [each["name"] for each in events if each["name"].startswith("app.")] == []
    assert not api("GET", "/shops/salla/twin/apps").body["apps"][0]["installed"]
    assert carts(app, token["headers"]) == 200


def test_a_reset_shop_knows_no_token_of_before(api: Api, app: ASGIApp, here: str) -> None:
    token = issued(api, here)
    api("POST", f"{here}/reset", {})

    assert carts(app, token["headers"]) == 401
