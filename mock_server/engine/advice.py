"""Points out clients that are on a wrong track: who pages past the end, who ignores a 429."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import orjson

from .exchange import Exchange

PAST_THE_END = 3
"""Empty pages in a row after which a client is told that it went past the end."""

_KEPT = 1_000
"""Clients that are watched at once, and things that are pointed out."""

_SMALL = 700
"""Bytes; a page with something on it is larger, so most answers are not looked into."""

_FORGOTTEN_AFTER = 120.0
"""Seconds; a client that was not heard of for so long begins anew."""

_LATER_PAGE = re.compile(
    rb"(?:^|&)((?:page|after|cursor|starting_after)=(?!(?:[01])?(?:&|$))[^&]+)"
)
"""What a query says of a page after the first."""

Client = tuple[str, str, str]
"""(platform, shop, credential): whoever calls a shop with one credential is one client."""


@dataclass(slots=True)
class Advice:
    """Something that a client should do otherwise. `last` is the exchange that showed it last."""

    kind: str
    platform: str
    shop: str
    operation: str
    message: str
    count: int
    last: int


@dataclass(frozen=True, slots=True)
class _Rest:
    """A client was told to wait: until these moments, in real time and in the shop's."""

    since: float
    until: float
    shop_until: datetime
    seconds: int


@dataclass(frozen=True, slots=True)
class _Stray:
    """A client that got so many empty pages in a row."""

    since: float
    count: int


class Adviser:
    """Looks at each exchange that may mean something. `busy`: somebody is being watched."""

    def __init__(self) -> None:
        self.busy = False
        self._strays: dict[tuple[Client, str], _Stray] = {}
        self._resting: dict[Client, _Rest] = {}
        self._given: dict[tuple[str, str, str, str], Advice] = {}

    def look(self, exchange: Exchange) -> None:
        """Put into words what the client of this exchange should do otherwise."""
        asked = self.busy or exchange.status == 429 or _LATER_PAGE.search(exchange.query)
        if not asked or not exchange.shop:
            return
        client = (exchange.platform, exchange.shop, exchange.credential)
        _forget(self._strays, exchange.started - _FORGOTTEN_AFTER)
        _forget(self._resting, exchange.started - _FORGOTTEN_AFTER)
        told = self._went_on(client, exchange)
        told = self._went_past(client, exchange) or told
        if told is not None:
            exchange.advice = told
        self.busy = bool(self._strays or self._resting)

    def given(self) -> list[Advice]:
        """Everything pointed out so far, the newest last."""
        return sorted(self._given.values(), key=lambda each: each.last)

    def clear(self) -> None:
        self._strays.clear()
        self._resting.clear()
        self._given.clear()
        self.busy = False

    def _went_on(self, client: Client, exchange: Exchange) -> str | None:
        """A client is polite when it waited, in real time or in the shop's."""
        told = None
        rest = self._resting.pop(client, None)
        moment = exchange.shop_at
        if rest is not None and moment is not None:
            waited = exchange.started >= rest.until or moment >= rest.shop_until
            if not waited:
                message = f"the answer before was a 429 with Retry-After: {rest.seconds}; wait"
                told = self._tell("ignores_retry_after", exchange, message)
        seconds = _retry_after(exchange) if exchange.status == 429 else None
        if seconds is not None and moment is not None:
            ended = exchange.started + exchange.seconds
            shop_until = moment + timedelta(seconds=seconds)
            rest = _Rest(exchange.started, ended + seconds, shop_until, seconds)
            _keep(self._resting, client, rest)
        return told

    def _went_past(self, client: Client, exchange: Exchange) -> str | None:
        operation = exchange.operation
        if operation is None or exchange.method != "GET" or exchange.status != 200:
            return None
        watched = client, operation.id
        before = self._strays.pop(watched, None)
        page = _LATER_PAGE.search(exchange.query)
        if page is None or len(exchange.answer) >= _SMALL or not _is_empty_list(exchange.answer):
            return None
        count = before.count + 1 if before else 1
        _keep(self._strays, watched, _Stray(exchange.started, count))
        if count < PAST_THE_END:
            return None
        message = (
            f"{count} pages in a row were empty, the last for {page[1][:50].decode('latin-1')}; "
            "stop at the last page that the answers name, or at the first empty one"
        )
        return self._tell("pages_past_the_end", exchange, message)

    def _tell(self, kind: str, exchange: Exchange, message: str) -> str:
        key = (kind, exchange.platform, exchange.shop, exchange.operation_id)
        before = self._given.pop(key, None)
        count = before.count + 1 if before else 1
        _keep(self._given, key, Advice(*key, message, count, exchange.number))
        return message


def _keep(kept: dict[Any, Any], key: Any, value: Any) -> None:
    """Keep the newest so many."""
    if len(kept) >= _KEPT:
        del kept[next(iter(kept))]
    kept[key] = value


def _forget(kept: dict[Any, Any], since: float) -> None:
    """Forget those that nothing was heard of since; the oldest stand first."""
    while kept:
        oldest = next(iter(kept))
        if kept[oldest].since >= since:
            return
        del kept[oldest]


def _retry_after(exchange: Exchange) -> int | None:
    value = dict(exchange.answer_headers).get(b"retry-after", b"")
    return int(value) if value.isdigit() else None


def _is_empty_list(answer: bytes) -> bool:
    """Whether an answer shows lists, and nothing in any of them."""
    try:
        lists = list(_lists(orjson.loads(answer), 2))
    except orjson.JSONDecodeError:
        return False
    return bool(lists) and not any(lists)


def _lists(value: Any, depth: int) -> Iterator[list[Any]]:
    if isinstance(value, list):
        yield value
    elif isinstance(value, dict) and depth:
        for part in value.values():
            yield from _lists(part, depth - 1)
