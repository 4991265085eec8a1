"""Webhook endpoints of a SureCart shop, made and read as the tests need it."""

import hashlib
import hmac
from typing import Any

from mock_server.engine.shop import Shop
from mock_server.webhooks import Manner, Told, trigger
from mock_server.webhooks.delivering import Outgoing
from tests.helpers import call
from tests.platforms.receiving import receive

HERE = "http://127.0.0.1:3000/surecart"
EVENTS = ["abandoned_checkout.created", "abandoned_checkout.recovered"]


def wrapped(**fields: Any) -> dict[str, Any]:
    return {"webhook_endpoint": fields}


def make(shop: Shop, *events: str, **fields: Any) -> dict[str, Any]:
    """A new endpoint that hears of these events, or of abandoned checkouts."""
    sent = {"url": HERE, "webhook_events": list(events) or EVENTS, **fields}
    status, endpoint = call(shop, "createWebhookEndpoint", body=wrapped(**sent))
    assert status == 200
    return dict(endpoint)


def endpoint_of(shop: Shop, endpoint: dict[str, Any]) -> dict[str, Any]:
    """The endpoint as it is now."""
    _, now = call(shop, "retrieveWebhookEndpoint", {"id": endpoint["id"]})
    return dict(now)


def change(shop: Shop, endpoint: dict[str, Any], **fields: Any) -> dict[str, Any]:
    path = {"id": endpoint["id"]}
    return dict(call(shop, "updateWebhookEndpoint", path, body=wrapped(**fields))[1])


def tell(shop: Shop, event: str = EVENTS[0], status: int | None = 200, **manner: Any) -> Outgoing:
    """The first attempt of an event that is told by hand, answered with this status."""
    trigger(shop.webhooks, shop, [Told(event)], Manner(**manner))
    return receive(shop, status)[0]


def signature_of(body: bytes, stamp: str, secret: str) -> str:
    """Made as a receiver makes it, without anything of ours."""
    signed = stamp.encode() + b"." + body
    return hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()
