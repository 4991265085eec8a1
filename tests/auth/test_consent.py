"""What an app may ask a merchant for, and where the answer to a wrong question goes."""

from typing import Any

import pytest

from mock_server.auth.apps import demo_app
from mock_server.auth.consent import SentBack, read_asked
from mock_server.auth.installing import AT_ONCE, install
from mock_server.auth.oauth_errors import OAuthError
from mock_server.auth.server import Server
from mock_server.engine.shop import Shop
from tests.auth.making import CLIENT, OAUTH, REDIRECT, SCOPES, asking

CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"


def sent_back(server: Server, shop: Shop, **changes: Any) -> SentBack:
    with pytest.raises(SentBack) as caught:
        read_asked(server, shop, asking(**changes))
    return caught.value


def test_a_right_question_is_read(server: Server, shop: Shop) -> None:
    asked = read_asked(server, shop, asking())

    assert asked.app == demo_app("toy", OAUTH)
    assert (asked.redirect_uri, asked.state) == (REDIRECT, "xyz")
    assert asked.scopes == ["notes.read", "offline"]
    assert asked.challenge is None


def test_without_scopes_an_app_asks_for_all_that_it_may_have(server: Server, shop: Shop) -> None:
    everything = read_asked(server, shop, asking(scope=None)).scopes
    install(server, shop, CLIENT, {"scopes": ["notes.read"]}, AT_ONCE)

    assert everything == list(SCOPES)
    assert read_asked(server, shop, asking(scope=None)).scopes == ["notes.read"]


def test_an_app_may_not_ask_for_more_than_it_may_have(server: Server, shop: Shop) -> None:
    install(server, shop, CLIENT, {"scopes": ["notes.read_write"]}, AT_ONCE)

    back = sent_back(server, shop, scope="notes.read orders.read")

    assert back.error.code == "invalid_scope"
    assert back.error.reason == "the app may not have orders.read; it may have notes.read_write"
    assert (back.redirect_uri, back.state) == (REDIRECT, "xyz")


def test_an_unknown_app_is_told_how_to_become_known(server: Server, shop: Shop) -> None:
    with pytest.raises(OAuthError, match="souqbox app install toy") as caught:
        read_asked(server, shop, asking(client_id="nobody"))

    assert (caught.value.code, caught.value.status) == ("invalid_client", 401)


@pytest.mark.parametrize(
    ("came", "difference"),
    [
        (f"{REDIRECT}/", "the last slash"),
        (REDIRECT.upper(), "the case of letters"),
        (REDIRECT.replace("http:", "https:"), "the scheme"),
        (REDIRECT.replace("127.0.0.1", "localhost"), "the host"),
        (REDIRECT.replace("3000", "8000"), "the port"),
        (REDIRECT.replace("callback", "back"), "the path"),
        (f"{REDIRECT}?a=1", "the query"),
    ],
)
def test_a_redirect_uri_must_equal_the_registered_one(
    server: Server, shop: Shop, came: str, difference: str
) -> None:
    with pytest.raises(OAuthError) as caught:
        read_asked(server, shop, asking(redirect_uri=came))

    assert caught.value.code == "invalid_request"
    assert caught.value.reason == (
        f"redirect_uri does not match: {REDIRECT!r} is registered, {came!r} came; "
        f"they differ in {difference}"
    )


def test_one_redirect_uri_need_not_be_named_of_several_one_must(server: Server, shop: Shop) -> None:
    alone = read_asked(server, shop, asking(redirect_uri=None)).redirect_uri
    both = [REDIRECT, "http://localhost/"]
    install(server, shop, CLIENT, {"redirect_uris": both}, AT_ONCE)

    assert alone == REDIRECT
    assert read_asked(server, shop, asking(redirect_uri=both[1])).redirect_uri == both[1]
    with pytest.raises(OAuthError, match="the app has 2 of them"):
        read_asked(server, shop, asking(redirect_uri=None))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"code_challenge_method": "S256"}, "invalid_request"),
        ({"code_challenge": CHALLENGE, "code_challenge_method": "S512"}, "invalid_request"),
        ({"code_challenge": "short"}, "invalid_request"),
    ],
)
def test_what_else_is_wrong_the_app_hears_of(
    server: Server, shop: Shop, changes: dict[str, str], code: str
) -> None:
    assert sent_back(server, shop, **changes).error.code == code


@pytest.mark.parametrize(
    ("method", "read"), [(None, "plain"), ("plain", "plain"), ("S256", "S256")]
)
def test_a_challenge_is_plain_unless_it_says_otherwise(
    server: Server, shop: Shop, method: str | None, read: str
) -> None:
    words = asking(code_challenge=CHALLENGE, code_challenge_method=method)

    assert read_asked(server, shop, words).challenge == (CHALLENGE, read)
