"""Exchanges for tests, as they are after they ended."""

from typing import Any

from mock_server.engine.exchange import Exchange
from mock_server.engine.shop import Shop
from tests.toy.making import toy_contract

PATH = "/toy/notes"


def make_exchange(
    shop: Shop | None = None, operation: str | None = "listNotes", **facts: Any
) -> Exchange:
    """A list of notes that was answered; `facts` change what the exchange has."""
    fresh = {"started": 100.0, "method": "GET", "path": PATH, "query": b"", "headers": {}}
    fresh |= {name: facts.pop(name) for name in list(facts) if name in fresh}
    exchange = Exchange(**fresh)  # type: ignore[arg-type]
    exchange.platform, exchange.status = "toy", 200
    if operation is not None:
        exchange.operation = toy_contract().operation(operation)
    if shop is not None:
        exchange.entered(shop, "test")
    for name, value in facts.items():
        setattr(exchange, name, value)
    return exchange
