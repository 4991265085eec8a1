"""The arithmetic of a line at Salla, which has to come out to the halala."""

from decimal import Decimal
from random import Random
from typing import Any

import pytest

from mock_server.commerce.money import tax_within, totals
from mock_server.platforms.salla.cart_items import ItemAmounts, amounts_of
from tests.helpers import part
from tests.platforms.salla.telling import DETAILS, LIST


def line(price: int, quantity: int, discount: int = 0, tax_percent: int = 15) -> ItemAmounts:
    """A cart of one line."""
    [paid] = totals([price * quantity], discount, tax_percent).lines
    return amounts_of(price, quantity, paid, tax_percent)


@pytest.mark.parametrize(
    ("amounts", "shown"),
    [
        (line(23900, 1), (20783, 0, 3117, 23900)),
        (line(5750, 3), (5000, 0, 2250, 17250)),
        (line(5750, 3, discount=1725), (5000, 1500, 2025, 15525)),
        (line(23900, 1, discount=5000), (20783, 4348, 2465, 18900)),
        (line(23900, 3), (20783, 0, 9351, 71700)),
        (line(23900, 3, discount=71700), (20783, 62349, 0, 0)),
        (line(23900, 2, discount=4780, tax_percent=0), (23900, 4780, 0, 43020)),
    ],
    ids=["honey", "coffee", "tenth", "fifty", "rounded", "for nothing", "untaxed"],
)
def test_a_price_is_of_one_piece_and_a_discount_is_told_without_its_tax(
    amounts: ItemAmounts, shown: tuple[int, int, int, int]
) -> None:
    assert (amounts.price, amounts.discount, amounts.tax, amounts.total) == shown


def test_a_price_does_not_change_with_the_coupon() -> None:
    assert {line(23900, 2, discount=off).price for off in range(0, 47801, 100)} == {20783}


def test_every_line_adds_up_and_its_tax_is_right_within_a_halala_a_piece() -> None:
    chance = Random(4710)
    for _ in range(2000):
        price, quantity = chance.randrange(1, 500_000), chance.randrange(1, 10)
        discount = chance.choice([0, chance.randrange(0, price * quantity + 1)])

        amounts = line(price, quantity, discount)

        assert amounts.total == price * quantity - discount
        assert amounts.price * quantity - amounts.discount + amounts.tax == amounts.total
        assert min(amounts.discount, amounts.tax) >= 0
        assert abs(amounts.tax - tax_within(amounts.total, 15)) <= quantity


def halalas(money: dict[str, Any]) -> int:
    return int(Decimal(str(money["amount"])) * 100)


def documents_carts() -> list[dict[str, Any]]:
    """The carts of the examples in the document."""
    operations = [part("salla").contract.operation(each) for each in (LIST, DETAILS)]
    answers = [
        example for each in operations for example in each.responses["200"].examples.values()
    ]
    carts = [answer["data"] for answer in answers]
    return [cart for each in carts for cart in (each if isinstance(each, list) else [each])]


@pytest.mark.parametrize("cart", documents_carts(), ids=lambda cart: str(cart["id"]))
def test_the_documents_examples_add_up_by_the_same_rule(cart: dict[str, Any]) -> None:
    goods, discount, total = 0, 0, 0
    for item in cart["items"]:
        amounts, quantity = item["amounts"], item["quantity"]
        price, off = halalas(amounts["price_without_tax"]), halalas(amounts["total_discount"])
        tax = halalas(amounts["tax"]["amount"])
        assert price * quantity - off + tax == halalas(amounts["total"])
        assert tax == Decimal(price * quantity - off) * 15 / 100
        goods, discount = goods + price * quantity, discount + off
        total += halalas(amounts["total"])

    shown = (cart["subtotal"], cart["total_discount"], cart["total"])
    assert tuple(map(halalas, shown)) == (goods, discount, total)
