"""Where a shop's changes go once they are complete: the seam behind which durable state sits."""

from collections.abc import Sequence
from typing import Protocol

from .store import Change


class ChangeLog(Protocol):
    """Takes each unit of changes, in order, before the answer to the request leaves."""

    def append(self, shop: str, version: int, changes: Sequence[Change]) -> None: ...


class NoLog:
    """Keeps nothing: with `--state memory` a shop lives as long as its process."""

    def append(self, shop: str, version: int, changes: Sequence[Change]) -> None:
        return
