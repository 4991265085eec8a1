"""The admin API answers when what it set off has been sent: a layer around its app."""

import re

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from mock_server.engine.shop import Shop
from mock_server.engine.shops import Shops

from .outbox import Outbox

_SHOP = re.compile(r"/shops/([^/]+)/([^/]+)")


class Draining:
    """Reading waits first, so that it sees how sending ended; everything else waits afterwards."""

    def __init__(self, app: ASGIApp, shops: Shops, outbox: Outbox) -> None:
        self._app = app
        self._shops = shops
        self._outbox = outbox

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif scope["method"] in ("GET", "HEAD"):
            await self._drain(scope)
            await self._app(scope, receive, send)
        else:
            answer: list[Message] = []

            async def keep(message: Message) -> None:
                answer.append(message)

            await self._app(scope, receive, keep)
            await self._drain(scope)
            for message in answer:
                await send(message)

    async def _drain(self, scope: Scope) -> None:
        shop = self._shop(scope["path"])
        if shop is not None:
            await self._outbox.drain(shop)

    def _shop(self, path: str) -> Shop | None:
        found = _SHOP.search(path)
        return self._shops.known(found[1], found[2]) if found else None
