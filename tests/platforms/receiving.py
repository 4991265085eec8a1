"""A receiver of webhooks for tests: no server, no waiting, and it answers as it is told."""

import json
from base64 import b64decode
from datetime import datetime
from typing import Any

from mock_server.engine.shop import Shop
from mock_server.webhooks.delivering import Outgoing, Reply, next_outgoing, settle


def receive(shop: Shop, status: int | None = 200) -> list[Outgoing]:
    """Take everything that the shop has to send by now; each is answered with this status.

    None stands for a receiver that does not answer at all.
    """
    received: list[Outgoing] = []
    while True:
        shop.catch_up()
        outgoing = next_outgoing(shop.webhooks, shop)
        if outgoing is None:
            return received
        error = None if status else "timed out"
        settle(shop.webhooks, shop, outgoing, Reply(status=status, error=error))
        received.append(outgoing)


def bodies(received: list[Outgoing]) -> list[Any]:
    return [json.loads(each.body) for each in received]


def moments(received: list[Outgoing]) -> list[datetime]:
    return [each.due for each in received]


def credentials(outgoing: Outgoing) -> str:
    """The name and password of HTTP Basic, as a receiver reads them."""
    word, _, encoded = outgoing.headers["Authorization"].partition(" ")
    assert word == "Basic"
    return b64decode(encoded).decode()
