"""Settlements: for which orders, how much, and when the money goes."""

from datetime import timedelta
from typing import Any

import pytest

from mock_server.engine.shop import Shop
from tests.helpers import make_shop

from .goods import ask, refusal
from .ordering import HONEY, create, move


@pytest.fixture
def shop() -> Shop:
    return make_shop("salla")


@pytest.fixture
def order(shop: Shop) -> dict[str, Any]:
    return create(shop, (HONEY, 1))


def settle(shop: Shop, order: dict[str, Any], amount: float = 100) -> Any:
    sent = {"reference_id": order["reference_id"], "amount": amount}
    return ask(shop, "createInstantSettlement", sent)


def read(shop: Shop, made: dict[str, Any]) -> Any:
    return ask(shop, "instantSettlementDetails", id=made["id"])


def test_a_settlement_that_is_ready_is_paid_a_day_later(shop: Shop, order: dict[str, Any]) -> None:
    made = settle(shop, order)
    reference = {"reference_id": order["reference_id"]}

    assert ask(shop, "listInstantSettlements", query=reference) == [made]
    ready = ask(shop, "updateInstantSettlement", {"status": "ready"}, id=made["id"])
    assert ready == {**made, "status": "ready"}
    shop.advance(timedelta(hours=23))
    assert read(shop, made)["status"] == "ready"
    shop.advance(timedelta(hours=1))
    assert read(shop, made)["status"] == "settled"
    refused = refusal(shop, "updateInstantSettlement", {"amount": 5}, id=made["id"])
    assert list(refused["fields"]) == ["status"]


def test_a_settlement_goes_with_its_order(shop: Shop, order: dict[str, Any]) -> None:
    made = settle(shop, order)

    move(shop, order, "canceled")

    assert read(shop, made)["status"] == "canceled"


def test_no_more_than_the_total_is_paid_and_only_once(shop: Shop, order: dict[str, Any]) -> None:
    total = order["amounts"]["total"]["amount"]
    sent = {"reference_id": order["reference_id"], "amount": total + 0.01}

    assert list(refusal(shop, "createInstantSettlement", sent)["fields"]) == ["amount"]
    settle(shop, order, total)
    again = refusal(shop, "createInstantSettlement", {**sent, "amount": 1})
    assert list(again["fields"]) == ["reference_id"]


def test_only_money_that_went_through_the_gateway_is_paid(shop: Shop) -> None:
    cash = create(shop, (HONEY, 1), payment={"status": "paid", "method": "cod"})

    for number in (cash["reference_id"], 5):
        sent = {"reference_id": number, "amount": 1}
        refused = refusal(shop, "createInstantSettlement", sent)
        assert list(refused["fields"]) == ["reference_id"]
    assert refusal(shop, "instantSettlementDetails", id=5)["code"] == 404
