from typing import Any

import pytest

from mock_server.engine import keeping
from mock_server.engine.errors import Conflict, Invalid, NotFound
from mock_server.engine.shop import Shop

from .library import ask, library

ON_SHELF = "post /shelves/{shelf}/books"


@pytest.fixture
def shop() -> Shop:
    return library()


def buy(shop: Shop, shelf: int = 1, **body: Any) -> Any:
    return ask(shop, ON_SHELF, {"title": "New", **body}, shelf=shelf)


def test_what_is_made_below_a_parent_is_listed_there_and_nowhere_else(shop: Shop) -> None:
    made = buy(shop)

    listed = ask(shop, "get /shelves/{shelf}/books", shelf=1)

    assert [each["title"] for each in listed] == ["New", "About AlSamra honey"]
    assert made in listed
    assert made not in ask(shop, "get /shelves/{shelf}/books", shelf=2)


@pytest.mark.parametrize("operation", ["get /shelves/{shelf}/books", ON_SHELF])
def test_a_parent_that_is_not_there_is_not_found(shop: Shop, operation: str) -> None:
    with pytest.raises(NotFound, match="shelf '9'"):
        ask(shop, operation, {"title": "New"}, shelf=9)


def test_one_record_answers_on_every_path_that_leads_to_it(shop: Shop) -> None:
    made = buy(shop, isbn="12-3")

    below = ask(shop, "get /shelves/{shelf}/books/{book}", shelf=1, book=made["id"])
    changed = ask(shop, "put /books/isbn/{isbn}", {"title": "Newer"}, isbn="12-3")

    assert below == made
    assert changed == {**made, "title": "Newer"}
    assert ask(shop, "get /books/{book}", book=made["id"]) == changed


@pytest.mark.parametrize("method", ["get", "put", "delete"])
def test_the_shelf_of_another_book_does_not_have_it(shop: Shop, method: str) -> None:
    made = buy(shop, shelf=1)

    with pytest.raises(NotFound, match="another shelf"):
        ask(shop, f"{method} /shelves/{{shelf}}/books/{{book}}", {}, shelf=2, book=made["id"])

    assert ask(shop, "get /books/{book}", book=made["id"]) == made


def test_with_a_parent_goes_what_belongs_to_it(shop: Shop) -> None:
    made = buy(shop, shelf=1)
    kept = shop.store.count("book")

    ask(shop, "delete /shelves/{shelf}", shelf=1)

    assert shop.store.count("book") == kept - 2
    with pytest.raises(NotFound):
        ask(shop, "get /books/{book}", book=made["id"])
    assert [event.name for event in shop.events][-1] == "book.lost"


def test_what_only_refers_to_a_deleted_record_lives_on_without_it(shop: Shop) -> None:
    first, second = (ask(shop, "post /authors", {"name": each}) for each in ("A", "B"))
    both = [first["id"], second["id"]]
    made = buy(shop, author_id=first["id"], editor_ids=both)

    ask(shop, "delete /authors/{author}", author=first["id"])

    left = ask(shop, "get /books/{book}", book=made["id"])
    assert (left["author_id"], left["editor_ids"]) == (None, [second["id"]])


def test_what_must_be_unique_is_refused_the_second_time(shop: Shop) -> None:
    first, second = buy(shop, isbn="12-3"), buy(shop, isbn="45-6")

    with pytest.raises(Invalid) as made:
        buy(shop, isbn="12-3")
    with pytest.raises(Invalid) as changed:
        ask(shop, "put /books/{book}", {"isbn": "12-3"}, book=second["id"])

    for refused in (made, changed):
        assert [(it.name, it.violation.rule) for it in refused.value.problems] == [
            ("isbn", "unique")
        ]
    assert ask(shop, "put /books/{book}", {"isbn": "12-3"}, book=first["id"]) == first


@pytest.mark.parametrize("nothing", [None, ""])
def test_several_may_have_nothing_where_all_else_is_unique(shop: Shop, nothing: str | None) -> None:
    assert buy(shop, isbn=nothing)["id"] != buy(shop, isbn=nothing)["id"]


@pytest.mark.parametrize(
    ("sent", "field"), [({"author_id": 9}, "author_id"), ({"editor_ids": [9]}, "editor_ids.0")]
)
def test_what_is_referred_to_must_be_there(shop: Shop, sent: Any, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        buy(shop, **sent)

    assert [(it.name, it.violation.rule) for it in refused.value.problems] == [(field, "exists")]


def test_a_platform_says_what_of_a_body_is_kept_and_what_is_refused(shop: Shop) -> None:
    assert "colour" not in buy(shop, colour="red")
    with pytest.raises(Conflict):
        buy(shop, title="forbidden")


def test_writes_are_announced_with_what_is_shown_and_no_others(shop: Shop) -> None:
    made = buy(shop)
    ask(shop, "put /books/{book}", {"title": "New"}, book=made["id"])
    changed = ask(shop, "put /books/{book}", {"title": "Newer"}, book=made["id"])
    ask(shop, "delete /books/{book}", book=made["id"])

    assert [(event.name, event.data) for event in shop.events] == [
        ("book.bought", made),
        ("book.mended", changed),
        ("book.lost", changed),
    ]


def test_a_field_of_its_own_event_is_told_of_besides(shop: Shop) -> None:
    made = buy(shop)

    ask(shop, "put /books/{book}", {"isbn": "12-3"}, book=made["id"])

    told = [event.name for event in shop.events]
    assert told == ["book.bought", "book.mended", "book.renumbered"]


def test_a_handler_keeps_records_by_the_same_rules(shop: Shop) -> None:
    (book,) = keeping.below(shop, "book", 1)

    with pytest.raises(Invalid):
        keeping.change(shop, "book", book["id"], author_id=7)

    assert keeping.locate(shop, "book", "isbn", book["isbn"]) is book
    with pytest.raises(NotFound):
        keeping.locate(shop, "book", "isbn", "none")
