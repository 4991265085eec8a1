"""A proxy that passes everything through and says on each answer whether it keeps the contract."""

import json
import time
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from starlette.types import Receive, Scope, Send

from .forwarding import Answer, Forwarder, Incoming, RawHeaders, Unreachable

MARK = b"x-souqbox-contract"
JUDGED_BYTES = 8 * 1024 * 1024
"""Of each body: what is longer is passed through and not judged, so that memory is bounded."""

LONGEST_MARK = 600
BAD_GATEWAY = 502
STREAM = b"text/event-stream"


@dataclass(frozen=True, slots=True)
class Passed:
    """An exchange that passed. A body of None was too long, or an endless stream."""

    method: str
    url: str
    request_headers: RawHeaders
    request_body: bytes | None
    status: int
    headers: RawHeaders
    body: bytes | None
    started: float
    seconds: float


class Judgement(Protocol):
    """What is thought of an exchange."""

    @property
    def mark(self) -> str:
        """`ok`, `violation; ...` or `unjudged; ...`."""
        ...

    @property
    def refusal(self) -> Any:
        """What to answer instead, as JSON; None lets the answer pass."""
        ...


Judging = Callable[[Passed], Judgement]


class Proxy:
    """An ASGI app in front of one server."""

    def __init__(self, forwarder: Forwarder, judging: Judging) -> None:
        self._forwarder = forwarder
        self._judging = judging

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return  # websockets are refused by the server when nobody answers them
        await _Passing(self._forwarder, self._judging, scope, receive, send).run()


class _Passing:
    """One exchange on its way."""

    def __init__(
        self, forwarder: Forwarder, judging: Judging, scope: Scope, receive: Receive, send: Send
    ) -> None:
        self._forwarder = forwarder
        self._judging = judging
        self._scope = scope
        self._receive = receive
        self._send = send
        self._sent: bytearray | None = bytearray()
        self._started = time.perf_counter()
        self._begun = False

    async def run(self) -> None:
        scope = self._scope
        query = scope["query_string"]
        path = scope["raw_path"] + (b"?" + query if query else b"")
        incoming = Incoming(scope["method"], path, scope["headers"], self._request_body())
        try:
            async with self._forwarder.send(incoming) as answer:
                await self._pass(path, answer)
        except Unreachable as error:
            if not self._begun:  # else it breaks off here as it did there
                await self._refuse(_unreachable(str(self._forwarder.target), str(error)))

    async def _request_body(self) -> AsyncIterator[bytes]:
        """The body as it comes in; its beginning is kept for the judge."""
        more = True
        while more:
            message = await self._receive()
            if message["type"] == "http.disconnect":
                return
            chunk = message.get("body", b"")
            more = message.get("more_body", False)
            if self._sent is not None:
                self._sent += chunk
                if len(self._sent) > JUDGED_BYTES:
                    self._sent = None
            if chunk:
                yield chunk

    async def _pass(self, path: bytes, answer: Answer) -> None:
        """Read what is to be judged, judge it, send it with its mark, and then the rest."""
        body, whole = await _beginning(answer)
        judged = self._judging(self._passed(path, answer, body if whole else None))
        if judged.refusal is not None:
            await self._refuse(judged.refusal, judged.mark)
            return
        await self._start(answer.status, answer.headers, judged.mark)
        await self._send({"type": "http.response.body", "body": body, "more_body": not whole})
        if not whole:
            async for chunk in answer.chunks:
                await self._send({"type": "http.response.body", "body": chunk, "more_body": True})
            await self._send({"type": "http.response.body", "body": b""})

    def _passed(self, path: bytes, answer: Answer, body: bytes | None) -> Passed:
        return Passed(
            method=self._scope["method"],
            url=str(self._forwarder.url(path)),
            request_headers=[each for each in self._scope["headers"] if each[0] != b"host"],
            request_body=None if self._sent is None else bytes(self._sent),
            status=answer.status,
            headers=answer.headers,
            body=body,
            started=self._started,
            seconds=time.perf_counter() - self._started,
        )

    async def _start(self, status: int, headers: RawHeaders, mark: str) -> None:
        self._begun = True
        marked = [*((name.lower(), value) for name, value in headers), (MARK, as_header(mark))]
        await self._send({"type": "http.response.start", "status": status, "headers": marked})

    async def _refuse(self, told: Any, mark: str = "unjudged; no answer") -> None:
        body = json.dumps(told, ensure_ascii=False).encode()
        headers = [
            (b"content-type", b"application/json"),
            (b"content-length", str(len(body)).encode()),
        ]
        await self._start(BAD_GATEWAY, headers, mark)
        await self._send({"type": "http.response.body", "body": body})


def as_header(mark: str) -> bytes:
    """Words as the value of a header: one line of ASCII, not too long."""
    line = " ".join(mark.split())
    text = line.encode("ascii", "backslashreplace").decode()
    text = "".join(each if each.isprintable() else "?" for each in text)
    return (text if len(text) <= LONGEST_MARK else f"{text[:LONGEST_MARK]}...").encode()


async def _beginning(answer: Answer) -> tuple[bytes, bool]:
    """As much of the body as is judged, and whether that is all of it."""
    read = bytearray()
    if _streams(answer.headers):
        return b"", False
    async for chunk in answer.chunks:
        read += chunk
        if len(read) > JUDGED_BYTES:
            return bytes(read), False
    return bytes(read), True


def _streams(headers: Sequence[tuple[bytes, bytes]]) -> bool:
    """Whether the answer comes bit by bit, perhaps for ever."""
    return any(n.lower() == b"content-type" and v.lower().startswith(STREAM) for n, v in headers)


def _unreachable(target: str, why: str) -> dict[str, Any]:
    message = f"{target} gave no answer ({why}); is it up, and is the address right?"
    return {"error": {"code": "no_answer", "message": message}}
