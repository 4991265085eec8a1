"""Turns events into deliveries: by themselves, or by hand with a defect that was asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from mock_server.engine.errors import Conflict, Invalid
from mock_server.engine.shop import Event, Shop
from mock_server.engine.store import Record
from mock_server.engine.text import Text

from .deliveries import DELIVERIES, Cause, Planned, plan
from .signing import Quality

if TYPE_CHECKING:
    from .policy import Subscription, Webhooks

ALL = "*"
"""Among a subscription's events: it wants them all."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How deliveries that were asked for go out: signed well or badly, how often, how late."""

    signature: Quality = "good"
    times: int = 1
    delay: timedelta = timedelta()
    reorder: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """An event told by hand: about a record (`subject`), or with this content, or an example."""

    name: str
    subject: str | None = None
    content: Any = None
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a delivery that was asked for has beside the event; `only`: to which subscription."""

    content: Any = None
    cause: Cause = "event"
    signature: Quality = "good"
    only: str | None = None


_NOT_ASKED = _Asked()


def heard(webhooks: "Webhooks", record: Record, shop: Shop) -> None:
    """An event was emitted: plan a delivery for each subscription that wants it."""
    for source in webhooks.sources:
        if shop.store.count(source):
            break
    else:
        return  # nobody listens: an event costs no more than it is worth
    event = Event(**record)
    for planned in _wanted(webhooks, event, shop, _NOT_ASKED):
        plan(shop, planned, shop.clock.now())


def trigger(
    webhooks: "Webhooks",
    shop: Shop,
    told: Sequence[Told],
    manner: Manner | None = None,
    only: str | None = None,
) -> list[Record]:
    """Tell of these events now, whether they happened or not; the deliveries, in sending order.

    `only` is the id of the one subscription that is meant; it hears the event whatever it wants.

    Raises:
        Invalid: the platform has no such event, or the event is not about a record that is kept.
        Conflict: nobody would hear it.
    """
    manner = manner or Manner()
    planned: list[Planned] = []
    for each in told:
        event, content = _event(webhooks, each, shop)
        asked = _Asked(content, "trigger", manner.signature, only)
        found = _wanted(webhooks, event, shop, asked)
        if not found:
            raise Conflict(_nobody(webhooks, each.name, shop, only))
        planned += found
    return _send(shop, planned, manner)


def replay(
    webhooks: "Webhooks", shop: Shop, delivery: str, manner: Manner | None = None
) -> list[Record]:
    """Send a delivery again: the same body, signed anew, to where its subscription now is.

    Raises:
        NotFound: there is no such delivery.
        Conflict: its subscription is gone.
    """
    manner = manner or Manner()
    before = shop.store.get(DELIVERIES, delivery)
    subscription = webhooks.find(shop, before["source"], before["subscription"])
    if subscription is None:
        raise Conflict(f"the subscription of delivery {delivery} is gone: nobody to send it to")
    planned = Planned(
        event=before["event"],
        name=before["name"],
        source=before["source"],
        subscription=subscription.id,
        url=subscription.url,
        body=before["body"],
        cause="replay",
        signature=manner.signature,
        of=before["id"],
    )
    return _send(shop, [planned], manner)


def _send(shop: Shop, planned: list[Planned], manner: Manner) -> list[Record]:
    ordered = [each for each in planned for _ in range(manner.times)]
    if manner.reorder:
        ordered.reverse()
    due = shop.clock.now() + manner.delay
    return [plan(shop, each, due) for each in ordered]


def _wanted(webhooks: "Webhooks", event: Event, shop: Shop, asked: _Asked) -> list[Planned]:
    @cache
    def content() -> Any:
        return webhooks.content(event, shop) if asked.content is None else asked.content

    found = []
    for source, each in webhooks.subscriptions(shop):
        if asked.only is None:
            meant = each.open and _names(each, event)
            if not meant or not webhooks.wants(each, event, content(), shop):
                continue
        elif each.id != asked.only:
            continue
        body = webhooks.encode(webhooks.envelope(content(), event, each, shop))
        planned = Planned(event.id, event.name, source, each.id, each.url, body)
        found.append(replace(planned, cause=asked.cause, signature=asked.signature))
    return found


def _names(subscription: "Subscription", event: Event) -> bool:
    return event.name in subscription.events or ALL in subscription.events


def _event(webhooks: "Webhooks", told: Told, shop: Shop) -> tuple[Event, Any]:
    """The event as if it had happened, and its content unless a record has it."""
    kind = webhooks.names.get(told.name)
    if kind is None:
        words = Text("حدث غير معروف", f"no event {told.name!r}; {_alike(webhooks, told.name)}")
        raise Invalid.field("event", "enum", words)
    content = told.content
    if told.subject is not None:
        if kind.resource is None:
            words = Text("لا سجل لهذا الحدث", f"{told.name} is about no record that is kept here")
            raise Invalid.field("record", "enum", words)
        shop.store.get(kind.resource, told.subject)
    elif content is None:
        content = webhooks.examples(told.name, shop)
    data = {**told.data, "triggered": True}
    subject = told.subject or ""
    return Event(**shop.happened(told.name, kind.resource or "", subject, data)), content


def _alike(webhooks: "Webhooks", name: str) -> str:
    start = name.partition(".")[0]
    alike = [each for each in webhooks.names if each.startswith(start)] or list(webhooks.names)
    return f"there are {', '.join(alike[:8])}"


def _nobody(webhooks: "Webhooks", name: str, shop: Shop, only: str | None) -> str:
    if only is not None:
        return f"there is no subscription {only!r} in this shop"
    there = [each for _, each in webhooks.subscriptions(shop)]
    if not there:
        return f"nobody would hear {name}: this shop has no subscription; subscribe first"
    return f"nobody would hear {name}: none of the {len(there)} subscriptions wants it"
