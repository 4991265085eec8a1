"""All that a platform says of one kind of record, as one value; its module makes it."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from .request import Request
from .seeds import Seed
from .shop import Shop
from .table import Record, TableSpec

Presenter = Callable[[Record, Shop, Request], Record]
"""Shows a stored record: adds what is computed (ages), leaves out what only we know."""

Filter = Callable[[Record, Any, Shop], bool]
"""Whether a record passes a query parameter's value; `engine/filters.py` has the usual ones."""

Sort = Callable[[Mapping[str, Any]], tuple[str | None, bool]]
"""From a list's query: the field to sort by (None: as kept) and whether the newest is first."""

Varies = Callable[[Record, Shop, Request], Hashable]
"""What a shown record depends on beside itself: an age, a language. Equal values, equal bytes."""

NewId = Callable[[Shop], object]
"""Makes the id of a new record: `lambda shop: shop.identifiers.number("note")`."""

Lasts = Callable[[Record, Shop], datetime | None]
"""When a record, unchanged, begins to look different: the next minute of an age; None for never."""

Writes = Callable[[Mapping[str, Any], Record, Request, Shop], Record]
"""(what was sent, the record as it is, request, shop) -> the fields that change, as they are kept.

The record as it is has no id while it is made. Whatever the document cannot say is checked here.
"""

Parts = Callable[[Mapping[str, Any], Record, Request, Shop], None]
"""(what was sent, the record as it was or as it is made, request, shop): writes what a body says
of other records, such as the options of a product."""

Tells = Callable[[Record, Shop], Mapping[str, Any]]
"""What an event says of a record."""

_AS_IT_COMES = TableSpec()

Orphans = Literal["removed", "detached"]


def in_order(query: Mapping[str, Any]) -> tuple[str | None, bool]:
    """Sorts a list by its table, the last first."""
    return None, True


def oldest_first(query: Mapping[str, Any]) -> tuple[str | None, bool]:
    """Sorts a list by its table, the first first."""
    return None, False


@dataclass(frozen=True, slots=True)
class Parent:
    """What a record belongs to: a record of `resource`, whose id it has in `field`.

    `parameter` is how paths name the parent, where they do (`/products/{product}/options`). When
    the parent is deleted its orphans are deleted too, or live on without it. A field of `several`
    is a list of ids.
    """

    resource: str
    field: str
    parameter: str = ""
    orphans: Orphans = "removed"
    several: bool = False


@dataclass(frozen=True, slots=True)
class Events:
    """The names of what is announced when a record was made, changed or deleted; "" for nothing.

    `fields` names what is announced besides when a change reaches one of these fields.
    """

    created: str = ""
    updated: str = ""
    deleted: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)


_SILENT = Events()


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """How one kind of record is kept, found, shown, written and announced.

    `table` says how it is kept and `seed` what a new shop has of it. `listed` is what a list shows
    when it is not asked for anything, `filters` what query parameters mean beyond equality with an
    indexed field, `sort` the order; a parameter of a list that is none of these is named in `apart`
    because a presenter reads it, or because it has no effect here. `keys` are path parameters that
    name a record by another field than its id. `new_id` makes ids, else they are UUIDs.

    `writes` turns what is sent into fields, `parts` into other records. `unique` fields differ
    between records, fields in `refers` hold ids of records (or lists of them) that must be there.
    `parents` say whom records belong to. `present` shows a record, kept for as long as `lasts` or
    `varies` say that it is right. `announces` names the events of writes, and `tells` their data.
    """

    name: str
    table: TableSpec = _AS_IT_COMES
    seed: Seed | None = None
    present: Presenter | None = None
    lasts: Lasts | None = None
    varies: Varies | None = None
    listed: Mapping[str, Any] = field(default_factory=dict)
    filters: Mapping[str, Filter] = field(default_factory=dict)
    sort: Sort = in_order
    apart: frozenset[str] = frozenset()
    keys: Mapping[str, str] = field(default_factory=dict)
    new_id: NewId | None = None
    writes: Writes | None = None
    parts: Parts | None = None
    unique: tuple[str, ...] = ()
    refers: Mapping[str, str] = field(default_factory=dict)
    parents: tuple[Parent, ...] = ()
    announces: Events = _SILENT
    tells: Tells | None = None

    @property
    def indexed(self) -> TableSpec:
        """Its table, with an index on everything that records are looked up by."""
        also = [*self.unique, *self.keys.values()]
        also += [each.field for each in self.parents if not each.several]
        return TableSpec(self.table.order, tuple(dict.fromkeys([*self.table.equal, *also])))

    def parent_in(self, path: str) -> Parent | None:
        """The parent that a path names, if it names one."""
        named = (each for each in self.parents if each.parameter)
        return next((each for each in named if f"{{{each.parameter}}}/" in path), None)
