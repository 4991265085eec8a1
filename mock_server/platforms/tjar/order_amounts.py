"""What an order costs: its lines, what was chosen with them, the shipping, less the coupon.

`total = sum of subtotals + options + shipping - coupon`; a subtotal is `price x qty - discount`,
where the discount is what a sale takes off. Prices include tax; the tax of a line is that in what
is paid for it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from typing import Any

from mock_server.commerce.coupon_terms import CouponTerms, Goods, is_for, taken_off
from mock_server.commerce.money import tax_within
from mock_server.engine.store import Record

from .order_places import WAYS


def add_up(order: Record) -> Record:
    """The order with its amounts, in minor units."""
    lines: Sequence[Record] = order["_lines"]
    goods = [goods_of(each) for each in lines]
    terms = terms_kept(order["_terms"])
    offs = taken_off(terms, goods) if terms and _reaches(terms, goods) else [0] * len(lines)
    added = [_added_up(*each, order["_percent"]) for each in zip(lines, goods, offs, strict=True)]
    shipping = WAYS[order["_way"]].cost if order["_way"] else 0
    total = sum(each.gross for each in goods) + shipping - sum(offs)
    return {
        **order,
        "_lines": added,
        "_shipping": shipping,
        "_off": sum(offs),
        "_total": total,
    }


def goods_of(line: Record) -> Goods:
    """A line as coupons look at it."""
    gross = _subtotal(line) + line["options_cost"] * line["qty"]
    return Goods(line["product"], gross, tuple(line["categories"]), line["brand"])


def coupon_kept(terms: CouponTerms) -> Mapping[str, Any]:
    """Terms as plain values, to be kept on an order."""
    return {name: value for name, value in asdict(terms).items() if value is not None}


def terms_kept(kept: Mapping[str, Any] | None) -> CouponTerms | None:
    if kept is None:
        return None
    names = {each.name for each in fields(CouponTerms)}
    return CouponTerms(**{name: value for name, value in kept.items() if name in names})


def _added_up(line: Record, goods: Goods, off: int, percent: int) -> Record:
    tax = tax_within(goods.gross - off, percent)
    return {**line, "subtotal": _subtotal(line), "tax": tax}


def _subtotal(line: Record) -> int:
    return int(line["price"] * line["qty"] - line["discount"])


def _reaches(terms: CouponTerms, goods: Sequence[Goods]) -> bool:
    """Whether there is enough on the order, of what the coupon is for among it."""
    return sum(each.gross for each in goods) >= terms.minimum and any(
        is_for(terms, each) for each in goods
    )
