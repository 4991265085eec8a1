"""Shops of the toy platform and calls of its operations, without a server."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from mock_server.app.making import Maker, Start
from mock_server.commerce.vocabulary import Story
from mock_server.engine.answering import answerer
from mock_server.engine.binding import Binding, bind
from mock_server.engine.request import Request
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.spec.cache import Cache
from mock_server.spec.contract import Contract, load_contract
from tests.helpers import NOON, SMALL_STORY

from .platform import PLATFORM

FOLDER = Path(__file__).parent


@cache
def toy_contract() -> Contract:
    return load_contract("toy", FOLDER, Cache())


@cache
def toy_bindings() -> Mapping[str, Binding]:
    return {each.operation.id: each for each in bind(toy_contract(), PLATFORM)}


def toy_maker(told: Story = SMALL_STORY, start: Start | None = None) -> Maker:
    return Maker({"toy": PLATFORM}, lambda scenario, seed: told, start or Start("small", 7, NOON))


def toy_shop(name: str = "t", told: Story = SMALL_STORY, clock: datetime | None = NOON) -> Shop:
    """A shop of notes whose story ends at `clock`, where its time stands still."""
    return toy_maker(told).make("toy", name, Start("small", 7, clock))


def ask(
    shop: Shop,
    operation_id: str,
    path: Mapping[str, Any] | None = None,
    query: Mapping[str, Any] | None = None,
    body: Any = None,
) -> tuple[int, Any]:
    """Status and body of an operation; errors are raised."""
    binding = toy_bindings()[operation_id]
    request = Request(binding.operation, "en", path or {}, query or {}, {}, body)
    with shop.unit():
        status, content, _ = answerer(binding, PLATFORM)(
            binding.handler(request, shop), request, shop
        )
    return status, content


def write_notes(shop: Shop, *titles: str, **fields: Any) -> list[Record]:
    """Notes of these titles, written one after the other."""
    return [ask(shop, "createNote", body={"title": each, **fields})[1]["data"] for each in titles]
