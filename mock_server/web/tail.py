"""The live tail of the journal, as server-sent events."""

import asyncio
import contextlib
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qsl

from starlette.types import Receive, Scope, Send

from mock_server.engine.criteria import Criteria
from mock_server.engine.errors import ApiError
from mock_server.engine.exchange import Exchange
from mock_server.engine.journal import Journal
from mock_server.engine.watch import Watch

from .replies import encode, send_reply

Show = Callable[[Exchange, Journal], dict[str, Any]]
Check = Callable[[Mapping[bytes, bytes]], None]
"""Raises `ApiError` when the headers of a request may not see the journal."""

KEEP_ALIVE_SECONDS = 15.0
_MOST = 100
"""Callers at once; each is a connection that stays open."""


class Tail:
    """A page that never ends: each exchange that fits the query, as soon as it is there.

    It begins with what comes next, or after `since` or `Last-Event-ID`. A caller who reads too
    slowly misses what the journal forgets meanwhile; nothing is queued for it.
    """

    def __init__(self, watch: Watch, show: Show, check: Check) -> None:
        self._watch = watch
        self._show = show
        self._check = check
        self._ends: set[Callable[[], None]] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = dict(scope["headers"])
        try:
            self._check(headers)
            criteria = _criteria(scope["query_string"])
        except ApiError as error:
            told = {"error": {"kind": error.kind, "message": error.reason}}
            await send_reply(send, error.status, [], encode(told))
            return
        if len(self._ends) >= _MOST:
            told = {"error": {"kind": "busy", "message": f"{_MOST} tails are open already"}}
            await send_reply(send, 503, [], encode(told))
            return
        seen = headers.get(b"last-event-id", b"")
        since = int(seen) if seen.isdigit() else criteria.since or self._watch.journal.last
        kinds = [(b"content-type", b"text/event-stream"), (b"cache-control", b"no-store")]
        await send({"type": "http.response.start", "status": 200, "headers": kinds})
        if scope["method"] == "HEAD":
            await send({"type": "http.response.body", "body": b""})
            return
        await self._follow(criteria, since, receive, send)

    def close(self) -> None:
        """Let every caller go, so that the server can end."""
        for end in self._ends:
            end()

    async def _follow(self, criteria: Criteria, since: int, receive: Receive, send: Send) -> None:
        news, ended = asyncio.Event(), asyncio.Event()

        def end() -> None:
            ended.set()
            news.set()

        self._ends.add(end)
        stop = self._watch.journal.listen(news.set)
        gone = asyncio.ensure_future(_call_when_gone(receive, end))
        try:
            await send(_piece(b": the journal follows\n\n"))
            while not ended.is_set():
                for exchange in self._watch.journal.after(since):
                    since = exchange.number
                    if criteria.fits(exchange):
                        await send(_piece(self._event(exchange)))
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(news.wait(), KEEP_ALIVE_SECONDS)
                if not news.is_set():
                    await send(_piece(b": still here\n\n"))
                news.clear()
            await send({"type": "http.response.body", "body": b""})
        finally:
            stop()
            gone.cancel()
            self._ends.discard(end)

    def _event(self, exchange: Exchange) -> bytes:
        shown = encode(self._show(exchange, self._watch.journal))
        return b"id: %d\nevent: request\ndata: %b\n\n" % (exchange.number, shown)


def _piece(content: bytes) -> dict[str, Any]:
    return {"type": "http.response.body", "body": content, "more_body": True}


def _criteria(query: bytes) -> Criteria:
    """The filters of a list; what is none of them is ignored."""
    facts: dict[str, Any] = dict(parse_qsl(query.decode("latin-1")))
    since = str(facts.get("since", ""))
    facts["since"] = int(since) if since.isdigit() else 0
    for name in ("query", "headers", "body"):
        facts.pop(name, None)
    return Criteria.of(facts)


async def _call_when_gone(receive: Receive, end: Callable[[], None]) -> None:
    """Notice when the caller leaves."""
    while (await receive())["type"] != "http.disconnect":
        await asyncio.sleep(0.05)
    end()
