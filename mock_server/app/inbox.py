"""A receiver of webhooks on this machine, for tests: it keeps what comes, and answers as told."""

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any

KEPT = 1_000


@dataclass(frozen=True, slots=True)
class Letter:
    """One delivery as it came in: a signature is over exactly these bytes."""

    path: str
    headers: dict[str, str]
    """By name in small letters."""
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    def header(self, name: str) -> str | None:
        return self.headers.get(name.lower())


class Inbox:
    """Listens at `url` from the moment that it is entered.

    `status` and `delay_seconds` say how it answers; `on_letter` is called before it does.
    """

    def __init__(self) -> None:
        self.letters: list[Letter] = []
        self.status = 200
        self.delay_seconds = 0.0
        self.on_letter: Callable[[Letter], None] | None = None
        self._arrived = threading.Condition()
        self._server: ThreadingHTTPServer | None = None
        self._closing = threading.Event()

    def __enter__(self) -> "Inbox":
        self._server = _Server(("127.0.0.1", 0), _handler_of(self))
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        assert self._server is not None, "an inbox is left that was never entered"
        self._closing.set()
        self._server.shutdown()
        self._server.server_close()

    @property
    def url(self) -> str:
        assert self._server is not None, "enter the inbox first: `with Inbox() as inbox:`"
        return f"http://127.0.0.1:{self._server.server_port}/webhooks"

    @property
    def events(self) -> list[Any]:
        """The bodies as JSON, the first that came first."""
        return [letter.json for letter in self.letters]

    def wait(self, count: int = 1, seconds: float = 5.0) -> list[Letter]:
        """The letters, as soon as there are so many; after so many real seconds an error."""
        with self._arrived:
            if not self._arrived.wait_for(lambda: len(self.letters) >= count, seconds):
                raise TimeoutError(f"{len(self.letters)} of {count} letters came in {seconds} s")
            return list(self.letters)

    def clear(self) -> None:
        self.letters.clear()

    def take(self, letter: Letter) -> int:
        """Keep a letter; the status to answer with."""
        with self._arrived:
            self.letters.append(letter)
            del self.letters[:-KEPT]
            self._arrived.notify_all()
        if self.on_letter is not None:
            self.on_letter(letter)
        if self.delay_seconds:
            self._closing.wait(self.delay_seconds)
        return self.status


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A sender that did not wait for the answer is what some tests are about."""


def _handler_of(inbox: Inbox) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            headers = {name.lower(): value for name, value in self.headers.items()}
            status = inbox.take(Letter(self.path, headers, body))
            self.send_response(status)
            self.send_header("Content-Length", "0")
            if 300 <= status < 400:
                self.send_header("Location", "/elsewhere")
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (its name there)
            """Nothing is written to the terminal of whoever runs the tests."""

    return Handler
