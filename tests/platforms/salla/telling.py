"""A Salla shop with a few carts, each left in a way of its own, and how to ask it for them."""

from datetime import timedelta
from typing import Any

from mock_server.commerce.vocabulary import Step
from mock_server.engine.shop import Shop
from tests.helpers import call, left_cart, make_shop, story

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def lived_in() -> Shop:
    """Four carts, the oldest first: Sara's `bought`, a `guest`, Fahad's `two` with two lines and a
    coupon, and Sara's `left`, three hours old."""
    return make_shop(
        "salla",
        told=story(
            *left_cart("bought", "sara", 3 * DAY, "coffee"),
            Step(3 * DAY - 3 * HOUR, "bought", "pay"),
            *left_cart("guest", None, 2 * DAY, "honey"),
            *left_cart("two", "fahad", DAY, "honey"),
            Step(DAY, "two", "add", {"product": "coffee", "quantity": 3, "note": "هدية"}),
            Step(DAY, "two", "coupon", {"code": "WELCOME10"}),
            *left_cart("left", "sara", 3 * HOUR, "honey"),
        ),
    )


def listed(shop: Shop, language: str = "ar", **query: Any) -> dict[str, Any]:
    """A page of the list."""
    _, body = call(shop, "listAbandonedCarts", query=query, language=language)
    assert body["success"] is True
    return dict(body)


def details(shop: Shop, cart_id: int, language: str = "ar") -> dict[str, Any]:
    """A cart in full."""
    path = {"cart-id": str(cart_id)}
    _, body = call(shop, "abandonedCartDetails", path=path, language=language)
    return dict(body["data"])


def cart_of(shop: Shop, basket: str) -> dict[str, Any]:
    """The cart that shows a basket, in full."""
    link = shop.store.get("record_of", f"abandoned_cart:{basket}")
    return details(shop, link["key"])
