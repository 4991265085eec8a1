from random import Random
from typing import Any

import pytest

from mock_server.engine.errors import NotFound
from mock_server.engine.store import Change, Store, TableSpec


@pytest.fixture
def store() -> Store:
    store = Store({"note": TableSpec(order="rank", equal=("pinned",))})
    for number in range(1, 6):
        store.put("note", number, {"id": number, "rank": number % 2, "pinned": False})
    return store


class Refused(Exception):
    """What a handler raises in the middle of a unit."""


def view(store: Store) -> Any:
    """All that can be seen of the notes, in every order."""
    return (
        store.all("note"),
        store.page("note", where={"pinned": False}).records,
        store.page("note", where={"pinned": True}).records,
        store.count("note"),
        store.first("note"),
    )


def test_keys_are_text_and_numbers_alike(store: Store) -> None:
    assert store.get("note", 3) is store.get("note", "3") is store.find("note", 3)


def test_what_is_not_there_is_not_found(store: Store) -> None:
    with pytest.raises(NotFound, match="there is no note '9' in this shop") as caught:
        store.get("note", 9)

    assert caught.value.resource == "note"
    assert store.find("note", 9) is None
    assert store.first("cart") is None
    assert (store.all("cart"), store.count("cart")) == ([], 0)


def test_a_long_key_does_not_fill_the_reason(store: Store) -> None:
    with pytest.raises(NotFound) as caught:
        store.get("note", "x" * 5000)

    assert len(caught.value.reason) < 120


def test_a_deleted_record_is_not_found_and_cannot_be_deleted_twice(store: Store) -> None:
    store.delete("note", 3)

    for act in (store.get, store.delete, store.update):
        with pytest.raises(NotFound):
            act("note", 3)


def test_an_update_changes_the_named_fields_and_no_others(store: Store) -> None:
    before = store.get("note", 2)

    after = store.update("note", 2, pinned=True)

    assert after == {"id": 2, "rank": 0, "pinned": True} == store.get("note", 2)
    assert before["pinned"] is False, "a record is replaced, never changed in place"


def test_pages_neither_repeat_nor_skip(store: Store) -> None:
    pages = [store.page("note", number, 2) for number in (1, 2, 3, 4)]

    assert [row["id"] for page in pages for row in page.records] == [5, 3, 1, 4, 2]
    assert [(page.total, page.number, page.size, page.last) for page in pages] == [
        (5, number, 2, 3) for number in (1, 2, 3, 4)
    ]


def test_resources_are_those_that_have_records(store: Store) -> None:
    store.count("cart")
    store.put("order", 1, {})

    assert store.resources() == ["note", "order"]


def test_a_unit_tells_its_changes_in_order(store: Store) -> None:
    with store.unit() as changes:
        made = store.put("note", 6, {"id": 6, "rank": 0, "pinned": True})
        store.delete("note", 6)

    assert changes == [
        Change("note", "6", None, made, 6),
        Change("note", "6", made, None, 6),
    ]
    assert not store.in_unit


def test_an_error_takes_everything_back_to_its_place(store: Store) -> None:
    before = view(store)

    with pytest.raises(Refused), store.unit():
        store.delete("note", 3)
        store.update("note", 1, rank=7, pinned=True)
        store.put("note", 3, {"id": "another"})
        store.delete("note", 1)
        store.put("note", 9, {"id": 9, "rank": 1, "pinned": True})
        raise Refused

    assert view(store) == before
    assert not store.in_unit


@pytest.mark.parametrize("seed", range(30))
def test_whatever_a_failed_unit_did_is_undone(store: Store, seed: int) -> None:
    random = Random(seed)
    before = view(store)

    with pytest.raises(Refused), store.unit():
        for _ in range(25):
            act_at_random(random, store)
        raise Refused

    assert view(store) == before


@pytest.mark.parametrize("seed", range(30))
def test_a_failed_unit_inside_another_takes_back_only_its_own(store: Store, seed: int) -> None:
    random = Random(seed)

    with store.unit() as changes:
        for _ in range(5):
            act_at_random(random, store)
        middle, so_far = view(store), list(changes)
        with pytest.raises(Refused), store.unit():
            for _ in range(10):
                act_at_random(random, store)
            raise Refused
        assert (view(store), changes) == (middle, so_far)
        assert store.in_unit

    assert view(store) == middle


def test_a_failed_unit_takes_back_what_a_unit_inside_it_did(store: Store) -> None:
    before = view(store)

    with pytest.raises(Refused), store.unit():
        with store.unit():
            store.delete("note", 2)
        raise Refused

    assert view(store) == before


def test_a_state_is_not_reached_by_later_changes(store: Store) -> None:
    state, before = store.state(), view(store)

    store.delete("note", 3)
    store.put("note", 7, {"id": 7, "rank": 1, "pinned": True})
    store.restore(state)
    after_restore = view(store)
    store.update("note", 1, rank=9)
    store.restore(state)

    assert after_restore == before == view(store)


def act_at_random(random: Random, store: Store) -> None:
    number = random.randrange(1, 9)
    if store.find("note", number) and random.random() < 0.5:
        store.delete("note", number)
    else:
        pinned, rank = random.random() < 0.5, random.choice([0, 1, None])
        store.put("note", number, {"id": number, "rank": rank, "pinned": pinned})
