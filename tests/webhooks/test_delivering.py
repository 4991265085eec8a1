"""An event's way to a receiver: planned, sent, tried again, given up."""

from dataclasses import replace
from datetime import timedelta

import pytest

from mock_server.engine.errors import Conflict, Invalid, NotFound
from mock_server.webhooks import Manner, Told, deliveries, replay, trigger
from mock_server.webhooks.deliveries import DELIVERIES, of_subscription, silence
from mock_server.webhooks.delivering import Reply, next_outgoing, settle
from mock_server.webhooks.signing import digest
from tests.helpers import NOON
from tests.webhooks.notes import MINUTE, WEBHOOKS, hook, note_shop, pin, receive


def test_an_event_is_sent_to_who_wants_it_in_bytes_that_are_signed() -> None:
    shop = note_shop()
    hook(shop, headers={"X-App": "notes", "Host": "elsewhere"})
    hook(shop, "h2", events=("note.lost",))
    hook(shop, "h3", events=("*",), open=False)

    pin(shop)

    (sent,) = receive(shop)
    assert sent.body == b'{"event":"note.pinned","id":"1","data":{"title":"Bread"}}'
    assert sent.headers == {
        "Content-Type": "application/json",
        "User-Agent": "souqbox",
        "X-App": "notes",
        "X-Note-Delivery": "1",
        "X-Note-Signature": digest(sent.body, "s"),
    }


def test_without_a_subscription_an_event_leaves_nothing_behind() -> None:
    shop = note_shop()

    pin(shop)

    assert (shop.store.count(DELIVERIES), shop.outgoing) == (0, False)


def test_a_condition_is_asked_with_what_would_be_told() -> None:
    shop = note_shop()
    hook(shop)

    pin(shop, "a secret note")

    assert receive(shop) == []


def test_what_is_taken_back_is_not_sent() -> None:
    shop = note_shop()
    hook(shop)

    with pytest.raises(Conflict), shop.unit():
        pin(shop)
        raise Conflict("no")

    assert receive(shop) == []
    assert shop.store.count(DELIVERIES) == 0


def test_a_failure_is_tried_again_after_the_delays_and_no_more() -> None:
    shop = note_shop()
    hook(shop)
    pin(shop)

    moments = [sent.due for sent in receive(shop, 500)]
    for _ in range(10):
        shop.advance(MINUTE)
        moments += [sent.due for sent in receive(shop, 500)]

    (delivery,) = shop.store.all(DELIVERIES)
    assert [moment - NOON for moment in moments] == [timedelta(0), MINUTE, 3 * MINUTE]
    assert (delivery["state"], delivery["due"]) == ("given_up", None)


def test_each_attempt_is_recorded_at_its_own_moment_however_late_it_is_made() -> None:
    shop = note_shop()
    hook(shop)
    pin(shop)
    shop.advance(timedelta(days=1))

    receive(shop, lambda outgoing: Reply(error="broken off", answer="x" * 900, milliseconds=3))

    (delivery,) = shop.store.all(DELIVERIES)
    assert [each["at"] - NOON for each in delivery["attempts"]] == [
        timedelta(0),
        MINUTE,
        3 * MINUTE,
    ]
    assert delivery["attempts"][0] == {
        "at": NOON,
        "status": None,
        "error": "broken off",
        "answer": "x" * 500,
        "milliseconds": 3,
    }
    assert shop.clock.now() == NOON + timedelta(days=1)


def test_an_endpoint_that_is_closed_in_between_gets_no_more() -> None:
    shop = note_shop()
    hook(shop)
    for _ in range(9):
        pin(shop)

    sent = receive(shop, 500)

    states = {each["reason"] for each in shop.store.all(DELIVERIES)[5:]}
    assert len(sent) == 5
    assert states == {"the endpoint is disabled"}


def test_a_subscription_that_is_gone_gets_no_more() -> None:
    shop = note_shop()
    hook(shop)
    pin(shop)
    shop.store.delete("hook", "h1")

    assert receive(shop) == []
    assert shop.store.all(DELIVERIES)[0]["reason"] == "the subscription is gone"


def test_what_was_refused_before_it_was_tried_is_not_tried_again() -> None:
    shop = note_shop()
    hook(shop)
    pin(shop)

    receive(shop, lambda outgoing: Reply(error="not there", refused=True))

    (delivery,) = shop.store.all(DELIVERIES)
    assert (delivery["state"], delivery["reason"]) == ("given_up", "not there")
    assert shop.store.get("hook", "h1")["failures"] == 0


def test_a_shop_that_was_brought_back_does_not_hear_of_attempts_of_before() -> None:
    shop = note_shop()
    hook(shop)
    before = shop.snapshot()
    pin(shop)
    shop.catch_up()
    outgoing = next_outgoing(WEBHOOKS, shop)
    shop.restore(before)
    assert outgoing is not None

    assert settle(WEBHOOKS, shop, outgoing, Reply(status=200)) is None
    assert shop.store.count(DELIVERIES) == 0


def test_the_oldest_that_are_over_are_forgotten_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deliveries, "KEPT", 2)
    shop = note_shop()
    hook(shop)
    pin(shop, "waits")
    receive(shop, 500)

    for title in ("second", "third", "fourth"):
        pin(shop, title)
        receive(shop)

    assert [each["id"] for each in shop.store.all(DELIVERIES)] == ["1", "4"]
    assert [each["id"] for each in of_subscription(shop, "h1")] == ["4", "1"]


def test_with_nothing_that_is_over_the_oldest_is_forgotten(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(deliveries, "KEPT", 2)
    shop = note_shop()
    hook(shop)

    for title in ("first", "second", "third"):
        pin(shop, title)

    assert [sent.delivery for sent in receive(shop)] == ["2", "3"]


def test_a_silenced_shop_sends_nothing_of_what_it_had() -> None:
    shop = note_shop()
    hook(shop)
    pin(shop)
    silence(shop, "it is a copy")

    shop.advance(timedelta(days=1))

    assert receive(shop) == []
    assert shop.store.all(DELIVERIES)[0]["reason"] == "it is a copy"


def test_an_event_is_told_by_hand_with_an_example_a_record_or_what_is_given() -> None:
    shop = note_shop()
    hook(shop, events=("*",))
    shop.store.put("note", 7, {"id": 7, "title": "Milk"})

    trigger(WEBHOOKS, shop, [Told("note.lost")])
    trigger(WEBHOOKS, shop, [Told("note.pinned", "7", data={"title": "Milk"})])
    trigger(WEBHOOKS, shop, [Told("note.pinned", content={"title": "Given"})])

    titles = [each.body.decode().split('"title":')[1] for each in receive(shop)]
    assert titles == ['"an example of note.lost"}}', '"Milk"}}', '"Given"}}']
    assert [(event.name, event.data["triggered"]) for event in shop.events] == [
        ("note.lost", True),
        ("note.pinned", True),
        ("note.pinned", True),
    ]


def test_what_cannot_be_told_is_refused() -> None:
    shop = note_shop()
    with pytest.raises(Conflict, match="this shop has no subscription"):
        trigger(WEBHOOKS, shop, [Told("note.lost")])
    hook(shop)

    with pytest.raises(Invalid, match=r"no event 'note\.x'; there are note\.pinned, note\.lost"):
        trigger(WEBHOOKS, shop, [Told("note.x")])
    with pytest.raises(Conflict, match="none of the 1 subscriptions wants it"):
        trigger(WEBHOOKS, shop, [Told("note.lost")])
    with pytest.raises(Conflict, match="there is no subscription 'h9'"):
        trigger(WEBHOOKS, shop, [Told("note.lost")], only="h9")
    with pytest.raises(Invalid, match=r"note\.lost is about no record"):
        trigger(WEBHOOKS, shop, [Told("note.lost", "7")])
    with pytest.raises(NotFound):
        trigger(WEBHOOKS, shop, [Told("note.pinned", "7")])


def test_deliveries_go_out_as_often_as_late_and_in_the_order_that_was_asked_for() -> None:
    shop = note_shop()
    hook(shop, events=("*",))
    manner = Manner(times=2, delay=MINUTE, reorder=True)

    trigger(WEBHOOKS, shop, [Told("note.pinned"), Told("note.lost")], manner)
    at_once = receive(shop)
    shop.advance(MINUTE)

    sent = [shop.store.get(DELIVERIES, each.delivery)["name"] for each in receive(shop)]
    assert at_once == []
    assert sent == ["note.lost", "note.lost", "note.pinned", "note.pinned"]


def test_a_delivery_is_sent_again_to_where_its_subscription_now_is() -> None:
    shop = note_shop()
    hook(shop)
    pin(shop)
    (first,) = receive(shop)
    hook(shop, url="http://127.0.0.1:2/", secret="changed")

    (again,) = replay(WEBHOOKS, shop, "1")

    (second,) = receive(shop)
    assert (again["of"], again["cause"]) == ("1", "replay")
    assert (second.url, second.body) == ("http://127.0.0.1:2/", first.body)
    assert second.headers["X-Note-Signature"] == digest(first.body, "changed")


def test_nothing_is_sent_again_to_a_subscription_that_is_gone() -> None:
    shop = note_shop()
    hook(shop)
    pin(shop)
    shop.store.delete("hook", "h1")

    with pytest.raises(Conflict, match="nobody to send it to"):
        replay(WEBHOOKS, shop, "1")


def test_without_a_secret_nothing_proves_a_delivery() -> None:
    shop = note_shop(webhooks=replace(WEBHOOKS, headers=lambda *_: {}))
    hook(shop, secret=None)

    pin(shop)

    (sent,) = receive(shop)
    assert set(sent.headers) == {"Content-Type", "User-Agent"}
