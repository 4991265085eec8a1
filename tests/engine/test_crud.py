from typing import Any

import pytest

from mock_server.engine.binding import bind
from mock_server.engine.errors import NotFound
from mock_server.engine.request import Request
from mock_server.engine.shop import Shop
from mock_server.spec.contract import Contract, read_contract
from tests.toy.making import ask, write_notes
from tests.toy.platform import PLATFORM


def titles(answer: tuple[int, Any]) -> list[str]:
    return [note["title"] for note in answer[1]["data"]]


def test_what_is_created_is_read_listed_and_has_the_status_of_the_document(shop: Shop) -> None:
    status, made = ask(shop, "createNote", body={"title": "Bread", "label": "kitchen"})

    assert status == 201
    assert made == {"data": {"id": 1, "title": "Bread", "label": "kitchen", "pinned": False}}
    assert ask(shop, "getNote", {"note-id": 1}) == (200, made)
    assert ask(shop, "listNotes")[1]["data"] == [made["data"]]


def test_a_client_does_not_choose_the_id_nor_what_is_read_only(shop: Shop) -> None:
    sent = {"title": "Bread", "id": 77, "pinned_at": "now", "_secret": True, "stranger": 1}

    ask(shop, "createNote", body=sent)

    assert shop.store.get("note", 1) == {"id": 1, "title": "Bread", "pinned": False, "label": None}


def test_an_id_that_is_taken_is_not_given_again(shop: Shop) -> None:
    for taken in (1, 2):
        shop.store.put("note", taken, {"id": taken, "title": "old", "pinned": False})

    (made,) = write_notes(shop, "new")

    assert made["id"] == 3
    assert shop.store.count("note") == 3


def test_without_a_word_from_the_platform_an_id_is_a_uuid() -> None:
    contract = things({"/things": {"get": lists(), "post": shows()}})

    first, second = (run(contract, "post", body={"name": "x"}) for _ in range(2))

    assert len(first["id"]) == 36
    assert first == second, "a shop's ids come from its seed"


def test_an_update_changes_what_is_named_and_nothing_else(shop: Shop) -> None:
    write_notes(shop, "Bread", label="kitchen")

    status, changed = ask(shop, "updateNote", {"note-id": 1}, body={"label": None, "id": 9})

    assert status == 200
    assert changed["data"] == {"id": 1, "title": "Bread", "label": None, "pinned": False}
    assert ask(shop, "getNote", {"note-id": 1})[1] == changed


def test_an_update_reaches_what_the_record_did_not_have_yet(shop: Shop) -> None:
    shop.store.put("note", 1, {"id": 1, "title": "Bread", "pinned": False, "_secret": 1})

    ask(shop, "updateNote", {"note-id": 1}, body={"label": "kitchen", "_secret": 2})

    assert shop.store.get("note", 1)["label"] == "kitchen"
    assert shop.store.get("note", 1)["_secret"] == 1, "what only we know is not written by clients"


def test_what_is_deleted_is_gone(shop: Shop) -> None:
    write_notes(shop, "Bread", "Salt")

    answer = ask(shop, "deleteNote", {"note-id": 1})

    assert answer == (204, None)
    assert titles(ask(shop, "listNotes")) == ["Salt"]


@pytest.mark.parametrize("operation", ["getNote", "updateNote", "deleteNote", "pinNote"])
def test_a_thing_that_is_not_there_is_not_found(shop: Shop, operation: str) -> None:
    write_notes(shop, "Bread")
    ask(shop, "deleteNote", {"note-id": 1})

    for note_id in (1, 2):
        with pytest.raises(NotFound):
            ask(shop, operation, {"note-id": note_id}, body={"title": "x"})


def test_pages_neither_repeat_nor_skip_and_the_newest_is_first(shop: Shop) -> None:
    write_notes(shop, *"abcdefg")

    pages = [titles(ask(shop, "listNotes", query={"page": n})) for n in (1, 2, 3, 4)]

    assert pages == [["g", "f", "e"], ["d", "c", "b"], ["a"], []]
    assert titles(ask(shop, "listNotes", query={"per_page": 5, "page": 2})) == ["b", "a"]
    assert ask(shop, "listNotes", query={"page": 4})[1]["total"] == 7


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"label": "kitchen"}, ["Bread knife", "Bread"]),
        ({"pinned": False}, ["Bread knife", "Salt", "Bread"]),
        ({"label": "hall"}, []),
        ({"about": "bread"}, ["Bread knife", "Bread"]),
        ({"about": "bread", "label": "kitchen", "pinned": False}, ["Bread knife", "Bread"]),
        ({"about": "bread", "per_page": 1, "page": 2}, ["Bread"]),
        ({"sort": "title"}, ["Bread", "Bread knife", "Salt"]),
        ({"sort": "-title"}, ["Salt", "Bread knife", "Bread"]),
        ({"sort": "title", "label": "kitchen"}, ["Bread", "Bread knife"]),
    ],
)
def test_a_list_filters_and_sorts(shop: Shop, query: dict[str, Any], found: list[str]) -> None:
    write_notes(shop, "Bread", label="kitchen")
    write_notes(shop, "Salt")
    write_notes(shop, "Bread knife", label="kitchen")

    assert titles(ask(shop, "listNotes", query=query)) == found


def test_what_a_shop_has_one_of_is_replaced_whole(shop: Shop) -> None:
    with pytest.raises(NotFound):
        ask(shop, "getSettings")

    ask(shop, "setSettings", body={"colour": "white", "size": 3, "note": "x", "revision": 8})
    shop.store.update("settings", "", revision=4, _since="noon")
    status, replaced = ask(shop, "setSettings", body={"colour": "green"})

    assert status == 200
    assert replaced["data"] == {"colour": "green", "size": 10, "note": None, "revision": 4}
    assert ask(shop, "getSettings")[1] == replaced
    assert shop.store.get("settings", "")["_since"] == "noon"


def test_the_parameter_that_ends_the_path_names_the_record() -> None:
    contract = things({"/shelves/{shelf}/things/{thing}": {"get": shows("thing", "shelf")}})
    shop = a_shop()
    shop.store.put("thing", "t1", {"id": "t1"})

    assert run(contract, "get", shop, path={"shelf": "s9", "thing": "t1"}) == {"id": "t1"}


def test_a_put_on_a_named_thing_is_an_update() -> None:
    contract = things({"/things/{thing}": {"put": shows("thing")}})
    shop = a_shop()
    shop.store.put("thing", "t1", {"id": "t1", "name": "old", "size": 3})

    changed = run(contract, "put", shop, path={"thing": "t1"}, body={"name": "new"})

    assert changed == {"id": "t1", "name": "new", "size": 3}


@pytest.mark.parametrize(
    ("paths", "operation"),
    [
        ({"/things": {"get": {}}, "/move": {"post": {}}}, "post"),
        ({"/things/{thing}": {"get": {}, "post": {}}}, "post"),
        ({"/things/{thing}": {"get": {}}, "/things/{thing}/last": {"put": {}}}, "put"),
        ({"/things/{thing}": {"get": {}}, "/newest-thing": {"get": {}, "patch": {}}}, "patch"),
        ({"/things": {"get": {}, "delete": None}}, "delete"),
        ({"/things/{thing}": {"delete": None}}, "delete"),
    ],
)
def test_what_the_shape_does_not_tell_is_left_to_the_platform(
    paths: dict[str, Any], operation: str
) -> None:
    answers = {
        path: {
            method: (gone() if answer is None else lists() if path == "/things" else shows())
            for method, answer in item.items()
        }
        for path, item in paths.items()
    }

    bindings = bind(things(answers), PLATFORM_WITHOUT_OPERATIONS)

    assert [it.source for it in bindings if it.operation.method.lower() == operation] == ["example"]


PLATFORM_WITHOUT_OPERATIONS = type(PLATFORM)(
    name="things", title="Things", style=type(PLATFORM.style)(), auth=PLATFORM.auth, dialect=None
)


def things(paths: dict[str, Any]) -> Contract:
    """A document of things with these paths; operations are called as their methods."""
    thing = {
        "type": "object",
        "x-resourceId": "thing",
        "properties": {"id": {}, "name": {}, "size": {}},
    }
    for item in paths.values():
        for method, operation in item.items():
            operation["operationId"] = method
    document = {"servers": [{"url": "/"}], "paths": paths, "components": {"schemas": {"T": thing}}}
    return read_contract("things", document)


def shows(*parameters: str) -> dict[str, Any]:
    return {
        "parameters": [{"name": it, "in": "path", "schema": {}} for it in parameters],
        "responses": {"200": _json({"$ref": "#/components/schemas/T"})},
    }


def lists() -> dict[str, Any]:
    schema = {"type": "array", "items": {"$ref": "#/components/schemas/T"}}
    return {"responses": {"200": _json(schema)}}


def gone() -> dict[str, Any]:
    return {"responses": {"204": {"description": ""}}}


def _json(schema: dict[str, Any]) -> dict[str, Any]:
    return {"description": "", "content": {"application/json": {"schema": schema}}}


def a_shop() -> Shop:
    from mock_server.engine.clock import Clock

    return Shop("things", "t", 7, Clock(), {}, {})


def run(
    contract: Contract,
    operation_id: str,
    shop: Shop | None = None,
    path: dict[str, Any] | None = None,
    body: Any = None,
) -> Any:
    """What the handler of an operation returns."""
    bindings = bind(contract, PLATFORM_WITHOUT_OPERATIONS)
    binding = next(it for it in bindings if it.operation.id == operation_id)
    assert binding.source == "crud"
    return binding.handler(
        Request(binding.operation, "en", path or {}, body=body), shop or a_shop()
    )
