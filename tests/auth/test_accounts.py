"""The two addresses of an OAuth server, as functions of values."""

from base64 import b64encode
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from mock_server.auth.accounts import authorize, give_tokens, oauth_operations
from mock_server.auth.apps import APPS
from mock_server.auth.installing import AT_ONCE, install
from mock_server.auth.oauth_errors import OAuthError
from mock_server.auth.server import Server
from mock_server.engine.clock import Clock
from mock_server.engine.request import Request
from mock_server.engine.shop import Shop
from mock_server.engine.style import Answer, Content
from tests.auth.making import CLIENT, OAUTH, REDIRECT, agreed, asking, form, secret_of, toy_server
from tests.toy.making import toy_contract

OPERATION = toy_contract().operation("listNotes")


def accounts_of(server: Server) -> Shop:
    accounts = Shop("toy", "accounts", 0, Clock(), {}, {})
    accounts.facts = server
    return accounts


def open_page(server: Server, ours: str = "", credential: str = "nobody", **changes: Any) -> Answer:
    """What the authorize address answers; `ours` are words of our own in the query."""
    query = asking(**changes)
    raw = "&".join(filter(None, [urlencode(query), ours]))
    request = Request(OPERATION, "ar", query=query, raw_query=raw, credential=credential)
    answer = authorize(request, accounts_of(server))
    assert isinstance(answer, Answer)
    return answer


def landed(answer: Answer) -> dict[str, str]:
    """The words with which the browser comes back to the app."""
    assert answer.status == 302
    location = answer.headers["Location"]
    assert location.startswith(REDIRECT)
    return {name: values[0] for name, values in parse_qs(urlsplit(location).query).items()}


def exchange(server: Server, body: Any, header: str | None = None) -> Answer:
    headers = {} if header is None else {"Authorization": header}
    answer = give_tokens(Request(OPERATION, "en", headers=headers, body=body), accounts_of(server))
    assert isinstance(answer, Answer)
    return answer


def test_the_handlers_bear_the_names_of_the_document() -> None:
    assert dict(oauth_operations("a", "b")) == {"a": authorize, "b": give_tokens}


def test_without_an_answer_the_merchant_is_asked(server: Server, shop: Shop) -> None:
    answer = open_page(server, "shop=t")

    assert answer.status is None
    assert isinstance(answer.content, Content)
    assert answer.content.media_type == "text/html; charset=utf-8"
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Souqbox-Shop"] == "t"
    assert shop.store.count(APPS) == 0, "asking changes nothing"


@pytest.mark.parametrize("approve", ["auto", "yes"])
def test_an_agreement_sends_the_browser_back_with_a_code(
    server: Server, shop: Shop, approve: str
) -> None:
    words = landed(open_page(server, f"shop=t&approve={approve}"))

    assert words == {"code": words["code"], "scope": "notes.read offline", "state": "xyz"}
    opened = server.shops.open("toy", words["code"])
    assert opened is not None
    assert opened[0] is shop
    assert [event.name for event in shop.events] == ["app.installed"]


def test_a_refusal_sends_it_back_with_an_error(server: Server) -> None:
    words = landed(open_page(server, "approve=no"))

    assert (words["error"], words["state"]) == ("access_denied", "xyz")


def test_what_the_app_got_wrong_is_sent_back_to_it(server: Server) -> None:
    words = landed(open_page(server, "approve=auto", response_type="token"))

    assert words == {
        "error": "unsupported_response_type",
        "error_description": "response_type must be 'code', 'token' came",
        "state": "xyz",
    }


@pytest.mark.parametrize("ours", ["approve=perhaps", "shop=a b", "shop=t;scopes=x"])
def test_our_own_words_are_checked(server: Server, ours: str) -> None:
    with pytest.raises(OAuthError) as caught:
        open_page(server, ours.replace(" ", "+"))

    assert caught.value.code == "invalid_request"


def test_a_platform_may_change_the_state_and_name_no_scopes() -> None:
    server = toy_server(replace(OAUTH, asks_scopes=False, state=lambda state: state.upper()))

    words = landed(open_page(server, "approve=auto", scope="orders.read"))

    assert words.keys() == {"code", "state"}
    assert words["state"] == "XYZ"


def test_no_state_comes_back_where_none_was_sent(server: Server) -> None:
    assert "state" not in landed(open_page(server, "approve=auto", state=None))


def test_the_answer_is_added_to_a_query_that_is_there(server: Server, shop: Shop) -> None:
    uri = f"{REDIRECT}?تاجر=1"
    install(server, shop, CLIENT, {"redirect_uris": [uri]}, AT_ONCE)

    answer = open_page(server, "shop=t&approve=auto", redirect_uri=uri)

    location = answer.headers["Location"]
    assert location.isascii()
    assert parse_qs(urlsplit(location).query).keys() == {"تاجر", "code", "scope", "state"}


def test_the_shop_is_named_or_the_apps_or_the_demo(server: Server) -> None:
    met = [open_page(server).headers["X-Souqbox-Shop"]]
    install(server, server.shops.get("toy", "b"), CLIENT, {}, AT_ONCE)
    met.append(open_page(server).headers["X-Souqbox-Shop"])
    met.append(open_page(server, credential="shop:c").headers["X-Souqbox-Shop"])
    met.append(open_page(server, "shop=d", credential="shop:c").headers["X-Souqbox-Shop"])

    assert met == ["demo", "b", "c", "d"]


def test_tokens_are_kept_nowhere_on_the_way(server: Server, shop: Shop) -> None:
    body = form(server, grant_type="authorization_code", code=agreed(server, shop))

    answer = exchange(server, body)

    assert answer.headers == {
        "Cache-Control": "no-store",
        "Pragma": "no-cache",
        "X-Souqbox-Shop": "t",
    }
    assert answer.content.keys() == {"access_token", "refresh_token", "expires_in"}


def basic(client_id: str, secret: str) -> str:
    return f"Basic {b64encode(f'{client_id}:{secret}'.encode()).decode()}"


def test_a_client_may_name_itself_by_a_basic_header(server: Server, shop: Shop) -> None:
    words = {"client_id": None, "client_secret": None}
    code = agreed(server, shop)
    body = form(server, grant_type="authorization_code", code=code, **words)

    assert exchange(server, body, basic(CLIENT, secret_of(server))).content["access_token"]


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("Basic !!!", "invalid_client"),
        (basic(CLIENT, "wrong"), "invalid_request"),
        (basic("other", "x"), "invalid_request"),
    ],
)
def test_a_basic_header_must_be_right_and_say_what_the_body_says(
    server: Server, shop: Shop, header: str, code: str
) -> None:
    body = form(server, grant_type="authorization_code", code=agreed(server, shop))

    with pytest.raises(OAuthError) as caught:
        exchange(server, body, header)

    assert caught.value.code == code


def test_a_client_id_in_json_may_be_a_number() -> None:
    server = toy_server(replace(OAUTH, client_id="4710"))
    code = agreed(server, server.shops.get("toy", "t"), client_id="4710")
    body = form(server, grant_type="authorization_code", code=code, client_id=4710)

    assert exchange(server, body).content["access_token"]
