"""A shop: all that one merchant has on one platform."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from .changes import ChangeLog, NoLog
from .clock import Clock
from .errors import NotFound
from .identifiers import Identifiers
from .jobs import JOBS, JOBS_TABLE, Job, Worker, put_job, take_first
from .store import Record, Store, TableSpec
from .table import Table
from .tokens import TOKENS, TOKENS_TABLE

EVENTS = "event"
EVENTS_KEPT = 10_000
"""Older events are forgotten: nothing in a shop grows without a limit."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, named as the platform names it, at a moment of the shop's clock."""

    id: str
    name: str
    at: datetime
    resource: str
    subject: str
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A shop as one value."""

    tables: Mapping[str, Table]
    clock: tuple[datetime | None, timedelta]
    identifiers: Mapping[str, int]


class Shop:
    """Records, clock, jobs and events of one merchant. `facts` are the story's neutral truths."""

    def __init__(
        self,
        platform: str,
        name: str,
        seed: int,
        clock: Clock,
        workers: Mapping[str, Worker],
        tables: Mapping[str, TableSpec],
        log: ChangeLog | None = None,
    ) -> None:
        self.platform = platform
        self.name = name
        self.clock = clock
        self.identifiers = Identifiers(seed)
        self.store = Store({**tables, JOBS: JOBS_TABLE, TOKENS: TOKENS_TABLE})
        self.facts: Any = None
        self.resources: Mapping[str, Any] = {}
        """How the platform keeps each resource (`engine.resource.Resource`), by name."""
        self.dialect: Any = None
        """How the platform keeps what shoppers do (`commerce.lifecycle.Dialect`)."""
        self.webhooks: Any = None
        """Who hears of events (`mock_server.webhooks.Webhooks`); None while a story is played."""
        self.remember: Callable[[Record, Shop], None] | None = None
        """Who keeps events as the platform's API lists them (`engine.platform.Remember`)."""
        self.outgoing = False
        """Whether something may be there to be sent out; `sender` is told as soon as there is."""
        self.sender: Callable[[Shop], None] | None = None
        self.put_off: dict[str, None] | None = None
        """Whose records are still to be written, while a story is played (`commerce.playing`)."""
        self.version = 0
        self.life = object()
        """Tells this shop from one of the same name that was made anew."""
        self.account: Any = None
        """What callers have spent of their budgets (`engine.limits`); no part of a snapshot."""
        self._workers = workers
        self._log = log or NoLog()

    def unit(self) -> AbstractContextManager[object]:
        """What changes inside is one unit: all or nothing, logged before the answer leaves."""
        return self.store.unit() if self.store.in_unit else self._logged_unit()

    @contextmanager
    def _logged_unit(self) -> Iterator[None]:
        with self.store.unit() as changes:
            yield
            if changes:
                log_name = f"{self.platform}/{self.name}"
                self._log.append(log_name, self.version + 1, tuple(changes))
                self.version += 1

    def emit(self, name: str, resource: str, subject: object, /, **data: Any) -> None:
        """Tell that something happened; subscriptions and tests hear it."""
        record = self.happened(name, resource, subject, data)
        if self.remember is not None:
            self.remember(record, self)
        if self.webhooks is not None:
            self.webhooks.heard(record, self)

    def happened(
        self, name: str, resource: str, subject: object, data: Mapping[str, Any]
    ) -> Record:
        """Keep an event, and tell nobody."""
        number = self.identifiers.count("event")
        record = {
            "id": str(number),
            "name": name,
            "at": self.clock.now(),
            "resource": resource,
            "subject": str(subject),
            "data": data,
        }
        self.store.put(EVENTS, number, record)
        if self.store.count(EVENTS) > EVENTS_KEPT:
            oldest = self.store.first(EVENTS)
            assert oldest is not None, "more events than are kept, yet there is no first"
            self.store.delete(EVENTS, oldest["id"])
        return record

    @property
    def events(self) -> list[Event]:
        """What happened, the oldest first."""
        return [Event(**record) for record in self.store.all(EVENTS)]

    def later(self, delay: timedelta, job: Job) -> None:
        self.at(self.clock.now() + delay, job)

    def at(self, moment: datetime, job: Job) -> None:
        """Have the job done when the shop's clock comes to `moment`."""
        put_job(self.store, self.identifiers.count("job"), moment, job)

    def is_due(self, moment: datetime) -> bool:
        """Whether a job falls due by this moment."""
        first = self.store.first(JOBS)
        return first is not None and first["due"] <= moment

    def catch_up(self) -> None:
        """Do what is due by now; the clock stands at each job's own moment meanwhile."""
        if self.is_due(self.clock.now()):
            self._run_until(self.clock.now())

    def advance(self, span: timedelta) -> None:
        """Let time pass, doing on the way what falls due, in order."""
        assert span >= timedelta(0), "time only moves forward; restore a snapshot to go back"
        self.travel(self.clock.now() + span)

    def travel(self, moment: datetime) -> None:
        """Go to a moment; what is due before it is done, each at its own time."""
        self._run_until(moment)
        self.clock.set(moment)

    def _run_until(self, moment: datetime) -> None:
        while (first := self.store.first(JOBS)) is not None and first["due"] <= moment:
            with self.unit():
                due, job = take_first(self.store)
                with self.clock.standing(due):
                    self._do(job)

    def _do(self, job: Job) -> None:
        """Have the job done; one whose record is gone has nothing left to do."""
        with suppress(NotFound), self.unit():
            self._workers[job.name](job, self)

    def send_out(self) -> None:
        """Have what waits to be sent out sent soon, where there is somebody who sends."""
        self.outgoing = True
        if self.sender is not None:
            self.sender(self)

    def snapshot(self) -> Snapshot:
        return Snapshot(self.store.state(), self.clock.state(), self.identifiers.state())

    def restore(self, snapshot: Snapshot) -> None:
        self.store.restore(snapshot.tables)
        self.clock.restore(snapshot.clock)
        self.identifiers.restore(snapshot.identifiers)
        self.account = None
        self.send_out()
        self.version += 1
