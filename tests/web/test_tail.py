"""The live tail: what fits, as soon as it is there."""

import asyncio
import json
from collections.abc import Mapping
from typing import Any

import pytest
from starlette.types import Message

from mock_server.engine.errors import Unauthorized
from mock_server.engine.exchange import Exchange
from mock_server.engine.journal import Journal
from mock_server.engine.watch import Watch
from mock_server.web import tail as module
from mock_server.web.tail import Tail
from tests.engine.exchanges import make_exchange


def show(exchange: Exchange, journal: Journal) -> dict[str, Any]:
    return {"id": exchange.number, "status": exchange.status}


def check(headers: Mapping[bytes, bytes]) -> None:
    if headers.get(b"authorization") == b"Bearer wrong":
        raise Unauthorized("this is not the admin token", "Authorization", "invalid")


class Caller:
    """Reads a tail until it has enough, then leaves."""

    def __init__(self, tail: Tail, query: str = "", **headers: str) -> None:
        self.tail = tail
        self.started: dict[str, Any] = {}
        self.content = b""
        self.left = asyncio.Event()
        self._scope = {
            "type": "http",
            "method": "GET",
            "query_string": query.encode(),
            "headers": [
                (name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()
            ],
        }

    async def read(self) -> None:
        await self.tail(self._scope, self._receive, self._send)

    @property
    def events(self) -> list[Any]:
        lines = self.content.decode().splitlines()
        return [json.loads(line[6:]) for line in lines if line.startswith("data: ")]

    async def _receive(self) -> Message:
        await self.left.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.started.update(message)
        self.content += message.get("body", b"")


async def follow(caller: Caller, watch: Watch, *statuses: int) -> None:
    """Let the caller read while these requests come in."""
    reading = asyncio.create_task(caller.read())
    await asyncio.sleep(0.01)
    for status in statuses:
        watch.note(make_exchange(status=status))
        await asyncio.sleep(0.01)
    caller.left.set()
    await asyncio.wait_for(reading, 2)


async def hear(caller: Caller, words: bytes) -> None:
    """Let the caller read until it has heard these words, however slow the machine is."""
    reading = asyncio.create_task(caller.read())
    async with asyncio.timeout(30):
        while words not in caller.content:
            await asyncio.sleep(0.005)
    caller.left.set()
    await asyncio.wait_for(reading, 30)


@pytest.fixture
def watch() -> Watch:
    watch = Watch()
    for status in (200, 401):
        watch.note(make_exchange(status=status))
    return watch


def test_what_comes_next_is_sent(watch: Watch) -> None:
    caller = Caller(Tail(watch, show, check))

    asyncio.run(follow(caller, watch, 200, 404))

    assert caller.events == [{"id": 3, "status": 200}, {"id": 4, "status": 404}]
    assert (b"content-type", b"text/event-stream") in caller.started["headers"]


@pytest.mark.parametrize(
    ("query", "ids"),
    [("since=1", [2, 3, 4]), ("since=1&status=4xx", [2, 4]), ("status=404&nonsense=1", [4])],
)
def test_a_tail_may_begin_earlier_and_leave_out_what_does_not_fit(
    watch: Watch, query: str, ids: list[int]
) -> None:
    caller = Caller(Tail(watch, show, check), query)

    asyncio.run(follow(caller, watch, 200, 404))

    assert [each["id"] for each in caller.events] == ids


def test_who_comes_back_goes_on_where_the_tail_was_left(watch: Watch) -> None:
    caller = Caller(Tail(watch, show, check), last_event_id="1")

    asyncio.run(follow(caller, watch))

    assert [each["id"] for each in caller.events] == [2]


def test_a_quiet_tail_says_that_it_is_there(watch: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "KEEP_ALIVE_SECONDS", 0.004)
    caller = Caller(Tail(watch, show, check))

    asyncio.run(hear(caller, b": still here\n\n"))

    assert b": still here\n\n" in caller.content


def test_a_wrong_token_sees_nothing(watch: Watch) -> None:
    caller = Caller(Tail(watch, show, check), "since=0", authorization="Bearer wrong")

    asyncio.run(caller.read())

    assert caller.started["status"] == 401
    assert caller.events == []


def test_a_server_that_ends_lets_its_callers_go(watch: Watch) -> None:
    tail = Tail(watch, show, check)
    caller = Caller(tail)

    async def end() -> None:
        reading = asyncio.create_task(caller.read())
        await asyncio.sleep(0.01)
        tail.close()
        await asyncio.wait_for(reading, 2)

    asyncio.run(end())

    assert caller.content.startswith(b": the journal follows")


def test_there_is_an_end_of_callers(watch: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST", 0)
    caller = Caller(Tail(watch, show, check))

    asyncio.run(caller.read())

    assert caller.started["status"] == 503
