"""A token that is not good here and now is refused in words that say why."""

from datetime import timedelta
from typing import Any

import pytest

from mock_server.auth.carriers import Auth, Carrier
from mock_server.auth.gate import Gate
from mock_server.auth.server import Server
from mock_server.engine.errors import Unauthorized
from mock_server.engine.shop import Shop
from tests.helpers import NOON
from tests.toy.making import toy_contract

AUTH = Auth(
    {
        "oauth2": Carrier("Authorization", "Bearer", holds="app token"),
        "manager": Carrier("X-Manager-Token", also=("Access-Token",), holds="store token"),
    }
)


def reason(server: Server, app: str, store: str = "shop:t", operation: str = "getSettings") -> str:
    headers = {b"authorization": f"Bearer {app}".encode(), b"x-manager-token": store.encode()}
    with pytest.raises(Unauthorized) as caught:
        Gate("toy", AUTH, server.shops).enter(toy_contract().operation(operation), headers)
    return caught.value.reason


def issue(server: Server, shop: Shop, token: str, **facts: Any) -> str:
    server.shops.issue(shop, token, facts)
    return token


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"kind": "refresh"}, "a refresh token, which is good at the token address only"),
        ({"kind": "code"}, "an authorization code, which is to be exchanged"),
        ({"scheme": "manager"}, "the store token: it belongs in X-Manager-Token"),
        ({"only": "/public/", "name": "public"}, "a public token: it opens only paths that begin"),
    ],
)
def test_a_token_of_another_kind_is_named(
    server: Server, shop: Shop, facts: dict[str, str], words: str
) -> None:
    told = reason(server, issue(server, shop, "secret", **facts))

    assert told.startswith(f"the token in Authorization is {words}")
    assert "secret" not in told


def test_swapped_tokens_are_told_where_they_belong(server: Server, shop: Shop) -> None:
    app = issue(server, shop, "one", scheme="oauth2")
    store = issue(server, shop, "two", scheme="manager")

    assert reason(server, store, app) == (
        "the token in Authorization is the store token: it belongs in X-Manager-Token"
    )
    assert reason(server, app, app) == (
        "the token in X-Manager-Token is the app token: it belongs in Authorization, after 'Bearer'"
    )


def test_a_revoked_token_tells_what_happened(server: Server, shop: Shop) -> None:
    token = issue(server, shop, "secret")
    server.shops.revoke(shop, token, "the app was uninstalled")

    assert reason(server, token) == (
        "the token in Authorization was revoked: the app was uninstalled"
    )


def test_an_expired_token_tells_when_and_by_whose_clock(server: Server, shop: Shop) -> None:
    token = issue(server, shop, "secret", expires_at=NOON + timedelta(hours=1))
    shop.advance(timedelta(hours=1))

    assert reason(server, token) == (
        "the token in Authorization expired at 2026-03-01 13:00:00 UTC by the clock of shop 't'"
    )


def test_a_missing_header_names_the_other_one_that_would_do(server: Server) -> None:
    with pytest.raises(Unauthorized) as caught:
        Gate("toy", AUTH, server.shops).enter(
            toy_contract().operation("getSettings"), {b"authorization": b"Bearer shop:t"}
        )

    assert caught.value.reason == "the header X-Manager-Token is missing, Access-Token too"


def test_a_rule_of_headers_has_the_last_word(server: Server) -> None:
    def rule(operation: Any, headers: Any, shop: Shop) -> None:
        if headers.get(b"store-id") != b"7":
            raise Unauthorized(f"not the Store-Id of {shop.name}", "Store-Id", "invalid")

    auth = Auth(AUTH.carriers, rule=rule, also_read=("Store-Id",))
    headers = {b"authorization": b"Bearer shop:t"}
    gate = Gate("toy", auth, server.shops)
    operation = toy_contract().operation("listNotes")

    with pytest.raises(Unauthorized, match="not the Store-Id of t"):
        gate.enter(operation, headers)
    assert gate.enter(operation, {**headers, b"store-id": b"7"}).shop.name == "t"
    assert auth.headers == (b"authorization", b"x-manager-token", b"access-token", b"store-id")
