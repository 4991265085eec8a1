"""What a new shop has of each resource, laid down when somebody first looks at it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from .identifiers import Identifiers, seed_of
from .table import Record

Seed = Callable[["Beginning"], Iterable[Record]]
"""The records of one resource, the oldest first, each with its `id`."""


@dataclass(slots=True)
class Beginning:
    """All that seeds may know: the story's facts, the shop's seed and name, when the story ends.

    A seed cannot see the shop. So it does not matter when a table is first looked at, nor which
    others were before: what a client has changed meanwhile cannot reach it.
    """

    name: str
    seed: int
    moment: datetime
    facts: Any
    seeds: Mapping[str, Seed]
    _made: dict[str, tuple[Record, ...]] = field(default_factory=dict)
    _making: list[str] = field(default_factory=list)

    def records(self, resource: str) -> tuple[Record, ...]:
        """What the shop began with, whatever became of it; so seeds can build on each other."""
        made = self._made.get(resource)
        if made is None:
            chain = " -> ".join([*self._making, resource])
            assert resource not in self._making, f"seeds need each other in a circle: {chain}"
            self._making.append(resource)
            try:
                made = self._made[resource] = tuple(self.seeds[resource](self))
            finally:
                self._making.pop()
        return made

    def identifiers(self, resource: str) -> Identifiers:
        """Chance for one seed, apart from that of the shop and of the other seeds."""
        return Identifiers(seed_of(self.seed, resource))
