"""A sandbox in this process: no socket, no real time; its deliveries end in a receiver of ours."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from mock_server.app.assembly import Options, assemble
from mock_server.app.making import Start
from mock_server.engine.shop import Shop
from mock_server.web.posting import Post
from mock_server.webhooks.delivering import Outgoing
from mock_server.webhooks.delivering import Reply as Answer
from tests.asgi import Call, Reply, send_call
from tests.helpers import NOON, left_cart, story

RECEIVER = "http://127.0.0.1:9"
TOLD = story(*left_cart("old", "sara", timedelta(hours=30), "honey", "coffee"))


@dataclass
class Receiver:
    """Whoever is sent webhooks. `moods` are the next answers at a path: a status, or no answer."""

    letters: list[Outgoing] = field(default_factory=list)
    moods: dict[str, list[int | None]] = field(default_factory=dict)

    @asynccontextmanager
    async def posting(self) -> AsyncIterator[Post]:
        yield self._post

    async def _post(self, outgoing: Outgoing) -> Answer:
        self.letters.append(outgoing)
        moods = self.moods.get(path_of(outgoing.url)) or [200]
        status = moods.pop(0)
        return Answer(status, None if status else "no answer within 10 s")


def path_of(url: str) -> str:
    return url.removeprefix(RECEIVER)


class World:
    """One platform's sandbox; histories take place in shops of their own in it."""

    def __init__(self, platform: str) -> None:
        self.platform = platform
        self.receiver = Receiver()
        options = Options(tell=lambda scenario, seed: TOLD, poster=self.receiver, journal=200)
        self.sandbox = assemble([platform], Start(clock=NOON), options)
        self.base = f"/{platform}{self.sandbox.parts[platform].contract.base_path}"
        self._loop = asyncio.new_event_loop()

    def close(self) -> None:
        self._loop.close()

    def shop(self, name: str) -> Shop:
        return self.sandbox.shops.get(self.platform, name)

    def store(self, shop: str) -> str:
        """The id of its store, where paths name it."""
        facts = self.sandbox.parts[self.platform].platform.client_facts
        return facts(self.shop(shop)).get("store_id", "") if facts else ""

    def forget(self, names: list[str]) -> None:
        """The shops of a history that is over, and all that was heard of them."""
        for name in names:
            self.sandbox.shops.remove(self.platform, name)
        self.receiver.letters.clear()
        self.receiver.moods.clear()
        self.sandbox.watch.journal.clear()

    def send(self, call: Call) -> Reply:
        return self._loop.run_until_complete(send_call(self.sandbox.app, call))

    def admin(self, method: str, shop: str, path: str, body: Any = None) -> Reply:
        """The admin API about a shop; it answers when the shop has nothing more to send."""
        place = f"/__admin/shops/{self.platform}/{shop}{path}"
        return self.send(json_call(method, place, {}, body))

    def done(self, method: str, shop: str, path: str, body: Any = None) -> Any:
        """The same where it must succeed; what it answers."""
        reply = self.admin(method, shop, path, body)
        assert reply.status in (200, 201, 204), reply.body
        return reply.body

    def deliver(self, shop: str) -> None:
        """Have sent what is to be sent by now."""
        self.done("GET", shop, "")


def json_call(
    method: str, path: str, headers: Mapping[str, str], body: Any = None, query: Any = None
) -> Call:
    sent = {**headers, **({} if body is None else {"Content-Type": "application/json"})}
    content = b"" if body is None else json.dumps(body).encode()
    return Call(method, path, sent, urlencode(query or {}), content)
