"""Chance for stories: draws that come out the same on every machine and Python.

Only `Random.random()` is used: it is the one method whose sequence Python promises to keep.
"""

from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """Draws from one seeded `Random`; whoever shares the `Random` shares the sequence."""

    def __init__(self, random: Random) -> None:
        self._random = random

    def below(self, count: int) -> int:
        """0 to `count` - 1, each as likely."""
        return int(self._random.random() * count)

    def between(self, low: int, high: int) -> int:
        """`low` to `high`, both included."""
        return low + self.below(high - low + 1)

    def happens(self, percent: int) -> bool:
        return self.below(100) < percent

    def digits(self, count: int) -> str:
        """`count` digits, leading noughts kept; nine at most, since a draw has 53 bits."""
        assert count <= 9, "expected to draw nine digits at most at once"
        return f"{self.below(10**count):0{count}}"

    def pick(self, things: Sequence[T]) -> T:
        return things[self.below(len(things))]

    def weigh(self, things: Sequence[T], weights: Sequence[int]) -> T:
        """One of `things`, as often as its weight says."""
        rest = self.below(sum(weights))
        for thing, weight in zip(things, weights, strict=True):
            rest -= weight
            if rest < 0:
                return thing
        raise AssertionError("expected at least one weight above nought")

    def shuffled(self, things: Sequence[T]) -> list[T]:
        shuffled = list(things)
        for last in range(len(shuffled) - 1, 0, -1):
            other = self.below(last + 1)
            shuffled[last], shuffled[other] = shuffled[other], shuffled[last]
        return shuffled


def apportion(count: int, shares: Sequence[int]) -> list[int]:
    """`count` dealt out by `shares`, to the last one: the largest remainders get what is left."""
    total = sum(shares)
    parts = [count * share // total for share in shares]
    by_remainder = sorted(range(len(shares)), key=lambda at: -(count * shares[at] % total))
    for at in by_remainder[: count - sum(parts)]:
        parts[at] += 1
    return parts
