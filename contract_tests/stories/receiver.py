"""A receiver of webhooks on this machine, for as long as a story lasts."""

import threading
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True, slots=True)
class Letter:
    """A delivery as it came in; header names are in small letters."""

    headers: dict[str, str]
    body: bytes


class Receiver:
    """Listens at `url`; `status` is what it answers."""

    def __init__(self) -> None:
        self.letters: list[Letter] = []
        self.status = 200
        self._arrived = threading.Condition()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler_of(self))
        self._server.daemon_threads = True

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/souqbox-story"

    def __enter__(self) -> "Receiver":
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def take(self, letter: Letter) -> int:
        with self._arrived:
            self.letters.append(letter)
            self._arrived.notify_all()
        return self.status

    def wait(self, count: int, seconds: float) -> bool:
        """Whether so many letters came within so many seconds."""
        with self._arrived:
            return self._arrived.wait_for(lambda: len(self.letters) >= count, seconds)


def _handler_of(receiver: Receiver) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            headers = {name.lower(): value for name, value in self.headers.items()}
            self.send_response(receiver.take(Letter(headers, body)))
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (its name there)
            """Nothing is written to the terminal of whoever runs the suites."""

    return Handler
