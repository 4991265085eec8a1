"""The lines of a cart at Salla: prices without tax, and the tax on what is left of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mock_server.commerce.basket import Basket, totals_of
from mock_server.commerce.market import Market
from mock_server.commerce.money import LineAmounts, tax_within
from mock_server.engine.store import Record

from .style import money


@dataclass(frozen=True, slots=True)
class ItemAmounts:
    """A line in minor units: `price * quantity - discount + tax == total`, to the halala."""

    price: int
    goods: int
    discount: int
    tax: int
    total: int


def amounts_of(price: int, quantity: int, paid: LineAmounts, tax_percent: int) -> ItemAmounts:
    """Salla's amounts of a line that is `paid` for with its tax, at this `price` with tax.

    A price without tax is rounded once for each piece, so that the line may miss what is paid for
    it by a halala or so. The tax takes that up, for what the shopper pays is certain.
    """
    bare = price - tax_within(price, tax_percent)
    discount = paid.discount - tax_within(paid.discount, tax_percent)
    left = max(0, min(bare * quantity - discount, paid.total))
    goods = bare * quantity
    return ItemAmounts(bare, goods, goods - left, paid.total - left, paid.total)


def items_of(basket: Basket, market: Market) -> tuple[list[Record], Record]:
    """The lines of a cart, and its three sums of them."""
    percent, currency = market.store.tax_percent, market.store.currency
    amounts = [
        amounts_of(line["price"], line["quantity"], paid, percent)
        for line, paid in zip(basket.lines, totals_of(basket, market).lines, strict=True)
    ]
    items = [_item(line, each, market) for line, each in zip(basket.lines, amounts, strict=True)]
    return items, _sums(amounts, currency)


def _sums(amounts: Sequence[ItemAmounts], currency: str) -> Record:
    return {
        "total": money(sum([each.total for each in amounts]), currency),
        "subtotal": money(sum([each.goods for each in amounts]), currency),
        "total_discount": money(sum([each.discount for each in amounts]), currency),
    }


def _item(line: Mapping[str, Any], amounts: ItemAmounts, market: Market) -> Record:
    currency = market.store.currency
    return {
        "id": 1_200_000_000 + line["number"],
        "product_id": 1_300_000_000 + market.products[line["product"]].number,
        "quantity": line["quantity"],
        "weight": line["weight"],
        "amounts": {
            "price_without_tax": money(amounts.price, currency),
            "total_discount": money(amounts.discount, currency),
            "tax": {
                "percent": f"{market.store.tax_percent:.2f}",
                "amount": money(amounts.tax, currency),
            },
            "total": money(amounts.total, currency),
        },
        "notes": line["note"],
    }
