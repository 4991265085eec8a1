"""Salla's tokens: how they are told, what an app hears of its life, whose they are."""

from datetime import timedelta
from typing import Any

import pytest

from mock_server.auth.installing import AT_ONCE, Installation, install, uninstall
from mock_server.auth.server import Server
from mock_server.engine.shop import Shop
from mock_server.engine.shops import Shops
from mock_server.platforms.salla.accounts import ACCOUNTS, facts
from mock_server.platforms.salla.auth import AUTH, OAUTH
from mock_server.platforms.salla.merchants import merchant_id
from tests.helpers import NOON, call, make_shop, part

CLIENT = OAUTH.client_id


@pytest.fixture
def shop() -> Shop:
    return make_shop("salla")


@pytest.fixture
def server(shop: Shop) -> Server:
    shops = Shops(lambda platform, name: shop)
    shops.get("salla", "t")
    return Server.of(shops, part("salla").platform, part("salla").contract.document)


def installed(server: Server, shop: Shop, **wishes: Any) -> Installation:
    return install(server, shop, CLIENT, {"mode": "easy", **wishes}, AT_ONCE)


def test_the_answer_tells_the_end_as_a_moment_and_as_a_span(server: Server, shop: Shop) -> None:
    grant = installed(server, shop, scopes=["carts.read", "offline_access"]).grant

    assert grant is not None
    assert OAUTH.answer(grant) == {
        "token_type": "bearer",
        "access_token": grant.tokens["access_token"],
        "expires": int((NOON + timedelta(days=14)).timestamp()),
        "expires_in": 14 * 86_400,
        "refresh_token": grant.tokens["refresh_token"],
        "scope": "carts.read offline_access",
    }


def test_a_refresh_token_takes_offline_access(server: Server, shop: Shop) -> None:
    grant = installed(server, shop, scopes=["carts.read"]).grant

    assert grant is not None
    assert "refresh_token" not in OAUTH.answer(grant)


def test_easy_mode_tells_of_the_installation_then_pushes_the_tokens(
    server: Server, shop: Shop
) -> None:
    grant = installed(server, shop, scopes=["carts.read", "offline_access"]).grant

    assert grant is not None
    first, second = shop.events[-2:]
    assert (first.name, first.data) == (
        "app.installed",
        {
            "id": first.data["id"],
            "app_name": "souqbox demo app",
            "app_description": "souqbox demo app",
            "app_type": "app",
            "app_scopes": ["carts.read", "offline_access"],
            "installation_date": "2026-03-01 15:00:00",
        },
    )
    assert (second.name, second.data) == (
        "app.store.authorize",
        {
            "access_token": grant.tokens["access_token"],
            "refresh_token": grant.tokens["refresh_token"],
            "expires": int((NOON + timedelta(days=14)).timestamp()),
            "scope": "carts.read offline_access",
            "token_type": "bearer",
        },
    )


def test_custom_mode_pushes_nothing(server: Server, shop: Shop) -> None:
    before = len(shop.events)

    installed(server, shop, mode="custom")

    assert [event.name for event in shop.events[before:]] == ["app.installed"]


def test_an_app_hears_that_it_was_uninstalled(server: Server, shop: Shop) -> None:
    installed(server, shop)
    shop.advance(timedelta(days=1))

    uninstall(server, shop, CLIENT, AT_ONCE)

    told = shop.events[-1]
    assert told.name == "app.uninstalled"
    assert told.data["installation_date"] == "2026-03-01 15:00:00"
    assert told.data["uninstallation_date"] == "2026-03-02 15:00:00"


def test_the_state_comes_back_without_its_hyphens() -> None:
    assert OAUTH.state("a-b--c_d") == "abc_d"


def test_the_older_address_tells_whose_token_it_is(shop: Shop) -> None:
    status, body = call(shop, "userInformationDetails")

    assert status == 200
    data = body["data"]
    assert data["merchant"]["id"] == merchant_id(shop)
    assert data["merchant"]["tax_number"][0] == data["merchant"]["tax_number"][-1] == "3"
    assert len(data["merchant"]["tax_number"]) == 15
    assert data["name"] == "Al Waha Store"
    assert call(shop, "userInformationDetails", language="ar")[1]["data"]["name"] == "متجر الواحة"
    assert call(shop, "userInformationDetails")[1] == body, "reading changes nothing"


def test_the_accounts_document_binds_all_it_has() -> None:
    side = part("salla").beside["accounts"]

    assert {each.source for each in side.bindings} == {"platform"}
    assert side.platform is ACCOUNTS
    assert AUTH.oauth is OAUTH


def test_a_client_must_know_the_merchant_and_the_demo_app(shop: Shop) -> None:
    told = facts(shop)

    assert told["merchant"] == str(merchant_id(shop))
    assert told["client_id"] == CLIENT
