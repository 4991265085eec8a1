"""SureCart's webhooks: the event itself, signed together with the moment at which it is sent."""

from datetime import timedelta
from typing import Any

from mock_server.engine.shop import Event, Shop
from mock_server.engine.store import Record
from mock_server.engine.style import visible
from mock_server.webhooks import Hmac, Security, Subscription, Webhooks

from .event_examples import example
from .event_log import kept, told
from .events import NAMES
from .webhook_health import ENDPOINT, note_attempt

SIGNATURE = Hmac("X-Webhook-Signature", timestamp_header="X-Webhook-Timestamp")

RETRIES = (
    timedelta(minutes=1),
    timedelta(minutes=10),
    timedelta(hours=1),
    timedelta(hours=6),
    timedelta(days=1),
    timedelta(days=1),
)
"""Ours: the vendor speaks of a strategy, and does not say which. It fits in the grace period."""


def content(event: Event, shop: Shop) -> Any:
    """The object as it was when the event happened, with the ids of its relations."""
    record = kept(event, shop)
    if record is not None:
        return record["data"]["object"]
    return visible(shop.store.get(event.resource, event.subject))


def envelope(thing: Any, event: Event, subscription: Subscription, shop: Shop) -> Record:
    return told(event, thing, shop)


def read_endpoint(endpoint: Record) -> Subscription:
    return Subscription(
        id=endpoint["id"],
        url=endpoint["url"],
        events=endpoint["webhook_events"],
        security=Security(SIGNATURE, endpoint["signing_secret"]),
        open=endpoint["enabled"],
        record=endpoint,
    )


WEBHOOKS = Webhooks(
    names=NAMES,
    sources={ENDPOINT: read_endpoint},
    content=content,
    envelope=envelope,
    examples=example,
    scheme=SIGNATURE,
    timeout=timedelta(seconds=10),
    retries=RETRIES,
    settled=note_attempt,
)
