"""`expand[]` shows objects in the place of ids."""

from datetime import timedelta
from typing import Any

import pytest

from mock_server.commerce import shopper
from mock_server.engine.shop import Shop
from tests.helpers import call
from tests.platforms.surecart.steps import abandon, listed, read, set_protocol, switch

EVERYTHING = (
    "checkout",
    "checkout.line_items",
    "line_item.price",
    "price.product",
    "checkout.customer",
    "checkout.discount",
    "checkout.shipping_address",
    "discount.coupon",
    "discount.promotion",
    "customer",
    "customer.shipping_address",
    "promotion",
    "promotion.coupon",
    "recovered_checkout",
)


@pytest.fixture
def record(shop: Shop) -> str:
    """An abandoned checkout that has everything: discount, address, promotion, a purchase."""
    set_protocol(shop, enabled=True, first_promotion_notification=1)
    record = abandon(shop, products=("honey", "coffee"))
    shopper.apply_coupon(shop, "b", "WELCOME10")
    shopper.reach_phase(shop, "b", "shipping_method")
    shop.advance(timedelta(hours=2))
    shopper.pay(shop, "b")
    return record


def test_without_expansion_relations_are_ids(shop: Shop, record: str) -> None:
    shown = read(shop, record)

    for relation in ("checkout", "customer", "promotion", "recovered_checkout"):
        assert isinstance(shown[relation], str)


def test_everything_expands_down_to_the_product(shop: Shop, record: str) -> None:
    shown = read(shop, record, *EVERYTHING)

    line = shown["checkout"]["line_items"]["data"][0]
    assert line["price"]["product"]["object"] == "product"
    assert line["checkout"] == shown["checkout"]["id"]
    assert shown["checkout"]["discount"]["promotion"]["coupon"]["object"] == "coupon"
    assert shown["checkout"]["customer"]["shipping_address"]["city"] == "جدة"
    assert shown["promotion"]["coupon"]["percent_off"] == 10
    assert shown["recovered_checkout"]["line_items"]["pagination"]["count"] == 2


def test_a_relation_below_one_that_is_not_expanded_shows_nothing(shop: Shop, record: str) -> None:
    assert read(shop, record, "price.product", "checkout.line_items") == read(shop, record)


def test_the_type_of_the_root_may_be_named(shop: Shop, record: str) -> None:
    assert read(shop, record, "abandoned_checkout.customer") == read(shop, record, "customer")


@pytest.mark.parametrize(
    "name", ["nothing", "", ".", "checkout.", "id", "checkout.order", "checkout.customer.id", "_"]
)
def test_unknown_names_are_ignored(shop: Shop, record: str, name: str) -> None:
    assert read(shop, record, name) == read(shop, record)


def test_a_relation_that_is_empty_stays_null(shop: Shop) -> None:
    shown = read(shop, abandon(shop), "promotion", "recovered_checkout", "checkout")

    assert (shown["promotion"], shown["recovered_checkout"]) == (None, None)
    assert shown["checkout"]["discount"] is None


def test_every_operation_expands(shop: Shop, record: str) -> None:
    query: dict[str, Any] = {"expand[]": ["customer", "coupon"]}
    switched = call(
        shop, "updateAbandonedCheckout", {"id": record}, query, {"abandoned_checkout": {}}
    )
    updated = call(
        shop,
        "updateAbandonedCheckoutProtocol",
        query=query,
        body={"abandoned_checkout_protocol": {}},
    )

    assert listed(shop, **query)[0]["customer"]["object"] == "customer"
    assert switched[1]["customer"]["object"] == "customer"
    assert updated[1]["coupon"]["object"] == "coupon"


def test_an_expanded_answer_follows_what_changes_below_it(shop: Shop) -> None:
    record = abandon(shop)
    before = read(shop, record, "checkout")["checkout"]["amount_due"]

    shopper.add_line(shop, "b", "coffee")

    assert read(shop, record, "checkout")["checkout"]["amount_due"] == before + 5750
    assert switch(shop, record, on=True)["id"] == record
