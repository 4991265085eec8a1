"""What the tests of Tjar ask: the carts of their shop and the bodies of reminders."""

from typing import Any

from mock_server.engine.shop import Shop
from tests.helpers import call

SARAS = {"identifier": "1"}
GUESTS = {"identifier": "2"}

SAMPLE: dict[str, Any] = {
    "type": "email",
    "alert_details": {
        "subject": "Complete your purchase",
        "message": "You left items in your cart. Finish your order now and enjoy a discount!",
        "offer_discount": 15,
    },
}
"""The request of the documentation's sample."""


def by(channel: str, **details: Any) -> dict[str, Any]:
    """A reminder by this channel."""
    return {"type": channel, "alert_details": {"message": "سلتك بانتظارك", **details}}


def listed(shop: Shop, **query: Any) -> list[str]:
    _, body = call(shop, "listAbandonedCarts", query=query)
    return [cart["identifier"] for cart in body["data"]["carts"]]


def details(shop: Shop, path: dict[str, str], language: str = "en") -> dict[str, Any]:
    _, body = call(shop, "getAbandonedCart", path, language=language)
    cart: dict[str, Any] = body["data"]
    return cart
