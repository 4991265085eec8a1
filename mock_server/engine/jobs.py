"""Work for later, as data: a queue in order of (due, sequence) kept among a shop's records."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from .store import Record, Store, TableSpec

if TYPE_CHECKING:
    from .shop import Shop

JOBS = "job"
JOBS_TABLE = TableSpec(order="due", equal=("subject",))


@dataclass(frozen=True, slots=True)
class Job:
    """What to do (`name`), to which record (`subject`), with which facts (plain JSON values)."""

    name: str
    subject: str
    details: Mapping[str, Any] = field(default_factory=dict)


Worker = Callable[[Job, "Shop"], None]
"""Does a job. It looks at the record again before it acts, so that nothing is ever cancelled."""


def put_job(store: Store, number: int, due: datetime, job: Job) -> None:
    record: Record = {
        "id": str(number),
        "due": due,
        "name": job.name,
        "subject": job.subject,
        "details": dict(job.details),
    }
    store.put(JOBS, number, record)


def is_planned(store: Store, due: datetime, job: Job) -> bool:
    """Whether this very job waits for this very moment already."""
    return _find(store, due, job) is not None


def withdraw(store: Store, due: datetime, job: Job) -> None:
    """Take this very job out of the queue, if it waits for this very moment."""
    planned = _find(store, due, job)
    if planned is not None:
        store.delete(JOBS, planned["id"])


def take_first(store: Store) -> tuple[datetime, Job]:
    """The job that is due first, taken out of the queue, which is not empty."""
    record = store.first(JOBS)
    assert record is not None, "nothing is in the queue"
    store.delete(JOBS, record["id"])
    return record["due"], Job(record["name"], record["subject"], record["details"])


def _find(store: Store, due: datetime, job: Job) -> Record | None:
    waiting, _ = store.table(JOBS).select({"subject": job.subject})
    details = dict(job.details)
    return next(
        (
            each
            for each in waiting
            if each["due"] == due and each["name"] == job.name and each["details"] == details
        ),
        None,
    )
