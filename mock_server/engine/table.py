"""One resource's records, in order, with the indexes that its lists filter on."""

from bisect import bisect_left, insort
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Record = dict[str, Any]
Entry = tuple[Any, int, str]
"""A record's place: its sort value, its sequence, which never repeats, and its key."""


@dataclass(frozen=True, slots=True)
class TableSpec:
    """How a resource is kept: sorted by `order` (else by age), indexed by equality on `equal`."""

    order: str | None = None
    equal: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """Some records out of `total`; `number` counts from 1."""

    records: Sequence[Record]
    total: int
    number: int = 1
    size: int = 0

    @property
    def last(self) -> int:
        """The number of the last page, 1 when there is nothing."""
        return max(1, -(-self.total // self.size)) if self.size else 1


class Table:
    """Records by id. A record is replaced, never changed in place: a copy of a table is shallow."""

    def __init__(self, spec: TableSpec) -> None:
        self.spec = spec
        self.records: dict[str, Record] = {}
        self._entries: dict[str, Entry] = {}
        self._ordered: list[Entry] = []
        self._equal: dict[str, dict[Any, list[Entry]]] = {field: {} for field in spec.equal}
        self._next = 1

    def copy(self) -> "Table":
        twin = Table(self.spec)
        twin.records = dict(self.records)
        twin._entries = dict(self._entries)
        twin._ordered = list(self._ordered)
        twin._equal = {
            field: {value: list(entries) for value, entries in by_value.items()}
            for field, by_value in self._equal.items()
        }
        twin._next = self._next
        return twin

    def put(self, key: str, record: Record, sequence: int | None = None) -> int:
        """Keep the record; a new one goes last among its equals, an old one keeps its age.

        Gives its sequence. One that comes back with the sequence it had is where it was.
        """
        entry, order = self._entries.get(key), self.spec.order
        sort_value = None if order is None else _sort_value(record, order)
        if entry is None:
            entry = (sort_value, self._next if sequence is None else sequence, key)
            self._next = max(self._next, entry[1] + 1)
            self._place(entry, record)
        elif entry[0] != sort_value:
            self._displace(entry, self.records[key])
            entry = (sort_value, entry[1], key)
            self._place(entry, record)
        elif self._equal:
            self._index_anew(entry, self.records[key], record)
        self.records[key] = record
        return entry[1]

    def drop(self, key: str) -> int:
        """Forget a record that is there; the sequence that it had."""
        entry = self._entries[key]
        self._displace(entry, self.records.pop(key))
        return entry[1]

    def select(
        self,
        where: Mapping[str, Any],
        keep: Callable[[Record], bool] | None = None,
        *,
        by: str | None = None,
        newest_first: bool = True,
        offset: int = 0,
        limit: int | None = None,
    ) -> tuple[list[Record], int]:
        """Records that match and how many there are; a plain page costs no more than its rows.

        `by` names a field to sort by instead of the table's order (`newest_first`: downwards).
        """
        entries, rest = self._narrowest(where)
        by = None if by == self.spec.order else by
        if rest or keep or by:
            matching = [
                record
                for record in self._walk(entries, newest_first)
                if all(record.get(field) == value for field, value in rest.items())
                and (keep is None or keep(record))
            ]
            if by:
                matching.sort(key=_rank(by), reverse=newest_first)
            return matching[offset : None if limit is None else offset + limit], len(matching)
        total = len(entries)
        stop = total if limit is None else min(total, offset + limit)
        if newest_first:
            rows = entries[total - stop : max(0, total - offset)][::-1]
        else:
            rows = entries[offset:stop]
        return [self.records[key] for _, _, key in rows], total

    def first(self) -> Record | None:
        return self.records[self._ordered[0][2]] if self._ordered else None

    def __len__(self) -> int:
        return len(self.records)

    def _narrowest(self, where: Mapping[str, Any]) -> tuple[list[Entry], dict[str, Any]]:
        """The shortest list that holds all that match, and what is still to be looked at."""
        if len(where) == 1:  # the plain page of a list: nothing to choose
            [(field, value)] = where.items()
            by_value = self._equal.get(field)
            if by_value is not None:
                return by_value.get(value, []), {}
        indexed = [field for field in where if field in self._equal]
        if not indexed:
            return self._ordered, dict(where)
        lists = {field: self._equal[field].get(where[field], []) for field in indexed}
        chosen = min(indexed, key=lambda field: len(lists[field]))
        rest = {field: value for field, value in where.items() if field != chosen}
        return lists[chosen], rest

    def _walk(self, entries: list[Entry], newest_first: bool) -> Iterator[Record]:
        for _, _, key in reversed(entries) if newest_first else entries:
            yield self.records[key]

    def _place(self, entry: Entry, record: Record) -> None:
        _put_in(self._ordered, entry)
        self._entries[entry[2]] = entry
        for field, by_value in self._equal.items():
            _put_in(by_value.setdefault(record.get(field), []), entry)

    def _displace(self, entry: Entry, record: Record) -> None:
        del self._entries[entry[2]]
        _take_out(self._ordered, entry)
        for field, by_value in self._equal.items():
            _take_out_of(by_value, record.get(field), entry)

    def _index_anew(self, entry: Entry, before: Record, after: Record) -> None:
        for field, by_value in self._equal.items():
            old, new = before.get(field), after.get(field)
            if old != new:
                _take_out_of(by_value, old, entry)
                _put_in(by_value.setdefault(new, []), entry)


def _sort_value(record: Record, order: str) -> Any:
    """What a table is sorted by; a record without it comes first, as in `_rank`."""
    value = record.get(order)
    return () if value is None else (value,)


def _rank(field: str) -> Callable[[Record], Any]:
    """Sorts by a field; what has none comes before everything, as databases have it."""

    def rank(record: Record) -> Any:
        value = record.get(field)
        return value is not None, value

    return rank


def _put_in(entries: list[Entry], entry: Entry) -> None:
    """What is new mostly goes last, so there is no need to search for its place."""
    if entries and entry < entries[-1]:
        insort(entries, entry)
    else:
        entries.append(entry)


def _take_out(entries: list[Entry], entry: Entry) -> None:
    del entries[bisect_left(entries, entry)]


def _take_out_of(by_value: dict[Any, list[Entry]], value: Any, entry: Entry) -> None:
    """A value that nothing has any more is forgotten, so that an index does not grow for ever."""
    _take_out(by_value[value], entry)
    if not by_value[value]:
        del by_value[value]
