from collections.abc import Sequence
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from mock_server.engine import shop as shop_module
from mock_server.engine.clock import Clock
from mock_server.engine.errors import Conflict
from mock_server.engine.jobs import JOBS, Job
from mock_server.engine.shop import EVENTS, Shop
from mock_server.engine.store import Change, TableSpec
from tests.helpers import NOON

HOUR = timedelta(hours=1)
BLINK = timedelta(seconds=5)


class Log:
    """Keeps what was appended, or refuses it."""

    def __init__(self) -> None:
        self.full = False
        self.units: list[tuple[str, int, list[str]]] = []

    def append(self, shop: str, version: int, changes: Sequence[Change]) -> None:
        if self.full:
            raise OSError("no space left")
        self.units.append((shop, version, [f"{it.resource}/{it.key}" for it in changes]))


def note(job: Job, shop: Shop) -> None:
    shop.emit(job.subject, "note", 1)


def chain(job: Job, shop: Shop) -> None:
    """Notes itself, and comes again after an hour, as often as it says."""
    note(job, shop)
    if job.details["more"]:
        shop.later(HOUR, Job("chain", job.subject, {"more": job.details["more"] - 1}))


def read(job: Job, shop: Shop) -> None:
    shop.store.put("note", "half", {"id": "half"})
    shop.store.get("note", job.subject)


def refuse(job: Job, shop: Shop) -> None:
    shop.store.put("note", "half", {"id": "half"})
    raise Conflict("not now")


def make(clock: datetime | None = NOON, log: Log | None = None) -> Shop:
    workers = {"note": note, "chain": chain, "read": read, "refuse": refuse}
    return Shop("toy", "t", 7, Clock(clock), workers, {"note": TableSpec()}, log)


def told(shop: Shop) -> list[tuple[str, timedelta]]:
    return [(event.name, event.at - NOON) for event in shop.events]


def test_an_event_says_what_happened_to_what_and_when() -> None:
    shop = make()

    shop.emit("note.pinned", "note", 17, title="Bread")

    (event,) = shop.events
    assert (event.name, event.at, event.resource, event.subject, event.data) == (
        "note.pinned",
        NOON,
        "note",
        "17",
        {"title": "Bread"},
    )


def test_the_oldest_events_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shop_module, "EVENTS_KEPT", 3)
    shop = make()

    for number in range(10):
        shop.emit(f"e{number}", "note", 1)

    assert [event.name for event in shop.events] == ["e7", "e8", "e9"]
    assert [event.id for event in shop.events] == ["8", "9", "10"]
    assert shop.store.count(EVENTS) == 3


def test_who_keeps_events_has_them_before_anybody_hears_of_them() -> None:
    shop = make()
    told: list[tuple[str, str]] = []
    shop.webhooks = SimpleNamespace(heard=lambda event, _: told.append(("heard", event["name"])))
    shop.remember = lambda event, _: told.append(("kept", event["name"]))

    shop.emit("note.pinned", "note", 17)

    assert told == [("kept", "note.pinned"), ("heard", "note.pinned")]


def test_an_event_of_a_unit_that_fails_never_happened() -> None:
    shop = make()

    with pytest.raises(Conflict), shop.unit():
        shop.emit("note.pinned", "note", 1)
        raise Conflict("no")

    assert shop.events == []


def test_time_does_what_falls_due_on_the_way_each_at_its_own_moment() -> None:
    shop = make()
    for name, hours in (("late", 5), ("second", 2), ("first", 1), ("also_second", 2)):
        shop.later(hours * HOUR, Job("note", name))

    shop.advance(3 * HOUR)

    assert told(shop) == [("first", HOUR), ("second", 2 * HOUR), ("also_second", 2 * HOUR)]
    assert shop.clock.now() == NOON + 3 * HOUR
    assert shop.store.count(JOBS) == 1


def test_what_a_job_plans_on_the_way_is_done_on_the_way() -> None:
    shop = make()
    shop.later(HOUR, Job("chain", "again", {"more": 5}))

    shop.travel(NOON + timedelta(hours=3, minutes=30))

    assert told(shop) == [("again", HOUR), ("again", 2 * HOUR), ("again", 3 * HOUR)]


def test_a_job_due_at_the_moment_of_arrival_is_done() -> None:
    shop = make()
    shop.later(HOUR, Job("note", "now"))

    shop.advance(HOUR)

    assert told(shop) == [("now", HOUR)]


def test_many_small_steps_do_the_same_as_a_large_one() -> None:
    large, small = make(), make()
    for shop in (large, small):
        shop.later(HOUR, Job("chain", "a", {"more": 3}))
        shop.later(HOUR, Job("chain", "b", {"more": 9}))

    large.advance(5 * HOUR)
    for _ in range(50):
        small.advance(HOUR / 10)

    assert told(large) == told(small)
    assert [it["id"] for it in large.store.all(JOBS)] == [it["id"] for it in small.store.all(JOBS)]


def test_time_only_moves_forward() -> None:
    with pytest.raises(AssertionError, match="only moves forward"):
        make().advance(-HOUR)


def test_a_running_clock_does_on_the_next_look_what_fell_due() -> None:
    shop = make()
    shop.later(HOUR, Job("note", "due"))
    shop.clock.run(NOON + 2 * HOUR)

    shop.catch_up()

    assert told(shop) == [("due", HOUR)]
    assert not shop.clock.frozen
    assert NOON + 2 * HOUR <= shop.clock.now() < NOON + 2 * HOUR + BLINK


def test_a_running_clock_that_advances_runs_on_from_there() -> None:
    shop = make(clock=None)
    began = shop.clock.now()

    shop.advance(HOUR)

    assert not shop.clock.frozen
    assert began + HOUR <= shop.clock.now() < began + HOUR + BLINK


def test_a_job_whose_record_is_gone_is_done_with() -> None:
    shop = make()
    shop.later(HOUR, Job("read", "gone"))
    shop.later(HOUR, Job("note", "next"))

    shop.advance(2 * HOUR)

    assert told(shop) == [("next", HOUR)]
    assert shop.store.find("note", "half") is None, "what it did before it noticed is taken back"


def test_a_job_that_fails_stays_in_its_place_and_changes_nothing() -> None:
    shop = make()
    shop.later(HOUR, Job("refuse", "first"))
    shop.later(HOUR, Job("note", "second"))

    for _ in range(2):
        with pytest.raises(Conflict):
            shop.advance(2 * HOUR)

    assert [it["subject"] for it in shop.store.all(JOBS)] == ["first", "second"]
    assert shop.store.find("note", "half") is None
    assert shop.clock.now() == NOON


def test_a_unit_is_logged_whole_with_the_next_version() -> None:
    log = Log()
    shop = make(log=log)

    with shop.unit():
        shop.store.put("note", 1, {"id": 1})
        with shop.unit():
            shop.store.put("note", 2, {"id": 2})
    with shop.unit():
        shop.store.count("note")
    with shop.unit():
        shop.store.delete("note", 1)

    assert log.units == [("toy/t", 1, ["note/1", "note/2"]), ("toy/t", 2, ["note/1"])]
    assert shop.version == 2


def test_what_cannot_be_logged_does_not_happen() -> None:
    log = Log()
    log.full = True
    shop = make(log=log)

    with pytest.raises(OSError, match="no space"), shop.unit():
        shop.store.put("note", 1, {"id": 1})

    assert (shop.store.count("note"), shop.version) == (0, 0)


def test_each_job_is_a_unit_of_its_own() -> None:
    log = Log()
    shop = make(log=log)
    with shop.unit():
        shop.later(HOUR, Job("note", "a"))
        shop.later(HOUR, Job("note", "b"))

    shop.advance(HOUR)

    assert log.units[1:] == [("toy/t", 2, ["job/1", "event/1"]), ("toy/t", 3, ["job/2", "event/2"])]


def live(shop: Shop) -> Any:
    """A bit of life, and all that can be seen of it."""
    shop.store.put("note", shop.identifiers.uuid("note"), {"id": shop.identifiers.count("n")})
    shop.later(HOUR, Job("chain", "again", {"more": 2}))
    shop.advance(2 * HOUR)
    return shop.store.all("note"), shop.store.all(JOBS), shop.events, shop.clock.now()


def test_a_snapshot_brings_everything_back_as_often_as_wanted() -> None:
    shop = make()
    live(shop)
    snapshot = shop.snapshot()

    lives = []
    for _ in range(3):
        lives.append(live(shop))
        shop.restore(snapshot)

    assert lives[0] == lives[1] == lives[2]
    assert shop.clock.now() == NOON + 2 * HOUR


def test_a_snapshot_can_be_restored_in_another_shop_and_neither_reaches_the_other() -> None:
    original, twin = make(), make()
    live(original)
    twin.restore(original.snapshot())

    after = live(original)
    twins = live(twin)
    twin.store.delete("note", next(iter(twin.store.table("note").records)))

    assert after == twins
    assert original.store.count("note") == twin.store.count("note") + 1


def test_two_shops_of_one_seed_that_do_the_same_hold_the_same() -> None:
    assert live(make()) == live(make())
