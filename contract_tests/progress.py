"""One line that says how far a run is, where somebody watches."""

import shutil
import time
from types import TracebackType
from typing import TextIO
from urllib.parse import urlsplit

import requests

PAUSE_SECONDS = 0.1


class Progress:
    """Writes over its own line on a terminal; says nothing to a file."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._started = time.monotonic()
        self._told_at = 0.0
        self._count = 0
        self._watched = out.isatty()

    def __enter__(self) -> "Progress":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._watched and self._told_at:
            self._out.write("\r\x1b[K")
            self._out.flush()

    def hear(self, request: requests.PreparedRequest, response: requests.Response) -> None:
        self._count += 1
        now = time.monotonic()
        if not self._watched or now - self._told_at < PAUSE_SECONDS:
            return
        self._told_at = now
        path = urlsplit(request.url or "").path
        seconds = now - self._started
        line = f"{self._count} requests, {seconds:.0f} s  {request.method} {path}"
        width = shutil.get_terminal_size().columns - 1
        self._out.write(f"\r\x1b[K{line[:width]}")
        self._out.flush()
