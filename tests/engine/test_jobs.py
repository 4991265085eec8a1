from datetime import timedelta

import pytest

from mock_server.engine.jobs import JOBS, JOBS_TABLE, Job, is_planned, put_job, take_first, withdraw
from mock_server.engine.store import Store
from tests.helpers import NOON

HOUR = timedelta(hours=1)


@pytest.fixture
def store() -> Store:
    return Store({JOBS: JOBS_TABLE})


def test_jobs_come_out_when_they_are_due_and_first_come_first_served(store: Store) -> None:
    for number, (name, due) in enumerate(
        [("third", NOON + HOUR), ("first", NOON), ("second", NOON), ("fourth", NOON + HOUR)], 1
    ):
        put_job(store, number, due, Job(name, "b1"))

    taken = [take_first(store) for _ in range(4)]

    assert [(due - NOON, job.name) for due, job in taken] == [
        (0 * HOUR, "first"),
        (0 * HOUR, "second"),
        (HOUR, "third"),
        (HOUR, "fourth"),
    ]
    assert store.count(JOBS) == 0


def test_a_job_comes_out_as_it_went_in(store: Store) -> None:
    job = Job("remind_of_cart", "b1", {"number": 2})

    put_job(store, 1, NOON, job)

    assert take_first(store) == (NOON, job)


def test_a_job_taken_in_a_unit_that_fails_is_next_again(store: Store) -> None:
    for number, name in enumerate(("first", "second"), 1):
        put_job(store, number, NOON, Job(name, "b1"))

    with pytest.raises(RuntimeError), store.unit():
        take_first(store)
        raise RuntimeError

    assert take_first(store)[1].name == "first"


def test_a_job_is_planned_when_this_very_one_waits_for_this_very_moment(store: Store) -> None:
    job = Job("remind_of_cart", "b1", {"number": 2})
    put_job(store, 1, NOON, job)

    assert is_planned(store, NOON, job)
    assert not is_planned(store, NOON + HOUR, job)
    assert not is_planned(store, NOON, Job("remind_of_cart", "b1", {"number": 3}))
    assert not is_planned(store, NOON, Job("remind_of_cart", "b2", {"number": 2}))
    assert not is_planned(store, NOON, Job("abandon_cart", "b1", {"number": 2}))


def test_an_empty_queue_has_no_first_job(store: Store) -> None:
    with pytest.raises(AssertionError, match="nothing is in the queue"):
        take_first(store)


def test_a_job_is_withdrawn_and_those_that_are_like_it_stay(store: Store) -> None:
    job = Job("remind_of_cart", "b1", {"number": 1})
    others = [Job("remind_of_cart", "b1", {"number": 2}), Job("remind_of_cart", "b2"), job]
    put_job(store, 1, NOON, job)
    for number, other in enumerate(others, 2):
        put_job(store, number, NOON + HOUR if other is job else NOON, other)

    withdraw(store, NOON, job)
    withdraw(store, NOON, job)

    assert not is_planned(store, NOON, job)
    assert [take_first(store)[1] for _ in range(3)] == others
    assert store.count(JOBS) == 0
