"""Tjar's webhooks: signed over the exact body with a secret of their own.

Neither the signature nor the body is published: what is here is a proposal, kept in this one place.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from mock_server.engine.shop import Event, Shop
from mock_server.engine.store import Record
from mock_server.webhooks import Hmac, Outcome, Security, Subscription, Webhooks, php_json

from .event_examples import example
from .events import NAMES, told
from .stores import store_id
from .style import date

WEBHOOK = "webhook"

SIGNATURE = Hmac("X-Tjar-Signature")
EVENT_HEADER = "X-Tjar-Event"
DELIVERY_HEADER = "X-Tjar-Delivery"


def content(event: Event, shop: Shop) -> Any:
    """What it is about as its details show it, in the language of the store."""
    return told(event.name, event.subject, shop)


def envelope(data: Any, event: Event, subscription: Subscription, shop: Shop) -> Record:
    return {
        "event": event.name,
        "store_id": store_id(shop),
        "data": data,
        "created_at": date(event.at),
    }


def read_webhook(webhook: Record) -> Subscription:
    return Subscription(
        id=str(webhook["id"]),
        url=webhook["url"],
        events=webhook["events"],
        security=Security(SIGNATURE, webhook["_secret"]),
        open=webhook["is_active"],
        record=webhook,
    )


def headers(delivery: Record, subscription: Subscription, moment: datetime) -> Mapping[str, str]:
    """The event, and an id that stays when an attempt is repeated and is no other store's."""
    store = subscription.record["_store_id"]
    return {EVENT_HEADER: delivery["name"], DELIVERY_HEADER: f"{store}-{delivery['id']}"}


def note_attempt(outcome: Outcome, subscription: Subscription, shop: Shop) -> None:
    shop.store.update(WEBHOOK, subscription.id, last_triggered_at=date(outcome.at))


WEBHOOKS = Webhooks(
    names=NAMES,
    sources={WEBHOOK: read_webhook},
    content=content,
    envelope=envelope,
    examples=example,
    scheme=SIGNATURE,
    encode=php_json,
    headers=headers,
    timeout=timedelta(seconds=30),
    retries=(timedelta(minutes=5), timedelta(minutes=5)),
    settled=note_attempt,
)
