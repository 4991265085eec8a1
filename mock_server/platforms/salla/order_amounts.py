"""What an order costs. Everything is in minor units here, and adds up to the halala.

A line is `price * quantity - discount + tax == total` (see `cart_items`). Of the order,
`sub_total - discounts + shipping_cost + cash_on_delivery + tax == total`: shipping and cash on
delivery are told without tax, which is reckoned on top of them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from mock_server.commerce.coupon_terms import CouponTerms, Goods, taken_off
from mock_server.commerce.money import LineAmounts, decimal, percent_of, tax_within
from mock_server.engine.store import Record

from .cart_items import amounts_of
from .style import money

NOTHING: Mapping[str, int] = {
    "goods": 0,
    "discount": 0,
    "shipping": 0,
    "free_shipping": 0,
    "cod": 0,
    "tax": 0,
    "total": 0,
}
"""The sums of an order that has nothing in it."""


def with_tax(bare: int, percent: int) -> int:
    """An amount with the tax on top of it; without it again it is the same amount."""
    return bare + percent_of(bare, percent)


def goods_of(item: Record) -> Goods:
    """A line as coupons look at it."""
    gross = item["_price"] * item["quantity"]
    return Goods(item["_product"], gross, tuple(item["_categories"]), item["_brand"], item["_sale"])


def terms_of(order: Record) -> CouponTerms | None:
    """The coupon of an order, as it was when it was entered."""
    return CouponTerms(**order["_coupon"]) if order["_coupon"] else None


def coupon_kept(terms: CouponTerms) -> Mapping[str, Any]:
    """A coupon as plain values, to be kept on an order."""
    return asdict(terms)


def add_up(order: Record, items: Sequence[Record]) -> tuple[Record, list[Record]]:
    """The order and its lines with all their amounts reckoned anew."""
    terms, goods = terms_of(order), [goods_of(item) for item in items]
    reaches = terms is not None and sum(each.gross for each in goods) >= terms.minimum
    offs = taken_off(terms, goods) if terms and reaches else [0] * len(items)
    priced = [_priced(item, off) for item, off in zip(items, offs, strict=True)]
    free = order["_shipping"] if terms is not None and reaches and terms.free_shipping else 0
    sums = _sums(order, priced, free)
    return {**order, "_sums": sums, "_total": sums["total"]}, priced


def shown_amounts(order: Record) -> Record:
    """The amounts of an order as Salla shows them."""
    sums, currency = order["_sums"], order["currency"]
    return {
        "sub_total": money(sums["goods"], currency),
        "shipping_cost": money(sums["shipping"], currency),
        "cash_on_delivery": money(sums["cod"], currency),
        "tax": {"percent": f"{order['_percent']:.2f}", "amount": money(sums["tax"], currency)},
        "discounts": _discounts(order),
        "total": money(sums["total"], currency),
    }


def shown_item_amounts(item: Record) -> Record:
    """The amounts of a line as Salla shows them."""
    sums, currency = item["_sums"], item["currency"]
    return {
        "price_without_tax": money(sums["price"], currency),
        "total_discount": money(sums["discount"], currency),
        "tax": {"percent": f"{item['_percent']:.2f}", "amount": money(sums["tax"], currency)},
        "total": money(sums["total"], currency),
    }


def _priced(item: Record, off: int) -> Record:
    gross, percent = item["_price"] * item["quantity"], item["_percent"]
    paid = LineAmounts(gross, off, tax_within(gross - off, percent))
    return {**item, "_sums": asdict(amounts_of(item["_price"], item["quantity"], paid, percent))}


def _sums(order: Record, items: Sequence[Record], free: int) -> Mapping[str, int]:
    """Free shipping costs nothing, and is told among the discounts."""
    shipping, cod, percent = order["_shipping"] - free, order["_cod"], order["_percent"]
    beside_tax = percent_of(shipping, percent) + percent_of(cod, percent)
    lines = [item["_sums"] for item in items]
    return {
        "goods": sum(each["goods"] for each in lines),
        "discount": sum(each["discount"] for each in lines),
        "shipping": shipping,
        "free_shipping": free,
        "cod": cod,
        "tax": sum(each["tax"] for each in lines) + beside_tax,
        "total": sum(each["total"] for each in lines) + shipping + cod + beside_tax,
    }


def _discounts(order: Record) -> list[Record]:
    sums, terms, currency = order["_sums"], order["_coupon"], order["currency"]
    if terms is None:
        return []
    return [
        {
            "title": f"كوبون {terms['code']}",
            "type": "coupon",
            "code": terms["code"],
            "discount": decimal(sums["discount"], currency).replace(",", ""),
            "currency": currency,
            "discounted_shipping": money(sums["free_shipping"], currency)["amount"],
            "hasMarketing": False,
        }
    ]
