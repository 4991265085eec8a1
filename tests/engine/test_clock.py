from datetime import UTC, datetime, timedelta, timezone

import pytest

from mock_server.engine.clock import Clock
from tests.helpers import NOON

HOUR = timedelta(hours=1)
BLINK = timedelta(seconds=5)


def test_a_frozen_clock_stands_still() -> None:
    clock = Clock(NOON)

    assert clock.frozen
    assert [clock.now(), clock.now()] == [NOON, NOON]


def test_a_clock_without_a_start_tells_real_time() -> None:
    clock = Clock()

    assert not clock.frozen
    assert abs(clock.now() - datetime.now(UTC)) < BLINK


def test_a_clock_that_runs_goes_on_from_where_it_stood() -> None:
    clock = Clock(NOON)

    clock.run()

    assert not clock.frozen
    assert NOON < clock.now() < NOON + BLINK


def test_a_running_clock_can_be_set_and_runs_on() -> None:
    clock = Clock()

    clock.set(NOON)

    assert not clock.frozen
    assert NOON < clock.now() < NOON + BLINK


def test_a_frozen_clock_that_is_set_stays_frozen() -> None:
    clock = Clock(NOON)

    clock.set(NOON + HOUR)

    assert (clock.frozen, clock.now()) == (True, NOON + HOUR)


def test_freezing_holds_the_present_moment_or_the_one_named() -> None:
    clock = Clock()
    clock.run(NOON)

    clock.freeze()
    held = clock.now()
    clock.freeze(NOON - HOUR)

    assert NOON < held < NOON + BLINK
    assert clock.now() == NOON - HOUR


def test_standing_ends_with_the_block_also_after_an_error() -> None:
    frozen, running = Clock(NOON), Clock()

    with pytest.raises(RuntimeError), frozen.standing(NOON + HOUR), running.standing(NOON):
        assert (frozen.now(), running.now()) == (NOON + HOUR, NOON)
        raise RuntimeError

    assert frozen.now() == NOON
    assert not running.frozen


def test_standing_places_can_be_nested() -> None:
    clock = Clock(NOON)

    with clock.standing(NOON + HOUR):
        with clock.standing(NOON - HOUR):
            assert clock.now() == NOON - HOUR
        assert clock.now() == NOON + HOUR


@pytest.mark.parametrize("how", ["start", "freeze", "set", "run", "standing"])
def test_time_is_told_in_utc_wherever_the_moment_came_from(how: str) -> None:
    riyadh = NOON.astimezone(timezone(timedelta(hours=3)))
    clock = Clock(riyadh if how == "start" else NOON - HOUR)

    if how == "freeze":
        clock.freeze(riyadh)
    elif how == "set":
        clock.set(riyadh)
    elif how == "run":
        clock.run(riyadh)
    if how == "standing":
        with clock.standing(riyadh):
            told = clock.now()
    else:
        told = clock.now()

    assert told.utcoffset() == timedelta(0)
    assert told - NOON < BLINK


def test_a_state_brings_the_clock_back() -> None:
    frozen, running = Clock(NOON), Clock()
    running.run(NOON)
    states = frozen.state(), running.state()

    frozen.run()
    running.freeze(NOON - HOUR)
    frozen.restore(states[0])
    running.restore(states[1])

    assert (frozen.frozen, frozen.now()) == (True, NOON)
    assert not running.frozen
    assert NOON < running.now() < NOON + BLINK
