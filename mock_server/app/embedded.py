"""A sandbox inside a Python program: `with Sandbox(["salla"]) as sandbox: ...`."""

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

from mock_server.auth.carriers import Auth
from mock_server.auth.server import Server
from mock_server.engine.shop import Shop
from mock_server.engine.shops import Shops
from mock_server.engine.watch import Watch
from mock_server.platforms import platform_names

from .assembly import Options
from .embedded_shop import EmbeddedShop
from .making import Start
from .moments import as_utc
from .serving import CannotStart, Serving, prepare
from .telling import own_scenario

T = TypeVar("T")

READY_WITHIN_SECONDS = 30.0


class Sandbox:
    """A server on a free port of this machine, in a thread of its own.

    Raises:
        CannotStart: no port is to be had, or a platform is unknown.
    """

    def __init__(
        self,
        platforms: Sequence[str] | None = None,
        *,
        seed: int = 1,
        scenario: str = "demo",
        clock: datetime | None = None,
        port: int = 0,
        cache_folder: Path | None = None,
    ) -> None:
        self._names = tuple(platforms or platform_names())
        unknown = set(self._names) - set(platform_names())
        if unknown:
            there = ", ".join(platform_names())
            raise CannotStart(f"no platform {', '.join(sorted(unknown))}; there are {there}")
        name, files = own_scenario(scenario)
        self._start = Start(name, seed, as_utc(clock) if clock else None)
        self._port = port
        self._options = Options(cache_folder=cache_folder, scenario_files=files)
        self._serving: Serving | None = None
        self._thread: threading.Thread | None = None

    def __enter__(self) -> "Sandbox":
        ready = threading.Event()
        serving = prepare(
            self._names, "127.0.0.1", self._port, self._start, self._options, lambda _: ready.set()
        )
        self._serving = serving
        self._thread = threading.Thread(target=serving.run, name="souqbox", daemon=True)
        self._thread.start()
        if not ready.wait(READY_WITHIN_SECONDS):
            raise CannotStart(f"the server was not ready within {READY_WITHIN_SECONDS:.0f} s")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        assert self._serving is not None, "a sandbox is left that was never entered"
        assert self._thread is not None, "a sandbox is left that was never entered"
        self._serving.server.should_exit = True
        self._thread.join(READY_WITHIN_SECONDS)

    @property
    def described(self) -> dict[str, Any]:
        """What `--ready-file` would hold."""
        return self._running.described

    @property
    def url(self) -> str:
        url: str = self.described["url"]
        return url

    @property
    def shops(self) -> Shops:
        return self._running.assembly.shops

    @property
    def watch(self) -> Watch:
        """Journal, faults, limits and counts of all its requests; look at it within `call`."""
        return self._running.assembly.watch

    def shop(self, platform: str, name: str = "demo") -> EmbeddedShop:
        """The shop of this name, made now if nobody named it before."""
        return EmbeddedShop(self, platform, name)

    def remake(self, platform: str, name: str, changed: Mapping[str, Any]) -> None:
        """Make a shop anew from the sandbox's start with these facts of it changed."""
        maker = self._running.assembly.maker
        start = replace(maker.start, **changed)
        self.call(lambda: self.shops.replace(maker.make(platform, name, start)))

    @property
    def app(self) -> Any:
        """The ASGI app that answers, for tests that wrap it or call it without a socket."""
        return self._running.assembly.app

    def document(self, platform: str) -> dict[str, Any]:
        """The platform's bundled OpenAPI document."""
        return dict(self._running.assembly.parts[platform].contract.document)

    def accounts(self, platform: str) -> tuple[Server, Auth]:
        """Who gives out the tokens of a platform, and where they sit."""
        part = self._running.assembly.parts[platform]
        auth: Auth = part.platform.auth
        return Server.of(self.shops, part.platform, part.contract.document), auth

    def call(self, function: Callable[[], T]) -> T:
        """Run a function between two requests, and wait for its answer."""
        return self._running.server.call(function)

    def visit(self, platform: str, name: str, function: Callable[[Shop], T]) -> T:
        """The same with a shop; answers when the shop has sent what it has to send."""

        def shop() -> Shop:
            return self.shops.get(platform, name)

        outbox = self._running.assembly.outbox
        return self._running.server.call(lambda: function(shop()), lambda: outbox.drain(shop()))

    @property
    def _running(self) -> Serving:
        assert self._serving is not None, "enter the sandbox first: `with Sandbox() as sandbox:`"
        return self._serving
