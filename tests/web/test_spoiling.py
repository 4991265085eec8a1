"""Connections that end badly, seen from the other end of a real socket."""

import http.client
import socket
import time
from collections.abc import Iterator
from contextlib import closing
from urllib.parse import urlsplit

import pytest

from mock_server.app.embedded import Sandbox
from tests.helpers import NOON

CARTS = "/salla/admin/v2/carts/abandoned"


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(["salla"], clock=NOON) as sandbox:
        yield sandbox


@pytest.fixture
def connection(sandbox: Sandbox) -> Iterator[http.client.HTTPConnection]:
    place = urlsplit(sandbox.url).netloc
    with closing(http.client.HTTPConnection(place, timeout=5)) as connection:
        yield connection


def ask(connection: http.client.HTTPConnection, fault: str) -> http.client.HTTPResponse:
    headers = {"Authorization": "Bearer shop:t", "Prefer": f"fault={fault}"}
    connection.request("GET", CARTS, headers=headers)
    return connection.getresponse()


def test_a_reset_cuts_the_connection_without_a_word(
    connection: http.client.HTTPConnection,
) -> None:
    with pytest.raises(ConnectionResetError):
        ask(connection, "reset")


def test_a_truncated_answer_breaks_off_in_its_body(connection: http.client.HTTPConnection) -> None:
    response = ask(connection, "truncate")

    with pytest.raises(http.client.IncompleteRead) as broken:
        response.read()

    assert response.status == 200
    assert len(broken.value.partial) * 2 <= int(response.headers["content-length"])


def test_a_timeout_closes_the_connection_after_its_seconds(
    sandbox: Sandbox, connection: http.client.HTTPConnection
) -> None:
    rules = sandbox.watch.faults
    sandbox.call(lambda: rules.add({"action": "timeout", "seconds": 0.2, "times": 1}))
    began = time.monotonic()

    with pytest.raises(http.client.RemoteDisconnected):
        ask(connection, "none")

    assert 0.2 <= time.monotonic() - began < 3


def test_a_caller_who_gives_up_is_not_waited_for(sandbox: Sandbox) -> None:
    place = urlsplit(sandbox.url)
    head = f"GET {CARTS} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer shop:t\r\n"
    with socket.create_connection((place.hostname, place.port)) as caller:
        caller.sendall(f"{head}Prefer: fault=timeout\r\n\r\n".encode())
        caller.settimeout(0.2)
        with pytest.raises(TimeoutError):
            caller.recv(1)

    time.sleep(0.1)
    assert sandbox.call(lambda: [each.status for each in sandbox.watch.journal][-1]) == 0


def test_the_next_call_is_answered(connection: http.client.HTTPConnection) -> None:
    with pytest.raises(ConnectionResetError):
        ask(connection, "reset")

    connection.close()

    assert ask(connection, "none").status == 200
