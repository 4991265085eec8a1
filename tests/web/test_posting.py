"""Where deliveries may go, and what an attempt may cost."""

import asyncio
import socket
import threading
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from mock_server.app.inbox import Inbox
from mock_server.web import posting
from mock_server.web.posting import Poster, is_near
from mock_server.webhooks.delivering import Outgoing, Reply
from tests.helpers import NOON


@pytest.fixture
def inbox() -> Iterator[Inbox]:
    with Inbox() as inbox:
        yield inbox


def post(url: str, hosts: tuple[str, ...] = (), headers: dict[str, str] | None = None) -> Reply:
    outgoing = Outgoing("1", NOON, url, headers or {}, b"{}", 5.0)

    async def posted() -> Reply:
        async with Poster(hosts).posting() as send:
            return await send(outgoing)

    return asyncio.run(posted())


def resolve_to(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> list[str]:
    """Every name stands for these addresses; the names that were looked up."""
    asked: list[str] = []

    async def getaddrinfo(self: Any, host: str, port: int, **more: Any) -> Any:
        asked.append(host)
        return [(socket.AF_INET, 1, 6, "", (address, port)) for address in addresses]

    monkeypatch.setattr(asyncio.BaseEventLoop, "getaddrinfo", getaddrinfo)
    return asked


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "shop.localhost"])
def test_this_machine_may_be_reached_by_any_of_its_names(inbox: Inbox, host: str) -> None:
    reply = post(inbox.url.replace("127.0.0.1", host))

    assert (reply.status, reply.error, reply.refused) == (200, None, False)
    assert inbox.letters[0].header("Host") == inbox.url.split("/")[2].replace("127.0.0.1", host)


@pytest.mark.parametrize(
    ("address", "near"),
    [
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("::1", True),
        ("::ffff:127.0.0.1", True),
        ("::1%lo", True),
        ("0.0.0.0", False),  # noqa: S104 (an address to be refused)
        ("10.0.0.1", False),
        ("169.254.169.254", False),
        ("203.0.113.7", False),
        ("::ffff:203.0.113.7", False),
        ("fe80::1%eth0", False),
    ],
)
def test_loopback_is_near_and_nothing_else(address: str, near: bool) -> None:
    assert is_near(address) is near


def test_a_name_that_leads_elsewhere_is_refused_whatever_it_says(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    resolve_to(monkeypatch, "127.0.0.1", "203.0.113.7")

    reply = post("http://looks-near.example/hook")

    assert reply.refused
    assert "--webhook-hosts looks-near.example" in (reply.error or "")


def test_a_name_is_looked_up_once_and_the_answer_is_what_is_reached(
    inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = resolve_to(monkeypatch, "127.0.0.1")

    reply = post(inbox.url.replace("127.0.0.1", "receiver.example"))

    assert (reply.status, asked) == (200, ["receiver.example"])


def test_a_host_that_was_allowed_may_be_anywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    resolve_to(monkeypatch, "203.0.113.7")
    monkeypatch.setattr(posting, "LONGEST_SECONDS", 0.05)

    reply = post("http://Receiver.example/hook", hosts=("receiver.EXAMPLE",))

    assert not reply.refused


@pytest.mark.parametrize("url", ["ftp://127.0.0.1/", "127.0.0.1/hook", "http:///hook", ""])
def test_what_is_no_address_on_the_web_is_refused(url: str) -> None:
    reply = post(url)

    assert reply.refused
    assert reply.error == "the address of the subscription is no http or https address"


def test_what_cannot_be_sent_is_told_and_not_raised(inbox: Inbox) -> None:
    assert post("http://127.0.0.1:99999/").error == "there is no port 99999"
    assert post(inbox.url, headers={"X-Bad": "two\r\nlines"}).error is not None
    assert inbox.letters == []


def test_a_redirect_is_an_answer_like_any_other(inbox: Inbox) -> None:
    inbox.status = 307

    assert (post(inbox.url).status, len(inbox.letters)) == (307, 1)


class Talker:
    """Answers any request with these bytes, and then as many more as anybody takes."""

    def __init__(self, head: bytes, more: bytes = b"") -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}/"
        self.sent = 0
        self._head, self._more = head, more
        threading.Thread(target=self._talk, daemon=True).start()

    def _talk(self) -> None:
        peer, _ = self._listener.accept()
        with peer, self._listener:
            peer.recv(65_536)
            try:
                peer.sendall(self._head)
                while self._more and self.sent < 64 * 1024 * 1024:
                    peer.sendall(self._more)
                    self.sent += len(self._more)
            except OSError:
                return


def test_no_more_of_an_answer_is_read_than_anybody_needs() -> None:
    talker = Talker(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n", b"x" * 65_536)

    reply = post(talker.url)

    assert (reply.status, len(reply.answer)) == (200, posting.LARGEST_ANSWER)
    assert talker.sent < 32 * 1024 * 1024


def test_an_answer_that_is_none_is_a_failure() -> None:
    reply = post(Talker(b"good morning\r\n\r\n").url)

    assert reply.status is None
    assert "RemoteProtocolError" in (reply.error or "")


def test_who_drips_an_answer_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(posting, "LONGEST_SECONDS", 0.1)

    with socket.create_server(("127.0.0.1", 0)) as silent:
        reply = post(f"http://127.0.0.1:{silent.getsockname()[1]}/")

    assert reply.error == "no answer within 0.1 s"
    assert timedelta(milliseconds=reply.milliseconds) >= timedelta(milliseconds=100)
