"""PayNow's webhooks: one event each, signed over a timestamp in milliseconds and the exact body."""

from datetime import timedelta
from typing import Any

from mock_server.engine.shop import Event, Shop
from mock_server.engine.store import Record
from mock_server.webhooks import Hmac, Security, Subscription, Webhooks

from .announcements import content
from .discord import message
from .event_examples import example
from .events import NAMES, event_of
from .flakes import numbered_flake

WEBHOOK = "webhook_subscription"
DISCORD = "discord_v1"

SIGNATURE = Hmac(
    "PayNow-Signature", encoding="base64", timestamp_header="PayNow-Timestamp", timestamp_unit="ms"
)
_EVENT_KIND = 1


def event_id(event: Event) -> str:
    """The same for every webhook that hears of the event, and whenever it is sent again."""
    return numbered_flake(event.at, _EVENT_KIND, int(event.id))


def envelope(body: Any, event: Event, subscription: Subscription, shop: Shop) -> Record:
    """What a program is sent, or a Discord channel."""
    if subscription.record["type"] == DISCORD:
        return message(body, subscription.record, event.name)
    return {"event_type": event.name, "event_id": event_id(event), "body": body}


def read_webhook(webhook: Record) -> Subscription:
    event = event_of(webhook["subscribed_to"])
    return Subscription(
        id=webhook["id"],
        url=webhook["url"],
        events=(event,) if event else (),
        security=Security(SIGNATURE, webhook["secret"]),
        record=webhook,
    )


WEBHOOKS = Webhooks(
    names=NAMES,
    sources={WEBHOOK: read_webhook},
    content=content,
    envelope=envelope,
    examples=example,
    scheme=SIGNATURE,
    timeout=timedelta(seconds=10),
    retries=(
        timedelta(minutes=1),
        timedelta(minutes=5),
        timedelta(minutes=30),
        timedelta(hours=2),
        timedelta(hours=6),
    ),
)
"""PayNow says that it tries again, not when: the delays are ours. No failure closes a webhook."""
