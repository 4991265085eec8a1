"""What must hold at the end of every history, however it went."""

import json
from collections import Counter
from typing import Any

from mock_server.engine.store import Record
from mock_server.webhooks.deliveries import DELIVERIES
from tests.asgi import Call

from .access import SCOPES
from .hearing import Heard
from .history import History
from .world import path_of

OVER = ("delivered", "given_up")
MANY_TIMES = ("coupon.applied", "abandoned_cart.reminder_sent")
"""Done by hand, these may happen twice while the clock stands still."""

LONG = "P3D"
"""Longer than all retries of any platform take together."""


def settle(history: History) -> None:
    """Receivers recover, and time passes until nothing is left to be sent."""
    history.world.receiver.moods.clear()
    for shop in history.shops:
        history.world.done("POST", shop, "/clock/advance", {"by": LONG})
        history.world.deliver(shop)


def check(history: History) -> None:
    for shop in history.shops:
        deliveries = history.world.shop(shop).store.all(DELIVERIES)
        check_deliveries(history, shop, deliveries)
        check_announcements(history, shop, deliveries)
    check_letters(history)
    check_secrets(history)


def check_deliveries(history: History, shop: str, deliveries: list[Record]) -> None:
    """None is lost, none is tried more often than the platform does, each made its attempts."""
    most = 1 + len(history.world.shop(shop).webhooks.retries)
    letters = Counter(
        (path_of(letter.url).split("/")[1], letter.delivery)
        for letter in history.world.receiver.letters
    )
    for each in deliveries:
        assert each["state"] in OVER, f"{each['name']} is {each['state']} for ever"
        assert len(each["attempts"]) <= most
        assert letters[shop, each["id"]] == len(each["attempts"])
        statuses = [attempt["status"] for attempt in each["attempts"]]
        if each["state"] == "delivered":
            assert history.world.shop(shop).webhooks.succeeds(statuses[-1])
        elif len(statuses) < most:
            assert each["reason"].startswith(("the subscription is gone", "the endpoint"))


def check_announcements(history: History, shop: str, deliveries: list[Record]) -> None:
    """Each event once to each subscription that was open, unless somebody asked for more."""
    told = Counter((each["event"], each["subscription"]) for each in by_itself(deliveries))
    assert all(times == 1 for times in told.values()), "an event is announced once"
    events = history.world.shop(shop).events
    happened = Counter(
        (event.name, event.subject, event.at)
        for event in events
        if event.name in history.speech.events and not event.data.get("triggered")
    )
    assert all(times == 1 for (name, *_), times in happened.items() if name not in MANY_TIMES), (
        "a thing happens once at a moment"
    )
    for heard in history.subscriptions:
        if heard.shop == shop and heard.open:
            check_heard(heard, events, deliveries)


def check_heard(heard: Heard, events: list[Any], deliveries: list[Record]) -> None:
    """What happened since its first delivery it has heard of, every time.

    An endpoint may be disabled for a while, so only what came between two that were made counts
    where the platform disables endpoints; elsewhere this is all of it.
    """
    mine = [each for each in by_itself(deliveries) if each["url"] == heard.url]
    if not mine or any((each["reason"] or "").startswith("the endpoint") for each in mine):
        return
    first = int(mine[0]["event"])
    wanted = {
        event.id
        for event in events
        if event.name == heard.event and int(event.id) >= first and not event.data.get("triggered")
    }
    assert {each["event"] for each in mine} == wanted, f"{heard.event} was not heard each time"


def by_itself(deliveries: list[Record]) -> list[Record]:
    return [each for each in deliveries if each["cause"] == "event"]


def check_letters(history: History) -> None:
    """Each reached a subscription of its own shop, and proves what it was asked to prove."""
    by_url = {heard.url: heard for heard in history.subscriptions}
    for letter in history.world.receiver.letters:
        heard = by_url[letter.url]
        delivery = history.world.shop(heard.shop).store.get(DELIVERIES, letter.delivery)
        assert delivery["body"].encode() == letter.body, "it came from another shop"
        assert delivery["url"] == letter.url
        good = history.speech.proves(letter, heard.secret)
        timeless = delivery["signature"] == "old" and history.platform in ("surecart", "paynow")
        assert good == (delivery["signature"] == "good" or timeless)


def check_secrets(history: History) -> None:
    """Nothing that the sandbox shows of itself holds a token, a code or a secret."""
    shown = [shown_at(history, path, query) for path, query in SHOWN]
    told = ["/tokens", "/events", "/jobs", "/webhooks/deliveries", "/webhooks/subscriptions"]
    told += ["/apps"] if history.platform in SCOPES else []
    for shop in history.shops:
        for path in told:
            shown.append(json.dumps(history.world.done("GET", shop, path)))
    everything = "".join(shown)
    for secret in history.secrets:
        assert secret not in everything, f"{secret[:6]}... can be seen"


SHOWN = (("/__admin/requests", "limit=1000"), ("/__admin/requests/export", "limit=1000"))


def shown_at(history: History, path: str, query: str) -> str:
    reply = history.world.send(Call("GET", path, {}, query))
    assert reply.status == 200, reply.body
    return reply.content.decode()
