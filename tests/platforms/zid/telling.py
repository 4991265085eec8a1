"""A Zid shop with a few carts, each left in a way of its own, and how to ask it for them."""

from datetime import timedelta
from typing import Any

from mock_server.commerce.vocabulary import Step
from mock_server.engine.shop import Shop
from tests.helpers import call, left_cart, make_shop, story

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def lived_in() -> Shop:
    """Four carts, the oldest first: Sara's `bought` after a reminder, a `guest`, Fahad's `noted`
    with two lines, a note and a coupon at the payment, and Sara's `left`."""
    return make_shop(
        "zid",
        told=story(
            *left_cart("bought", "sara", 3 * DAY, "coffee"),
            Step(3 * DAY - 2 * HOUR, "bought", "remind", {"channel": "whatsapp"}),
            Step(3 * DAY - 3 * HOUR, "bought", "pay"),
            *left_cart("guest", None, 2 * DAY, "honey"),
            *left_cart("noted", "fahad", DAY, "honey"),
            Step(DAY, "noted", "add", {"product": "coffee", "quantity": 3, "note": "هدية"}),
            Step(DAY, "noted", "coupon", {"code": "EID50"}),
            Step(DAY, "noted", "phase", {"phase": "payment_method"}),
            *left_cart("left", "sara", 3 * HOUR, "honey"),
        ),
    )


def listed(shop: Shop, language: str = "en", **query: Any) -> dict[str, Any]:
    """A page of the list, with a page and a size that hold everything unless told otherwise."""
    status, body = call(
        shop,
        "listAbandonedCarts",
        query={"page": 1, "page_size": 100, **query},
        language=language,
    )
    assert status == 200
    return dict(body)


def emails(shop: Shop, **query: Any) -> list[str | None]:
    """Whose carts a list tells of, in its order."""
    return [cart["customer_email"] for cart in listed(shop, **query)["abandoned-carts"]]


def details(shop: Shop, cart_id: str, language: str = "en") -> dict[str, Any]:
    path = {"cart-id": cart_id}
    status, body = call(shop, "getAbandonedCart", path=path, language=language)
    assert status == 200
    return dict(body["abandoned_cart"])


def cart_of(shop: Shop, basket: str, language: str = "en") -> dict[str, Any]:
    """The cart in full that stands for a basket of the story."""
    key = shop.store.get("record_of", f"abandoned_cart:{basket}")["key"]
    return details(shop, key, language)
