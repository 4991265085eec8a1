"""Every sum that a platform shows of a basket, worked out here anew, to the halala."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from mock_server.commerce.basket import Basket
from mock_server.engine.shop import Shop

from .shown import CARTS, Asked, body_of, record_key


@dataclass(frozen=True, slots=True)
class Due:
    """What a basket costs, in halalas: prices with tax, less the discount."""

    gross: int
    discount: int

    @property
    def total(self) -> int:
        return self.gross - self.discount


def due_for(basket: Basket) -> Due:
    gross = sum(line["price"] * line["quantity"] for line in basket.lines)
    coupon = basket.terms
    if coupon is None or gross < coupon.minimum:
        return Due(gross, 0)
    off = _whole(Decimal(gross) * coupon.percent / 100) if coupon.percent else coupon.amount
    return Due(gross, min(off, gross))


def tax_in(amount: int) -> int:
    """The 15 per cent in an amount that holds them."""
    return amount - _whole(Decimal(amount) * 100 / 115)


def halalas(riyals: float) -> int:
    """An amount in riyals, which has no more than two decimals."""
    exact = Decimal(str(riyals)) * 100
    assert exact == int(exact), f"{riyals} is no amount of riyals and halalas"
    return int(exact)


def check_salla(shop: Shop, basket: Basket, key: str) -> None:
    """Salla's prices are of one piece and without tax; rounding them may move the tax a little."""
    cart = body_of(shop, CARTS["salla"].one(key))["data"]
    sums = [0, 0, 0]
    for item in cart["items"]:
        amounts = item["amounts"]
        goods = _riyals(amounts["price_without_tax"]) * item["quantity"]
        tax, total = _riyals(amounts["tax"]["amount"]), _riyals(amounts["total"])
        discount = _riyals(amounts["total_discount"])
        assert goods - discount + tax == total
        assert abs(tax - tax_in(total)) <= item["quantity"]
        sums = [known + more for known, more in zip(sums, (goods, discount, total), strict=True)]
    assert [_riyals(cart[name]) for name in ("subtotal", "total_discount", "total")] == sums
    assert _riyals(cart["total"]) == due_for(basket).total


def _riyals(money: Mapping[str, Any]) -> int:
    assert money["currency"] == "SAR"
    return halalas(money["amount"])


def check_zid(shop: Shop, basket: Basket, key: str) -> None:
    """Zid's carts tell of no coupon."""
    cart = body_of(shop, CARTS["zid"].one(key))["abandoned_cart"]
    for line in cart["products"]:
        assert halalas(line["total"]) == halalas(line["price"]) * line["quantity"]
        assert line["total_string"] == f"{line['total']:,.2f} SAR"
    total = sum(halalas(line["total"]) for line in cart["products"])
    assert halalas(cart["cart_total"]) == total == due_for(basket).gross
    assert cart["cart_total_string"] == f"{cart['cart_total']:,.2f} SAR"


def check_tjar(shop: Shop, basket: Basket, key: str) -> None:
    """Tjar's carts tell of no coupon."""
    cart = body_of(shop, CARTS["tjar"].one(key))["data"]
    for line in cart["products"]:
        assert halalas(line["subtotal"]) == halalas(line["price"]) * line["qty"]
    total = sum(halalas(line["subtotal"]) for line in cart["products"])
    assert halalas(cart["cart_total"]) == total == due_for(basket).gross
    assert cart["cart_total_string"] == f"{cart['cart_total']:,.2f} <sar></sar>"


def check_surecart(shop: Shop, basket: Basket, key: str) -> None:
    """SureCart's prices hold the tax: it is told, and not added."""
    wanted = {"expand[]": ["checkout", "checkout.line_items", "line_item.price"]}
    asked = Asked("retrieveAbandonedCheckout", {"id": key}, wanted)
    checkout, due = body_of(shop, asked)["checkout"], due_for(basket)
    lines = checkout["line_items"]["data"]
    for line in lines:
        assert line["subtotal_amount"] == line["price"]["amount"] * line["quantity"]
        assert line["total_amount"] == line["subtotal_amount"] - line["discount_amount"]
        assert line["tax_amount"] == tax_in(line["total_amount"])
    names = ("subtotal_amount", "discount_amount", "tax_amount", "total_amount")
    for name in names:
        assert checkout[name] == sum(line[name] for line in lines), name
    sums = [checkout[name] for name in ("subtotal_amount", "discount_amount", "total_amount")]
    assert sums == [due.gross, due.discount, due.total]
    assert checkout["paid_amount"] == (due.total if basket.paid_at else 0)
    assert checkout["remaining_amount_due"] == due.total - checkout["paid_amount"]


def check_paynow(shop: Shop, basket: Basket, key: str) -> None:
    order, due = shop.store.get("order", key), due_for(basket)
    names = ("subtotal", "discount", "tax", "total")
    for part in (order, *order["lines"]):
        subtotal, discount, tax, total = (part[f"{name}_amount"] for name in names)
        assert subtotal + tax - discount == total
        assert part["total_amount_str"] == f"{total / 100:,.2f} SAR"
    for line in order["lines"]:
        assert line["tax_amount"] == tax_in(line["total_amount"])
    for name in names:
        assert order[f"{name}_amount"] == sum(line[f"{name}_amount"] for line in order["lines"])
    assert (order["discount_amount"], order["total_amount"]) == (due.discount, due.total)


SUMS: Mapping[str, Callable[[Shop, Basket, str], None]] = {
    "paynow": check_paynow,
    "salla": check_salla,
    "surecart": check_surecart,
    "tjar": check_tjar,
    "zid": check_zid,
}


def check_sums(shop: Shop, basket: Basket) -> None:
    """All sums that the platform shows of this basket: in PayNow's order, elsewhere in the cart."""
    carts = CARTS.get(shop.platform)
    key = record_key(shop, carts.resource if carts else "order", basket.id)
    if key is not None:
        SUMS[shop.platform](shop, basket, key)


def _whole(amount: Decimal) -> int:
    return int(amount.quantize(Decimal(1), ROUND_HALF_UP))
