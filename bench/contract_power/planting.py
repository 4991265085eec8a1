"""A defect: its name and place, how it is planted, and how it can be seen to be there."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

from bench.contract_power.exchange import Answer, Asked, Handle
from bench.contract_power.places import Draw, Place
from bench.contract_power.shop import Shop
from bench.contract_power.witness import Client

MISFITS = (KeyError, IndexError, TypeError, AttributeError, ValueError)
"""What goes wrong when a change meets a value that it was not made for."""
CLASSES = ("schema", "status", "access", "validation", "state", "sense")


@dataclass(slots=True)
class Bed:
    """What a defect is planted in: a server's `handle`, and the shop where that is ours."""

    handle: Handle
    own: Shop | None = None

    @property
    def shop(self) -> Shop:
        assert self.own is not None, "this defect can only be planted in the shop"
        return self.own


Plant = Callable[[Bed], Handle]
Shows = Callable[[Client], bool]
Change = Callable[[Any], Any]
When = Callable[[Asked, Answer], bool]


@dataclass(frozen=True, slots=True)
class Planted:
    """What the drawing of a place comes to."""

    place: str
    plant: Plant
    shows: Shows


@dataclass(frozen=True, slots=True)
class Defect:
    """Something wrong with a server, at a place that was drawn."""

    kind: str
    name: str
    title: str
    ground: str
    planted: Planted


Maker = Callable[[Draw], Planted]
_CATALOGUE: list[tuple[str, str, str, str, Maker]] = []


def defect(kind: str, title: str, ground: str = "shop") -> Callable[[Maker], Maker]:
    """Puts a maker in the catalogue, by the name of the function."""

    def enter(make: Maker) -> Maker:
        assert kind in CLASSES or kind == "harmless", kind
        _CATALOGUE.append((kind, make.__name__.replace("_", "-"), title, ground, make))
        return make

    return enter


def drawn(seed: int) -> Iterator[Defect]:
    """Everything in the catalogue, at the places of this seed."""
    for kind, name, title, ground, make in _CATALOGUE:
        yield Defect(kind, name, title, ground, make(Draw(seed, name)))


def good(asked: Asked, answer: Answer) -> bool:
    return 200 <= answer.status < 300


def answers(where: Place | None, change: Change, when: When = good) -> Plant:
    """Changes the JSON of an operation's answers. None from `change` leaves the value it was given,
    changed in place or not; a change that does not fit the value is left out."""

    def alter(asked: Asked, answer: Answer) -> Answer:
        value = answer.json()
        if value is None:
            return answer
        changed = deepcopy(value)
        with suppress(*MISFITS):
            other = change(changed)
            return answer.saying(changed if other is None else other)
        return answer

    return heads(where, alter, when)


def heads(
    where: Place | None, alter: Callable[[Asked, Answer], Answer], when: When = good
) -> Plant:
    """Changes an operation's answers as a whole."""

    def plant(bed: Bed) -> Handle:
        def handle(asked: Asked) -> Answer:
            answer = bed.handle(asked)
            if (where is None or where.meets(asked)) and when(asked, answer):
                return alter(asked, answer)
            return answer

        return handle

    return plant


def requests(where: Place | None, alter: Callable[[Asked], Asked]) -> Plant:
    """Changes requests on their way in."""

    def plant(bed: Bed) -> Handle:
        def handle(asked: Asked) -> Answer:
            met = where is None or where.meets(asked)
            return bed.handle(alter(asked) if met else asked)

        return handle

    return plant


def bodies(where: Place, mend: Change, when: Callable[[Any], bool] = lambda body: True) -> Plant:
    """Mends bodies on their way in, so that what should be refused is not."""

    def alter(asked: Asked) -> Asked:
        body = asked.json()
        with suppress(*MISFITS):
            if when(body):
                other = mend(body)
                return asked.saying(body if other is None else other)
        return asked

    return requests(where, alter)


def refusing(where: Place, refused: Callable[[Any], bool], status: int = 422) -> Plant:
    """Refuses bodies that should be taken."""

    def plant(bed: Bed) -> Handle:
        def handle(asked: Asked) -> Answer:
            if where.meets(asked):
                with suppress(*MISFITS):
                    if refused(asked.json()):
                        return invalid(status)
            return bed.handle(asked)

        return handle

    return plant


def invalid(status: int) -> Answer:
    fields = [{"field": "", "message": "is not as it should be"}]
    error = {"code": "invalid", "message": "the body breaks a rule", "fields": fields}
    budget = [("X-RateLimit-Limit", "100000"), ("X-RateLimit-Remaining", "90000")]
    head = (("Content-Type", "application/json"), *budget, ("X-RateLimit-Reset", "1900000000"))
    return Answer(status, head).saying({"error": error, "request_id": "req-000000"})


def now_and_then(period: int, start: int = 3) -> When:
    """True for one in `period` of the good answers it is asked about."""
    counter = count(period - start)

    def when(asked: Asked, answer: Answer) -> bool:
        return good(asked, answer) and next(counter) % period == period - 1

    return when


def late(seconds: float) -> Callable[[Asked, Answer], Answer]:
    return lambda asked, answer: replace(answer, late=seconds)
