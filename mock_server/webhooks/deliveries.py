"""Deliveries: what was sent to whom, or will be, kept as records of the shop."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from mock_server.engine.jobs import Job
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record, TableSpec

from .signing import Quality

DELIVERIES = "delivery"
DELIVER = "deliver"
"""The job that marks a delivery as one to be sent now."""

TABLE = TableSpec(equal=("state", "subscription", "name"))
KEPT = 5_000
"""Older ones are forgotten, those that are over before those that still wait."""

State = Literal["waiting", "sending", "delivered", "failed", "given_up"]
"""`failed`: an attempt failed and another one is planned. `given_up`: none is."""

Cause = Literal["event", "trigger", "replay"]


@dataclass(frozen=True, slots=True)
class Planned:
    """A delivery before it is one. `of` is the delivery that it repeats."""

    event: str
    name: str
    source: str
    subscription: str
    url: str
    body: str
    cause: Cause = "event"
    signature: Quality = "good"
    of: str | None = None


def plan(shop: Shop, planned: Planned, due: datetime) -> Record:
    """Keep a delivery, and have it sent at `due`."""
    number = shop.identifiers.count(DELIVERIES)
    record: Record = {
        "id": str(number),
        "event": planned.event,
        "name": planned.name,
        "source": planned.source,
        "subscription": planned.subscription,
        "url": planned.url,
        "headers": {},
        "body": planned.body,
        "state": "waiting",
        "reason": None,
        "cause": planned.cause,
        "signature": planned.signature,
        "of": planned.of,
        "at": shop.clock.now(),
        "due": due,
        "attempts": (),
    }
    shop.store.put(DELIVERIES, number, record)
    shop.at(due, Job(DELIVER, str(number)))
    shop.send_out()
    if shop.store.count(DELIVERIES) > KEPT:
        _forget_one(shop)
    return record


def of_subscription(shop: Shop, subscription: str) -> list[Record]:
    """The deliveries to a subscription, the newest first."""
    return shop.store.table(DELIVERIES).select({"subscription": subscription})[0]


def first_outgoing(shop: Shop) -> Record | None:
    """Of the deliveries that are to be sent now, the one that was first in the shop's time."""
    sending, _ = shop.store.table(DELIVERIES).select({"state": "sending"}, newest_first=False)
    return min(sending, key=lambda each: each["due"], default=None)


def silence(shop: Shop, reason: str) -> None:
    """Give up what still waits: a copy of a shop does not send what the first one will."""
    _give_up_all(shop, shop.store.all(DELIVERIES), reason)


def give_up(shop: Shop, subscription: str, reason: str) -> None:
    """Give up what still waits for this subscription: it will not be sent, even if it reopens."""
    _give_up_all(shop, of_subscription(shop, subscription), reason)


def _give_up_all(shop: Shop, deliveries: Iterable[Record], reason: str) -> None:
    for record in deliveries:
        if record["state"] in ("waiting", "sending", "failed"):
            shop.store.update(DELIVERIES, record["id"], state="given_up", due=None, reason=reason)


def _forget_one(shop: Shop) -> None:
    table = shop.store.table(DELIVERIES)
    over = [
        record
        for state in ("delivered", "given_up")
        for record in table.select({"state": state}, newest_first=False, limit=1)[0]
    ]
    oldest = min(over, key=lambda each: int(each["id"]), default=table.first())
    assert oldest is not None, "more deliveries than are kept, yet there is no first"
    shop.store.delete(DELIVERIES, oldest["id"])
