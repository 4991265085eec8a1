"""Coupons that Tjar makes for a reminder's offer; no operation of this document shows them."""

from mock_server.engine.shop import Shop

COUPON = "coupon"


def make_coupon(shop: Shop, identifier: str, percent: int) -> str:
    """A new coupon of so many per cent for one cart; its code."""
    number = shop.identifiers.count(COUPON)
    code = f"CART{percent}-{shop.identifiers.letters('coupon code', 6)}"
    record = {
        "id": number,
        "code": code,
        "discount": percent,
        "discount_type": "percentage",
        "identifier": identifier,
        "_created_at": shop.clock.now(),
    }
    shop.store.put(COUPON, code, record)
    return code
