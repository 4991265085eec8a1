"""Posts one delivery over HTTP: to this machine only, unless a host was allowed by name."""

import asyncio
import ssl
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Collection
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from functools import partial
from ipaddress import IPv6Address, ip_address
from typing import TYPE_CHECKING, Protocol

from mock_server.webhooks.delivering import Outgoing, Reply

if TYPE_CHECKING:
    from httpx2 import URL, AsyncClient

LONGEST_SECONDS = 10.0
"""Real seconds; a platform may wait for longer, nobody at a desk wants to."""

LARGEST_ANSWER = 64 * 1024
"""Bytes that are read of an answer; what it says beyond its status hardly matters."""

HIGHEST_PORT = 65_535

Post = Callable[[Outgoing], Awaitable[Reply]]


class Posting(Protocol):
    """Makes posts over connections that live as long as a block."""

    def posting(self) -> AbstractAsyncContextManager[Post]: ...


class Refused(Exception):
    """An address that nothing may be sent to; the message says why and what to do."""


class Poster:
    """Makes posts. `hosts` may be reached wherever they are; all others only on this machine."""

    def __init__(self, hosts: Collection[str] = ()) -> None:
        self._hosts = frozenset(host.lower() for host in hosts)

    @asynccontextmanager
    async def posting(self) -> AsyncIterator[Post]:
        """A way to post that keeps its connections until the block is left."""
        async with AsyncExitStack() as stack:
            yield partial(self._post, _Clients(stack))

    async def _post(self, clients: "_Clients", outgoing: Outgoing) -> Reply:
        """Make one attempt; whatever goes wrong is told in the reply."""
        seconds = min(outgoing.timeout_seconds, LONGEST_SECONDS)
        begun = time.perf_counter()
        status, answer, error, refused = None, b"", None, False
        try:
            async with asyncio.timeout(seconds):
                status, answer = await self._posted(clients, outgoing)
        except TimeoutError:
            error = f"no answer within {seconds:g} s"
        except Refused as reason:
            error, refused = str(reason), True
        except Exception as failure:  # whatever it is, it is the receiver's or the address's
            error = f"{type(failure).__name__}: {failure}"[:300]
        milliseconds = round((time.perf_counter() - begun) * 1000)
        text = answer.decode("utf-8", "replace")
        return Reply(status, error, text, milliseconds, refused)

    async def _posted(self, clients: "_Clients", outgoing: Outgoing) -> tuple[int, bytes]:
        import httpx2

        url = httpx2.URL(outgoing.url)
        addresses = await self._addresses(url)
        client = await clients.get(verified=_allowed(url.host, self._hosts))
        for address in addresses[:-1]:
            try:
                return await _ask(client, url, address, outgoing)
            except httpx2.ConnectError:
                continue  # `localhost` has two addresses, and a receiver often listens on one
        return await _ask(client, url, addresses[-1], outgoing)

    async def _addresses(self, url: "URL") -> list[str]:
        """Where to connect, in order: what the name stands for is looked up once, and judged.

        Raises:
            Refused: it is no address on the web, or leads beyond this machine.
        """
        host = url.host.lower()
        if url.scheme not in ("http", "https") or not host:
            raise Refused("the address of the subscription is no http or https address")
        port = url.port or (443 if url.scheme == "https" else 80)
        if port > HIGHEST_PORT:
            raise Refused(f"there is no port {port}")
        addresses = await _resolved(host, port)
        if not _allowed(host, self._hosts) and not all(map(is_near, addresses)):
            raise Refused(
                f"{host} is not on this machine, so nothing is sent there; "
                f"`souqbox serve --webhook-hosts {host}` allows it"
            )
        return addresses


class _Clients:
    """HTTP clients that live as long as the stack; one checks certificates, one does not."""

    def __init__(self, stack: AsyncExitStack) -> None:
        self._stack = stack
        self._made: dict[bool, AsyncClient] = {}

    async def get(self, *, verified: bool) -> "AsyncClient":
        if verified not in self._made:
            from httpx2 import AsyncClient

            context = True if verified else _unverified()
            client = AsyncClient(verify=context, trust_env=False, timeout=None)
            self._made[verified] = await self._stack.enter_async_context(client)
        return self._made[verified]


def is_near(address: str) -> bool:
    """Whether an IP address is this machine's own loopback."""
    ip = ip_address(address.partition("%")[0])
    if isinstance(ip, IPv6Address) and ip.ipv4_mapped is not None:
        return ip.ipv4_mapped.is_loopback
    return ip.is_loopback


def _allowed(host: str, hosts: Collection[str]) -> bool:
    return host.lower() in hosts


async def _resolved(host: str, port: int) -> list[str]:
    if host.endswith(".localhost"):  # always this machine (RFC 6761), though few resolvers know
        return ["127.0.0.1", "::1"]
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=1)
    return list(dict.fromkeys(str(each[4][0]) for each in found))


async def _ask(
    client: "AsyncClient", url: "URL", address: str, outgoing: Outgoing
) -> tuple[int, bytes]:
    """Post to this very address under the name that the subscriber gave."""
    headers = {"Host": url.netloc.decode("ascii"), "Accept-Encoding": "identity"}
    request = client.build_request(
        "POST",
        url.copy_with(host=address),
        headers={**headers, **outgoing.headers},
        content=outgoing.body,
        extensions={"sni_hostname": url.host},
    )
    response = await client.send(request, stream=True)
    try:
        answer = b""
        async for chunk in response.aiter_raw():
            answer += chunk
            if len(answer) >= LARGEST_ANSWER:
                break
        return response.status_code, answer[:LARGEST_ANSWER]
    finally:
        await response.aclose()


def _unverified() -> ssl.SSLContext:
    """On this machine certificates are home-made; and what needs none is spared their loading."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context
