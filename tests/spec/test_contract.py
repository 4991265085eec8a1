from typing import Any

import pytest

from mock_server.spec.contract import Operation, read_contract
from mock_server.spec.schemas import Shown
from tests.toy.making import toy_contract


def test_operations_come_in_the_order_of_the_paths() -> None:
    assert [each.id for each in toy_contract().operations] == [
        "listNotes",
        "createNote",
        "getNote",
        "deleteNote",
        "updateNote",
        "pinNote",
        "copyNote",
        "getSettings",
        "setSettings",
        "getWeather",
    ]


def test_the_base_path_is_that_of_the_first_server() -> None:
    assert toy_contract().base_path == "/v1"


def test_an_operation_has_what_the_document_says_of_it() -> None:
    operation = toy_contract().operation("createNote")

    assert (operation.method, operation.path, operation.summary) == (
        "POST",
        "/notes",
        "Write a note",
    )
    assert operation.success == 201
    assert operation.shown == Shown("note", False, ("data",))
    assert operation.security == ({"oauth2": ("notes.read_write",)},)
    assert operation.body is not None
    assert operation.body.required
    assert list(operation.body.schemas) == ["application/json"]


def test_parameters_of_the_path_and_of_the_operation_are_joined() -> None:
    document = _document(
        {
            "parameters": [_number("id", "path"), _number("limit", "query", example=1)],
            "get": {
                "operationId": "get",
                "parameters": [_number("limit", "query", maximum=9), _list("ids")],
                "responses": {},
            },
        }
    )

    operation = _only(document)

    assert [(each.name, each.place, each.many) for each in operation.parameters] == [
        ("id", "path", False),
        ("limit", "query", False),
        ("ids", "query", True),
    ]
    assert operation.parameters[1].schema["maximum"] == 9, "the operation's own word counts"


def test_only_query_lists_in_form_style_explode_by_themselves() -> None:
    exploded, joined, spaced = (
        _list("a"),
        {**_list("b"), "explode": False},
        {**_list("c"), "style": "spaceDelimited"},
    )
    get = {"operationId": "get", "parameters": [exploded, joined, spaced], "responses": {}}

    parameters = _only(_document({"get": get})).parameters

    assert [each.explode for each in parameters] == [True, False, False]


def test_security_of_the_document_counts_where_the_operation_says_nothing() -> None:
    weather, settings = (
        toy_contract().operation("getWeather"),
        toy_contract().operation("getSettings"),
    )

    assert weather.security == ({"oauth2": ()},)
    assert settings.security == ({"oauth2": (), "manager": ()},)


def test_examples_are_read_by_name_and_behind_references() -> None:
    weather = toy_contract().operation("getWeather").responses

    assert weather["200"].examples == {"clear": {"sky": "clear"}, "dusty": {"sky": "dusty"}}
    assert weather["401"].examples["missing"]["error"] == "unauthorized"
    read = toy_contract().operation("getNote").responses["200"]
    assert read.examples["default"]["data"]["title"] == "Bread"


def test_a_status_that_is_not_named_has_the_default_answer() -> None:
    responses = {"200": {"description": ""}, "default": {"description": ""}}
    operation = _only(_document({"get": {"operationId": "get", "responses": responses}}))

    assert operation.response(200) is operation.responses["200"]
    assert operation.response(503) is operation.responses["default"]
    assert toy_contract().operation("getNote").response(503) is None


def test_without_a_2xx_answer_the_success_is_200() -> None:
    operation = _only(_document({"get": {"operationId": "get", "responses": {}}}))

    assert (operation.success, operation.shown) == (200, None)


def test_an_unknown_operation_is_an_error() -> None:
    with pytest.raises(StopIteration):
        toy_contract().operation("flyAway")


def _document(item: dict[str, Any]) -> dict[str, Any]:
    return {"servers": [{"url": "/"}], "paths": {"/": item}}


def _only(document: dict[str, Any]) -> Operation:
    (operation,) = read_contract("x", document).operations
    return operation


def _number(name: str, place: str, **rules: Any) -> dict[str, Any]:
    return {"name": name, "in": place, "schema": {"type": "integer", **rules}}


def _list(name: str) -> dict[str, Any]:
    return {"name": name, "in": "query", "schema": {"type": "array", "items": {}}}
