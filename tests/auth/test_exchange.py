"""Codes and refresh tokens become tokens once, and what comes twice takes everything back."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from mock_server.auth.installing import AT_ONCE, install
from mock_server.auth.oauth_errors import OAuthError
from mock_server.auth.pkce import challenge_of
from mock_server.auth.server import Server
from mock_server.auth.settings import change_settings
from mock_server.auth.tokens import is_dead, state_of, tokens_of
from mock_server.engine.shop import Shop
from tests.auth.making import CLIENT, OAUTH, REDIRECT, agreed, form, redeem, refresh, toy_server
from tests.helpers import NOON

VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"


def states(shop: Shop) -> list[str]:
    return [f"{each['name']} {state_of(each, shop)}" for each in tokens_of(shop)]


def refused(server: Server, act: Any, *given: Any, **words: Any) -> tuple[str, int, str]:
    with pytest.raises(OAuthError) as caught:
        act(server, *given, **words)
    return caught.value.code, caught.value.status, caught.value.reason


def test_a_code_becomes_tokens_of_its_shop(server: Server, shop: Shop) -> None:
    grant = redeem(server, agreed(server, shop))

    assert list(grant.tokens) == ["access_token", "refresh_token"]
    assert grant.scopes == ("notes.read", "offline")
    assert grant.expires_at == NOON + timedelta(days=14)
    assert grant.seconds == 14 * 86_400
    opened = server.shops.open("toy", grant.tokens["access_token"])
    assert opened is not None
    assert opened[0] is shop
    assert states(shop) == ["code used", "access_token good", "refresh_token good"]


def test_without_the_offline_scope_there_is_no_refresh_token(server: Server, shop: Shop) -> None:
    assert list(redeem(server, agreed(server, shop, scope="notes.read")).tokens) == ["access_token"]


def test_a_code_that_comes_twice_takes_back_what_came_from_it(server: Server, shop: Shop) -> None:
    other, code = redeem(server, agreed(server, shop)), agreed(server, shop)
    redeem(server, code)

    told = refused(server, redeem, code)

    assert told[:2] == ("invalid_grant", 400)
    assert "used before" in told[2]
    assert states(shop)[-2:] == ["access_token revoked", "refresh_token revoked"]
    first = server.shops.open("toy", other.tokens["access_token"])
    assert first is not None
    assert not is_dead(first[1]), "what came from another consent stays"


def test_a_code_is_good_for_ten_minutes_of_the_shops_clock(server: Server, shop: Shop) -> None:
    early, late = agreed(server, shop), agreed(server, shop)
    shop.advance(timedelta(minutes=9, seconds=59))
    redeem(server, early)
    shop.advance(timedelta(seconds=1))

    assert refused(server, redeem, late) == (
        "invalid_grant",
        400,
        "the code expired 0 s ago by the clock of the shop",
    )


def test_a_code_with_another_redirect_uri_is_refused_and_stays_good(
    server: Server, shop: Shop
) -> None:
    code = agreed(server, shop)

    told = refused(server, redeem, code, redirect_uri=f"{REDIRECT}/")
    missing = refused(server, redeem, code, redirect_uri=None)

    assert told[0] == "invalid_grant"
    assert REDIRECT in told[2]
    assert f"{REDIRECT}/" in told[2]
    assert "last slash" in told[2]
    assert missing[0] == "invalid_request"
    redeem(server, code)


@pytest.mark.parametrize(
    ("words", "code", "reason"),
    [
        ({"client_id": None}, "invalid_client", "client_id is missing"),
        ({"client_secret": None}, "invalid_client", "client_secret is missing"),
        ({"client_id": "nobody"}, "invalid_client", "no app has the client_id 'nobody'"),
        ({"client_secret": "wrong"}, "invalid_client", "client_secret is not that of"),
        ({"code": "ac_unknown"}, "invalid_grant", "no code like the one that came"),
        ({"code": ""}, "invalid_request", "code is missing"),
    ],
)
def test_a_client_that_is_not_right_gets_nothing(
    server: Server, shop: Shop, words: dict[str, Any], code: str, reason: str
) -> None:
    sent = {"code": agreed(server, shop), **words}

    told = refused(server, redeem, **sent)

    assert told[0] == code
    assert told[1] == (401 if code == "invalid_client" else 400)
    assert told[2].startswith(reason)


def test_a_refusal_shows_no_more_of_a_secret_than_its_end(server: Server, shop: Shop) -> None:
    secret = form(server)["client_secret"]

    told = refused(server, redeem, agreed(server, shop), client_secret="my-own-secret-9999")

    assert secret not in told[2]
    assert "my-own-secret" not in told[2]
    assert secret[-4:] in told[2]


def test_a_code_of_another_app_is_refused(server: Server, shop: Shop) -> None:
    install(server, shop, "other-app", {"secret": "other-secret"}, AT_ONCE)
    words = {"client_id": "other-app", "client_secret": "other-secret"}

    told = refused(server, redeem, agreed(server, shop), **words)

    assert told[0] == "invalid_grant"
    assert told[2] == f"the code was given to the client {CLIENT!r}, 'other-app' came"


def test_a_token_in_the_place_of_another_is_told_apart(server: Server, shop: Shop) -> None:
    grant = redeem(server, agreed(server, shop))

    access = refused(server, refresh, grant.tokens["access_token"])
    as_code = refused(server, redeem, grant.tokens["refresh_token"])

    assert access[2] == "what came as refresh_token is an access token"
    assert as_code[2] == "what came as code is a refresh token"


def test_a_refresh_replaces_both_tokens(server: Server, shop: Shop) -> None:
    first = redeem(server, agreed(server, shop))
    shop.advance(timedelta(days=15))

    second = refresh(server, first.tokens["refresh_token"])

    assert second.family == first.family
    assert set(second.tokens.values()).isdisjoint(first.tokens.values())
    assert second.expires_at == NOON + timedelta(days=29)
    assert states(shop)[1:] == [
        "access_token revoked",
        "refresh_token used",
        "access_token good",
        "refresh_token good",
    ]


@pytest.mark.parametrize("status", [400, 401])
def test_a_refresh_token_that_comes_twice_revokes_the_whole_family(status: int) -> None:
    server = toy_server(replace(OAUTH, reuse_status=status))
    shop = server.shops.get("toy", "t")
    first = redeem(server, agreed(server, shop))
    second = refresh(server, first.tokens["refresh_token"])

    told = refused(server, refresh, first.tokens["refresh_token"])

    assert told[:2] == ("invalid_grant", status)
    assert "good" not in " ".join(states(shop))
    after = refused(server, refresh, second.tokens["refresh_token"])
    assert after[2] == "the refresh_token was revoked: its refresh token was used twice"


def test_of_two_refreshes_at_once_one_wins(server: Server, shop: Shop) -> None:
    token = redeem(server, agreed(server, shop)).tokens["refresh_token"]

    refresh(server, token)
    lost = refused(server, refresh, token)

    assert lost[0] == "invalid_grant"


def test_a_refresh_token_lives_a_month(server: Server, shop: Shop) -> None:
    token = redeem(server, agreed(server, shop)).tokens["refresh_token"]
    shop.advance(timedelta(days=30))

    assert refused(server, refresh, token)[2].startswith("the refresh_token expired 0 s ago")


def test_a_refresh_may_ask_for_less_and_never_for_more(server: Server, shop: Shop) -> None:
    grant = redeem(server, agreed(server, shop))

    beyond = refused(server, refresh, grant.tokens["refresh_token"], scope="notes.read_write")
    less = refresh(server, grant.tokens["refresh_token"], scope="offline")

    assert beyond[0] == "invalid_scope"
    assert "notes.read_write was not granted" in beyond[2]
    assert less.scopes == ("offline",)


def test_a_platform_may_want_the_redirect_uri_on_a_refresh_too() -> None:
    server = toy_server(replace(OAUTH, refresh_needs_redirect=True))
    token = redeem(server, agreed(server, server.shops.get("toy", "t"))).tokens["refresh_token"]

    assert refused(server, refresh, token, redirect_uri=None)[0] == "invalid_request"
    assert refused(server, refresh, token, redirect_uri="http://other/")[0] == "invalid_grant"
    refresh(server, token)


def test_the_verifier_of_a_code_must_fit_its_challenge(server: Server, shop: Shop) -> None:
    challenge = {"code_challenge": challenge_of(VERIFIER), "code_challenge_method": "S256"}
    code = agreed(server, shop, **challenge)

    missing = refused(server, redeem, code)
    wrong = refused(server, redeem, code, code_verifier=VERIFIER[::-1])
    unasked = refused(server, redeem, agreed(server, shop), code_verifier=VERIFIER)

    assert [missing[0], wrong[0], unasked[0]] == ["invalid_grant"] * 3
    assert redeem(server, code, code_verifier=VERIFIER)


def test_a_shop_may_have_lifetimes_of_its_own(server: Server, shop: Shop) -> None:
    change_settings(server.shops, shop, {"access_lifetime": timedelta(minutes=5)})

    first = redeem(server, agreed(server, shop))
    second = refresh(server, first.tokens["refresh_token"])

    assert first.seconds == second.seconds == 300


def test_what_is_refused_changes_nothing_else(server: Server, shop: Shop) -> None:
    code, version = agreed(server, shop), shop.version

    refused(server, redeem, code, client_secret="wrong")

    assert shop.version == version
