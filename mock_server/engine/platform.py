"""The whole of a platform as one value; a platform is found by being there."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from .jobs import Worker
from .limits import RateLimits
from .operations import Operations
from .request import Request
from .shop import Shop
from .store import Record, TableSpec
from .style import BaseStyle

Presenter = Callable[[Record, Shop, Request], Record]
"""Shows a stored record: adds what is computed (ages), leaves out what only we know."""

Filter = Callable[[Record, Any, Shop], bool]
"""Whether a record passes a query parameter's value."""

Sort = Callable[[Mapping[str, Any]], tuple[str | None, bool]]
"""From a list's query: the field to sort by (None: as kept) and whether the newest is first."""

Varies = Callable[[Record, Shop, Request], Hashable]
"""What a shown record depends on beside itself: an age, a language. Equal values, equal bytes."""

NewId = Callable[[Shop], object]
"""Makes the id of a new record: `lambda shop: shop.identifiers.number("note")`."""

Lasts = Callable[[Record, Shop], datetime | None]
"""When a record, unchanged, begins to look different: the next minute of an age; None for never."""

Setup = Callable[[Shop], None]
"""Makes what a shop of this platform has before anybody does anything."""

ClientFacts = Callable[[Shop], Mapping[str, str]]
"""What a client must know beside the token, such as the store's id in the path."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Platform:
    """Name, words and rules of a commerce platform.

    `tables` says how resources are kept, `listed` what a list shows of them and `filters` what
    query parameters mean beyond equality (by resource, then parameter), `sorts` how they order it.
    `presenters` say how a resource is shown. What was shown is shown again without work where the
    platform says how long that is right (`lasts`: nothing but record, language and clock counts)
    or on what it depends (`varies`); where it says neither, it is shown anew each time. `new_id`
    makes the ids of what is created by inference, else they are UUIDs. `hosts` are the names of
    the real servers. `webhooks` says how events are sent out (`mock_server.webhooks.Webhooks`).
    `limits` are the calls that it takes in a span of time. `beside` are smaller APIs of the same
    platform by the folder of their documents (`specs/salla/accounts`), such as its OAuth server.
    """

    name: str
    title: str
    style: Any
    auth: Any
    dialect: Any
    webhooks: Any = None
    limits: RateLimits | None = None
    hosts: tuple[str, ...] = ()
    operations: Sequence[Operations] = ()
    workers: Sequence[Mapping[str, Worker]] = ()
    presenters: Mapping[str, Presenter] = field(default_factory=dict)
    lasts: Mapping[str, Lasts] = field(default_factory=dict)
    varies: Mapping[str, Varies] = field(default_factory=dict)
    tables: Mapping[str, TableSpec] = field(default_factory=dict)
    listed: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    filters: Mapping[str, Mapping[str, Filter]] = field(default_factory=dict)
    sorts: Mapping[str, Sort] = field(default_factory=dict)
    new_id: Mapping[str, NewId] = field(default_factory=dict)
    setup: Setup | None = None
    client_facts: ClientFacts | None = None
    beside: Mapping[str, "Platform"] = field(default_factory=dict)

    def __post_init__(self) -> None:
        assert isinstance(self.style, BaseStyle), f"{self.name}: a style extends BaseStyle"

    def all_workers(self) -> dict[str, Worker]:
        joined: dict[str, Worker] = {}
        for workers in self.workers:
            joined.update(workers)
        if self.webhooks is not None:
            joined.update(self.webhooks.workers)
        return joined

    def all_tables(self) -> dict[str, TableSpec]:
        return {**self.tables, **(self.webhooks.tables if self.webhooks is not None else {})}
