"""The wire: every request of a run goes through it, at its pace and within its limits."""

import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any
from unittest.mock import patch

import requests
from requests.adapters import HTTPAdapter
from schemathesis.transport.requests import SameHostRedirectsSession

READING = ("GET", "HEAD")
TRIES = 4
LONGEST_WAIT_SECONDS = 60.0
FRUITLESS = 3
"""So often a 429 without Retry-After is waited for in vain; then it is not about waiting."""

TOO_MANY_REQUESTS = 429
NOT_SENT = "not sent by the suites"


def tool_version() -> str:
    """Of the installed package, or of the clone that this runs from."""
    try:
        return version("souqbox")
    except PackageNotFoundError:
        project = Path(__file__).parents[1] / "pyproject.toml"
        found = re.search(r'^version = "(.+)"', project.read_text("utf-8"), re.MULTILINE)
        return found[1] if found else "0"


USER_AGENT = f"souqbox/{tool_version()} (contract suites)"


class NotSent(requests.ConnectionError):
    """A request that the run may not send, or no more; nothing of it reached the server."""

    def __init__(self, why: str) -> None:
        super().__init__(f"{NOT_SENT}: {why}")


@dataclass(frozen=True, slots=True)
class Limits:
    """What a run keeps to; `rate` is requests a second."""

    rate: float | None = None
    most_requests: int | None = None
    writes: bool = False
    timeout_seconds: float = 30.0


Guard = Callable[[requests.PreparedRequest], str | None]
Listener = Callable[[requests.PreparedRequest, requests.Response], None]


def _anything(_: requests.PreparedRequest) -> str | None:
    return None


class Wire:
    """Sends for our own client and for schemathesis, which both count and wait as one.

    `guard` says why a request is not to be sent, or None; `heard` is told of every answer.
    """

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.sent = 0
        self.limited = 0
        self.refrained = 0
        self.unlimited = False
        self.guard: Guard = _anything
        self.heard: list[Listener] = []
        self.deadline = float("inf")
        self._next_at = 0.0
        self._fruitless = 0
        self._lock = threading.Lock()

    @property
    def spent(self) -> bool:
        """Whether all requests that the run may send are sent."""
        most = self.limits.most_requests
        return most is not None and self.sent >= most and not self.unlimited

    def join(self, session: requests.Session) -> None:
        """Let a session send through this wire and no other way."""
        for scheme in ("http://", "https://"):
            if not isinstance(session.adapters.get(scheme), _Adapter):
                session.mount(scheme, _Adapter(self))

    @contextmanager
    def joined(self) -> Iterator[None]:
        """While it lasts, whatever schemathesis sends goes through this wire.

        It opens sessions of its own in several places and takes none from outside.
        """
        get_adapter = SameHostRedirectsSession.get_adapter
        wire = self

        def joined(session: SameHostRedirectsSession, url: str) -> Any:
            wire.join(session)
            return get_adapter(session, url)

        with patch.object(SameHostRedirectsSession, "get_adapter", joined):
            yield

    def admit(self, request: requests.PreparedRequest) -> None:
        """Count a request that is about to be sent, and wait for its turn."""
        why = self.guard(request)
        if request.method not in READING and not self.limits.writes:
            why = "a read-only run sends GET and HEAD alone"
        if why is not None:
            self.refrained += 1
            raise NotSent(why)
        with self._lock:
            if self.spent:
                raise NotSent("the requests of this run are spent")
            self.sent += 1
            now = time.monotonic()
            wait = max(0.0, self._next_at - now)
            self._next_at = now + wait + (1 / self.limits.rate if self.limits.rate else 0.0)
        time.sleep(wait)

    def patience(self, response: requests.Response, tries: int) -> float | None:
        """Seconds to wait before the request is sent again; None to take the answer as it is."""
        if response.status_code != TOO_MANY_REQUESTS:
            return None
        wait = retry_after(response.headers.get("Retry-After", ""))
        if wait is None and self._fruitless < FRUITLESS:
            wait = float(2**tries)
        if wait is None or tries >= TRIES - 1 or time.monotonic() + wait > self.deadline:
            self._fruitless += 1
            self.limited += 1
            return None
        return min(wait, LONGEST_WAIT_SECONDS)


def retry_after(text: str) -> float | None:
    """Seconds, from either form of the header; None when it says nothing that can be read."""
    try:
        return max(0.0, float(text))
    except ValueError:
        pass
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - time.time())
    except (TypeError, ValueError):
        return None


class _Adapter(HTTPAdapter):
    """What a session sends by."""

    def __init__(self, wire: Wire) -> None:
        super().__init__()
        self._wire = wire

    def send(self, request: requests.PreparedRequest, *args: Any, **named: Any) -> Any:
        wire = self._wire
        request.headers["User-Agent"] = USER_AGENT
        longest = wire.limits.timeout_seconds
        given = named.get("timeout")
        named["timeout"] = min(given, longest) if isinstance(given, int | float) else longest
        for tries in range(TRIES):
            wire.admit(request)
            response = super().send(request, *args, **named)
            wait = wire.patience(response, tries)
            if wait is None:
                break
            response.close()
            time.sleep(wait)
        for hear in wire.heard:
            hear(request, response)
        return response
