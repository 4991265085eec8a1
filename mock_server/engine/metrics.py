"""What is counted of all requests: plain dictionaries, so that counting costs next to nothing."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field

from .exchange import Exchange

BOUNDS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Seconds: the upper ends of a histogram's ranges; what takes longer falls into the last."""

_MISREAD = ("invalid", "malformed_body", "unsupported_media_type")


class Tally:
    """The requests of one platform: by operation and status, and by how long they took."""

    __slots__ = ("ranges", "requests", "seconds")

    def __init__(self) -> None:
        self.requests: dict[tuple[str, int], int] = {}
        self.ranges = [0] * (len(BOUNDS) + 1)
        self.seconds = 0.0


@dataclass(slots=True)
class Metrics:
    """Counts since the start. Keys begin with the platform; an operation is named by its id."""

    tallies: dict[str, Tally] = field(default_factory=dict)
    faults: dict[tuple[str, str], int] = field(default_factory=dict)
    limited: dict[str, int] = field(default_factory=dict)
    invalid: dict[tuple[str, str], int] = field(default_factory=dict)
    deliveries: dict[tuple[str, str], int] = field(default_factory=dict)

    def count(self, ended: Iterable[Exchange]) -> None:
        """Count exchanges that have ended."""
        for exchange in ended:
            platform, operation, seconds = exchange.platform, exchange.operation, exchange.seconds
            tally = self.tallies.get(platform)
            if tally is None:
                tally = self.tallies[platform] = Tally()
            key = ("" if operation is None else operation.id, exchange.status)
            requests = tally.requests
            requests[key] = requests.get(key, 0) + 1
            tally.ranges[bisect_left(BOUNDS, seconds)] += 1
            tally.seconds += seconds
            if exchange.struck is not None:
                self._more(self.faults, (platform, exchange.struck.action))
            elif exchange.kind:
                self._refused(exchange.kind, platform, key[0])

    def delivered(self, platform: str, outcome: str) -> None:
        """Count an attempt to deliver a webhook."""
        self._more(self.deliveries, (platform, outcome))

    def _refused(self, kind: str, platform: str, operation_id: str) -> None:
        if kind == "too_many_requests":
            self.limited[platform] = self.limited.get(platform, 0) + 1
        elif kind in _MISREAD:
            self._more(self.invalid, (platform, operation_id))

    @staticmethod
    def _more(counts: dict[tuple[str, str], int], key: tuple[str, str]) -> None:
        counts[key] = counts.get(key, 0) + 1
