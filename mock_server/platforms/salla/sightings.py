"""What Salla's answers show of a shop."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from mock_server.commerce.sightings import (
    Readers,
    Seen,
    SeenCart,
    SeenCoupon,
    SeenCustomer,
    SeenLine,
    SeenProduct,
    minor,
    whole,
)
from mock_server.engine.store import Record


def carts(body: Any) -> Iterator[Seen]:
    """`listAbandonedCarts`: rows are as good as details, but for `status`."""
    for cart in body["data"]:
        yield from _cart(cart)


def cart(body: Any) -> Iterator[Seen]:
    """`abandonedCartDetails`."""
    yield from _cart(body["data"])


READERS: Readers = {"listAbandonedCarts": carts, "abandonedCartDetails": cart}


def _cart(cart: Record) -> Iterator[Seen]:
    customer, coupon = cart.get("customer") or {}, cart.get("coupon") or {}
    reachable = bool(customer.get("mobile") or customer.get("email"))
    lines = []
    for item in cart.get("items") or []:
        product = _product(item)
        lines.append(SeenLine(product.id, whole(item.get("quantity"), 1)))
        yield product
    if reachable:
        yield SeenCustomer(str(customer["id"]))
    if coupon:
        yield _coupon(coupon)
    yield SeenCart(
        id=str(cart["id"]),
        opened_at=_moment(cart["created_at"]),
        touched_at=_moment(cart["updated_at"]),
        total=_minor(cart.get("total")),
        currency=(cart.get("total") or {}).get("currency", ""),
        customer=str(customer["id"]) if reachable else "",
        coupon=str(coupon.get("code") or coupon.get("id") or "") if coupon else "",
        phase="login" if reachable else "new",
        bought=cart.get("status") == "purchased",
        lines=tuple(lines),
    )


def _product(item: Record) -> SeenProduct:
    """What a piece costs with its tax; under a discount only its price without tax tells."""
    amounts, quantity = item.get("amounts") or {}, whole(item.get("quantity"), 1)
    price = round(_minor(amounts.get("total")) / quantity)
    if _minor(amounts.get("total_discount")):
        percent = float((amounts.get("tax") or {}).get("percent") or 0)
        price = round(_minor(amounts.get("price_without_tax")) * (100 + percent) / 100)
    return SeenProduct(str(item["product_id"]), price, weight=item.get("weight") or 0.0)


def _coupon(coupon: Record) -> SeenCoupon:
    """The amount of a percentage is the percentage."""
    key, amount = str(coupon.get("code") or coupon.get("id")), coupon.get("amount")
    if coupon.get("type") == "fixed":
        return SeenCoupon(key, amount=_minor(amount))
    return SeenCoupon(key, whole(amount.get("amount") if isinstance(amount, Mapping) else amount))


def _minor(money: Any) -> int:
    if not isinstance(money, Mapping):
        return 0
    return minor(money.get("amount"), str(money.get("currency") or ""))


def _moment(told: Record) -> datetime:
    """`{"date": "2026-03-01 12:00:00.000000", "timezone": "Asia/Riyadh"}`."""
    return datetime.fromisoformat(told["date"]).replace(tzinfo=ZoneInfo(told["timezone"]))
