"""What shoppers pay for becomes orders, and subscribers hear of orders."""

from datetime import timedelta
from typing import Any

from mock_server.commerce import shopper
from mock_server.commerce.vocabulary import Step
from mock_server.engine.shop import Shop
from mock_server.platforms.salla.webhooks import content
from tests.helpers import call, left_cart, make_shop, story
from tests.platforms.salla.ordering import (
    HONEY,
    assert_adds_up,
    create,
    details,
    halalas,
    move,
    names,
    quantity,
)

DAY = timedelta(days=1)


def orders_from(shop: Shop, source: str) -> list[dict[str, Any]]:
    query = {"source[]": [source], "keyword": "sara@example.com", "per_page": 60}
    rows: list[dict[str, Any]] = call(shop, "listOrders", query=query)[1]["data"]
    return [details(shop, row) for row in rows]


def fill(shop: Shop, basket: str) -> None:
    shopper.open_basket(shop, basket)
    shopper.add_line(shop, basket, "honey", 2, note="هدية")
    shopper.set_contact(shop, basket, "sara")
    shopper.apply_coupon(shop, basket, "EID50")


def test_a_cart_that_was_abandoned_and_paid_for_is_an_order_that_names_it(bare: Shop) -> None:
    before = quantity(bare, HONEY)
    fill(bare, "b")
    bare.advance(timedelta(hours=2))
    cart = call(bare, "listAbandonedCarts")[1]["data"][0]

    shopper.pay(bare, "b")

    (order,) = orders_from(bare, "abandoned-cart")
    assert_adds_up(order)
    assert order["cart_reference_id"] == cart["id"]
    assert order["amounts"]["sub_total"] == cart["subtotal"]
    assert halalas(order["amounts"]["total"]) == halalas(cart["total"]) + 2300
    assert (order["items"][0]["notes"], quantity(bare, HONEY)) == ("هدية", before - 2)
    assert "order.created" in names(bare)


def test_a_storys_paid_cart_is_an_order_from_the_start() -> None:
    steps = left_cart("s", "sara", DAY, "honey", "coffee")
    shop = make_shop("salla", told=story(*steps, Step(DAY / 2, "s", "pay")))

    bought = [
        o for o in orders_from(shop, "store") if len(o["items"]) == 2 and o["cart_reference_id"]
    ]

    (order,) = bought
    assert_adds_up(order)
    assert order["date"]["date"] == "2026-03-01 03:00:00.000000"
    assert order["status"]["slug"] == "under_review"
    assert [event.name for event in shop.events if event.name == "order.created"] == []


def test_goods_that_ran_out_meanwhile_are_sold_as_far_as_they_are_there(bare: Shop) -> None:
    fill(bare, "b")
    honey = next(each for each in bare.store.all("product") if each["sku"] == HONEY)
    branch = next(iter(honey["_branches"]))
    bare.store.update("product", honey["id"], quantity=1, _branches={branch: 1})

    shopper.pay(bare, "b")

    assert quantity(bare, HONEY) == 0


def test_a_guests_order_is_nobodys(bare: Shop) -> None:
    shopper.open_basket(bare, "g")
    shopper.add_line(bare, "g", "coffee")

    shopper.pay(bare, "g")

    newest = call(bare, "listOrders")[1]["data"][0]
    assert newest["customer"] is None
    assert newest["items"][0]["quantity"] == 1


def test_webhooks_tell_of_the_order_as_it_is(bare: Shop) -> None:
    order = create(bare)
    move(bare, order, "in_progress", note="هيا")

    created, moved = (content(event, bare) for event in bare.events)

    assert (created["id"], created["amounts"]["total"]) == (order["id"], order["amounts"]["total"])
    assert (moved["status"], moved["note"]) == ("قيد التنفيذ", "هيا")
    assert moved["order"]["reference_id"] == order["reference_id"]
