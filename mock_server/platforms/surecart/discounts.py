"""Discounts: what the coupon of a basket does to its checkout."""

from mock_server.commerce.basket import Basket
from mock_server.commerce.records import record_key
from mock_server.engine.resource import Resource
from mock_server.engine.shop import Shop

from .promotions import promotion_id
from .redeeming import status_of
from .timestamps import keep

DISCOUNT = "discount"


def write_discount(basket: Basket, shop: Shop) -> str | None:
    """The discount of the basket's coupon, as it is now; None without a coupon."""
    terms = basket.terms
    if terms is None:
        return None
    key = record_key(shop, DISCOUNT, basket.id, lambda: shop.identifiers.uuid(DISCOUNT))
    discount = {
        "id": key,
        "object": DISCOUNT,
        "coupon": terms.key,
        "promotion": promotion_id(terms.code, shop) if terms.code else None,
        "redeemable_status": status_of(terms, basket, shop),
    }
    keep(shop, DISCOUNT, key, discount)
    return key


RESOURCE = Resource(name=DISCOUNT)
