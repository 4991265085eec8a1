"""Tokens and apps of a shop of an embedded sandbox."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import requests

from mock_server import Sandbox
from mock_server.app.embedded_shop import EmbeddedShop
from mock_server.auth.installing import Telling
from mock_server.auth.rules import Grant
from tests.helpers import NOON


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(["salla"], scenario="empty", clock=NOON) as sandbox:
        yield sandbox


@pytest.fixture
def shop(sandbox: Sandbox) -> Iterator[EmbeddedShop]:
    shop = sandbox.shop("salla", "t")
    yield shop
    shop.remove()


def call(shop: EmbeddedShop, token: str) -> int:
    headers = {"Authorization": f"Bearer {token}"}
    return requests.get(f"{shop.base_url}/carts/abandoned", headers=headers, timeout=10).status_code


def test_a_token_is_issued_expires_and_is_revoked(shop: EmbeddedShop) -> None:
    issued = [shop.access.issue(["carts.read"]).token for _ in range(2)]
    met = [call(shop, token) for token in issued]

    assert shop.access.expire(issued[0]) == 1
    assert shop.access.revoke() == 2
    met += [call(shop, token) for token in issued]

    assert met == [200, 200, 401, 401]


def test_an_app_comes_and_goes(shop: EmbeddedShop) -> None:
    grant = shop.access.install().grant
    assert isinstance(grant, Grant)
    met = [call(shop, grant.tokens["access_token"])]
    shop.access.uninstall()
    met.append(call(shop, grant.tokens["access_token"]))

    names = [event.name for event in shop.events]
    assert met == [200, 401]
    assert names == ["app.installed", "app.store.authorize", "app.uninstalled"]


def test_an_app_is_told_as_a_test_wants(shop: EmbeddedShop) -> None:
    shop.access.install("my-app", Telling(delay=timedelta(hours=1), shuffle=True), name="Mine")
    early = list(shop.events)
    shop.clock.advance("PT1H")

    assert early == []
    assert [event.name for event in shop.events] == ["app.store.authorize", "app.installed"]


def test_lifetimes_are_set(shop: EmbeddedShop) -> None:
    shop.access.settings(access_lifetime=timedelta(minutes=5))
    token = shop.access.issue().token
    met = [call(shop, token)]
    shop.clock.advance("PT5M")
    met.append(call(shop, token))

    assert met == [200, 401]
