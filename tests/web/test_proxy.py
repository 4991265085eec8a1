"""A proxy before a server on loopback: what passes is what came."""

import asyncio
import gzip
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from mock_server.web import proxy as proxying
from mock_server.web.forwarding import Forwarder
from mock_server.web.proxy import Passed, Proxy, as_header
from tests.asgi import Call, Reply, send_call

BODY = gzip.compress(b'{"title": "Tea"}', mtime=0)


class Upstream(BaseHTTPRequestHandler):
    """Answers in ways that a proxy may get wrong, and keeps what it was sent."""

    protocol_version = "HTTP/1.1"
    seen: list[tuple[str, str, dict[str, str], bytes]]

    def do_GET(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.seen.append((self.command, self.path, headers, body))
        match self.path.partition("?")[0]:
            case "/v1/moved":
                self.reply(302, [("Location", "/v1/elsewhere"), ("Content-Length", "0")])
            case "/v1/twice":
                cookies = [("Set-Cookie", "a=1"), ("Set-Cookie", "b=2")]
                self.reply(200, [*cookies, ("Content-Length", "0")])
            case "/v1/stream":
                self.reply(200, [("Content-Type", "text/event-stream"), ("Connection", "close")])
                self.wfile.write(b"data: 1\n\ndata: 2\n\n")
                self.close_connection = True
            case "/v1/gone":
                self.close_connection = True
            case "/v1/half":
                self.reply(200, [("Content-Length", "100")], b"half")
                self.close_connection = True
            case _:
                gz = [("Content-Encoding", "gzip"), ("Content-Type", "application/json")]
                hop = [("Connection", "X-Hop"), ("X-Hop", "1"), ("Keep-Alive", "timeout=5")]
                self.reply(200, [*gz, *hop, ("Content-Length", str(len(BODY)))], BODY)

    do_POST = do_GET  # noqa: N815 (its name there)

    def reply(self, status: int, headers: list[tuple[str, str]], body: bytes = b"") -> None:
        self.send_response_only(status)
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (its name there)
        """Nothing is written to the terminal."""


@dataclass(frozen=True, slots=True)
class Judged:
    mark: str = "ok"
    refusal: Any = None


@dataclass
class Stand:
    """A proxy before the server: what it let pass, and what came out at the other end."""

    target: str
    seen: list[Any]
    passed: list[Passed] = field(default_factory=list)
    judged: Judged = field(default_factory=Judged)

    def judge(self, passed: Passed) -> Judged:
        self.passed.append(passed)
        return self.judged

    def ask(self, method: str, path: str, **facts: Any) -> Reply:
        async def asked() -> Reply:
            forwarder = Forwarder(self.target)
            try:
                return await send_call(Proxy(forwarder, self.judge), Call(method, path, **facts))
            finally:
                await forwarder.close()

        return asyncio.run(asked())


@pytest.fixture
def stand() -> Iterator[Stand]:
    handler = type("Handler", (Upstream,), {"seen": []})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield Stand(f"http://127.0.0.1:{server.server_port}/v1/", handler.seen)
    server.shutdown()
    server.server_close()


def test_a_request_goes_on_as_it_came_but_for_what_is_between_neighbours(stand: Stand) -> None:
    headers = {"X-Own": "kept", "Connection": "X-Mine", "X-Mine": "1", "Content-Length": "4"}

    stand.ask("POST", "/notes", query="q=%2F&a=1&a=2", headers=headers, content=b"\x00\xff{}")

    ((method, path, sent, body),) = stand.seen
    assert (method, path, body) == ("POST", "/v1/notes?q=%2F&a=1&a=2", b"\x00\xff{}")
    assert sent["x-own"] == "kept"
    assert f"http://{sent['host']}/v1/" == stand.target
    assert {"x-mine", "connection", "accept-encoding", "user-agent"}.isdisjoint(sent)


def test_an_answer_comes_back_byte_for_byte_with_a_mark(stand: Stand) -> None:
    reply = stand.ask("GET", "/notes")

    assert (reply.status, reply.content) == (200, BODY)
    assert reply.headers["x-souqbox-contract"] == "ok"
    assert reply.headers["content-encoding"] == "gzip"
    assert {"x-hop", "keep-alive", "connection"}.isdisjoint(reply.headers)


def test_a_redirect_is_passed_on_and_not_followed(stand: Stand) -> None:
    reply = stand.ask("GET", "/moved")

    assert (reply.status, reply.headers["location"]) == (302, "/v1/elsewhere")
    assert len(stand.seen) == 1


def test_a_header_that_comes_twice_goes_on_twice(stand: Stand) -> None:
    stand.ask("GET", "/twice")

    cookies = [value for name, value in stand.passed[0].headers if name.lower() == b"set-cookie"]
    assert cookies == [b"a=1", b"b=2"]


def test_a_stream_passes_unjudged(stand: Stand) -> None:
    reply = stand.ask("GET", "/stream")

    assert reply.content == b"data: 1\n\ndata: 2\n\n"
    assert stand.passed[0].body is None


def test_what_is_too_long_passes_whole_and_is_not_kept(
    stand: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proxying, "JUDGED_BYTES", 8)

    reply = stand.ask("POST", "/notes", headers={"Content-Length": "9"}, content=b"123456789")

    assert reply.content == BODY
    assert stand.seen[0][3] == b"123456789"
    assert (stand.passed[0].request_body, stand.passed[0].body) == (None, None)


def test_a_judge_may_stop_an_answer(stand: Stand) -> None:
    stand.judged = Judged("violation; x", {"error": {"code": "contract_violation"}})

    reply = stand.ask("GET", "/notes")

    assert (reply.status, reply.body) == (502, {"error": {"code": "contract_violation"}})
    assert reply.headers["x-souqbox-contract"] == "violation; x"


@pytest.mark.parametrize("path", ["/gone", "/half"])
def test_a_server_that_breaks_off_is_told_as_a_502(stand: Stand, path: str) -> None:
    reply = stand.ask("GET", path)

    assert (reply.status, reply.body["error"]["code"]) == (502, "no_answer")
    assert "gave no answer" in reply.body["error"]["message"]


@pytest.mark.parametrize("path", ["//other.example/x", "/http://other.example/", "/../../x"])
def test_no_path_leads_to_another_server(path: str) -> None:
    forwarder = Forwarder("http://127.0.0.1:9/v1")

    assert forwarder.url(path.encode()).netloc == b"127.0.0.1:9"


@pytest.mark.parametrize(
    ("mark", "header"),
    [
        ("violation; a\r\nX-Evil: 1", b"violation; a X-Evil: 1"),
        ("سلة \x07", b"\\u0633\\u0644\\u0629 ?"),
        ("x" * 700, b"x" * 600 + b"..."),
    ],
)
def test_a_mark_is_one_line_of_ascii(mark: str, header: bytes) -> None:
    assert as_header(mark) == header
