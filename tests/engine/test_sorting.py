"""Lists that are sorted by another field than the one they are kept by."""

import pytest

from mock_server.engine.table import Table, TableSpec

KEPT = [("a", 3, "x"), ("b", None, "y"), ("c", 1, "x"), ("d", 3, "y")]
"""Id, worth, kind; `kept` orders them by id."""


@pytest.fixture
def kept() -> Table:
    table = Table(TableSpec(order="id", equal=("kind",)))
    for key, worth, kind in KEPT:
        table.put(key, {"id": key, "worth": worth, "kind": kind})
    return table


def ids(found: tuple[list[dict[str, object]], int]) -> str:
    return "".join(str(record["id"]) for record in found[0])


def test_a_field_sorts_both_ways_and_nothing_is_the_smallest(kept: Table) -> None:
    assert ids(kept.select({}, by="worth")) == "dacb"
    assert ids(kept.select({}, by="worth", newest_first=False)) == "bcad"


def test_a_page_of_a_sorted_list_is_a_part_of_it(kept: Table) -> None:
    pages = [kept.select({}, by="worth", offset=offset, limit=2) for offset in (0, 2, 4)]

    assert [ids(page) for page in pages] == ["da", "cb", ""]
    assert {total for _, total in pages} == {4}


def test_sorting_and_filtering_go_together(kept: Table) -> None:
    assert ids(kept.select({"kind": "x"}, by="worth", newest_first=False)) == "ca"


def test_sorting_by_the_order_in_which_it_is_kept_is_the_plain_list(kept: Table) -> None:
    assert kept.select({}, by="id", limit=3) == kept.select({}, limit=3)


def test_a_field_that_no_record_has_leaves_the_list_as_it_is(kept: Table) -> None:
    assert ids(kept.select({}, by="colour")) == "dcba"
