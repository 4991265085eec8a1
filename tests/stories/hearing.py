"""A receiver of Salla's webhooks on this machine, and what its shop is told to do."""

import hashlib
import hmac
from typing import Any

from tests.stories.visits import Visit

SECRET = "a-secret-of-mine"


def subscribe(shop: Visit, url: str, event: str = "abandoned.cart", **more: Any) -> Any:
    body = {"event": event, "url": url, "secret": SECRET, **more}
    return shop.write("POST", "/webhooks/subscribe", body)["data"]


def abandon(shop: Visit, basket: str = "left") -> None:
    shop.open(basket)
    shop.advance("PT1H")


def deliveries(shop: Visit) -> list[Any]:
    listed: list[Any] = shop.admin("GET", "/webhooks/deliveries")["deliveries"]
    return listed[::-1]


def signature(body: bytes, secret: str = SECRET) -> str:
    """What the documentation says, written down without our own code."""
    return hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def trigger(shop: Visit, *events: str, **more: Any) -> list[Any]:
    body = {"events": list(events), **more}
    sent: list[Any] = shop.admin("POST", "/webhooks/trigger", body)["deliveries"]
    return sent
