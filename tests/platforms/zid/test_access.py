"""Zid's two tokens at their places, its OAuth server, and what a strict shop wants."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from mock_server.auth.gate import Access, Gate
from mock_server.auth.handling import issue_by_hand
from mock_server.auth.rules import Grant
from mock_server.auth.server import Server
from mock_server.auth.settings import change_settings
from mock_server.auth.tokens import give_grant
from mock_server.engine.errors import Unauthorized
from mock_server.engine.shop import Shop
from mock_server.engine.shops import Shops
from mock_server.platforms.zid.auth import AUTH, OAUTH
from mock_server.platforms.zid.oauth import facts
from tests.helpers import NOON, part
from tests.platforms.zid.test_auth import shops as make_shops

MANAGERS = part("zid").contract.operation("listAbandonedCarts")
PRODUCTS = replace(
    MANAGERS, path="/products/", security=({"authorization": (), "managerToken": ()},)
)
"""As operations of the product family will be."""


@pytest.fixture
def sandbox() -> Shops:
    return make_shops()


@pytest.fixture
def shop(sandbox: Shops) -> Shop:
    return sandbox.get("zid", "t1")


@pytest.fixture
def grant(sandbox: Shops, shop: Shop) -> Grant:
    return give_grant(sandbox, shop, OAUTH, OAUTH.client_id, ["abandoned_carts.read"])


def enter(sandbox: Shops, headers: Mapping[str, str], operation: object = MANAGERS) -> Access:
    sent = {name.lower().encode(): value.encode() for name, value in headers.items()}
    return Gate("zid", AUTH, sandbox).enter(operation, sent)  # type: ignore[arg-type]


def reason(sandbox: Shops, headers: Mapping[str, str], operation: object = MANAGERS) -> str:
    with pytest.raises(Unauthorized) as caught:
        enter(sandbox, headers, operation)
    return caught.value.reason


def sent(grant: Grant, **changes: str) -> dict[str, str]:
    headers = {
        "Authorization": f"Bearer {grant.tokens['authorization']}",
        "X-Manager-Token": grant.tokens["access_token"],
        **{name.replace("_", "-"): value for name, value in changes.items()},
    }
    return {name: value for name, value in headers.items() if value}


def test_the_tokens_of_a_grant_open_the_shop_at_their_places(
    sandbox: Shops, shop: Shop, grant: Grant
) -> None:
    by_its_other_name = sent(grant, X_Manager_Token="", Access_Token=grant.tokens["access_token"])

    assert enter(sandbox, sent(grant)).shop is shop
    assert enter(sandbox, by_its_other_name).shop is shop
    assert enter(sandbox, sent(grant)).scopes == {"abandoned_carts.read"}


def test_swapped_tokens_are_told_where_they_belong(sandbox: Shops, grant: Grant) -> None:
    app, store = grant.tokens["authorization"], grant.tokens["access_token"]

    assert reason(sandbox, {"Authorization": f"Bearer {store}", "X-Manager-Token": app}) == (
        "the token in Authorization is the store token: it belongs in X-Manager-Token"
    )
    assert reason(sandbox, {"Authorization": f"Bearer {app}", "X-Manager-Token": app}) == (
        "the token in X-Manager-Token is the authorization token: it belongs in Authorization, "
        "after 'Bearer'"
    )


def test_the_header_that_is_missing_is_named(sandbox: Shops, grant: Grant) -> None:
    assert reason(sandbox, sent(grant, X_Manager_Token="")) == (
        "the header X-Manager-Token is missing, Access-Token too"
    )
    assert reason(sandbox, sent(grant, Authorization="")) == "the header Authorization is missing"


@pytest.mark.parametrize("operation", [MANAGERS, PRODUCTS])
def test_most_shops_want_no_more_than_the_tokens(
    sandbox: Shops, grant: Grant, operation: object
) -> None:
    enter(sandbox, sent(grant), operation)
    enter(sandbox, sent(grant, Store_Id="1", Role="Manager"), operation)


def test_a_strict_shop_wants_its_number_in_the_product_family(
    sandbox: Shops, shop: Shop, grant: Grant
) -> None:
    change_settings(sandbox, shop, {"strict": True})
    number = facts(shop)["store_id"]

    enter(sandbox, sent(grant))
    enter(sandbox, sent(grant, Store_Id=number), PRODUCTS)
    enter(sandbox, sent(grant, Store_Id=number, Role="Customer"), PRODUCTS)
    assert reason(sandbox, sent(grant), PRODUCTS) == (
        f"the header Store-Id is missing; this store's is {number} (strict headers)"
    )
    assert reason(sandbox, sent(grant, Store_Id="1"), PRODUCTS) == (
        f"Store-Id is '1'; the tokens open the store {number}"
    )
    assert reason(sandbox, sent(grant, Store_Id=number, Role="Boss"), PRODUCTS) == (
        "Role is 'Boss'; it must be one of Manager, Customer"
    )


def test_the_answer_names_its_tokens_as_zid_does(grant: Grant) -> None:
    assert OAUTH.answer(grant) == {
        "access_token": grant.tokens["access_token"],
        "authorization": grant.tokens["authorization"],
        "refresh_token": grant.tokens["refresh_token"],
        "token_type": "Bearer",
        "expires_in": 31_536_000,
    }
    assert (grant.expires_at - NOON).days == 365


def test_both_headers_of_what_is_issued_by_hand_are_told(sandbox: Shops, shop: Shop) -> None:
    server = Server.of(sandbox, part("zid").platform, part("zid").contract.document)

    issued = issue_by_hand(server, shop, AUTH, None, None, None)

    assert issued.headers.keys() == {"X-Manager-Token", "Authorization"}
    assert enter(sandbox, issued.headers).shop is shop
    assert "abandoned_carts.read" in (issued.scopes or ())


def test_a_client_must_know_the_stores_number_and_the_demo_app(shop: Shop) -> None:
    assert facts(shop).keys() == {"store_id", "client_id", "client_secret", "redirect_uri"}
    assert facts(shop)["store_id"].isdigit()
