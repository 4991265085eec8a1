"""How each platform is spoken to, and how its deliveries are verified without our own code."""

import hashlib
import hmac
from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mock_server.webhooks.delivering import Outgoing


@dataclass(frozen=True, slots=True)
class Speech:
    """`{store}` in a path is the store's id. `read`: path and query of a list. `carries`: a token
    in its headers; two where there are two. `subscribe`: path and body for an event, an address and
    a secret. `secret`: the one in force, as the answer tells it or as it was sent. `unsubscribe`:
    method, path and query, from the answer. `proves`: whether a delivery knows the secret.
    """

    read: tuple[str, Mapping[str, Any]]
    carries: Callable[[Sequence[str]], dict[str, str]]
    events: Sequence[str]
    subscribe: Callable[[str, str, str], tuple[str, Any]]
    secret: Callable[[Any, str], str]
    unsubscribe: Callable[[Any], tuple[str, str, Mapping[str, Any]]]
    proves: Callable[[Outgoing, str], bool]


def bearer(tokens: Sequence[str]) -> dict[str, str]:
    return {"Authorization": f"Bearer {tokens[0]}"}


def zid_headers(tokens: Sequence[str]) -> dict[str, str]:
    return {"Authorization": f"Bearer {tokens[0]}", "X-Manager-Token": tokens[-1]}


def header(letter: Outgoing, name: str) -> str:
    return letter.headers.get(name, "")


def digest(text: bytes, secret: str) -> bytes:
    return hmac.new(secret.encode(), text, hashlib.sha256).digest()


def proves_to_salla_app(letter: Outgoing, secret: str) -> bool:
    return header(letter, "X-Salla-Signature") == digest(letter.body, secret).hex()


def proves_to_zid_app(letter: Outgoing, secret: str) -> bool:
    basic = b64encode(f"samra:{secret}".encode()).decode()
    return header(letter, "Authorization") == f"Basic {basic}"


def proves_to_tjar_app(letter: Outgoing, secret: str) -> bool:
    return header(letter, "X-Tjar-Signature") == digest(letter.body, secret).hex()


def proves_to_surecart_app(letter: Outgoing, secret: str) -> bool:
    signed = header(letter, "X-Webhook-Timestamp").encode() + b"." + letter.body
    return header(letter, "X-Webhook-Signature") == digest(signed, secret).hex()


def proves_to_paynow_app(letter: Outgoing, secret: str) -> bool:
    signed = header(letter, "PayNow-Timestamp").encode() + b"." + letter.body
    return header(letter, "PayNow-Signature") == b64encode(digest(signed, secret)).decode()


SPEECHES: Mapping[str, Speech] = {
    "salla": Speech(
        read=("/carts/abandoned", {}),
        carries=bearer,
        events=("abandoned.cart", "abandoned.cart.purchased", "coupon.applied"),
        subscribe=lambda event, url, secret: (
            "/webhooks/subscribe",
            {"event": event, "url": url, "secret": secret},
        ),
        secret=lambda answer, sent: sent,
        unsubscribe=lambda answer: (
            "DELETE",
            "/webhooks/unsubscribe",
            {"id": answer["data"]["id"]},
        ),
        proves=proves_to_salla_app,
    ),
    "zid": Speech(
        read=("/managers/store/abandoned-carts", {"page": 1, "page_size": 5}),
        carries=zid_headers,
        events=("abandoned_cart.created", "abandoned_cart.completed"),
        subscribe=lambda event, url, secret: (
            "/managers/webhooks",
            {
                "event": event,
                "target_url": url,
                "original_id": url.rsplit("/", 1)[1],
                "username": "samra",
                "password": secret,
            },
        ),
        secret=lambda answer, sent: sent,
        unsubscribe=lambda answer: (
            "DELETE",
            "/managers/webhooks",
            {"original_id": answer["original_id"]},
        ),
        proves=proves_to_zid_app,
    ),
    "tjar": Speech(
        read=("/abandoned-carts", {}),
        carries=bearer,
        events=("abandoned_cart.created", "abandoned_cart.reminder_sent"),
        subscribe=lambda event, url, secret: (
            "/webhooks",
            {"name": "ours", "url": url, "events": [event]},
        ),
        secret=lambda answer, sent: str(answer["data"]["secret"]),
        unsubscribe=lambda answer: ("DELETE", f"/webhooks/{answer['data']['id']}", {}),
        proves=proves_to_tjar_app,
    ),
    "surecart": Speech(
        read=("/abandoned_checkouts", {}),
        carries=bearer,
        events=("abandoned_checkout.created", "order.paid", "customer.created"),
        subscribe=lambda event, url, secret: (
            "/webhook_endpoints",
            {"webhook_endpoint": {"url": url, "webhook_events": [event]}},
        ),
        secret=lambda answer, sent: str(answer["signing_secret"]),
        unsubscribe=lambda answer: ("DELETE", f"/webhook_endpoints/{answer['id']}", {}),
        proves=proves_to_surecart_app,
    ),
    "paynow": Speech(
        read=("/stores/{store}/webhooks", {}),
        carries=lambda tokens: {"Authorization": f"APIKey {tokens[0]}"},
        events=("ON_ORDER_COMPLETED", "ON_PAYMENT_COMPLETED"),
        subscribe=lambda event, url, secret: (
            "/stores/{store}/webhooks",
            {"type": "json_v1", "url": url, "subscribed_to": SUBSCRIBED[event]},
        ),
        secret=lambda answer, sent: str(answer["secret"]),
        unsubscribe=lambda answer: ("DELETE", f"/stores/{{store}}/webhooks/{answer['id']}", {}),
        proves=proves_to_paynow_app,
    ),
}
SUBSCRIBED = {
    "ON_ORDER_COMPLETED": "OnOrderCompleted",
    "ON_PAYMENT_COMPLETED": "OnPaymentCompleted",
}
