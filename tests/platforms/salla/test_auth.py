"""Salla's one token, and what happens when it is not right."""

from datetime import timedelta

import pytest

from mock_server.app.making import Maker, Start
from mock_server.auth.gate import Access, Gate
from mock_server.commerce.vocabulary import Story
from mock_server.engine.errors import MissingScope, Unauthorized
from mock_server.engine.shops import Shops
from mock_server.platforms.salla.auth import AUTH
from tests.helpers import NOON, SMALL_STORY, error_of, part
from tests.platforms.salla.telling import DETAILS, LIST

OPERATIONS = [LIST, DETAILS]
ACCEPTED = ("carts.read", "carts.read_write")


@pytest.fixture
def shops() -> Shops:
    def tell(scenario: str, seed: int) -> Story:
        return SMALL_STORY

    return Shops(Maker({"salla": part("salla").platform}, tell, Start(clock=NOON)))


def enter(shops: Shops, authorization: str = "", operation_id: str = LIST) -> Access:
    """Through the gate with this header, or without any."""
    sent = {b"authorization": authorization.encode()} if authorization else {}
    return Gate("salla", AUTH, shops).enter(part("salla").contract.operation(operation_id), sent)


@pytest.mark.parametrize("operation_id", OPERATIONS)
def test_a_bearer_token_opens_its_shop(shops: Shops, operation_id: str) -> None:
    access = enter(shops, "Bearer shop:t1", operation_id)

    assert access.shop is shops.known("salla", "t1")


@pytest.mark.parametrize("operation_id", OPERATIONS)
@pytest.mark.parametrize(
    ("authorization", "problem"),
    [
        ("", "missing"),
        ("Bearer", "invalid"),
        ("Bearer nobodys", "invalid"),
        ("Basic shop:t1", "invalid"),
        ("shop:t1", "invalid"),
    ],
)
def test_a_token_that_is_missing_or_wrong_is_a_401(
    shops: Shops, operation_id: str, authorization: str, problem: str
) -> None:
    with pytest.raises(Unauthorized) as refused:
        enter(shops, authorization, operation_id)

    assert (refused.value.header, refused.value.problem) == ("Authorization", problem)


@pytest.mark.parametrize("operation_id", OPERATIONS)
@pytest.mark.parametrize("scope", ACCEPTED)
def test_either_scope_will_do(shops: Shops, operation_id: str, scope: str) -> None:
    access = enter(shops, f"Bearer shop:t1;scopes=orders.read,{scope}", operation_id)

    assert access.shop.name == "t1"


@pytest.mark.parametrize("operation_id", OPERATIONS)
@pytest.mark.parametrize("scopes", ["", "orders.read", "carts.write", "offline_access"])
def test_a_token_without_the_scope_is_a_401_that_names_those_that_would_do(
    shops: Shops, operation_id: str, scopes: str
) -> None:
    with pytest.raises(MissingScope) as refused:
        enter(shops, f"Bearer shop:t1;scopes={scopes}", operation_id)

    body = error_of(shops.get("salla", "t1"), refused.value, operation_id)
    assert refused.value.scopes == ACCEPTED
    assert body == {
        "status": 401,
        "success": False,
        "error": {
            "code": "Unauthorized",
            "message": (
                "The access token should have access to one of those scopes: "
                "carts.read,carts.read_write"
            ),
        },
    }


def test_a_token_is_good_until_the_moment_it_expires(shops: Shops) -> None:
    shop = shops.get("salla", "t1")
    shops.issue(shop, "ory_at_1", {"scopes": None, "expires_at": NOON + timedelta(days=14)})

    shop.advance(timedelta(days=14) - timedelta(seconds=1))
    before = enter(shops, "Bearer ory_at_1")
    shop.advance(timedelta(seconds=1))

    assert before.shop is shop
    with pytest.raises(Unauthorized) as refused:
        enter(shops, "Bearer ory_at_1")
    assert refused.value.problem == "expired"
