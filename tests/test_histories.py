"""A thousand random histories of access, webhooks, time and faults; each must end well."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.histories.checks import check, settle
from tests.histories.history import History
from tests.histories.speech import SPEECHES
from tests.histories.world import World

HISTORIES, TOGETHER = 1_000, 50
STEPS = 40

EACH = HISTORIES // len(SPEECHES)


@pytest.fixture(scope="module", params=SPEECHES)
def world(request: pytest.FixtureRequest) -> Iterator[World]:
    made = World(request.param)
    yield made
    made.close()


@contextmanager
def telling(world: World, seed: int) -> Iterator[History]:
    """A history, forgotten when it is over; one that fails says what happened in it."""
    history = History(world, seed)
    try:
        yield history
    except Exception as error:
        error.add_note(f"history {seed} of {world.platform}: {', '.join(history.told)}")
        raise
    finally:
        world.forget(history.shops)


@pytest.mark.parametrize("first", range(0, EACH, TOGETHER))
def test_whatever_happens_around_the_data_ends_well(world: World, first: int) -> None:
    for seed in range(first, min(first + TOGETHER, EACH)):
        with telling(world, seed) as history:
            history.live(STEPS)
            settle(history)
            check(history)


def test_the_same_seed_tells_the_same_history(world: World) -> None:
    told = []
    for _ in range(2):
        with telling(world, 7) as history:
            history.live(STEPS)
            told.append((history.told, [letter.body for letter in world.receiver.letters]))

    assert told[0] == told[1]
