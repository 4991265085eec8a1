"""A Salla shop with a few carts, each left in a way of its own, and how to ask it for them."""

from datetime import timedelta
from typing import Any

from mock_server.commerce.vocabulary import Step
from mock_server.engine.shop import Shop
from tests.helpers import call, left_cart, make_shop, story

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)

LIST, DETAILS = "listAbandonedCarts", "abandonedCartDetails"


def lived_in() -> Shop:
    """Five carts, the oldest first: Sara's `bought`, a `guest`, Fahad's `tenth` with two lines, a
    note and ten per cent off, Noura's `fifty` with fifty riyals off, and Sara's `left`."""
    return make_shop(
        "salla",
        told=story(
            *left_cart("bought", "sara", 3 * DAY, "coffee"),
            Step(3 * DAY - 3 * HOUR, "bought", "pay"),
            *left_cart("guest", None, 2 * DAY, "honey"),
            *left_cart("tenth", "fahad", DAY, "honey"),
            Step(DAY, "tenth", "add", {"product": "coffee", "quantity": 3, "note": "هدية"}),
            Step(DAY, "tenth", "coupon", {"code": "WELCOME10"}),
            *left_cart("fifty", "shy", 12 * HOUR, "honey"),
            Step(12 * HOUR, "fifty", "coupon", {"code": "EID50"}),
            *left_cart("left", "sara", 3 * HOUR, "honey"),
        ),
    )


def listed(shop: Shop, language: str = "ar", **query: Any) -> dict[str, Any]:
    """A page of the list, fifteen carts to a page unless told otherwise."""
    _, body = call(shop, LIST, query=query, language=language)
    return dict(body)


def details(shop: Shop, cart_id: int, language: str = "ar") -> dict[str, Any]:
    """A cart in full."""
    _, body = call(shop, DETAILS, path={"cart-id": str(cart_id)}, language=language)
    return dict(body["data"])


def cart_of(shop: Shop, basket: str, language: str = "ar") -> dict[str, Any]:
    """The cart in full that stands for a basket of the story."""
    return details(shop, shop.store.get("record_of", f"abandoned_cart:{basket}")["key"], language)


def baskets(shop: Shop, **query: Any) -> list[str]:
    """Which baskets a list tells of, in its order."""
    named = {
        shop.store.get("record_of", f"abandoned_cart:{basket['id']}")["key"]: basket["id"]
        for basket in shop.store.all("basket")
        if basket["abandoned_at"] is not None
    }
    return [named[str(cart["id"])] for cart in listed(shop, **query)["data"]]
