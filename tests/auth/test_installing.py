"""An app comes and goes: what it is given, what is told of it, and in which order."""

from datetime import timedelta
from typing import Any

import pytest

from mock_server.auth.apps import APPS
from mock_server.auth.carriers import Auth
from mock_server.auth.handling import issue_by_hand
from mock_server.auth.installing import AT_ONCE, WORKERS, Telling, install, settle, uninstall
from mock_server.auth.server import Server
from mock_server.auth.tokens import state_of, tokens_of
from mock_server.engine.errors import Invalid, NotFound
from mock_server.engine.jobs import JOBS
from mock_server.engine.shop import Shop
from tests.auth.making import CLIENT, agreed, redeem
from tests.toy.platform import PLATFORM

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def worker(monkeypatch: pytest.MonkeyPatch) -> None:
    """The toy platform does this job too."""
    monkeypatch.setattr(type(PLATFORM), "all_workers", lambda platform: dict(WORKERS))


def told(shop: Shop) -> list[str]:
    return [event.name for event in shop.events]


def test_easy_mode_gives_tokens_and_tells_them(server: Server, shop: Shop) -> None:
    installed = install(server, shop, CLIENT, {"mode": "easy"}, AT_ONCE)

    assert installed.grant is not None
    assert installed.grant.scopes == ("notes.read", "notes.read_write", "offline")
    assert list(installed.events) == told(shop) == ["app.installed", "app.tokens"]
    assert shop.events[1].data == installed.grant.tokens
    assert shop.store.get(APPS, CLIENT)["installed_at"] == shop.clock.now()


def test_custom_mode_only_tells_of_the_installation(server: Server, shop: Shop) -> None:
    installed = install(server, shop, CLIENT, {"mode": "custom"}, AT_ONCE)

    assert installed.grant is None
    assert told(shop) == ["app.installed"]
    assert tokens_of(shop) == []


def test_who_installs_again_begins_anew(server: Server, shop: Shop) -> None:
    first = install(server, shop, CLIENT, {"mode": "easy"}, AT_ONCE)
    second = install(server, shop, CLIENT, {"mode": "easy"}, AT_ONCE)

    assert first.grant is not None
    assert second.grant is not None
    assert first.grant.family != second.grant.family
    assert [state_of(each, shop) for each in tokens_of(shop)] == ["revoked"] * 2 + ["good"] * 2


def test_what_was_issued_by_hand_outlives_an_installation(server: Server, shop: Shop) -> None:
    issue_by_hand(server, shop, _auth(server), None, None, None)

    install(server, shop, CLIENT, {"mode": "custom"}, AT_ONCE)

    assert {state_of(each, shop) for each in tokens_of(shop)} == {"good"}


def test_uninstalling_takes_back_all_that_the_app_holds(server: Server, shop: Shop) -> None:
    install(server, shop, CLIENT, {"mode": "easy"}, AT_ONCE)
    redeem(server, agreed(server, shop))
    pending = agreed(server, shop)

    gone = uninstall(server, shop, CLIENT, AT_ONCE)

    assert gone["uninstalled_at"] == shop.clock.now()
    assert "good" not in {state_of(each, shop) for each in tokens_of(shop)}
    assert server.shops.open("toy", pending) is not None
    assert told(shop)[-1] == "app.uninstalled"
    with pytest.raises(NotFound):
        uninstall(server, shop, CLIENT, AT_ONCE)


def test_the_consent_of_a_merchant_installs_an_app_once(server: Server, shop: Shop) -> None:
    app = install(server, shop, CLIENT, {"mode": "custom"}, AT_ONCE).app
    gone = uninstall(server, shop, CLIENT, AT_ONCE)

    assert settle(server, shop, app) is app
    assert settle(server, shop, gone)["installed"]
    assert told(shop) == ["app.installed", "app.uninstalled", "app.installed"]


@pytest.mark.parametrize(
    ("telling", "events"),
    [
        (Telling(duplicate=True), ["app.installed"] * 2 + ["app.tokens"] * 2),
        (Telling(shuffle=True), ["app.tokens", "app.installed"]),
    ],
)
def test_events_arrive_twice_and_in_another_order(
    server: Server, shop: Shop, telling: Telling, events: list[str]
) -> None:
    installed = install(server, shop, CLIENT, {"mode": "easy"}, telling)

    assert told(shop) == list(installed.events) == events


def test_events_twice_in_another_order_are_all_there(server: Server, shop: Shop) -> None:
    install(server, shop, CLIENT, {"mode": "easy"}, Telling(duplicate=True, shuffle=True))

    assert told(shop) != ["app.installed"] * 2 + ["app.tokens"] * 2
    assert sorted(told(shop)) == ["app.installed"] * 2 + ["app.tokens"] * 2


def test_late_events_are_told_when_the_clock_comes_to_them(server: Server, shop: Shop) -> None:
    install(server, shop, CLIENT, {"mode": "easy"}, Telling(delay=HOUR))
    waiting = shop.store.count(JOBS), told(shop)
    shop.advance(HOUR)

    assert waiting == (2, [])
    assert told(shop) == ["app.installed", "app.tokens"]
    assert {event.at for event in shop.events} == {shop.clock.now()}


@pytest.mark.parametrize("wishes", [{"redirect_uris": ["nowhere"]}])
def test_an_app_that_cannot_be_leaves_nothing_behind(
    server: Server, shop: Shop, wishes: dict[str, Any]
) -> None:
    with pytest.raises(Invalid):
        install(server, shop, CLIENT, wishes, AT_ONCE)

    assert shop.store.count(APPS) == 0
    assert told(shop) == []


def _auth(server: Server) -> Any:
    return Auth(PLATFORM.auth.carriers, oauth=server.oauth)
