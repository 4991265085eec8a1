"""How a platform's webhooks are, as one value."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from mock_server.engine.jobs import Worker
from mock_server.engine.shop import Event, Shop
from mock_server.engine.store import Record, TableSpec
from mock_server.engine.text import Text

from . import announcing, deliveries, delivering
from .encoding import Encoder, compact_json
from .outcome import Outcome
from .signing import Scheme, Security


@dataclass(frozen=True, slots=True)
class Subscription:
    """A place that wants to hear of events, as read from a record of the platform.

    `id` is the record's key, `events` are names as in `shop.emit` (`*` stands for all), `headers`
    those that the subscriber asked for. While it is not `open`, nothing new is sent, and what
    still waits is given up.
    """

    id: str
    url: str
    events: Collection[str]
    security: Security | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    open: bool = True
    record: Record = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Kind:
    """An event that a platform announces: its label, and the resource that it is about."""

    label: Text
    resource: str | None = None


def _no_headers(
    delivery: Record, subscription: Subscription, moment: datetime
) -> Mapping[str, str]:
    return {}


def _always(subscription: Subscription, event: Event, content: Any, shop: Shop) -> bool:
    return True


def _any_2xx(status: int) -> bool:
    return 200 <= status < 300


def _nothing_more(outcome: Outcome, subscription: Subscription, shop: Shop) -> None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhooks:
    """What differs between platforms, as fields.

    `names`: every event that can be subscribed to or triggered, and what it is about.
    `sources`: resource -> reader of its records; where subscriptions are kept.
    `content(event, shop)`: what the event is about, made once an event, if anybody wants it.
    `wants`: beyond the name (conditions); asked with the content.
    `envelope(content, event, subscription, shop)`: the value that is sent as JSON by `encode`.
    `examples(name, shop)`: the content of an event that is triggered without a record.
    `headers(delivery, subscription, moment)`: those of the platform, beside security and custom.
    `succeeds(status)`; `timeout` of an attempt; `retries`: delays, each from the attempt before.
    `settled(outcome, subscription, shop)`: what else an attempt sets off (health, disabling); runs
    with the clock at the attempt's moment, in the unit that records it.
    `scheme`: what `verify` holds a signature against where no subscription says so.
    """

    names: Mapping[str, Kind]
    sources: Mapping[str, Callable[[Record], Subscription]]
    content: Callable[[Event, Shop], Any]
    envelope: Callable[[Any, Event, Subscription, Shop], Any]
    examples: Callable[[str, Shop], Any]
    scheme: Scheme
    wants: Callable[[Subscription, Event, Any, Shop], bool] = _always
    encode: Encoder = compact_json
    headers: Callable[[Record, Subscription, datetime], Mapping[str, str]] = _no_headers
    succeeds: Callable[[int], bool] = _any_2xx
    timeout: timedelta = timedelta(seconds=30)
    retries: tuple[timedelta, ...] = ()
    settled: Callable[[Outcome, Subscription, Shop], None] = _nothing_more

    @property
    def tables(self) -> Mapping[str, TableSpec]:
        return {deliveries.DELIVERIES: deliveries.TABLE}

    @property
    def workers(self) -> Mapping[str, Worker]:
        return {deliveries.DELIVER: delivering.mark}

    def heard(self, event: Record, shop: Shop) -> None:
        """An event was emitted: plan a delivery for each subscription that wants it."""
        announcing.heard(self, event, shop)

    def subscriptions(self, shop: Shop) -> list[tuple[str, Subscription]]:
        """All of a shop's with the resource that each is kept in, the oldest first."""
        return [
            (source, read(record))
            for source, read in self.sources.items()
            for record in shop.store.all(source)
        ]

    def find(self, shop: Shop, source: str, key: str) -> Subscription | None:
        """A subscription as it is now; None when it is gone."""
        record = shop.store.find(source, key)
        return self.sources[source](record) if record and source in self.sources else None
