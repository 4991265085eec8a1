"""Webhooks of the toy platform, and a receiver without a server."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from mock_server.app.making import Maker, Start
from mock_server.engine.shop import Event, Shop
from mock_server.engine.store import Record
from mock_server.engine.text import Text
from mock_server.webhooks import Hmac, Kind, Outcome, Security, Subscription, Webhooks
from mock_server.webhooks.delivering import Outgoing, Reply, next_outgoing, settle
from tests.helpers import NOON, SMALL_STORY
from tests.toy.platform import PLATFORM

MINUTE = timedelta(minutes=1)
SCHEME = Hmac("X-Note-Signature")


def read(record: Record) -> Subscription:
    return Subscription(
        id=record["id"],
        url=record["url"],
        events=record["events"],
        security=Security(SCHEME, record["secret"]) if record["secret"] else None,
        headers=record["headers"],
        open=record["open"],
        record=record,
    )


def content(event: Event, shop: Shop) -> Any:
    return {"title": event.data.get("title", "")}


def envelope(told: Any, event: Event, subscription: Subscription, shop: Shop) -> Any:
    return {"event": event.name, "id": event.id, "data": told}


def count(outcome: Outcome, subscription: Subscription, shop: Shop) -> None:
    """Notes failures in the subscription, and closes it at the fifth."""
    if not outcome.succeeded:
        failures = subscription.record["failures"] + 1
        record = {**subscription.record, "failures": failures, "open": failures < 5}
        shop.store.put("hook", subscription.id, record)


WEBHOOKS = Webhooks(
    names={
        "note.pinned": Kind(Text("تثبيت", "Pinned"), "note"),
        "note.lost": Kind(Text("فقدان", "Lost")),
    },
    sources={"hook": read},
    content=content,
    envelope=envelope,
    examples=lambda name, shop: {"title": f"an example of {name}"},
    scheme=SCHEME,
    wants=lambda subscription, event, told, shop: "secret" not in told["title"],
    headers=lambda delivery, subscription, moment: {"X-Note-Delivery": delivery["id"]},
    retries=(MINUTE, 2 * MINUTE),
    settled=count,
)


def note_shop(name: str = "t", webhooks: Webhooks = WEBHOOKS) -> Shop:
    platform = replace(PLATFORM, webhooks=webhooks)
    maker = Maker({"toy": platform}, lambda scenario, seed: SMALL_STORY, Start("small", 7, NOON))
    return maker.make("toy", name, Start("small", 7, NOON))


def hook(shop: Shop, key: str = "h1", **facts: Any) -> str:
    """A subscription to pinned notes."""
    record = {
        "id": key,
        "url": "http://127.0.0.1:1/",
        "events": ("note.pinned",),
        "secret": "s",
        "headers": {},
        "open": True,
        "failures": 0,
    }
    shop.store.put("hook", key, {**record, **facts})
    return key


def pin(shop: Shop, title: str = "Bread") -> None:
    shop.emit("note.pinned", "note", 1, title=title)


Answering = Callable[[Outgoing], Reply]


def receive(shop: Shop, answer: int | Answering = 200) -> list[Outgoing]:
    """Take all that is to be sent by now; the attempts, in order."""
    taken: list[Outgoing] = []
    while True:
        shop.catch_up()
        outgoing = next_outgoing(shop.webhooks, shop)
        if outgoing is None:
            return taken
        reply = answer(outgoing) if callable(answer) else Reply(status=answer)
        settle(shop.webhooks, shop, outgoing, reply)
        taken.append(outgoing)
