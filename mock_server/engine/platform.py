"""The whole of a platform as one value; a platform is found by being there."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .jobs import Worker
from .limits import RateLimits
from .operations import Operations
from .resource import Filter, Lasts, NewId, Presenter, Resource, Sort, Varies, in_order
from .seeds import Seed
from .shop import Shop
from .store import Record, TableSpec
from .style import BaseStyle

__all__ = [
    "ClientFacts",
    "Filter",
    "Lasts",
    "NewId",
    "Platform",
    "Presenter",
    "Remember",
    "Resource",
    "Setup",
    "Sort",
    "Varies",
]

Setup = Callable[[Shop], None]
"""Makes what a shop of this platform has before anybody does anything."""

Remember = Callable[[Record, Shop], None]
"""Keeps an event, as it happens, in the shape in which the platform's own API lists events."""

ClientFacts = Callable[[Shop], Mapping[str, str]]
"""What a client must know beside the token, such as the store's id in the path."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Platform:
    """Name, words and rules of a commerce platform.

    `resources` are its kinds of records, each described by its own module. A platform of a few can
    say the same here, by resource: `tables` says how resources are kept, `listed` what a list shows
    of them and `filters` what query parameters mean beyond equality (by resource, then parameter),
    `sorts` how they order it; `apart` names parameters that choose nothing. `presenters` say how a
    resource is shown. What was shown is shown again without work where the platform says how long
    that is right (`lasts`: nothing but record, language and clock counts) or on what it depends
    (`varies`); where it says neither, it is shown anew each time. `new_id` makes the ids of what is
    created by inference, else they are UUIDs. `hosts` are the names of the real servers. `webhooks`
    says how events are sent out (`mock_server.webhooks.Webhooks`). `remember` is for a
    platform whose API lists events; it hears of those of a story as well. `limits` are the calls
    that it takes in a span of time. `beside` are smaller APIs of the same platform by the folder of
    their documents (`specs/salla/accounts`), such as its OAuth server.
    """

    name: str
    title: str
    style: Any
    auth: Any
    dialect: Any
    webhooks: Any = None
    remember: Remember | None = None
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
    apart: Mapping[str, Sequence[str]] = field(default_factory=dict)
    new_id: Mapping[str, NewId] = field(default_factory=dict)
    setup: Setup | None = None
    client_facts: ClientFacts | None = None
    beside: Mapping[str, "Platform"] = field(default_factory=dict)
    resources: Sequence[Resource] = ()

    def __post_init__(self) -> None:
        assert isinstance(self.style, BaseStyle), f"{self.name}: a style extends BaseStyle"
        names = [each.name for each in self.resources]
        assert len(names) == len(set(names)), f"{self.name} describes a resource twice"

    def resource(self, name: str) -> Resource:
        """How records of this name are kept; what nobody described has defaults."""
        described = next((each for each in self.resources if each.name == name), None)
        return described or Resource(
            name=name,
            table=self.tables.get(name, TableSpec()),
            present=self.presenters.get(name),
            lasts=self.lasts.get(name),
            varies=self.varies.get(name),
            listed=self.listed.get(name, {}),
            filters=self.filters.get(name, {}),
            sort=self.sorts.get(name, in_order),
            apart=frozenset(self.apart.get(name, ())),
            new_id=self.new_id.get(name),
        )

    def described(self) -> dict[str, Resource]:
        """All resources that say anything, by name."""
        return {each.name: each for each in self.resources}

    def seeds(self) -> dict[str, Seed]:
        return {each.name: each.seed for each in self.resources if each.seed is not None}

    def all_workers(self) -> dict[str, Worker]:
        joined: dict[str, Worker] = {}
        for workers in self.workers:
            joined.update(workers)
        if self.webhooks is not None:
            joined.update(self.webhooks.workers)
        return joined

    def all_tables(self) -> dict[str, TableSpec]:
        described = {each.name: each.indexed for each in self.resources}
        webhooks = self.webhooks.tables if self.webhooks is not None else {}
        return {**self.tables, **webhooks, **described}
