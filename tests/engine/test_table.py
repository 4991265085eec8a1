from random import Random
from typing import Any

import pytest

from mock_server.engine.table import Page, Record, Table, TableSpec

SPEC = TableSpec(order="rank", equal=("colour", "size"))
COLOURS, SIZES, RANKS = ("red", "green", None), (1, 2), (None, 1, 2, 3, 4)


class NaiveTable:
    """What a table must do, in the plainest way: a list that is searched and sorted each time."""

    def __init__(self, order: str | None) -> None:
        self.order = order
        self.rows: list[tuple[str, Record]] = []

    def put(self, key: str, record: Record) -> None:
        for index, (known, _) in enumerate(self.rows):
            if known == key:
                self.rows[index] = (key, record)
                return
        self.rows.append((key, record))

    def drop(self, key: str) -> None:
        self.rows = [row for row in self.rows if row[0] != key]

    def sorted(self) -> list[Record]:
        records = [record for _, record in self.rows]
        order = self.order
        if order is None:
            return records
        return sorted(records, key=lambda it: (it[order] is not None, it[order] or 0))

    def select(
        self, where: dict[str, Any], newest_first: bool, offset: int, limit: int
    ) -> tuple[list[Record], int]:
        records = self.sorted()[::-1] if newest_first else self.sorted()
        matching = [it for it in records if all(it[name] == value for name, value in where.items())]
        return matching[offset : offset + limit], len(matching)


def a_record(random: Random, key: str) -> Record:
    return {
        "id": key,
        "rank": random.choice(RANKS),
        "colour": random.choice(COLOURS),
        "size": random.choice(SIZES),
        "note": random.choice("xy"),
    }


def change(random: Random, table: Table, naive: NaiveTable) -> None:
    known = [key for key, _ in naive.rows]
    key = random.choice(known) if known and random.random() < 0.5 else str(random.randrange(30))
    if key in known and random.random() < 0.4:
        table.drop(key)
        naive.drop(key)
    else:
        record = a_record(random, key)
        table.put(key, record)
        naive.put(key, record)


def same(random: Random, table: Table, naive: NaiveTable) -> bool:
    where: dict[str, Any] = {}
    for name, values in (("colour", COLOURS), ("size", SIZES), ("note", ("x", "y"))):
        if random.random() < 0.4:
            where[name] = random.choice(values)
    newest_first, offset, limit = random.random() < 0.5, random.randrange(6), random.randrange(1, 9)
    found = table.select(where, newest_first=newest_first, offset=offset, limit=limit)
    return found == naive.select(where, newest_first, offset, limit)


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("order", [None, "rank"])
def test_a_table_does_what_a_plain_list_would(seed: int, order: str | None) -> None:
    random = Random(seed)
    table, naive = Table(TableSpec(order, SPEC.equal)), NaiveTable(order)

    for _ in range(120):
        change(random, table, naive)
        assert same(random, table, naive)

    assert len(table) == len(naive.rows)
    assert table.first() == (naive.sorted()[0] if naive.rows else None)


def test_a_copy_lives_its_own_life() -> None:
    random = Random(1)
    table, naive = Table(SPEC), NaiveTable("rank")
    for _ in range(40):
        change(random, table, naive)
    kept = naive.sorted()

    twin = table.copy()
    for _ in range(40):
        change(random, table, naive)

    assert twin.select({}, newest_first=False) == (kept, len(kept))
    assert table.select({}, newest_first=False) == (naive.sorted(), len(naive.rows))


def test_what_comes_back_with_its_sequence_is_where_it_was() -> None:
    table = Table(SPEC)
    for key in "abc":
        table.put(key, {"id": key, "rank": 1, "colour": "red"})
    record = table.records["b"]

    sequence = table.drop("b")
    table.put("d", {"id": "d", "rank": 1, "colour": "red"})
    table.put("b", record, sequence)

    for where in ({}, {"colour": "red"}):
        assert [it["id"] for it in table.select(where, newest_first=False)[0]] == list("abcd")


def test_a_sequence_never_repeats() -> None:
    table = Table(TableSpec())

    sequences = [table.put("a", {}), table.put("a", {"x": 1}), table.drop("a"), table.put("a", {})]

    assert sequences == [1, 1, 1, 2]


def test_a_record_without_what_is_sorted_by_comes_first() -> None:
    table = Table(SPEC)
    for key, rank in (("a", 2), ("b", None), ("c", 1)):
        table.put(key, {"id": key, "rank": rank})
    table.put("d", {"id": "d"})

    assert [it["id"] for it in table.select({}, newest_first=False)[0]] == list("bdca")


def test_an_empty_record_is_a_record() -> None:
    table = Table(SPEC)

    table.put("a", {})
    table.put("a", {"colour": "red"})

    assert table.select({"colour": "red"}) == ([{"colour": "red"}], 1)
    assert table.select({"colour": None}) == ([], 0)


def test_an_index_forgets_values_that_nothing_has_any_more() -> None:
    table = Table(SPEC)

    for number in range(100):
        table.put("a", {"colour": number})
    table.drop("a")

    assert table._equal["colour"] == {}


@pytest.mark.parametrize(("newest_first", "ids"), [(True, "dcab"), (False, "bacd")])
def test_a_list_may_be_sorted_by_another_field(newest_first: bool, ids: str) -> None:
    """Among equals the newest is first where the largest is, and last otherwise."""
    table = Table(TableSpec())
    for key, size in (("a", 1), ("b", None), ("c", 1), ("d", 2)):
        table.put(key, {"id": key, "size": size})

    rows, total = table.select({}, by="size", newest_first=newest_first)

    assert ("".join(it["id"] for it in rows), total) == (ids, 4)


def test_keeping_counts_what_is_kept() -> None:
    table = Table(SPEC)
    for number in range(10):
        table.put(str(number), {"rank": number, "colour": "red" if number % 2 else "green"})

    rows, total = table.select({"colour": "red"}, lambda it: it["rank"] > 2, offset=1, limit=2)

    assert ([it["rank"] for it in rows], total) == ([7, 5], 4)


@pytest.mark.parametrize(
    ("total", "size", "last"), [(0, 15, 1), (1, 15, 1), (15, 15, 1), (16, 15, 2), (5, 0, 1)]
)
def test_a_page_knows_the_last_one(total: int, size: int, last: int) -> None:
    assert Page([], total, 1, size).last == last
