"""Wallets and loyalty points."""

from datetime import timedelta
from typing import Any

import pytest

from mock_server.engine.shop import Shop
from tests.helpers import call, make_shop

from .goods import ask, refusal

SARA_ID, FAHAD_ID = 1_000_000_001, 1_000_000_002
POINTS = {
    "points": 100,
    "type": "plus",
    "reason": "Eid",
    "channel_send": ["email"],
    "customers": [FAHAD_ID],
}


@pytest.fixture
def shop() -> Shop:
    return make_shop("salla")


def value(shop: Shop, name: str, customer: int = FAHAD_ID) -> Any:
    return ask(shop, "customerDetails", None, {"fields[]": [name]}, customer=customer)[name]


def points(shop: Shop, customer: int = FAHAD_ID) -> Any:
    return ask(shop, "customerLoyaltyPoints", query={"customer_id": str(customer)})


def test_what_is_put_into_a_wallet_can_be_taken_out(shop: Shop) -> None:
    put = ask(shop, "depositToWallet", {"customer_id": FAHAD_ID, "amount": 50.5})
    taken = ask(shop, "withdrawFromWallet", {"customer_id": FAHAD_ID, "amount": 20})

    assert put["wallet"]["balance"] == 50.5
    assert taken["wallet"] == {**put["wallet"], "balance": 30.5}
    assert (taken["amount"], taken["amount_float"]) == (20, -20)
    assert value(shop, "wallet_balance") == 30.5


@pytest.mark.parametrize(("customer", "field"), [(7, "customer_id"), (FAHAD_ID, "amount")])
def test_no_more_is_taken_out_than_there_is(shop: Shop, customer: int, field: str) -> None:
    body = {"customer_id": customer, "amount": 1}

    assert list(refusal(shop, "withdrawFromWallet", body)["fields"]) == [field]


def test_points_are_given_and_the_oldest_are_used_first(shop: Shop) -> None:
    reem = ask(shop, "createCustomer", {"email": "reem@example.com"})["id"]
    for reason, count in (("Visit", 20), ("Eid", 100)):
        given = {**POINTS, "customers": [reem], "reason": reason, "points": count}
        assert ask(shop, "updateCustomerLoyaltyPoints", given)["code"] == 201

    ask(shop, "updateCustomerLoyaltyPoints", {**given, "type": "minus", "points": 30})

    lost, eid, visit = points(shop, reem)
    assert (lost["points"], lost["status"], eid["notes"]) == (-30, "Used", "Eid")
    assert [(each["used_points"], each["status"]) for each in (visit, eid)] == [
        (20, "Used"),
        (10, "Confirmed"),
    ]
    assert value(shop, "total_points", reem) == 90


def test_completed_orders_of_the_story_have_brought_points(shop: Shop) -> None:
    earned = [each for each in points(shop) if each["order_id"]]

    for entry in earned:
        order = ask(shop, "orderDetails", order_id=entry["order_id"])
        assert entry["reference_id"] == str(order["reference_id"])
        assert entry["points"] == order["amounts"]["total"]["amount"] // 10
    assert earned


def test_points_that_nobody_has_are_not_taken_away(shop: Shop) -> None:
    more = value(shop, "total_points") + 1
    body = {**POINTS, "type": "minus", "points": more}

    assert refusal(shop, "updateCustomerLoyaltyPoints", body) == {
        "code": "bad_request",
        "message": "the customer has fewer points",
    }


def test_points_are_lost_after_a_year(shop: Shop) -> None:
    ask(shop, "updateCustomerLoyaltyPoints", POINTS)

    shop.advance(timedelta(days=365))

    assert value(shop, "total_points") == 0
    assert points(shop)[0]["status"] == "Expired"


def test_all_customers_begin_anew_when_their_points_are_reset(shop: Shop) -> None:
    body = {**POINTS, "customers": [], "select_all": True, "reset_points": True}

    ask(shop, "updateCustomerLoyaltyPoints", body)

    assert [value(shop, "total_points", each) for each in (SARA_ID, FAHAD_ID)] == [100, 100]


@pytest.mark.parametrize(
    ("customers", "field"), [([], "customers"), ([FAHAD_ID, 7], "customers.1")]
)
def test_points_are_of_customers_that_are_there(
    shop: Shop, customers: list[int], field: str
) -> None:
    body = {**POINTS, "customers": customers}

    assert list(refusal(shop, "updateCustomerLoyaltyPoints", body)["fields"]) == [field]
    assert "Eid" not in [each["notes"] for each in points(shop)]


def test_points_are_told_of_in_arabic(shop: Shop) -> None:
    query = {"customer_id": str(SARA_ID)}

    entry = call(shop, "customerLoyaltyPoints", query=query, language="ar")[1]["data"][-1]

    assert (entry["name"], entry["status"]) == ("نقاط ترحيبية", "مؤكدة")


def test_what_belongs_to_a_customer_goes_with_them(shop: Shop) -> None:
    ask(shop, "deleteCustomer", customer=FAHAD_ID)

    kept = [each["_customer"] for each in shop.store.all("loyalty_points")]
    assert FAHAD_ID not in kept
