"""Webhooks of a Tjar shop, registered and listed as the tests need it."""

from typing import Any

from mock_server.engine.shop import Shop
from tests.helpers import call

HERE = "http://127.0.0.1:3000/tjar"
CARTS = ["abandoned_cart.created", "abandoned_cart.reminder_sent"]


def body(**fields: Any) -> dict[str, Any]:
    return {"name": "Cart recovery", "url": HERE, "events": CARTS, **fields}


def register(shop: Shop, **fields: Any) -> dict[str, Any]:
    """The webhook as it is told when it is new, with its secret."""
    status, answer = call(shop, "registerWebhook", body=body(**fields))
    assert status == 201
    return dict(answer["data"])


def identifier(webhook: dict[str, Any]) -> dict[str, str]:
    return {"identifier": str(webhook["id"])}


def webhooks_of(shop: Shop, **query: Any) -> list[dict[str, Any]]:
    _, answer = call(shop, "listWebhooks", query=query)
    return list(answer["data"]["webhooks"])
