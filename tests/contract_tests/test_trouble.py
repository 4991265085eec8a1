"""Whatever a server does, a run ends with words and an exit code, never with a traceback."""

import http.server
import io
import shutil
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

from contract_tests.run import Settings, run
from tests.contract_tests.conftest import DOCUMENT, TOKEN

Act = Callable[[BaseHTTPRequestHandler], None]


def answer(handler: BaseHTTPRequestHandler, status: int, body: bytes, **headers: str) -> None:
    handler.send_response(status)
    for name, value in ({"Content_Length": str(len(body))} | headers).items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(body)


def slow(handler: BaseHTTPRequestHandler) -> None:
    time.sleep(0.8)


def half(handler: BaseHTTPRequestHandler) -> None:
    answer(handler, 200, b'{"data": [', Content_Length="500", Content_Type="application/json")
    handler.close_connection = True


def mute(handler: BaseHTTPRequestHandler) -> None:
    handler.close_connection = True


def noise(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"220 mail.example.com ready\r\n")
    handler.close_connection = True


def page(handler: BaseHTTPRequestHandler) -> None:
    answer(handler, 200, b"<!doctype html><title>Shop</title>", Content_Type="text/html")


def lead_away(handler: BaseHTTPRequestHandler) -> None:
    answer(handler, 302, b"", Location="http://shop.example.com/login?t=1")


def lead_around(handler: BaseHTTPRequestHandler) -> None:
    answer(handler, 302, b"", Location=handler.path)


def zipped(handler: BaseHTTPRequestHandler) -> None:
    answer(handler, 200, b"not gzip", Content_Encoding="gzip", Content_Type="application/json")


def broken(handler: BaseHTTPRequestHandler) -> None:
    answer(handler, 500, b"oops", Content_Type="text/plain")


def limited(handler: BaseHTTPRequestHandler) -> None:
    answer(handler, 429, b"{}", Retry_After="0", Content_Type="application/json")


@pytest.fixture
def listen() -> Iterator[Callable[..., str]]:
    """Start a server that does one thing to every request; its address."""
    servers: list[http.server.ThreadingHTTPServer] = []

    def start(act: Act, context: ssl.SSLContext | None = None) -> str:
        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *_: Any) -> None:
                return

            def do_GET(self) -> None:
                act(self)

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.handle_error = lambda *_: None  # type: ignore[method-assign]
        if context is not None:
            server.socket = context.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        servers.append(server)
        return f"http{'s' if context else ''}://127.0.0.1:{server.server_port}/api"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def visit(url: str) -> tuple[int, str]:
    out = io.StringIO()
    settings = Settings("notes", DOCUMENT, url, TOKEN, timeout_seconds=0.3, phases=())
    return run(settings, out), out.getvalue()


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (slow, "it did not answer in time): it may need more --timeout seconds"),
        (half, "it closed the connection half way"),
        (mute, "it closed the connection without an answer"),
        (noise, "it closed the connection without an answer"),
        (page, "answers with a web page (200 text/html on GET /notes)"),
        (lead_away, "redirects to http://shop.example.com/login (GET /notes)"),
        (lead_around, "it redirects in a circle"),
        (zipped, "its answer is not compressed as it says"),
        (broken, "No operation at "),
        (limited, "still answers 429 to the first request"),
    ],
)
def test_a_server_that_cannot_be_tested_is_told_of_in_one_line(
    listen: Callable[..., str], act: Act, words: str
) -> None:
    code, text = visit(listen(act))

    assert code == 3, text
    assert words in text
    assert text.count("\n") == 1


@pytest.mark.skipif(shutil.which("openssl") is None, reason="no openssl to make a certificate")
def test_a_certificate_that_nobody_trusts_is_told_of_in_one_line(
    listen: Callable[..., str], tmp_path: Path
) -> None:
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    files = [
        "-subj",
        "/CN=127.0.0.1",
        "-keyout",
        str(tmp_path / "key.pem"),
        "-out",
        str(tmp_path / "cert.pem"),
    ]
    subprocess.run([*command, *files], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "cert.pem", tmp_path / "key.pem")

    code, text = visit(listen(page, context))

    assert code == 3, text
    assert "its certificate is not trusted" in text
    assert "REQUESTS_CA_BUNDLE" in text
    assert text.count("\n") == 1


def test_a_server_that_breaks_off_later_is_a_finding(listen: Callable[..., str]) -> None:
    count = 0

    def tire(handler: BaseHTTPRequestHandler) -> None:
        nonlocal count
        count += 1
        if count > 3:
            half(handler)
        else:
            note = b'{"data": [{"id": 1, "title": "Tea", "pinned": true}], "total": 1}'
            answer(handler, 200, note, Content_Type="application/json")

    code, text = visit(listen(tire))

    assert code == 1, text
    assert "CT-NO-ANSWER" in text
    assert "half way" in text


def test_a_token_does_not_follow_to_another_host(listen: Callable[..., str]) -> None:
    heard: list[str] = []
    other = listen(lambda handler: (heard.append(handler.path), page(handler))[1])

    def lead(handler: BaseHTTPRequestHandler) -> None:
        answer(handler, 302, b"", Location=other.replace("127.0.0.1", "localhost"))

    code, text = visit(listen(lead))

    assert (code, heard) == (3, [])
    assert "redirects to http://localhost" in text


def test_a_user_and_password_in_the_address_are_not_shown(listen: Callable[..., str]) -> None:
    url = listen(page).replace("http://", "http://layla:open-sesame-19@")

    _, text = visit(url)

    assert "127.0.0.1" in text
    assert "sesame" not in text
    assert "layla" not in text


def test_a_run_that_writes_elsewhere_needs_the_name_of_the_host() -> None:
    out = io.StringIO()
    settings = Settings("notes", DOCUMENT, "https://shop.example.com/api", TOKEN, mode="full")

    code = run(settings, out)

    assert code == 3
    assert "add --i-own shop.example.com" in out.getvalue()
    assert replace(settings, i_own="shop.example.com").keyless is None
    assert replace(settings, i_own="example.com").keyless == "shop.example.com"


@pytest.mark.parametrize("wrong", ["report_dir", "ledger", "baseline"])
def test_files_that_cannot_be_used_are_told_before_anything_is_sent(
    serve: Any, tmp_path: Path, wrong: str
) -> None:
    (tmp_path / "file").write_text("")
    shop = serve(**{wrong: tmp_path / "file" / "below"})
    out = io.StringIO()

    code = run(shop.settings, out)

    assert (code, shop.asked) == (2, []), out.getvalue()
    assert str(tmp_path / "file") in out.getvalue()
    assert out.getvalue().count("\n") == 1
