"""The life of a delivery: marked, prepared, sent by others, settled, tried again or given up."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from mock_server.engine.jobs import Job
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record

from .deliveries import DELIVER, DELIVERIES, first_outgoing
from .outcome import Outcome
from .signing import masked_headers

if TYPE_CHECKING:
    from .policy import Subscription, Webhooks

ANSWER_KEPT = 500
"""Characters of what the receiver said."""

_NOT_OURS = ("host", "content-length", "transfer-encoding", "connection")


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One attempt, ready to be sent."""

    delivery: str
    due: datetime
    url: str
    headers: dict[str, str]
    body: bytes
    timeout_seconds: float


@dataclass(frozen=True, slots=True)
class Reply:
    """How an attempt went. No `status`: no answer came. `refused`: it was not even tried."""

    status: int | None = None
    error: str | None = None
    answer: str = ""
    milliseconds: int = 0
    refused: bool = False


def mark(job: Job, shop: Shop) -> None:
    """The worker of `deliver`: the delivery is to be sent now, if nothing changed since."""
    delivery = shop.store.get(DELIVERIES, job.subject)
    if delivery["state"] in ("waiting", "failed") and delivery["due"] == shop.clock.now():
        shop.store.update(DELIVERIES, job.subject, state="sending")
        shop.send_out()


def next_outgoing(webhooks: "Webhooks", shop: Shop) -> Outgoing | None:
    """The attempt that is to be made next; None when there is nothing to send now.

    What can no longer be sent (the subscription is gone or closed) is given up on the way.
    """
    while (delivery := first_outgoing(shop)) is not None:
        subscription = webhooks.find(shop, delivery["source"], delivery["subscription"])
        if subscription is not None and subscription.open:
            return _prepared(webhooks, shop, delivery, subscription)
        why = "the subscription is gone" if subscription is None else "the endpoint is disabled"
        with shop.unit():
            _update(shop, delivery, state="given_up", due=None, reason=why)
    shop.outgoing = False
    return None


def settle(webhooks: "Webhooks", shop: Shop, outgoing: Outgoing, reply: Reply) -> Outcome | None:
    """Record how an attempt went, and plan the next one where the platform makes one.

    None when the shop was reset or brought back in the meantime: the attempt is none of its own.
    """
    delivery = shop.store.find(DELIVERIES, outgoing.delivery)
    if delivery is None or (delivery["state"], delivery["due"]) != ("sending", outgoing.due):
        return None
    with shop.unit(), shop.clock.standing(outgoing.due):
        outcome = _outcome(webhooks, delivery, outgoing.due, reply)
        _record(webhooks, shop, outcome, reply)
        subscription = webhooks.find(shop, delivery["source"], delivery["subscription"])
        if subscription is not None and not reply.refused:
            webhooks.settled(outcome, subscription, shop)
    return outcome


def _prepared(
    webhooks: "Webhooks", shop: Shop, delivery: Record, subscription: "Subscription"
) -> Outgoing:
    moment: datetime = delivery["due"]
    body: bytes = delivery["body"].encode()
    security = subscription.security
    custom = {
        name: value for name, value in subscription.headers.items() if name.lower() not in _NOT_OURS
    }
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "souqbox",
        **custom,
        **webhooks.headers(delivery, subscription, moment),
        **(security.headers(body, moment, delivery["signature"]) if security else {}),
    }
    shown = masked_headers(headers, security)
    with shop.unit():
        _update(shop, delivery, url=subscription.url, headers=shown)
    seconds = webhooks.timeout.total_seconds()
    return Outgoing(delivery["id"], moment, subscription.url, headers, body, seconds)


def _outcome(webhooks: "Webhooks", delivery: Record, at: datetime, reply: Reply) -> Outcome:
    succeeded = reply.status is not None and webhooks.succeeds(reply.status)
    tried = len(delivery["attempts"])
    last = succeeded or reply.refused or tried >= len(webhooks.retries)
    return Outcome(delivery, at, reply.status, reply.error, succeeded, last)


def _record(webhooks: "Webhooks", shop: Shop, outcome: Outcome, reply: Reply) -> None:
    attempt = {
        "at": outcome.at,
        "status": reply.status,
        "error": reply.error,
        "answer": reply.answer[:ANSWER_KEPT],
        "milliseconds": reply.milliseconds,
    }
    attempts = (*outcome.delivery["attempts"], attempt)
    if outcome.succeeded:
        changes: dict[str, Any] = {"state": "delivered", "due": None}
    elif outcome.last:
        why = reply.error if reply.refused else f"no success in {len(attempts)} attempts"
        changes = {"state": "given_up", "due": None, "reason": why}
    else:
        due = outcome.at + webhooks.retries[len(attempts) - 1]
        changes = {"state": "failed", "due": due}
        shop.at(due, Job(DELIVER, outcome.delivery["id"]))
    _update(shop, outcome.delivery, attempts=attempts, **changes)


def _update(shop: Shop, delivery: Record, **changes: Any) -> None:
    shop.store.update(DELIVERIES, delivery["id"], **changes)
