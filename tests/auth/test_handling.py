"""Tokens handled by hand: issued, made to expire, revoked."""

from datetime import timedelta

import pytest

from mock_server.auth.carriers import Auth, Carrier
from mock_server.auth.handling import Which, expire_tokens, issue_by_hand, revoke_tokens
from mock_server.auth.rules import Key
from mock_server.auth.server import Server
from mock_server.auth.tokens import BY_HAND, state_of, tokens_of
from mock_server.engine.errors import Invalid, NotFound
from mock_server.engine.shop import Shop
from mock_server.engine.shops import TOKENS
from tests.auth.making import OAUTH, SCOPES, agreed, redeem, refresh
from tests.helpers import NOON

HOUR = timedelta(hours=1)
KEYS = Auth(
    {"key": Carrier("Authorization", "APIKey")},
    keys={"secret": Key("st_", 24), "public": Key("pt_", 24, only="/public/")},
)
APPS = Auth({"oauth2": Carrier("Authorization", "Bearer")}, oauth=OAUTH)


def states(shop: Shop) -> list[str]:
    return [f"{each['name']} {state_of(each, shop)}" for each in tokens_of(shop)]


def test_a_key_is_issued_with_the_header_that_carries_it(server: Server, shop: Shop) -> None:
    issued = issue_by_hand(server, shop, KEYS, None, None, None)

    assert issued.kind == "secret"
    assert issued.token.startswith("st_")
    assert len(issued.token) == 27
    assert issued.headers == {"Authorization": f"APIKey {issued.token}"}
    record = shop.store.get(TOKENS, issued.token)
    assert (record["expires_at"], record["scopes"], record["owner"]) == (None, None, BY_HAND)


def test_a_kind_is_chosen_by_its_name(server: Server, shop: Shop) -> None:
    issued = issue_by_hand(server, shop, KEYS, "public", ["a"], HOUR)

    assert issued.expires_at == NOON + HOUR
    record = shop.store.get(TOKENS, issued.token)
    assert (record["only"], record["scopes"], record["expires_at"]) == (
        "/public/",
        ["a"],
        NOON + HOUR,
    )
    with pytest.raises(Invalid, match="toy has secret, public"):
        issue_by_hand(server, shop, KEYS, "another", None, None)


def test_where_there_are_apps_all_that_a_grant_has_is_issued(server: Server, shop: Shop) -> None:
    issued = issue_by_hand(server, shop, APPS, None, None, HOUR)

    assert issued.answer.keys() == {"access_token", "refresh_token", "expires_in"}
    assert issued.scopes == list(SCOPES)
    assert issued.expires_at == NOON + HOUR
    assert issued.headers == {"Authorization": f"Bearer {issued.token}"}
    assert {each["owner"] for each in tokens_of(shop)} == {BY_HAND}
    refresh(server, issued.answer["refresh_token"])


def test_no_two_shops_make_the_same_token(server: Server) -> None:
    made = [
        issue_by_hand(server, server.shops.get("toy", name), KEYS, None, None, None).token
        for name in ("a", "b", "a")
    ]

    assert len(set(made)) == 3


def test_access_tokens_expire_at_once_and_refresh_tokens_stay(server: Server, shop: Shop) -> None:
    first = redeem(server, agreed(server, shop))

    assert expire_tokens(server.shops, shop, Which(kinds=("access",))) == 1
    assert expire_tokens(server.shops, shop, Which(kinds=("access",))) == 0
    assert states(shop) == ["code used", "access_token expired", "refresh_token good"]
    refresh(server, first.tokens["refresh_token"])


def test_one_token_is_named_by_its_text_or_its_number(server: Server, shop: Shop) -> None:
    tokens = [issue_by_hand(server, shop, KEYS, None, None, None).token for _ in range(3)]

    assert revoke_tokens(server.shops, shop, Which(token=tokens[0])) == 1
    assert expire_tokens(server.shops, shop, Which(number=2)) == 1
    assert states(shop) == ["secret revoked", "secret expired", "secret good"]
    for which in (Which(token="nobody"), Which(number=99)):
        with pytest.raises(NotFound):
            revoke_tokens(server.shops, shop, which)


def test_a_token_that_a_shop_was_made_with_goes_only_when_it_is_named(server: Server) -> None:
    shop = server.shops.get("toy", "demo")
    [made] = tokens_of(shop)

    revoke_tokens(server.shops, shop, Which(kinds=("access",)))
    stays = state_of(shop.store.get(TOKENS, made["id"]), shop)
    revoke_tokens(server.shops, shop, Which(token=made["id"]))

    assert stays == "good"
    assert state_of(shop.store.get(TOKENS, made["id"]), shop) == "revoked"
