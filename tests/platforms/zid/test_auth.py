"""Zid's two tokens, and what happens when one of them is not right."""

from datetime import timedelta

import pytest

from mock_server.app.making import Maker, Start
from mock_server.auth.gate import Access, Gate
from mock_server.commerce.vocabulary import Story
from mock_server.engine.errors import MissingScope, Unauthorized
from mock_server.engine.shops import Shops
from mock_server.platforms.zid.auth import AUTH
from tests.helpers import NOON, SMALL_STORY, part

OPERATIONS = ["listAbandonedCarts", "getAbandonedCart"]


def tell(scenario: str, seed: int) -> Story:
    return SMALL_STORY


def shops() -> Shops:
    return Shops(Maker({"zid": part("zid").platform}, tell, Start(clock=NOON)))


def enter(operation_id: str = "listAbandonedCarts", **headers: str) -> Access:
    """Through the gate with these headers (underscores are dashes)."""
    return enter_one_of(shops(), operation_id, **headers)


def enter_one_of(sandbox: Shops, operation_id: str, **headers: str) -> Access:
    sent = {name.replace("_", "-").encode(): value.encode() for name, value in headers.items()}
    operation = part("zid").contract.operation(operation_id)
    return Gate("zid", AUTH, sandbox).enter(operation, sent)


@pytest.mark.parametrize("operation_id", OPERATIONS)
def test_both_tokens_together_open_the_shop(operation_id: str) -> None:
    access = enter(operation_id, authorization="Bearer shop:t1", x_manager_token="shop:t1")

    assert access.shop.name == "t1"


def test_the_stores_token_is_read_from_access_token_too() -> None:
    access = enter(authorization="Bearer shop:t1", access_token="shop:t1")

    assert access.shop.name == "t1"


@pytest.mark.parametrize("operation_id", OPERATIONS)
@pytest.mark.parametrize(
    ("headers", "header", "problem"),
    [
        ({}, "Authorization", "missing"),
        ({"x_manager_token": "shop:t1"}, "Authorization", "missing"),
        ({"authorization": "Bearer shop:t1"}, "X-Manager-Token", "missing"),
        ({"authorization": "shop:t1", "x_manager_token": "shop:t1"}, "Authorization", "invalid"),
        (
            {"authorization": "Bearer shop:t1", "x_manager_token": "zz"},
            "X-Manager-Token",
            "invalid",
        ),
        (
            {"authorization": "Bearer shop:t1", "x_manager_token": "shop:t2"},
            "X-Manager-Token",
            "invalid",
        ),
    ],
)
def test_a_token_that_is_missing_or_wrong_is_refused(
    operation_id: str, headers: dict[str, str], header: str, problem: str
) -> None:
    with pytest.raises(Unauthorized) as refused:
        enter(operation_id, **headers)

    assert (refused.value.header, refused.value.problem) == (header, problem)


@pytest.mark.parametrize("operation_id", OPERATIONS)
def test_a_token_without_the_scope_may_not_read(operation_id: str) -> None:
    with pytest.raises(MissingScope):
        enter(
            operation_id,
            authorization="Bearer shop:t1;scopes=orders.read",
            x_manager_token="shop:t1",
        )


def test_a_token_is_refused_from_the_moment_it_expires() -> None:
    sandbox = shops()
    shop = sandbox.get("zid", "t1")
    for token in ("app", "store"):
        sandbox.issue(shop, token, {"scopes": None, "expires_at": NOON + timedelta(days=365)})
    headers = {"authorization": "Bearer app", "x_manager_token": "store"}

    before = enter_one_of(sandbox, "listAbandonedCarts", **headers)
    shop.advance(timedelta(days=365))

    assert before.shop is shop
    with pytest.raises(Unauthorized) as refused:
        enter_one_of(sandbox, "listAbandonedCarts", **headers)
    assert refused.value.problem == "expired"
