"""Passes requests on to another server, so that defects can stand in front of it."""

import http.client
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from bench.contract_power.exchange import Answer, Asked, Handle

HOP_BY_HOP = ("connection", "keep-alive", "content-length", "transfer-encoding")


class _Line(threading.local):
    """A thread's own connection; None until it is needed, and after it broke."""

    connection: http.client.HTTPConnection | None = None


@contextmanager
def forwarding(origin: str) -> Iterator[Handle]:
    """A handle that answers what the server at `origin` answers."""
    line, opened = _Line(), list[http.client.HTTPConnection]()

    def connected() -> http.client.HTTPConnection:
        if line.connection is None:
            line.connection = http.client.HTTPConnection(urlsplit(origin).netloc, timeout=30)
            opened.append(line.connection)
        return line.connection

    def handle(asked: Asked) -> Answer:
        try:
            return _exchange(connected(), asked)
        except (http.client.HTTPException, ConnectionError):
            connected().close()  # it was kept open for too long: once more on a new one
            line.connection = None
            return _exchange(connected(), asked)

    try:
        yield handle
    finally:
        for connection in opened:
            connection.close()


def _exchange(connection: http.client.HTTPConnection, asked: Asked) -> Answer:
    path = f"{asked.path}?{asked.query}" if asked.query else asked.path
    headers = {name: it for name, it in asked.headers.items() if name not in HOP_BY_HOP}
    body = asked.body if asked.body or "content-type" in headers else None
    connection.request(asked.method, path, body, headers)
    response = connection.getresponse()
    content = response.read()
    kept = tuple(pair for pair in response.getheaders() if pair[0].lower() not in HOP_BY_HOP)
    return Answer(response.status, kept, content)
