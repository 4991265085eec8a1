"""Orders and refunds."""

from typing import Any

import pytest

from mock_server.commerce import shopper
from mock_server.engine.shop import Shop
from mock_server.platforms.paynow.announcements import content
from tests.platforms.paynow.asking import ask, fault, refusal
from tests.platforms.paynow.samples import buy_cart, leave_cart


@pytest.fixture
def sold(shop: Shop) -> Shop:
    """A shop with an order of two lines, and one of Fahad's with a coupon."""
    buy_cart(shop, "first", "sara", "honey", "coffee")
    leave_cart(shop, "second", "fahad", "coffee")
    shopper.apply_coupon(shop, "second", "WELCOME10")
    shopper.pay(shop, "second")
    return shop


def test_a_list_has_only_what_every_parameter_lets_pass(sold: Shop) -> None:
    second, first = ask(sold, "listOrders")

    def found(**query: Any) -> list[Any]:
        return [each["id"] for each in ask(sold, "listOrders", query=query)]

    assert ask(sold, "getOrder", orderId=first["id"]) == first
    assert found(customer_id=first["customer_id"]) == [first["id"]]
    assert found(coupon_id=second["coupon_id"]) == [second["id"]]
    assert found(product_id=first["lines"][0]["product_id"]) == [first["id"]]
    assert found(checkout_id=second["checkout_id"], status=["completed"]) == [second["id"]]
    assert found(billing_email="SARA@example.com") == [first["id"]]
    assert found(status=["refunded", "canceled"]) == found(is_subscription=True) == []
    assert found(after=second["id"]) == [first["id"]]


def test_a_whole_order_is_given_back_once(sold: Shop) -> None:
    first = ask(sold, "listOrders")[1]

    refund = ask(sold, "refundOrder", {}, orderId=first["id"])

    assert refund["amount"] == first["total_amount"] == 29650
    assert refund["amount"] == refund["store_refund_amount"] + refund["tax_amount"]
    assert refund["order_line_id"] is None
    after = ask(sold, "getOrder", orderId=first["id"])
    assert {name for name in first if first[name] != after[name]} == {"status"}
    assert after["status"] == "refunded"
    assert refusal(sold, "refundOrder", {}, orderId=first["id"])["status"] == 409


def test_an_order_is_given_back_line_by_line(sold: Shop) -> None:
    first = ask(sold, "listOrders")[1]
    honey, coffee = (line["id"] for line in first["lines"])

    one = ask(sold, "refundOrder", {"order_line_id": honey}, orderId=first["id"])
    between = ask(sold, "getOrder", orderId=first["id"])["status"]
    again = refusal(sold, "refundOrder", {"order_line_id": honey}, orderId=first["id"])
    rest = ask(sold, "refundOrder", {}, orderId=first["id"])

    assert (one["amount"], one["order_line_id"], between) == (23900, honey, "completed")
    assert (again["status"], rest["amount"], rest["order_line_id"]) == (409, 5750, None)
    assert ask(sold, "getOrder", orderId=first["id"])["status"] == "refunded"
    second = ask(sold, "listOrders")[0]
    told = refusal(sold, "refundOrder", {"order_line_id": coffee}, orderId=second["id"])
    assert fault(told) == (400, "order_line_id", "exists")
    assert refusal(sold, "refundOrder", {}, orderId="1")["status"] == 404


def test_a_refund_is_announced_with_what_was_given_back(sold: Shop) -> None:
    first = ask(sold, "listOrders")[1]

    refund = ask(sold, "refundOrder", {}, orderId=first["id"])

    event = sold.events[-1]
    payload = content(event, sold)
    assert (event.name, event.subject) == ("ON_REFUND", refund["id"])
    assert (payload["order_id"], payload["amount"]) == (first["id"], 29650)
    assert payload["currency"] == "SAR"
    assert payload["customer"]["name"] == "Sara Al-Harbi"
