"""A shop's records by resource, changed in units that happen whole or not at all."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import Any, NamedTuple

from .errors import NotFound
from .seeds import Beginning
from .table import Page, Record, Table, TableSpec

__all__ = ["Change", "Page", "Record", "Store", "TableSpec"]

_PLAIN = TableSpec()


class Change(NamedTuple):
    """One record before and after; None where it was not there yet, or is no longer.

    `sequence` is its age: it tells the record's place among equals.
    """

    resource: str
    key: str
    before: Record | None
    after: Record | None
    sequence: int


_change: Callable[[tuple[Any, ...]], Change] = partial(tuple.__new__, Change)
"""Makes a `Change` out of a plain tuple: a story makes thousands, and `Change()` costs ten times
as much."""


class Store:
    """Records that are read by id and listed in order. Keys are text: `store.get("cart", "17")`."""

    def __init__(self, specs: Mapping[str, TableSpec]) -> None:
        self._tables = _Tables(specs)
        self._unit: list[Change] | None = None

    def sow(self, beginning: Beginning) -> None:
        """From now on, a table that nobody has looked at yet holds what the shop began with."""
        self._tables.beginning = beginning

    def get(self, resource: str, key: object) -> Record:
        """The record.

        Raises:
            NotFound: there is none, or no longer.
        """
        record = self._tables[resource].records.get(str(key))
        if record is None:
            raise NotFound(f"there is no {resource} {str(key)[:64]!r} in this shop", resource)
        return record

    def find(self, resource: str, key: object) -> Record | None:
        return self._tables[resource].records.get(str(key))

    def all(self, resource: str) -> list[Record]:
        """Every record, the oldest first."""
        return self.table(resource).select({}, newest_first=False)[0]

    def count(self, resource: str) -> int:
        return len(self.table(resource))

    def has(self, resource: str) -> bool:
        """Whether there is any record of it; quicker than counting where there never was one."""
        table = self._tables.get(resource)
        if table is None and self._tables.is_sown(resource):
            table = self._tables[resource]
        return table is not None and bool(table.records)

    def fresh(self, resource: str, make: Callable[[], object]) -> object:
        """An id of these that no record of the resource has."""
        key = make()
        while self.find(resource, key) is not None:
            key = make()
        return key

    def first(self, resource: str) -> Record | None:
        return self._tables[resource].first()

    def page(
        self,
        resource: str,
        number: int = 1,
        size: int = 20,
        where: Mapping[str, Any] | None = None,
        keep: Callable[[Record], bool] | None = None,
        *,
        newest_first: bool = True,
    ) -> Page:
        """Page `number` of the records that match; an empty page beyond the last."""
        records, total = self.table(resource).select(
            where or {}, keep, newest_first=newest_first, offset=(number - 1) * size, limit=size
        )
        return Page(records, total, number, size)

    def put(self, resource: str, key: object, record: Record) -> Record:
        """Keep a record, new or in the place of an older one."""
        table, name = self._tables[resource], str(key)
        before = table.records.get(name)
        sequence = table.put(name, record)
        if self._unit is not None:
            self._unit.append(_change((resource, name, before, record, sequence)))
        return record

    def update(self, resource: str, key: object, **fields: Any) -> Record:
        """Change the named fields and no others; the record as it is now."""
        return self.put(resource, key, {**self.get(resource, key), **fields})

    def delete(self, resource: str, key: object) -> None:
        before = self.get(resource, key)
        sequence = self._tables[resource].drop(str(key))
        if self._unit is not None:
            self._unit.append(_change((resource, str(key), before, None, sequence)))

    @property
    def in_unit(self) -> bool:
        return self._unit is not None

    @contextmanager
    def unit(self) -> Iterator[list[Change]]:
        """All that changes inside happens, or none of it: an error takes every change back.

        A unit inside a unit is part of it; alone, it takes back what changed since it began.
        """
        outer = self._unit
        changes = [] if outer is None else outer
        begun_at = len(changes)
        self._unit = changes
        try:
            yield changes
        except BaseException:
            while len(changes) > begun_at:
                self._undo(changes.pop())
            raise
        finally:
            self._unit = outer

    def resources(self) -> list[str]:
        """What there are records of, those among it that nobody has looked at yet."""
        sown = self._tables.beginning.seeds if self._tables.beginning else ()
        return sorted(name for name in {*self._tables, *sown} if self.has(name))

    def table(self, resource: str) -> Table:
        return self._tables[resource]

    def state(self) -> dict[str, Table]:
        """All records as one value that later changes do not reach."""
        return {name: table.copy() for name, table in self._tables.items()}

    def restore(self, state: Mapping[str, Table]) -> None:
        self._tables.clear()
        self._tables.update((name, table.copy()) for name, table in state.items())

    def _undo(self, change: Change) -> None:
        table = self.table(change.resource)
        if change.before is None:
            table.drop(change.key)
        else:
            table.put(change.key, change.before, change.sequence)


class _Tables(dict[str, Table]):
    """Tables by resource, each made when it is first named, with what the shop began with."""

    def __init__(self, specs: Mapping[str, TableSpec]) -> None:
        super().__init__()
        self._specs = specs
        self.beginning: Beginning | None = None

    def is_sown(self, resource: str) -> bool:
        return self.beginning is not None and resource in self.beginning.seeds

    def __missing__(self, resource: str) -> Table:
        table = Table(self._specs.get(resource, _PLAIN))
        if self.beginning is not None and resource in self.beginning.seeds:
            for record in self.beginning.records(resource):
                table.put(str(record["id"]), record)
        self[resource] = table  # last: a seed that fails leaves nothing behind
        return table
