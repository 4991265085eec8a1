"""One attempt and how it ended, as a platform's `settled` is told of it."""

from dataclasses import dataclass
from datetime import datetime

from mock_server.engine.store import Record


@dataclass(frozen=True, slots=True)
class Outcome:
    """`status` is None where no answer came, and `error` says why. `last`: nothing more is tried.

    `delivery` is the record as it was before this attempt.
    """

    delivery: Record
    at: datetime
    status: int | None
    error: str | None
    succeeded: bool
    last: bool
