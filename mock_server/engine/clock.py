"""The sandbox clock: the only module that reads the wall clock."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta


class Clock:
    """Tells sandbox time in UTC. Frozen at `start`, or running with real time when it is None."""

    __slots__ = ("_frozen_at", "_offset")

    def __init__(self, start: datetime | None = None) -> None:
        self._frozen_at = start and start.astimezone(UTC)
        self._offset = timedelta()

    def now(self) -> datetime:
        return self._frozen_at or datetime.now(UTC) + self._offset

    @property
    def frozen(self) -> bool:
        return self._frozen_at is not None

    def freeze(self, at: datetime | None = None) -> None:
        """Stand still, at `at` or at the present moment."""
        self._frozen_at = (at or self.now()).astimezone(UTC)

    def run(self, since: datetime | None = None) -> None:
        """Go on with real time, from `since` or from the present moment."""
        self._offset = (since or self.now()) - datetime.now(UTC)
        self._frozen_at = None

    def set(self, moment: datetime) -> None:
        """Be at `moment`; a frozen clock stays frozen, a running one runs on from there."""
        if self.frozen:
            self._frozen_at = moment.astimezone(UTC)
        else:
            self.run(moment)

    @contextmanager
    def standing(self, moment: datetime) -> Iterator[None]:
        """Stand at `moment` for as long as the block runs, then be as before."""
        before = self._frozen_at
        self._frozen_at = moment.astimezone(UTC)
        try:
            yield
        finally:
            self._frozen_at = before

    def state(self) -> tuple[datetime | None, timedelta]:
        return self._frozen_at, self._offset

    def restore(self, state: tuple[datetime | None, timedelta]) -> None:
        self._frozen_at, self._offset = state
