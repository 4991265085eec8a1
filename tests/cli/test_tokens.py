"""`souqbox token`: issued, listed, expired, revoked."""

import pytest

from tests.cli.conftest import Verb


def test_a_token_is_issued_with_the_headers_that_carry_it(on: Verb) -> None:
    told = on("token", "issue", "zid", "--scopes", "abandoned_carts.read", "--lifetime", "pt1h")

    assert told.code == 0
    assert "Authorization: Bearer zid_app_" in told.out
    assert "X-Manager-Token: zid_store_" in told.out
    assert "2026-03-01T13:00:00Z" in told.out


def test_a_program_gets_the_platforms_own_names(on: Verb) -> None:
    issued = on("token", "issue", "salla", "--scopes", "carts.read, offline_access", "--json").json

    assert issued["token"] == issued["access_token"] == issued["tokens"]["access_token"]
    assert issued["scope"] == "carts.read offline_access"
    assert issued["scopes"] == ["carts.read", "offline_access"]


def test_tokens_are_listed_without_their_secrets(on: Verb) -> None:
    nothing = on("token", "list", "salla").out
    secret = on("token", "issue", "salla", "--json").json["token"]

    told = on("token", "list", "salla").out

    assert nothing == "no token was issued yet\n"
    assert secret not in told
    assert f"****{secret[-4:]}" in told
    assert "good" in told


@pytest.mark.parametrize("verb", ["expire", "revoke"])
def test_a_token_is_named_by_itself_or_by_its_number(on: Verb, verb: str) -> None:
    first = on("token", "issue", "salla", "--scopes", "carts.read", "--json").json["token"]
    on("token", "issue", "salla", "--scopes", "carts.read")

    done = [on("token", verb, "salla", which).out for which in (first, "2", "2")]

    assert done == [f"1 {verb}d\n", f"1 {verb}d\n", f"0 {verb}d\n"]
    assert on("token", verb, "salla", "nobody").code == 2


def test_without_a_name_all_are_meant(on: Verb) -> None:
    for _ in range(2):
        on("token", "issue", "salla")

    assert on("token", "expire", "salla").out == "2 expired\n"
    assert on("token", "revoke", "salla", "--kind", "refresh").out == "2 revoked\n"
    assert on("token", "revoke", "salla", "--json").json == {"revoked": 2}


def test_lifetimes_are_shown_and_set(on: Verb) -> None:
    assert "P14D" in on("token", "settings", "salla").out
    told = on("token", "settings", "salla", "--access", "pt5m", "--strict", "--json").json

    assert told == {"access_lifetime": "PT5M", "refresh_lifetime": "P30D", "strict_headers": True}
    assert on("token", "issue", "salla", "--json").json["expires_in"] == 300


@pytest.mark.parametrize(
    "arguments",
    [
        ("issue", "salla", "--lifetime", "soon"),
        ("issue", "salla", "--kind", "public"),
        ("issue", "shopify"),
        ("settings", "salla", "--access", "soon"),
    ],
)
def test_a_mistake_is_one_line(on: Verb, arguments: tuple[str, ...]) -> None:
    ended = on("token", *arguments)

    assert ended.code == 2
    assert ended.err.count("\n") == 1
