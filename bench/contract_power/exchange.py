"""A request, its answer, and a server that only carries them, so that both can be tampered with."""

import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.client import responses as phrases
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlencode

import orjson

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it came; names of headers are in lower case."""

    method: str
    path: str
    query: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    def words(self) -> dict[str, str]:
        return dict(parse_qsl(self.query, keep_blank_values=True))

    def json(self) -> Any:
        """The body's value; None when it has none."""
        try:
            return orjson.loads(self.body)
        except orjson.JSONDecodeError:
            return None

    def asking(self, words: Mapping[str, str]) -> "Asked":
        return replace(self, query=urlencode(words))

    def saying(self, value: Any) -> "Asked":
        body = orjson.dumps(value)
        return replace(self, body=body, headers={**self.headers, "content-length": str(len(body))})

    def bearing(self, **headers: str | None) -> "Asked":
        """With other headers; None takes one away. `if_match` stands for `if-match`."""
        changed = {name.replace("_", "-"): value for name, value in headers.items()}
        merged = {**self.headers, **changed}
        return replace(self, headers={name: it for name, it in merged.items() if it is not None})


@dataclass(frozen=True, slots=True)
class Answer:
    """What is answered: after `late` seconds, fewer bytes than announced when cut short, or nothing
    at all when silent."""

    status: int
    headers: Pairs = ()
    body: bytes = b""
    cut_short: int = 0
    without_length: bool = False
    late: float = 0.0
    silent: bool = False

    def header(self, name: str) -> str | None:
        found = [value for key, value in self.headers if key.lower() == name.lower()]
        return found[0] if found else None

    def json(self) -> Any:
        try:
            return orjson.loads(self.body)
        except orjson.JSONDecodeError:
            return None

    def saying(self, value: Any) -> "Answer":
        return replace(self, body=orjson.dumps(value))

    def without(self, name: str) -> "Answer":
        kept = tuple(pair for pair in self.headers if pair[0].lower() != name.lower())
        return replace(self, headers=kept)

    def bearing(self, name: str, value: str) -> "Answer":
        return replace(self.without(name), headers=(*self.without(name).headers, (name, value)))


Handle = Callable[[Asked], Answer]


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that leaves in the middle is no news."""


@contextmanager
def serving(handle: Handle) -> Iterator[str]:
    """The address at which `handle` answers, on a port of its own."""

    class Carrier(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def __getattr__(self, name: str) -> Any:
            if name.startswith("do_"):
                return self._carry
            raise AttributeError(name)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (of the base class)
            """Says nothing."""

        def _carry(self) -> None:
            path, _, query = self.path.partition("?")
            headers = {name.lower(): value for name, value in self.headers.items()}
            body = self.rfile.read(int(headers.get("content-length") or 0))
            answer = handle(Asked(self.command, path, query, headers, body))
            time.sleep(answer.late)
            if not answer.silent:
                self.wfile.write(wire(answer, self.command))
            if answer.cut_short or answer.without_length or answer.silent:
                self.close_connection = True
                self.wfile.flush()
                self.connection.shutdown(socket.SHUT_RDWR)

    server = _Server(("127.0.0.1", 0), Carrier)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


def wire(answer: Answer, method: str) -> bytes:
    """The answer as bytes; no body where HTTP allows none."""
    empty = method == "HEAD" or answer.status in (204, 304)
    body = b"" if empty else answer.body
    lines = [f"HTTP/1.1 {answer.status} {phrases.get(answer.status, 'Unknown')}"]
    lines += [f"{name}: {value}" for name, value in answer.headers]
    if not empty and not answer.without_length:
        lines.append(f"Content-Length: {len(body)}")
    head = "\r\n".join(lines).encode("latin-1", "replace") + b"\r\n\r\n"
    return head + body[: len(body) - answer.cut_short]
