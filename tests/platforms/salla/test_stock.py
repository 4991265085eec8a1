"""What orders take and cancellations give back."""

import pytest

from mock_server.engine.errors import Conflict, Invalid
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.platforms.salla import stock
from tests.helpers import make_shop

from .goods import COFFEE_ID, HONEY_ID, ask, make, names, product


@pytest.fixture
def shop() -> Shop:
    return make_shop("salla")


def kept(shop: Shop, number: int) -> Record:
    return shop.store.get("product", number)


def test_what_is_taken_is_gone_and_what_is_given_back_is_there(shop: Shop) -> None:
    ask(shop, "updateQuantity", {"quantity": 10}, product=HONEY_ID)

    taken = stock.take(shop, kept(shop, HONEY_ID), 4)
    assert (stock.left(taken), product(shop, HONEY_ID)["sold_quantity"]) == (6, 4)

    stock.give_back(shop, taken, 4)
    assert product(shop, HONEY_ID)["quantity"] == 10
    assert product(shop, HONEY_ID)["sold_quantity"] == 0


def test_more_than_there_is_cannot_be_taken(shop: Shop) -> None:
    ask(shop, "updateQuantity", {"quantity": 3}, product=HONEY_ID)

    with pytest.raises(Conflict) as refused:
        stock.take(shop, kept(shop, HONEY_ID), 4)

    assert refused.value.text is not None
    assert "3 left" in refused.value.text.en
    assert product(shop, HONEY_ID)["quantity"] == 3


def test_the_last_piece_puts_a_product_out_and_a_return_puts_it_back(shop: Shop) -> None:
    made = make(shop, quantity=1)

    item = stock.take(shop, kept(shop, made["id"]), 1)
    assert product(shop, made["id"])["status"] == "out"

    stock.give_back(shop, item, 1)
    assert product(shop, made["id"])["status"] == "sale"
    assert names(shop)[1:] == [
        "product.status.updated",
        "product.status.updated",
        "product.available",
    ]


def test_a_branch_gives_what_it_has_and_without_one_all_give(shop: Shop) -> None:
    stock.restock(shop, kept(shop, HONEY_ID), 5)
    stock.restock(shop, kept(shop, HONEY_ID), 3, branch=4711)

    with pytest.raises(Conflict):
        stock.take(shop, kept(shop, HONEY_ID), 4, branch=4711)
    item = stock.take(shop, kept(shop, HONEY_ID), 7)

    assert (stock.left(item), stock.left(item, 4711)) == (1, 1)


def test_the_values_of_its_options_choose_a_variant(shop: Shop) -> None:
    coffee = kept(shop, COFFEE_ID)
    variant = product(shop)["skus"][1]

    item = stock.item_of(shop, coffee, variant["related_option_values"])
    stock.take(shop, item, 1)

    assert item["id"] == variant["id"]
    assert product(shop)["skus"][1]["stock_quantity"] == variant["stock_quantity"] - 1
    with pytest.raises(Invalid):
        stock.item_of(shop, coffee, [7])
    assert stock.item_of(shop, kept(shop, HONEY_ID)) == kept(shop, HONEY_ID)


def test_a_group_takes_its_parts(shop: Shop) -> None:
    parts = [{"id": HONEY_ID, "quantity": 2}]
    group = make(
        shop, product_type="group_products", consisted_products=parts, unlimited_quantity=True
    )
    before = product(shop, HONEY_ID)["quantity"]

    stock.take(shop, kept(shop, group["id"]), 2)

    assert product(shop, HONEY_ID)["quantity"] == before - 4


def test_a_price_is_that_of_the_sale_while_there_is_one(shop: Shop) -> None:
    made = make(shop, price=19.99, sale_price=15.5, sale_end="2026-03-01")

    assert stock.price_of(kept(shop, made["id"]), shop) == 1550
    shop.travel(shop.clock.now().replace(day=2))
    assert stock.price_of(kept(shop, made["id"]), shop) == 1999
