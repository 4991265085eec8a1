"""What the sandbox notes of its requests, and what it does to them on demand."""

from collections.abc import Callable

from .advice import Adviser
from .exchange import KEPT_BODY, Exchange
from .faults import FaultRules
from .journal import Journal
from .limits import Mode
from .metrics import Metrics

TOO_MANY = 429
TOGETHER = 64
"""Exchanges that are worked up in one go: that costs each of them half of what it costs alone."""

AccessLog = Callable[[Exchange], None]


class Watch:
    """One for all platforms. `log` takes each exchange where somebody wants a line of it.

    What ended is worked up later, in its order: when there is enough of it, or when somebody looks
    at the journal, the counts or the advice; at once while somebody follows or logs.
    """

    def __init__(self, journal: Journal | None = None, limits: Mode = "off") -> None:
        self.faults = FaultRules()
        self.limits: Mode = limits
        self.log: AccessLog | None = None
        self._journal = Journal() if journal is None else journal
        self._metrics = Metrics()
        self._adviser = Adviser()
        self._ended: list[Exchange] = []

    @property
    def journal(self) -> Journal:
        self._settle()
        return self._journal

    @property
    def metrics(self) -> Metrics:
        self._settle()
        return self._metrics

    @property
    def adviser(self) -> Adviser:
        self._settle()
        return self._adviser

    def note(self, exchange: Exchange) -> None:
        """An exchange has ended, but for its answer being sent."""
        ended = self._ended
        ended.append(exchange)
        if (
            len(ended) >= TOGETHER
            or self.log is not None
            or self._journal.listeners
            or len(exchange.answer) + len(exchange.body) > KEPT_BODY
        ):
            self._settle()

    def _settle(self) -> None:
        """Count, keep, look at and log what ended since."""
        ended = self._ended
        if not ended:
            return
        self._ended = []
        self._metrics.count(ended)
        self._journal.extend(ended)
        adviser, log = self._adviser, self.log
        for exchange in ended:
            if adviser.busy or exchange.query or exchange.status == TOO_MANY:
                adviser.look(exchange)
            if log is not None:
                log(exchange)
