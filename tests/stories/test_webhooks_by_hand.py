"""Salla's webhooks sent by hand: with a defect, again, late, in another order; and verified."""

import json
from collections.abc import Iterator

import pytest

from mock_server.app.inbox import Inbox
from tests.stories.conftest import Visiting
from tests.stories.hearing import abandon, deliveries, signature, subscribe, trigger
from tests.stories.visits import Visit


@pytest.fixture
def inbox() -> Iterator[Inbox]:
    with Inbox() as inbox:
        yield inbox


@pytest.fixture
def shop(visit: Visiting) -> Visit:
    return visit("salla")


def test_a_signature_is_bad_missing_or_old_where_that_was_asked_for(
    shop: Visit, inbox: Inbox
) -> None:
    subscribe(shop, inbox.url, event="order.created")

    for quality in ("good", "bad", "missing", "old"):
        trigger(shop, "order.created", signature=quality)

    signatures = [letter.header("X-Salla-Signature") for letter in inbox.letters]
    right = [signature(letter.body) for letter in inbox.letters]
    assert signatures[0] == right[0]
    assert signatures[2] is None
    assert all(len(signatures[place] or "") == 64 for place in (1, 3))
    assert not {signatures[1], signatures[3]} & set(right)


def test_events_come_twice_and_in_another_order_where_that_was_asked_for(
    shop: Visit, inbox: Inbox
) -> None:
    for event in ("order.created", "order.updated"):
        subscribe(shop, inbox.url, event=event)

    trigger(shop, "order.created", "order.updated", times=2, reorder=True)

    names = [each["event"] for each in inbox.events]
    assert names == ["order.updated", "order.updated", "order.created", "order.created"]


def test_a_delayed_event_comes_when_the_clock_has_come_to_it(shop: Visit, inbox: Inbox) -> None:
    subscribe(shop, inbox.url, event="order.created")
    trigger(shop, "order.created", delay="PT10M")
    shop.advance("PT9M")
    before = len(inbox.letters)

    shop.advance("PT1M")

    assert (before, len(inbox.letters)) == (0, 1)


def test_a_real_record_is_told_of(shop: Visit, inbox: Inbox) -> None:
    abandon(shop)
    key = shop.record("left")
    subscribe(shop, inbox.url, event="abandoned.cart.purchased")

    trigger(shop, "abandoned.cart.purchased", record=key)

    assert inbox.events[0]["data"]["id"] == int(key)


def test_a_delivery_is_sent_again_with_the_same_bytes(shop: Visit, inbox: Inbox) -> None:
    subscribe(shop, inbox.url)
    abandon(shop)
    (delivery,) = deliveries(shop)

    shop.admin("POST", f"/webhooks/deliveries/{delivery['id']}/replay", {"signature": "bad"})

    first, second = inbox.letters
    assert first.body == second.body
    assert first.header("X-Salla-Signature") != second.header("X-Salla-Signature")
    assert [each["of"] for each in deliveries(shop)] == [None, delivery["id"]]


def test_verify_explains_a_body_that_was_written_anew(shop: Visit, inbox: Inbox) -> None:
    webhook = subscribe(shop, inbox.url)
    abandon(shop)
    (letter,) = inbox.letters
    rewritten = json.dumps(letter.json, separators=(",", ":"), ensure_ascii=False)
    asked = {"headers": letter.headers, "subscription": str(webhook["id"])}

    good = shop.admin("POST", "/webhooks/verify", {**asked, "body": letter.body.decode()})
    bad = shop.admin("POST", "/webhooks/verify", {**asked, "body": rewritten})

    assert good["valid"] is True
    assert (bad["valid"], "this body was written anew" in bad["reason"]) == (False, True)
