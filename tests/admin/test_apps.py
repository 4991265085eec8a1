"""Apps over the admin API: what is told of an installation, and what is hidden of it."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.admin.conftest import Api
from tests.asgi import Reply

Messages = Callable[[Reply], str]


def install(api: Api, here: str, **wishes: Any) -> dict[str, Any]:
    told: dict[str, Any] = api("POST", f"{here}/apps/install", wishes).body
    return told


def test_the_demo_app_is_listed_before_it_is_installed(api: Api, here: str) -> None:
    [app] = api("GET", f"{here}/apps").body["apps"]
    facts = api("GET", here).body["facts"]

    assert not app["installed"]
    assert app["client_id"] == facts["client_id"]
    assert app["client_secret"] == f"****{facts['client_secret'][-4:]}"


def test_an_installation_tells_what_the_app_must_know(api: Api, here: str, name: str) -> None:
    told = install(api, here, redirect_uris=["http://localhost/a"], scopes=["carts.read"])

    assert (told["platform"], told["shop"]) == ("salla", name)
    assert told["redirect_uri"] == "http://localhost/a"
    assert (told["authorize_url"], told["token_url"]) == (
        "/salla/oauth2/auth",
        "/salla/oauth2/token",
    )
    assert told["tokens"]["scope"] == "carts.read"
    assert told["events"] == ["app.installed", "app.store.authorize"]
    assert told["client_secret"] == api("GET", here).body["facts"]["client_secret"]


def test_tokens_are_masked_where_events_jobs_and_records_are_shown(api: Api, here: str) -> None:
    tokens = install(api, here)["tokens"]
    secrets = [tokens["access_token"], tokens["refresh_token"]]
    secrets += [install(api, here, delay="PT1H")["tokens"]["access_token"]]

    for path in ("events", "jobs", "records/event", "records/job", "records/token", "apps"):
        content = api("GET", f"{here}/{path}").content
        assert not any(secret.encode() in content for secret in secrets), path
    last = api("GET", f"{here}/events").body["events"][-1]
    assert last["data"]["access_token"] == f"****{secrets[0][-4:]}"


def test_what_an_app_is_told_can_be_late_twice_and_shuffled(api: Api, here: str) -> None:
    told = install(api, here, delay="PT1H", duplicate=True, shuffle=True)
    before = api("GET", f"{here}/events", query="limit=1000").body["events"]
    api("POST", f"{here}/clock/advance", {"by": "PT1H"})
    after = api("GET", f"{here}/events", query="limit=1000").body["events"]

    names = [each["name"] for each in after[len(before) :] if each["name"].startswith("app.")]
    assert names == told["events"]
    assert sorted(names) == ["app.installed"] * 2 + ["app.store.authorize"] * 2


def test_an_uninstalled_app_is_known_and_holds_nothing(api: Api, here: str) -> None:
    install(api, here)

    gone = api("POST", f"{here}/apps/uninstall", {}).body
    tokens = api("GET", f"{here}/tokens").body["tokens"]

    assert (gone["installed"], gone["uninstalled_at"]) == (False, "2026-03-01T12:00:00Z")
    assert {(each["state"], each["why"]) for each in tokens} == {
        ("revoked", "the app was uninstalled")
    }


@pytest.mark.parametrize(
    ("verb", "body", "status", "words"),
    [
        ("install", {"redirect_uris": ["nowhere"]}, 422, "absolute http or https"),
        ("install", {"mode": "hard"}, 422, "easy, custom"),
        ("install", {"client_secret": "short"}, 422, "client_secret"),
        ("uninstall", {}, 404, "is installed in this shop"),
    ],
)
def test_what_cannot_be_is_refused(
    api: Api,
    here: str,
    messages: Messages,
    verb: str,
    body: dict[str, Any],
    status: int,
    words: str,
) -> None:
    reply = api("POST", f"{here}/apps/{verb}", body)

    assert reply.status == status
    assert words in messages(reply)
