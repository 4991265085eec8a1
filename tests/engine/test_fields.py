from mock_server.engine.fields import fields_of
from mock_server.spec.schemas import Shown
from tests.toy.making import toy_contract

NOTE = toy_contract().operation("getNote").shown
assert NOTE is not None
FIELDS = fields_of(NOTE, toy_contract().document)


def test_what_the_document_reads_only_is_fixed_and_so_is_the_id() -> None:
    assert FIELDS.fixed == {"id", "pinned_at"}
    assert FIELDS.writable == {"title", "pinned", "label", "answer_to"}


def test_a_blank_record_has_the_defaults_and_null_where_that_may_be() -> None:
    assert FIELDS.blank == {"pinned": False, "label": None}


def test_only_fields_of_the_document_or_of_the_record_are_written() -> None:
    sent = {"title": "a", "id": 9, "pinned_at": "now", "_secret": 1, "stranger": 2, "stored": 3}

    assert FIELDS.written(sent, {"stored": 0, "_secret": 0}) == {"title": "a", "stored": 3}
    assert FIELDS.written(sent, {}) == {"title": "a"}


def test_what_nobody_writes_stays_when_the_rest_is_replaced() -> None:
    known = {"id": 1, "title": "a", "pinned": True, "_secret": 1}

    assert FIELDS.fixed_in(known) == {"id": 1, "_secret": 1}


def test_a_schema_without_properties_has_an_id_and_nothing_else() -> None:
    fields = fields_of(Shown("thing", False, ()), {})

    assert (fields.writable, fields.fixed, fields.blank) == (frozenset(), {"id"}, {})
