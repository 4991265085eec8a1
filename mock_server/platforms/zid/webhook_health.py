"""The circuit breaker: ten failures within an hour degrade a webhook, thirty break it."""

from collections import Counter
from datetime import datetime, timedelta
from http import HTTPStatus

from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.webhooks import Outcome, Subscription, give_up

from .style import date_to_the_microsecond

WEBHOOK = "webhook"

WINDOW = timedelta(hours=1)
DEGRADED_FROM = 10
BROKEN_FROM = 30

HEALTHY: Record = {"active": True, "health_status": "healthy", "broken_at": None, "_failures": ()}


def note_attempt(outcome: Outcome, subscription: Subscription, shop: Shop) -> None:
    """What an attempt does to the health of its webhook; apps' own addresses have none."""
    if outcome.delivery["source"] != WEBHOOK:
        return
    changes = _changes(subscription.record, outcome)
    if changes:
        shop.store.update(WEBHOOK, subscription.id, **changes)
    if changes.get("health_status") == "broken":
        give_up(shop, subscription.id, "the webhook is broken")


def summary(shop: Shop) -> dict[str, int]:
    """How many webhooks are in which state."""
    counts = Counter(webhook["health_status"] for webhook in shop.store.all(WEBHOOK))
    return {status: counts[status] for status in ("healthy", "degraded", "broken")}


def _changes(webhook: Record, outcome: Outcome) -> Record:
    """A success heals; a receiver that asks for a pause (429) is alive, and has not failed."""
    if outcome.succeeded:
        return HEALTHY if webhook["_failures"] else {}
    if outcome.status == HTTPStatus.TOO_MANY_REQUESTS:
        return {}
    recent = (at for at in webhook["_failures"] if at > outcome.at - WINDOW)
    failures = (*recent, outcome.at)
    return {"_failures": failures, **_state(len(failures), outcome.at)}


def _state(failures: int, now: datetime) -> Record:
    if failures >= BROKEN_FROM:
        broken_at = date_to_the_microsecond(now)
        return {"active": False, "health_status": "broken", "broken_at": broken_at}
    return {"health_status": "degraded" if failures >= DEGRADED_FROM else "healthy"}
