"""What is written may be shown in another place, in parts, as a number, or only when asked for."""

from typing import Any

import pytest

from contract_tests.document import Document
from contract_tests.echo import lost, only_when_asked
from contract_tests.filters import _search
from contract_tests.following import follows
from contract_tests.resources import resources_of

BEFORE = {"name": "Tea", "sort": 1, "label": "Tea", "metadata": {"title": None}}


@pytest.mark.parametrize(
    ("change", "written", "expected"),
    [
        (("/label", "Tea", "Coffee"), {"name": "Coffee"}, True),
        (("/label", "Tea", "Mint"), {"name": "Coffee"}, False),
        (("/label", "Green", "Coffee"), {"name": "Coffee"}, False),
        (("/rank", 1, 2), {"sort": 2}, False),
        (("/metadata/title", None, "T"), {"metadata_title": "T"}, True),
        (("/metadata/title", None, "X"), {"metadata_title": "T"}, False),
        (("/duration", 0, 60), {"booking": {"duration": 60}}, True),
    ],
)
def test_what_shows_the_written_value_elsewhere_follows_it(
    change: tuple[str, Any, Any], written: dict[str, Any], expected: bool
) -> None:
    assert follows(change, written, BEFORE) is expected


def test_a_flag_is_read_as_the_number_that_the_document_declares() -> None:
    declared = {"timed": {"type": "integer"}, "open": {"type": "boolean"}}

    found = lost(Document({}), {"timed": True, "open": True}, {"timed": 1, "open": 1}, declared)

    assert found == [("/open", True, 1)]


def test_a_null_amount_is_read_as_nought_and_as_nothing_else() -> None:
    written = {"price": None, "cost": None}
    shown = {"price": {"amount": 0.0, "currency": "SAR"}, "cost": {"amount": 5}}

    assert [each[0] for each in lost(Document({}), written, shown, {})] == ["/cost"]


def answered(links: dict[str, Any]) -> dict[str, Any]:
    return {"201": {"description": "Made.", "links": links}}


def test_what_a_read_shows_when_it_is_asked_is_known_from_its_query() -> None:
    asks = {"name": "with", "in": "query", "schema": {"type": "string", "enum": ["texts"]}}
    read = {"operationId": "read", "parameters": [asks], "responses": {}}
    other = {**read, "parameters": [{**asks, "name": "sort"}]}
    document = Document(
        {"paths": {"/a": {"post": {}}, "/a/{id}": {"get": read}, "/a/{id}/b": {"get": other}}}
    )

    assert only_when_asked(document, document.by_label["POST /a"]) == {"texts"}
    assert only_when_asked(document, document.by_label["GET /a/{id}/b"]) == frozenset()


def test_what_is_inside_of_what_was_made_was_not_made_alone() -> None:
    def link(to: str, at: str) -> dict[str, Any]:
        return {"operationId": to, "parameters": {"id": f"$response.body#{at}"}}

    links = {"own": link("thing", "/id"), "inner": link("part", "/parts/0/id")}
    again = {"part": {"operationId": "part", "parameters": {"id": "$response.body#/id"}}}
    paths = {
        "/goods": {"post": {"responses": answered(again)}},
        "/goods/{id}": {"get": {}},
        "/make": {"post": {"operationId": "make", "responses": answered(links)}},
        "/things/{id}": {"get": {"operationId": "thing"}},
        "/parts/{id}": {"get": {"operationId": "part"}},
    }
    document = Document({"paths": paths})

    found = {r.path: r.creates for r in resources_of(document, tuple(document.operations))}

    assert found == {
        "/goods/{id}": document.by_label["POST /goods"],
        "/things/{id}": document.by_id["make"],
        "/parts/{id}": None,
    }


def test_a_search_is_held_to_names_and_not_to_every_word_of_a_row() -> None:
    rows = [{"state": "active", "name": "Green tea"}, {"state": "hidden", "name": "Coffee"}]

    named = next(_search("keyword", rows))
    unnamed = next(_search("keyword", [{"state": row["state"]} for row in rows]))

    assert (named.sent, named.some_of_them) == ("Green", True)
    assert (unnamed.sent, unnamed.some_of_them) == ("active", False)
