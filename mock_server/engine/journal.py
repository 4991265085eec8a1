"""The journal: the last exchanges of all shops, in a ring that does not grow."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from time import perf_counter

from .clock import Clock
from .exchange import KEPT_BODY, Exchange

KEPT = 2_000
"""Exchanges, unless the sandbox is told otherwise."""

KEPT_BYTES = 64 * 1024 * 1024
"""Of all bodies together: long answers push older exchanges out earlier."""

Listener = Callable[[], None]


class Journal:
    """Exchanges in the order in which they ended. Each has a number that never comes again."""

    def __init__(self, kept: int = KEPT, kept_bytes: int = KEPT_BYTES) -> None:
        self.kept = kept
        self._kept_bytes = kept_bytes
        self._exchanges: deque[Exchange] = deque()
        self._latest: dict[str, Exchange] = {}
        self._bytes = 0
        self._last = 0
        self.listeners: set[Listener] = set()
        self._began = Clock().now(), perf_counter()

    def append(self, exchange: Exchange) -> None:
        """Keep an exchange, and forget the oldest if there are too many."""
        self.extend([exchange])

    def extend(self, ended: Sequence[Exchange]) -> None:
        """Keep several, in their order."""
        exchanges, latest, size = self._exchanges, self._latest, self._bytes
        for exchange in ended:
            self._last = exchange.number = self._last + 1
            before = latest.get(exchange.path)
            if before is None:
                latest[exchange.path] = exchange
            elif not _share(before, exchange):
                latest[before.path] = exchange
            bodies = len(exchange.body) + len(exchange.answer)
            size += bodies if bodies <= KEPT_BODY else exchange.cut()
            exchanges.append(exchange)
            while len(exchanges) > self.kept or size > self._kept_bytes:
                oldest = exchanges.popleft()
                size -= len(oldest.body) + len(oldest.answer)
                if latest.get(oldest.path) is oldest:
                    del latest[oldest.path]
        self._bytes = size
        for listener in list(self.listeners):
            listener()

    def get(self, number: int) -> Exchange | None:
        exchanges = self._exchanges
        at = number - exchanges[0].number if exchanges else -1
        return exchanges[at] if 0 <= at < len(exchanges) else None

    def older(self, exchange: Exchange, answer: bytes) -> Exchange | None:
        """What the same read was answered last in the shop's life that is not this answer."""
        for before in reversed(self._exchanges):
            if (
                before.life is exchange.life
                and before.path == exchange.path
                and before.query == exchange.query
                and before.method == exchange.method
                and before.status == 200
                and before.struck is None
                and before.answer != answer
                and before.sizes[1] <= KEPT_BODY
                and before.headers.get(b"accept-language")
                == exchange.headers.get(b"accept-language")
            ):
                return before
        return None

    def after(self, number: int) -> list[Exchange]:
        """Those with a higher number, the oldest first."""
        found = []
        for exchange in reversed(self._exchanges):
            if exchange.number <= number:
                break
            found.append(exchange)
        return found[::-1]

    def clear(self) -> int:
        """Forget all; how many there were. Numbers go on from where they were."""
        count = len(self._exchanges)
        self._exchanges.clear()
        self._latest.clear()
        self._bytes = 0
        return count

    def moment(self, exchange: Exchange) -> datetime:
        """When it began, in real time: worked out when asked for, so that keeping it costs less."""
        moment, counter = self._began
        return moment + timedelta(seconds=exchange.started - counter)

    @property
    def last(self) -> int:
        """The number of the newest exchange there ever was."""
        return self._last

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Call this after each exchange, until what is returned is called."""
        self.listeners.add(listener)
        return lambda: self.listeners.discard(listener)

    def __len__(self) -> int:
        return len(self._exchanges)

    def __iter__(self) -> Iterator[Exchange]:
        """The oldest first."""
        return iter(list(self._exchanges))

    def __reversed__(self) -> Iterator[Exchange]:
        return iter(list(reversed(self._exchanges)))


def _share(before: Exchange, exchange: Exchange) -> bool:
    """Keep once what the same path was asked before; whether the answer is the same too.

    Memory that is new is slow. A client that asks again and again sends the same headers, and
    often gets the same answer.
    """
    exchange.path = before.path
    if before.query == exchange.query:
        exchange.query = before.query
    if before.headers == exchange.headers:
        exchange.headers = before.headers
    if before.body == exchange.body:
        exchange.body = before.body
    if before.answer != exchange.answer:
        return False
    exchange.answer = before.answer
    return True
