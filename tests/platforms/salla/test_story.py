"""A cart's life at Salla: left alone, abandoned after an hour, bought."""

from datetime import timedelta

from mock_server.commerce.shopper import add_line, come_back, open_basket, pay, set_contact
from mock_server.engine.shop import Shop
from tests.helpers import make_shop
from tests.platforms.salla.telling import cart_of, listed


def opened() -> Shop:
    shop = make_shop("salla")
    open_basket(shop, "b1")
    add_line(shop, "b1", "honey")
    set_contact(shop, "b1", "sara")
    return shop


def names(shop: Shop) -> list[str]:
    return [event.name for event in shop.events]


def test_a_cart_is_listed_once_it_was_left_alone_for_an_hour_and_not_before() -> None:
    shop = opened()

    shop.advance(timedelta(minutes=59, seconds=59))
    before = listed(shop)["data"]
    shop.advance(timedelta(seconds=1))

    assert before == []
    assert len(listed(shop)["data"]) == 1
    assert names(shop) == ["abandoned.cart"]


def test_a_shopper_who_comes_back_starts_the_hour_anew() -> None:
    shop = opened()
    shop.advance(timedelta(minutes=50))
    come_back(shop, "b1")

    shop.advance(timedelta(minutes=59))

    assert listed(shop)["data"] == []


def test_a_cart_that_is_bought_leaves_the_list_and_stays_in_the_details() -> None:
    shop = opened()
    shop.advance(timedelta(hours=2))

    pay(shop, "b1")

    assert listed(shop)["data"] == []
    assert cart_of(shop, "b1")["status"] == "purchased"
    assert names(shop)[1:] == ["abandoned.cart.status.changed", "abandoned.cart.purchased"]


def test_a_cart_that_is_bought_at_once_was_never_abandoned() -> None:
    shop = opened()
    pay(shop, "b1")

    shop.advance(timedelta(days=30))

    assert listed(shop)["data"] == []
    assert names(shop) == []


def test_an_empty_basket_is_never_abandoned() -> None:
    shop = make_shop("salla")
    open_basket(shop, "b1")

    shop.advance(timedelta(days=2))

    assert names(shop) == []
