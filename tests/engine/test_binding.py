from dataclasses import replace

import pytest

from mock_server.engine.binding import bind, format_bindings
from mock_server.engine.operations import Operations
from mock_server.engine.shop import Shop
from tests.toy.making import ask, toy_bindings, toy_contract
from tests.toy.platform import PLATFORM

TABLE = """\
listNotes    GET     /notes                 crud      list note
createNote   POST    /notes                 crud      create note
getNote      GET     /notes/{note-id}       crud      read note
deleteNote   DELETE  /notes/{note-id}       crud      delete note
updateNote   PATCH   /notes/{note-id}       crud      update note
pinNote      POST    /notes/{note-id}/pin   platform  platform.pin
copyNote     PUT     /notes/{note-id}/copy  example
getSettings  GET     /settings              crud      read settings
setSettings  PUT     /settings              crud      replace settings
getWeather   GET     /weather               example
"""


def test_every_operation_has_one_handler() -> None:
    assert format_bindings(list(toy_bindings().values())) == TABLE


def test_a_handler_of_the_platform_comes_before_what_is_inferred() -> None:
    own = Operations()
    own.handles("getNote")(lambda request, shop: {"id": 0})

    bindings = bind(toy_contract(), replace(PLATFORM, operations=[own]))

    sources = {it.operation.id: it.source for it in bindings}
    assert (sources["getNote"], sources["updateNote"]) == ("platform", "crud")


def test_an_example_is_the_first_one_of_the_document_with_its_envelope(shop: Shop) -> None:
    assert ask(shop, "getWeather") == (200, {"sky": "clear"})
    assert ask(shop, "copyNote", {"note-id": 1})[1]["data"]["title"] == "Bread"


def test_a_row_says_whether_there_is_state_behind() -> None:
    rows = {name: binding.row() for name, binding in toy_bindings().items()}

    assert rows["pinNote"] == {
        "operationId": "pinNote",
        "method": "POST",
        "path": "/notes/{note-id}/pin",
        "source": "platform",
        "handler": "platform.pin",
        "confidence": "stateful",
    }
    assert rows["getWeather"]["confidence"] == "example only"


def test_a_handler_for_no_operation_is_our_mistake() -> None:
    stray = Operations()
    stray.handles("flyAway")(lambda request, shop: None)

    with pytest.raises(AssertionError, match="toy has no operation flyAway"):
        bind(toy_contract(), replace(PLATFORM, operations=[stray]))


def test_two_handlers_for_one_operation_are_our_mistake() -> None:
    first, second = Operations(), Operations()
    first.handles("getNote")(lambda request, shop: None)
    second.handles("getNote")(lambda request, shop: None)

    with pytest.raises(AssertionError, match="two handlers"):
        bind(toy_contract(), replace(PLATFORM, operations=[first, second]))


def test_no_bindings_are_an_empty_table() -> None:
    assert format_bindings([]) == ""
