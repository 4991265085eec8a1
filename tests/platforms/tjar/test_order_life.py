"""One order's life with what it does to stock, coupon and payment; and a cart's before it."""

from datetime import timedelta

import pytest

from mock_server.commerce import shopper
from mock_server.engine.shop import Shop
from tests.helpers import make_shop

from .samples import SAMPLE
from .selling import (
    COFFEE,
    FIRST_ORDER,
    HONEY,
    SARA,
    ask,
    assert_adds_up,
    names,
    order,
    refused,
    stock,
)


@pytest.fixture
def bare() -> Shop:
    return make_shop("tjar")


def move(shop: Shop, number: int, status: str) -> dict[str, object]:
    moved: dict[str, object] = ask(shop, "changeOrderStatus", {"status": status}, of=number)
    return moved


def test_an_order_lives_with_arithmetic(bare: Shop) -> None:
    honey, coffee = stock(bare, HONEY), stock(bare, COFFEE)
    cash = {"coupon": "WELCOME10", "payment_gateway": "cash_on_delivery"}

    made = ask(bare, "createOrder", order((HONEY, 2), (COFFEE, 3), **cash))
    taken = stock(bare, HONEY), stock(bare, COFFEE)
    bare.advance(timedelta(days=1))
    shipped = move(bare, made["id"], "Shipped")
    delivered = move(bare, made["id"], "Delivered")
    refunded = move(bare, made["id"], "Refunded")

    goods = 2 * 239 + 3 * 57.5
    assert made["coupon_discounted"] == pytest.approx(goods / 10)
    assert made["total_amount"] == pytest.approx(goods * 0.9 + 20)
    assert_adds_up(made)
    tax = sum(line["tax"] for line in made["order_details"])
    assert tax == pytest.approx(goods * 0.9 * 15 / 115, abs=0.01)
    assert taken == (honey - 2, coffee - 3)
    payments = [each["payment_status"]["value"] for each in (shipped, delivered, refunded)]
    assert payments == ["pending", "paid", "refunded"]
    assert (stock(bare, HONEY), stock(bare, COFFEE)) == (honey, coffee)
    assert (shipped["created_at"], shipped["updated_at"]) == (
        "2026-03-01 15:00:00",
        "2026-03-02 15:00:00",
    )
    assert names(bare) == [
        "order.created",
        "order.status.updated",
        "order.status.updated",
        "order.updated",
        "order.status.updated",
        "order.updated",
    ]


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ((), "An order cannot go from Pending to Refunded"),
        (("Cancelled",), "An order cannot go from Cancelled to Refunded"),
        (("Delivered",), "The order was not paid for"),
    ],
)
def test_a_status_follows_from_the_one_before(
    bare: Shop, path: tuple[str, ...], message: str
) -> None:
    made = ask(bare, "createOrder", order((COFFEE, 1)))
    for status in path:
        move(bare, made["id"], status)

    answer = refused(bare, "changeOrderStatus", {"status": "Refunded"}, of=made["id"])

    assert answer["errors"] == {"status": [message]}


def test_a_cancelled_order_gives_back_once(bare: Shop) -> None:
    before = stock(bare, HONEY)
    made = ask(bare, "createOrder", order((HONEY, 2)))

    cancelled = move(bare, made["id"], "Cancelled")
    refused(bare, "changeOrderStatus", {"status": "Cancelled"}, of=made["id"])

    assert cancelled["payment_status"]["value"] == "failed"  # type: ignore[index]
    assert stock(bare, HONEY) == before


def test_an_order_takes_all_of_its_goods_or_none(bare: Shop) -> None:
    ask(bare, "updateProduct", {"quantity": 1}, of=COFFEE)
    honey = stock(bare, HONEY)

    refused(bare, "createOrder", order((HONEY, 1), (COFFEE, 2)))

    assert (stock(bare, HONEY), stock(bare, COFFEE)) == (honey, 1)
    assert ask(bare, "listOrders")["pagination"]["total"] == FIRST_ORDER - 1


def test_a_reminded_cart_becomes_an_order_with_the_coupon_of_its_reminder(shop: Shop) -> None:
    honey = stock(shop, HONEY)
    ask(shop, "sendAbandonedCartReminder", SAMPLE, of=1)
    code = shop.store.all("coupon")[0]["code"]

    shopper.come_back(shop, "saras")
    shopper.apply_coupon(shop, "saras", code)
    shopper.pay(shop, "saras")

    cart = ask(shop, "getAbandonedCart", of=1)
    made = ask(shop, "getOrder", of=cart["order_id"])
    assert (cart["phase"], cart["reminders_count"]) == ("completed", 1)
    assert (made["coupon"], made["customer"]["id"]) == (code, SARA)
    assert made["status"]["value"] == "Processing"
    assert made["payment_status"]["value"] == "paid"
    assert made["transaction_id"].startswith("tjar-pay::")
    assert made["coupon_discounted"] == pytest.approx(cart["cart_total"] * 0.15)
    assert made["total_amount"] == pytest.approx(cart["cart_total"] * 0.85 + 20)
    assert_adds_up(made)
    lines = {line["id"]: line["qty"] for line in made["order_details"]}
    assert lines == {product["id"]: product["qty"] for product in cart["products"]}
    assert stock(shop, HONEY) == honey - 1
    assert names(shop)[-2:] == ["abandoned_cart.reminder_sent", "order.created"]


def test_the_coupon_of_a_reminder_is_for_one_order_of_its_customer(shop: Shop) -> None:
    ask(shop, "sendAbandonedCartReminder", SAMPLE, of=1)
    code = shop.store.all("coupon")[0]["code"]

    stranger = refused(shop, "createOrder", order((COFFEE, 1), customer=2, coupon=code))
    made = ask(shop, "createOrder", order((COFFEE, 1), coupon=code))
    again = refused(shop, "createOrder", order((COFFEE, 1), coupon=code))
    move(shop, made["id"], "Cancelled")
    after = ask(shop, "createOrder", order((COFFEE, 1), coupon=code))

    assert stranger["errors"] == {"coupon": ["The coupon was made for another customer"]}
    assert again["errors"] == {"coupon": ["The coupon has been used"]}
    assert made["coupon_discounted"] == after["coupon_discounted"] == pytest.approx(8.63, abs=0.01)


def test_a_guest_who_pays_without_being_reminded_is_an_order_too(bare: Shop) -> None:
    shopper.open_basket(bare, "b")
    shopper.add_line(bare, "b", "coffee", 2)
    shopper.pay(bare, "b")

    made = ask(bare, "getOrder", of=FIRST_ORDER)

    assert (made["name"], made["total_amount"]) == ("Guest", 2 * 57.5 + 20)
    assert made["phone"] == ""
