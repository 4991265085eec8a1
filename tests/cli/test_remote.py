"""What answers at a URL may be no sandbox, or one that wants a token."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from mock_server.cli.failures import Failure
from mock_server.cli.remote import Server


@dataclass(slots=True)
class Stranger:
    """A server that gives everybody the same answer, and keeps who asked."""

    url: str = ""
    status: int = 200
    body: bytes = b""
    authorization: str | None = None


@pytest.fixture
def stranger() -> Iterator[Stranger]:
    facts = Stranger()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            facts.authorization = self.headers["Authorization"]
            self.send_response(facts.status)
            self.send_header("Content-Length", str(len(facts.body)))
            self.end_headers()
            self.wfile.write(facts.body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its own name
            """Nothing: the test says what happened."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        facts.url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield facts
        server.shutdown()
        thread.join()


def ask(stranger: Stranger, admin_token: str | None = None) -> object:
    server = Server(stranger.url, admin_token)
    try:
        return server.ask("GET", ["health"])
    finally:
        server.close()


@pytest.mark.parametrize(
    ("status", "body", "exit_code", "told"),
    [
        (200, b"<html>", 3, "is no working sandbox: status 200"),
        (404, b'{"detail": "Not Found"}', 3, "is no working sandbox: status 404"),
        (404, b"[]", 3, "is no working sandbox: status 404"),
        (500, b'{"error": {"message": "oh"}}', 3, "is no working sandbox: oh"),
        (404, b'{"error": {"message": "no such basket"}}', 2, "no such basket"),
        (401, b'{"error": {"message": "no token"}}', 2, "no token; give it with --admin-token"),
        (422, b'{"error": {"message": "m", "fields": {"by": ["bad", "worse"]}}}', 2, "by: bad wor"),
    ],
)
def test_an_answer_that_is_no_answer_ends_the_verb(
    stranger: Stranger, status: int, body: bytes, exit_code: int, told: str
) -> None:
    stranger.status, stranger.body = status, body

    with pytest.raises(Failure, match=told) as failure:
        ask(stranger)

    assert failure.value.exit_code == exit_code


def test_the_admin_token_is_sent(stranger: Stranger) -> None:
    stranger.body = b"{}"

    ask(stranger, "sesame")

    assert stranger.authorization == "Bearer sesame"


def test_no_proxy_stands_before_this_machine(
    stranger: Stranger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    stranger.body = b"{}"

    assert ask(stranger) == {}


@pytest.mark.parametrize(
    "url",
    ["", "here", "ftp://127.0.0.1", "http://", "127.0.0.1:4710", "http://a:99999", "http://["],
)
def test_what_is_no_url_is_told(url: str) -> None:
    with pytest.raises(Failure, match="is no URL of a sandbox"):
        Server(url, None)
