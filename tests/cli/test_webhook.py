"""`souqbox webhook`: sent on demand, sent again, looked at, verified."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from mock_server.app import serving
from mock_server.app.inbox import Inbox
from tests.cli.conftest import Verb


@pytest.fixture
def inbox(on: Verb, served: Any, request: pytest.FixtureRequest) -> Iterator[Inbox]:
    """A receiver that hears of new orders, with a secret."""
    base_url = served["platforms"]["salla"]["base_url"]
    token = on("shop", "show", "salla", "--json").json["token"]
    with Inbox() as inbox:
        for event in ("order.created", "order.updated"):
            reply = requests.post(
                f"{base_url}/webhooks/subscribe",
                json={"event": event, "url": inbox.url, "secret": "mine"},
                headers={"Authorization": f"Bearer {token}"},
                timeout=5,
            )
            assert reply.ok
        yield inbox


def test_an_event_is_sent_and_told_how_it_went(on: Verb, inbox: Inbox) -> None:
    told = on("webhook", "trigger", "salla", "order.created")

    assert "delivered  order.created  1 tried  status 200 in " in told.out
    assert [each["event"] for each in inbox.events] == ["order.created"]


def test_events_are_sent_badly_twice_late_and_in_another_order(on: Verb, inbox: Inbox) -> None:
    names = ("order.created", "order.updated")

    on("webhook", "trigger", "salla", *names, "--times", "2", "--reorder", "--delay", "pt5m")
    before = len(inbox.letters)
    on("webhook", "trigger", "salla", "order.created", "--signature", "missing")
    on("clock", "advance", "salla", "PT5M")

    assert before == 0
    assert inbox.letters[0].header("X-Salla-Signature") is None
    assert [each["event"][6:] for each in inbox.events[1:]] == [
        "updated",
        "updated",
        "created",
        "created",
    ]


def test_a_delivery_is_listed_shown_and_sent_again(on: Verb, inbox: Inbox) -> None:
    inbox.status = 500
    on("webhook", "trigger", "salla", "order.created")

    (listed,) = on("webhook", "list", "salla", "--state", "failed", "--json").json["deliveries"]
    shown = on("webhook", "show", "salla", listed["id"]).out
    again = on("webhook", "replay", "salla", listed["id"], "--signature", "bad", "--json").json

    assert "status 500 in " in shown
    assert "X-Salla-Security-Strategy  Signature" in shown
    assert again["deliveries"][0]["of"] == listed["id"]
    assert on("webhook", "list", "salla", "--event", "brand.created").out == "nothing was sent\n"


def test_a_delivery_that_waits_says_when_it_is_due(on: Verb, inbox: Inbox) -> None:
    on("webhook", "trigger", "salla", "order.created", "--delay", "PT5M")

    assert "0 tried  due 2026-03-01T12:05:00Z" in on("webhook", "list", "salla").out
    assert "nothing was tried yet" in on("webhook", "show", "salla", "1").out


def test_what_came_is_verified(on: Verb, inbox: Inbox, tmp_path: Path) -> None:
    on("webhook", "trigger", "salla", "order.created")
    (letter,) = inbox.letters
    (tmp_path / "good.json").write_bytes(letter.body)
    (tmp_path / "bad.json").write_text(json.dumps(letter.json), encoding="utf-8")
    header = f"X-Salla-Signature: {letter.header('X-Salla-Signature')}"
    options = ("--header", header, "--secret", "mine")

    good = on("webhook", "verify", "salla", "--body", "good.json", *options)
    bad = on("webhook", "verify", "salla", "--body", "bad.json", *options)

    assert (good.code, good.out.splitlines()[0]) == (0, "valid")
    assert (bad.code, bad.out.splitlines()[0]) == (1, "not valid")
    assert "this body was written anew" in bad.out


def test_who_hears_of_what_is_listed(on: Verb, inbox: Inbox) -> None:
    assert "abandoned.cart.purchased" in on("webhook", "events", "salla").out
    assert f"{inbox.url}  X-Salla-Signature" in on("webhook", "subscriptions", "salla").out


def test_nobody_has_subscribed(on: Verb) -> None:
    told = on("webhook", "trigger", "salla", "order.created")

    assert on("webhook", "subscriptions", "salla").out == "nobody has subscribed\n"
    words = "nobody would hear order.created: this shop has no subscription; subscribe first"
    assert (told.code, told.err) == (2, f"souqbox: {words}\n")


def test_serve_is_told_which_hosts_and_origins_are_allowed(
    souq: Verb, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Any] = []

    def prepare(names: Any, host: str, port: int, start: Any, options: Any, ready: Any) -> None:
        seen.append((options.webhook_hosts, options.admin_origins))
        raise serving.CannotStart("enough was seen")

    monkeypatch.setattr(serving, "prepare", prepare)

    origins = ("--admin-origins", "https://qa.example")
    ended = souq("serve", "--webhook-hosts", "a.example,b.example", *origins)

    assert (ended.code, seen) == (3, [(("a.example", "b.example"), ("https://qa.example",))])


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("trigger", "salla", "order.creatd"), "no event 'order.creatd'"),
        (("trigger", "salla"), "Missing argument 'EVENT...'"),
        (("trigger", "salla", "order.created", "--delay", "soon"), "no span of time"),
        (("show", "salla", "99"), "there is no delivery '99' in this shop"),
        (("verify", "salla", "--body", "none.json"), "none.json cannot be read"),
        (("verify", "salla", "--body", "b", "--header", "none"), "must be NAME:VALUE"),
        (("verify", "salla", "--body", "b"), "give a secret"),
        (("verify", "salla", "--body", "binary"), "binary is no text in UTF-8"),
    ],
)
def test_a_mistake_is_one_line(
    on: Verb, empty_folder: Path, arguments: tuple[str, ...], told: str
) -> None:
    (empty_folder / "b").write_text("{}", encoding="utf-8")
    (empty_folder / "binary").write_bytes(b"\xff")

    ended = on("webhook", *arguments)

    assert ended.code == 2
    assert told in ended.err
    assert ended.err.count("\n") == 1
