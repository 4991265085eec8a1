"""Webhooks of a Zid shop, made, listed and failed as the tests need it."""

from typing import Any

from mock_server.engine.shop import Shop
from mock_server.webhooks import Told, trigger
from tests.helpers import call
from tests.platforms.receiving import receive

HERE = "http://127.0.0.1:3000/zid"


def subscribe(shop: Shop, event: str = "abandoned_cart.created", **fields: Any) -> dict[str, Any]:
    body = {"event": event, "target_url": HERE, "original_id": "7367", **fields}
    status, webhook = call(shop, "createWebhook", body=body)
    assert status == 200
    return dict(webhook)


def webhooks_of(shop: Shop) -> list[dict[str, Any]]:
    _, body = call(shop, "listWebhooks")
    return list(body["data"])


def tell(shop: Shop, event: str = "abandoned_cart.created", times: int = 1) -> None:
    """Have this happen, so that whoever subscribed to it is told."""
    for _ in range(times):
        trigger(shop.webhooks, shop, [Told(event)])


def fail(shop: Shop, times: int) -> None:
    """Let so many attempts fail at this moment, each of a delivery of its own."""
    tell(shop, times=times)
    assert len(receive(shop, status=500)) == times
