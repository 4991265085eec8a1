"""Runs an app on a socket with uvicorn, and says when it is ready."""

import asyncio
import contextlib
import logging
import socket
from collections.abc import Awaitable, Callable
from concurrent.futures import Future
from typing import TypeVar

import uvicorn
from starlette.types import ASGIApp

T = TypeVar("T")

logger = logging.getLogger("souqbox")

TICK_SECONDS = 1.0
"""How often shops with running clocks look whether something fell due."""


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens; port 0 takes any free one.

    Raises:
        OSError: the address is taken or is none of this machine's.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(2048)
    except OSError:
        listener.close()
        raise
    return listener


class WebServer(uvicorn.Server):
    """One process's server. `tick` is called every second between requests.

    `on_stop` lets those go who hold a connection open, before the server waits for them.
    Without `dated` answers have the date that the app gives them, or none.
    """

    def __init__(
        self,
        app: ASGIApp,
        on_ready: Callable[[], None],
        tick: Callable[[], None],
        on_stop: Callable[[], None] = lambda: None,
        *,
        dated: bool = True,
    ) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                log_level="warning",
                access_log=False,
                server_header=False,
                date_header=dated,
                lifespan="off",
                timeout_graceful_shutdown=2,
            )
        )
        self._on_ready = on_ready
        self._tick = tick
        self._on_stop = on_stop
        self._ticking: asyncio.Task[None] | None = None
        self.loop: asyncio.AbstractEventLoop | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.loop = asyncio.get_running_loop()
        self._ticking = self.loop.create_task(self._keep_ticking())
        self._on_ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._on_stop()
        if self._ticking is not None:
            self._ticking.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._ticking
        await super().shutdown(sockets)

    def call(
        self,
        function: Callable[[], T],
        then: Callable[[], Awaitable[None]] | None = None,
        timeout_seconds: float = 30.0,
    ) -> T:
        """Run a function between two requests, from another thread, and wait for its answer.

        `then` is waited for before the answer is given.
        """
        assert self.loop is not None, "the server is not running"
        called = _called(function, then)
        future: Future[T] = asyncio.run_coroutine_threadsafe(called, self.loop)
        return future.result(timeout_seconds)

    async def _keep_ticking(self) -> None:
        while True:
            await asyncio.sleep(TICK_SECONDS)
            try:
                self._tick()
            except Exception:  # one shop's failing job must not stop the clock of all others
                logger.exception("a job failed")


async def _called(function: Callable[[], T], then: Callable[[], Awaitable[None]] | None) -> T:
    answer = function()
    if then is not None:
        await then()
    return answer
