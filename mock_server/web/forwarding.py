"""Sends a request on to one server, and brings back its answer unchanged."""

import ssl
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

import httpx2

RawHeaders = Sequence[tuple[bytes, bytes]]

HOP_BY_HOP = frozenset(
    {
        *(b"connection", b"keep-alive", b"proxy-authenticate", b"proxy-authorization"),
        *(b"proxy-connection", b"te", b"trailer", b"transfer-encoding", b"upgrade"),
    }
)
"""Headers that are between two neighbours, and are not passed on (RFC 9110, 7.6.1)."""

WAITS_SECONDS = 60.0


class Unreachable(Exception):
    """The target gave no answer; the message says why."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """A request as it came; `path` has its query, exactly as it was written."""

    method: str
    path: bytes
    headers: RawHeaders
    body: AsyncIterator[bytes]


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer whose body is not read yet; `chunks` raises Unreachable where it breaks off."""

    status: int
    headers: RawHeaders
    chunks: AsyncIterator[bytes]


class Forwarder:
    """Knows one server, and sends nothing anywhere else: no redirects, no proxies, no cookies."""

    def __init__(self, target: str) -> None:
        self.target = httpx2.URL(target.rstrip("/"))
        self._base = self.target.raw_path.partition(b"?")[0].rstrip(b"/")
        self._transport: httpx2.AsyncHTTPTransport | None = None

    def url(self, path: bytes) -> httpx2.URL:
        """Where a path leads to: below the target, on its host whatever the path says."""
        return self.target.copy_with(raw_path=self._base + path)

    @asynccontextmanager
    async def send(self, incoming: Incoming) -> AsyncIterator[Answer]:
        """The answer.

        Raises:
            Unreachable: there is none, or it cannot be understood.
        """
        request = httpx2.Request(
            incoming.method,
            self.url(incoming.path),
            headers=self._headers(incoming.headers),
            content=incoming.body if _has_body(incoming.headers) else None,
            extensions={
                "timeout": dict.fromkeys(("connect", "read", "write", "pool"), WAITS_SECONDS)
            },
        )
        if self._transport is None:
            self._transport = httpx2.AsyncHTTPTransport(verify=ssl.create_default_context())
        try:
            response = await self._transport.handle_async_request(request)
        except httpx2.TransportError as error:
            raise Unreachable(_told(error)) from error
        try:
            headers = passed_on(response.headers.raw)
            yield Answer(response.status_code, headers, _chunks(response))
        finally:
            await response.aclose()

    async def close(self) -> None:
        if self._transport is not None:
            await self._transport.aclose()
            self._transport = None

    def _headers(self, headers: RawHeaders) -> RawHeaders:
        host = self.target.netloc
        return [(b"Host", host), *((n, v) for n, v in passed_on(headers) if n.lower() != b"host")]


def passed_on(headers: RawHeaders) -> RawHeaders:
    """Without those between neighbours, which `Connection` may name more of."""
    named = {
        word.strip().lower()
        for name, value in headers
        if name.lower() == b"connection"
        for word in value.split(b",")
    }
    dropped = HOP_BY_HOP | named
    return [(name, value) for name, value in headers if name.lower() not in dropped]


def _has_body(headers: RawHeaders) -> bool:
    """A request without these has none (RFC 9112, 6); an empty body would be sent in chunks."""
    return any(name.lower() in (b"content-length", b"transfer-encoding") for name, _ in headers)


async def _chunks(response: httpx2.Response) -> AsyncIterator[bytes]:
    """The body as it comes over the wire, still compressed where it is."""
    try:
        async for chunk in response.aiter_raw():
            yield chunk
    except httpx2.TransportError as error:
        raise Unreachable(_told(error)) from error


def _told(error: Exception) -> str:
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
