from collections.abc import Iterator

import pytest

from mock_server.engine.seeds import Beginning
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from tests.helpers import NOON

from .library import ask, library


def titles(shop: Shop) -> list[str]:
    return [each["title"] for each in shop.store.all("book")]


def test_a_table_holds_what_the_shop_began_with_when_it_is_first_looked_at() -> None:
    shop = library()

    assert [each["name"] for each in ask(shop, "get /shelves")] == [
        "AlSamra honey",
        "Khawlani coffee",
    ]
    assert shop.store.has("book")
    assert shop.store.resources()[:2] == ["book", "shelf"]


def test_it_does_not_matter_what_happened_before_somebody_looked() -> None:
    early, late = library(), library()
    before = early.store.all("book")

    ask(late, "delete /shelves/{shelf}", shelf=1)

    assert late.store.all("book") == before[1:]


def test_a_client_that_writes_first_finds_the_rest_before_it() -> None:
    shop = library()

    made = ask(shop, "post /shelves/{shelf}/books", {"title": "New"}, shelf=2)

    assert titles(shop) == ["About AlSamra honey", "About Khawlani coffee", "New"]
    assert made["id"] not in {each["id"] for each in shop.store.all("book")[:-1]}


def test_a_snapshot_brings_back_what_nobody_had_looked_at_yet() -> None:
    shop = library()
    saved = shop.snapshot()
    ask(shop, "delete /shelves/{shelf}", shelf=1)

    shop.restore(saved)

    assert titles(shop) == ["About AlSamra honey", "About Khawlani coffee"]


def test_what_was_laid_down_stays_when_the_unit_that_looked_first_fails() -> None:
    shop = library()

    with pytest.raises(ZeroDivisionError), shop.unit():
        shop.store.delete("book", shop.store.all("book")[0]["id"])
        _ = 1 / 0

    assert titles(shop) == ["About AlSamra honey", "About Khawlani coffee"]


def test_seeds_that_need_each_other_are_a_mistake_that_says_so() -> None:
    def chicken(beginning: Beginning) -> Iterator[Record]:
        return iter(beginning.records("egg"))

    def egg(beginning: Beginning) -> Iterator[Record]:
        return iter(beginning.records("chicken"))

    beginning = Beginning("t", 7, NOON, None, {"chicken": chicken, "egg": egg})

    with pytest.raises(AssertionError, match="egg -> chicken -> egg"):
        beginning.records("egg")


def test_chance_belongs_to_a_seed_and_not_to_the_order_of_looking() -> None:
    def drawn(*looked_at: str) -> int:
        beginning = Beginning("t", 7, NOON, None, {})
        return [beginning.identifiers(each).number("x") for each in looked_at][-1]

    assert drawn("a", "b") == drawn("b")
    assert drawn("a") != drawn("b")
