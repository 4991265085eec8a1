"""Sends what shops have marked to be sent, and records how it went.

A shop's deliveries go out one after the other, in the order of the shop's time; shops do not wait
for each other. The clock is the shop's, but a receiver that does not answer costs real seconds.
"""

import asyncio
import logging
from collections.abc import Callable, Iterator
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass, field

from mock_server.engine.shop import Shop
from mock_server.engine.shops import Shops
from mock_server.webhooks.delivering import next_outgoing, settle

from .posting import Post, Posting

logger = logging.getLogger("souqbox")

DRAINED_WITHIN_SECONDS = 15.0
"""Real seconds that an answer waits until its shop has nothing more to send."""

IN_FLIGHT_SECONDS = 2.0
"""Real seconds for an attempt that began before who waits now came: its receiver may be the one
who waits, and then neither would ever go on."""


Count = Callable[[str, str], None]
"""Counts an attempt: (platform, `delivered` or `failed`)."""


class Outbox:
    """The sender of a sandbox. Everything here runs on the server's loop."""

    def __init__(self, shops: Shops, poster: Posting, count: Count) -> None:
        self._shops = shops
        self._poster = poster
        self._count = count
        self._lanes: dict[Shop, _Lane] = {}

    def kick(self, shop: Shop) -> None:
        """Send soon, behind whatever is being done now. Without a loop, the next tick does it."""
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return
        loop.call_soon(self._lane, shop)

    def kick_all(self) -> None:
        """Send for every shop that has something left to send."""
        for shop in self._shops:
            if shop.outgoing:
                self._lane(shop)

    async def drain(self, shop: Shop) -> None:
        """Wait until the shop has nothing more to send, for a bounded time.

        Only one waits: who comes while somebody waits already is most likely the receiver of what
        is being sent, and would wait for itself.
        """
        lane = self._lane(shop)
        if lane is None or lane.awaited:
            return
        lane.awaited = True
        try:
            if await lane.landed():
                await asyncio.wait({lane.task}, timeout=DRAINED_WITHIN_SECONDS)
        finally:
            lane.awaited = False

    def _lane(self, shop: Shop) -> "_Lane | None":
        """The running lane of a shop, started if there is something to send."""
        lane = self._lanes.get(shop)
        if lane is not None and not lane.task.done():
            return lane
        if not self._has_something(shop):
            return None
        lane = self._lanes[shop] = _Lane()
        lane.task = asyncio.get_running_loop().create_task(self._run(shop, lane))
        lane.task.add_done_callback(lambda _: self._forget(shop, lane))
        return lane

    def _has_something(self, shop: Shop) -> bool:
        """Whether a shop that is still there may have something to send."""
        there = self._shops.known(shop.platform, shop.name) is shop
        return there and shop.outgoing and shop.webhooks is not None

    def _forget(self, shop: Shop, lane: "_Lane") -> None:
        if self._lanes.get(shop) is lane:
            del self._lanes[shop]

    async def _run(self, shop: Shop, lane: "_Lane") -> None:
        try:
            while self._has_something(shop):  # again: more may come while connections are closed
                async with AsyncExitStack() as stack:
                    await self._send_all(shop, lane, stack)
        except Exception:  # a defect of ours in one shop must not end what others have to send
            shop.outgoing = False
            logger.exception("the deliveries of %s/%s stopped", shop.platform, shop.name)

    async def _send_all(self, shop: Shop, lane: "_Lane", stack: AsyncExitStack) -> None:
        post: Post | None = None
        while self._has_something(shop):
            shop.catch_up()
            outgoing = next_outgoing(shop.webhooks, shop)
            if outgoing is None:
                return
            if post is None:
                post = await stack.enter_async_context(self._poster.posting())
            with lane.flying():
                reply = await post(outgoing)
            outcome = settle(shop.webhooks, shop, outgoing, reply)
            if outcome is not None:
                self._count(shop.platform, "delivered" if outcome.succeeded else "failed")


@dataclass(eq=False, slots=True)
class _Lane:
    """One shop's sending while it goes on. `awaited`: somebody waits for its end."""

    task: asyncio.Task[None] = field(init=False)
    awaited: bool = False
    _flight: asyncio.Event | None = None

    @contextmanager
    def flying(self) -> Iterator[None]:
        """An attempt is under way for as long as the block runs."""
        self._flight = asyncio.Event()
        try:
            yield
        finally:
            self._flight.set()
            self._flight = None

    async def landed(self) -> bool:
        """Whether the attempt that is under way, if one is, ends within a short while."""
        if self._flight is None:
            return True
        try:
            await asyncio.wait_for(self._flight.wait(), IN_FLIGHT_SECONDS)
        except TimeoutError:
            return False
        return True
