"""A cart as Salla's webhooks show it, which is not quite as its API does."""

from mock_server.engine.shop import Shop
from mock_server.engine.store import Record

from .carts import in_full


def told(cart: Record, shop: Shop) -> Record:
    """The whole cart; a coupon's amounts are bare numbers here."""
    shown = in_full(cart, shop)
    coupon = shown["coupon"]
    if coupon is not None:
        amounts = {name: coupon[name]["amount"] for name in ("amount", "minimum_amount")}
        shown["coupon"] = {**coupon, **amounts}
    return shown


def status_changed(cart: Record) -> Record:
    return {"id": cart["id"], "status": cart["status"]}


def purchased(cart: Record) -> Record:
    """What was paid, in bare numbers."""
    bare = {name: cart[name]["amount"] for name in ("total", "subtotal", "total_discount")}
    return {**status_changed(cart), "currency": cart["total"]["currency"], **bare}
