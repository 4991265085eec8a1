"""Webhooks of a PayNow store, made and looked at as the tests need it."""

import hashlib
import hmac
from base64 import b64encode
from collections.abc import Mapping
from typing import Any

from mock_server.engine.shop import Shop
from mock_server.platforms.paynow.flakes import store_id
from tests.helpers import call

HERE = "http://127.0.0.1:3000/paynow"


def body(**fields: Any) -> dict[str, Any]:
    return {"url": HERE, "subscribed_to": "OnOrderCompleted", "type": "json_v1", **fields}


def change(**fields: Any) -> dict[str, Any]:
    return {"url": HERE, "subscribed_to": "OnOrderCompleted", "reset_secret": False, **fields}


def path_of(shop: Shop, webhook: Mapping[str, Any] | None = None) -> dict[str, str]:
    path = {"storeId": store_id(shop)}
    return path if webhook is None else {**path, "webhookId": webhook["id"]}


def subscribe(shop: Shop, *events: str, **fields: Any) -> dict[str, Any]:
    """The webhook for the last of these events, one is made for each."""
    for event in events or ("OnOrderCompleted",):
        sent = body(subscribed_to=event, **fields)
        status, made = call(shop, "createWebhookSubscription", path_of(shop), body=sent)
        assert status == 200
    return dict(made)


def webhooks_of(shop: Shop) -> list[dict[str, Any]]:
    return list(call(shop, "listWebhookSubscriptions", path_of(shop))[1])


def history_of(shop: Shop, webhook: Mapping[str, Any], **query: Any) -> list[dict[str, Any]]:
    _, answer = call(shop, "getWebhookHistory", path_of(shop, webhook), query)
    return list(answer["history"])


def resend(shop: Shop, some_id: str) -> int:
    status, _ = call(shop, "resendWebhook", path_of(shop), body={"webhook_id": some_id})
    return status


def signature_of(body: bytes, timestamp: str, secret: str) -> str:
    """Made as a receiver makes it, without anything of ours."""
    content = timestamp.encode() + b"." + body
    return b64encode(hmac.new(secret.encode(), content, hashlib.sha256).digest()).decode()
