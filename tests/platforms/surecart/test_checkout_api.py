"""Checkouts made through the API: drafted, finalized, paid, cancelled, abandoned."""

from datetime import timedelta
from typing import Any

import pytest

from mock_server.commerce import shopper
from mock_server.engine.shop import Shop
from mock_server.platforms.surecart.catalogue import price_id, product_id
from tests.helpers import call
from tests.platforms.surecart.steps import (
    HALF_AN_HOUR,
    act,
    broken,
    buy,
    draft,
    events_of,
    found,
    listed,
    made,
    pay,
    refused,
    set_protocol,
)


def without_ids(record: dict[str, Any], *also: str) -> dict[str, Any]:
    own = {"id", "portal_url", "statement_url", "ip_address", "order", "checkout", "number", *also}
    return {name: value for name, value in record.items() if name not in own}


def test_a_draft_has_totals_a_customer_and_is_listed(shop: Shop) -> None:
    checkout = draft(shop, metadata={"source": "app"}, group_key="g")

    customer = call(shop, "retrieveCustomer", {"id": checkout["customer"]})[1]
    assert (checkout["status"], checkout["total_amount"]) == ("draft", 23900)
    assert (checkout["metadata"], checkout["order"]) == ({"source": "app"}, None)
    assert customer["email"] == "sara@example.com"
    assert found(shop, "listCheckouts", **{"group_keys[]": ["g"]}) == [checkout["id"]]
    assert found(shop, "listCheckouts", **{"group_keys[]": ["h"]}) == []
    assert found(shop, "listCheckouts", **{"status[]": ["paid"]}) == []
    assert found(shop, "listCheckouts", **{"customer_ids[]": [customer["id"]]}) == [checkout["id"]]
    assert found(shop, "listCheckouts", **{"product_ids[]": [product_id("coffee", shop)]}) == []


def test_an_update_changes_what_is_sent(shop: Shop) -> None:
    checkout = draft(shop)
    shop.advance(timedelta(seconds=7))

    body = {"checkout": {"name": "Sara H", "id": "x", "total_amount": 1}}
    after = call(shop, "updateCheckout", {"id": checkout["id"]}, body=body)[1]

    names = {"name": "Sara H", "first_name": "Sara", "last_name": "H", "inherited_name": "Sara H"}
    assert after == {**checkout, **names, "updated_at": checkout["updated_at"] + 7}


def test_a_payment_through_the_api_is_that_of_a_shopper(shop: Shop) -> None:
    by_api = pay(shop, draft(shop, email="fahad@example.com"))
    buy(shop, "b", customer="sara")

    by_shopper = call(shop, "listCheckouts", query={"sort": "created_at:desc"})[1]["data"]
    other = next(each for each in by_shopper if each["id"] != by_api["id"])
    people = ("customer", "email", "first_name", "last_name", "name", "phone", "shipping_address")
    also = (*people, "inherited_email", "inherited_name", "inherited_phone")
    assert without_ids(by_api, *also) == without_ids(other, *also)
    orders = call(shop, "listOrders")[1]["data"]
    assert without_ids(orders[0]) == without_ids(orders[1])
    assert [each["type"] for each in events_of(shop)].count("purchase.created") == 2


def test_only_what_is_complete_is_finalized(shop: Shop) -> None:
    empty = made(shop, "checkout")
    nobodys = draft(shop, email=None)

    no_lines = refused(shop, "finalizeCheckout", empty["id"])
    no_customer = refused(shop, "finalizeCheckout", nobodys["id"])

    assert broken(no_lines) == [("line_items", "blank")]
    assert no_lines["validation_errors"][0]["code"] == "checkout.line_items.blank"
    assert broken(no_customer) == [("customer", "blank")]


@pytest.mark.parametrize(
    ("product", "rule"),
    [
        ({"archived": True}, ("line_items", "unpurchasable_prices")),
        ({"purchase_limit": 1}, ("price", "exceeds_purchase_limit")),
        ({"stock_enabled": True, "stock_adjustment": 1}, ("product", "out_of_stock")),
    ],
)
def test_what_cannot_be_bought_is_not_finalized(
    shop: Shop, product: dict[str, Any], rule: tuple[str, str]
) -> None:
    lines = [{"price": price_id("honey", shop), "quantity": 2}]
    checkout = draft(shop, line_items=lines)
    key = product_id("honey", shop)
    call(shop, "updateProduct", {"id": key}, body={"product": product})

    assert broken(refused(shop, "finalizeCheckout", checkout["id"])) == [rule]


def test_only_what_is_finalized_is_paid_and_only_once(shop: Shop) -> None:
    checkout = draft(shop)
    early = refused(shop, "manuallyPayCheckout", checkout["id"])

    paid = pay(shop, checkout)

    late = refused(shop, "manuallyPayCheckout", checkout["id"])
    assert broken(early) == broken(late) == [("status", "invalid")]
    assert (paid["status"], paid["paid_amount"], paid["remaining_amount_due"]) == ("paid", 23900, 0)
    assert call(shop, "retrieveOrder", {"id": paid["order"]})[1]["status"] == "paid"


def test_what_is_changed_after_it_was_finalized_is_a_draft_again(shop: Shop) -> None:
    checkout = draft(shop)
    act(shop, "finalizeCheckout", checkout, processor_type="mock")

    body = {"checkout": {"group_key": "x"}}
    after = call(shop, "updateCheckout", {"id": checkout["id"]}, body=body)[1]

    assert (after["status"], after["payment_intent"] is None) == ("draft", False)


def test_a_payment_by_hand_has_its_order_before_the_money(shop: Shop) -> None:
    set_protocol(shop, enabled=True)
    checkout = act(shop, "finalizeCheckout", draft(shop), manual_payment="1")
    waiting = call(shop, "retrieveOrder", {"id": checkout["order"]})[1]
    shop.advance(HALF_AN_HOUR)

    act(shop, "manuallyPayCheckout", checkout)

    assert (checkout["status"], checkout["manual_payment"]) == ("finalized", True)
    assert waiting["status"] == "processing"
    assert listed(shop) == []
    assert call(shop, "retrieveOrder", {"id": checkout["order"]})[1]["status"] == "paid"
    told = [each["type"] for each in events_of(shop) if each["type"].startswith("order.")]
    assert told == ["order.paid", "order.made_processing", "order.created"]


def test_a_cancellation_takes_back_what_was_bought(shop: Shop) -> None:
    early = refused(shop, "cancelCheckout", draft(shop)["id"])
    checkout = pay(shop, draft(shop))

    after = act(shop, "cancelCheckout", checkout)

    again = refused(shop, "cancelCheckout", checkout["id"])
    changed = refused(shop, "updateCheckout", checkout["id"], {"checkout": {"phone": "1"}})
    assert broken(early) == broken(again) == [("status", "invalid")]
    assert broken(changed) == [("base", "update_not_allowed")]
    assert (after["status"], after["paid_amount"]) == ("canceled", 23900)
    assert call(shop, "retrieveOrder", {"id": after["order"]})[1]["status"] == "void"
    assert [each["type"] for each in events_of(shop)][:2] == ["order.voided", "purchase.revoked"]


def test_a_payment_takes_from_the_stock(shop: Shop) -> None:
    key = {"id": product_id("honey", shop)}
    stock = {"product": {"stock_enabled": True, "stock_adjustment": 3}}
    call(shop, "updateProduct", key, body=stock)

    pay(shop, draft(shop))

    assert call(shop, "retrieveProduct", key)[1]["stock"] == 2
    assert "product.stock_adjusted" in [each["type"] for each in events_of(shop)]


def test_a_checkout_of_the_api_is_abandoned_and_recovered_like_any(shop: Shop) -> None:
    set_protocol(shop, enabled=True, first_promotion_notification=1)
    checkout = draft(shop)
    shop.advance(HALF_AN_HOUR)
    left = listed(shop)
    shop.advance(timedelta(hours=1))
    promotion = call(shop, "listPromotions")[1]["data"][0]
    discount = {"checkout": {"discount": {"promotion_code": promotion["code"]}}}

    shown = call(shop, "updateCheckout", {"id": checkout["id"]}, body=discount)[1]
    pay(shop, checkout)

    row = listed(shop)[0]
    assert [each["checkout"] for each in left] == [checkout["id"]]
    assert (row["recovery_status"], row["promotion"]) == ("assisted_recovered", promotion["id"])
    assert shown["discount_amount"] == 2390
    used = call(shop, "retrievePromotion", {"id": promotion["id"]})[1]
    assert (used["times_redeemed"], used["expired"]) == (1, True)


def test_a_test_checkout_has_a_test_customer(shop: Shop) -> None:
    live = draft(shop)
    test = draft(shop, live_mode="0")

    told = refused(shop, "createCheckout", body={"checkout": {"customer": test["customer"]}})

    assert test["live_mode"] is False
    assert live["customer"] != test["customer"]
    assert found(shop, "listCheckouts", live_mode="false") == [test["id"]]
    assert broken(told) == [("customer", "not_found")]


def test_a_shopper_goes_on_with_a_checkout_of_the_api(shop: Shop) -> None:
    checkout = draft(shop)
    basket = shop.store.get("checkout", checkout["id"])["_basket"]

    shopper.add_line(shop, basket, "honey")
    shopper.pay(shop, basket)

    after = act(shop, "retrieveCheckout", checkout, refresh_status="true")
    assert (after["status"], after["total_amount"]) == ("paid", 47800)
