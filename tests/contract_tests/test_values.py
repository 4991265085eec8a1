"""Schemas of both versions are read alike; values for them keep them or break one rule."""

from typing import Any

import pytest

from contract_tests.budgets import depth_of
from contract_tests.document import Document
from contract_tests.inference import pagings
from contract_tests.money import Money
from contract_tests.patterns import matching
from contract_tests.settings import Settings
from contract_tests.shapes import flatten, judge
from contract_tests.steadiness import _in_between
from contract_tests.values import fresh, right, wrong

DOCUMENT = Document({"components": {"schemas": {"Name": {"type": "string", "maxLength": 5}}}})
NAME = {"$ref": "#/components/schemas/Name"}


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "string", "nullable": True, "maxLength": 5},
        {"type": ["string", "null"], "maxLength": 5},
        {"anyOf": [NAME, {"type": "null"}]},
    ],
)
def test_null_is_told_apart_in_every_way_of_writing_it(schema: Any) -> None:
    shape, keeps = flatten(DOCUMENT, schema), judge(DOCUMENT, schema, writing=True)

    assert (shape.type, shape.nullable, shape.facets["maxLength"]) == ("string", True, 5)
    assert [keeps(value) for value in (None, "Tea", "Too long")] == [True, True, False]


@pytest.mark.parametrize(
    ("schema", "limits"),
    [
        ({"type": "integer", "minimum": 1, "exclusiveMinimum": True}, (2, None)),
        ({"type": "integer", "exclusiveMaximum": 9}, (None, 8)),
        ({"type": "number", "minimum": 0, "maximum": 1}, (0, 1)),
    ],
)
def test_bounds_are_read_in_both_ways(schema: Any, limits: Any) -> None:
    assert flatten(DOCUMENT, schema).limits() == limits


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "string", "minLength": 2, "maxLength": 12},
        {"type": "string", "pattern": "^[A-Z]{2}-[0-9]{4,8}$"},
        {"type": "string", "format": "date-time"},
        {"type": "integer", "minimum": 3, "maximum": 9},
        {"type": "number", "minimum": 0, "multipleOf": 0.5, "maximum": 10},
        {"type": "string", "enum": ["a", "b"]},
        {"type": "boolean"},
    ],
)
def test_right_values_keep_the_schema_and_wrong_ones_break_it(schema: Any) -> None:
    shape, keeps = flatten(DOCUMENT, schema), judge(DOCUMENT, schema, writing=True)

    assert all(keeps(value) for _, value in right(shape))
    assert all(keeps(fresh(shape, number)) for number in range(5))
    assert len({repr(fresh(shape, number)) for number in range(5)}) > 1
    broken = [kind for kind, _, value in wrong(shape) if not keeps(value)]
    assert {"NULL", "TYPE"} <= set(broken)


def test_what_cannot_be_written_is_not_demanded_in_a_request() -> None:
    schema = {
        "type": "object",
        "required": ["id", "name"],
        "properties": {"id": {"type": "integer", "readOnly": True}, "name": NAME},
    }

    assert judge(DOCUMENT, schema, writing=True)({"name": "Tea"})
    assert not judge(DOCUMENT, schema, writing=False)({"name": "Tea"})


@pytest.mark.parametrize(
    "pattern", ["^[a-z]{3}$", "^(red|blue)-\\d+$", "^\\+9665[0-9]{8}$", "^.+$"]
)
def test_texts_are_made_for_patterns(pattern: str) -> None:
    texts = {matching(pattern, number) for number in range(4)}

    assert None not in texts
    assert len(texts) > 1


def test_paging_is_read_from_the_document() -> None:
    parameters = [{"in": "query", "name": name, "schema": {}} for name in ("offset", "limit")]
    rows = {"type": "array", "items": {"type": "object"}}
    meta = {"type": "object", "properties": {"total_count": {"type": "integer"}}}
    schema = {"type": "object", "properties": {"rows": rows, "meta": meta}}
    answer = {"content": {"application/json": {"schema": schema}}}
    get = {"parameters": parameters, "responses": {"200": answer}}

    (found,) = pagings(Document({"paths": {"/carts": {"get": get}}}))

    assert (found.kind, found.page, found.size) == ("offset", "offset", "limit")
    assert found.total == "/meta/total_count"


def test_sums_are_learned_and_a_sum_that_holds_in_no_reading_is_told() -> None:
    money = Money()
    lines = [{"quantity": 2, "price": 5}, {"quantity": 1, "price": 2.5}]
    right_ = {"items": lines, "subtotal": 12.5, "discount": 2.5, "tax": 1.5, "total": 11.5}

    assert list(money.check("GET /carts", "/", right_)) == []
    told = list(money.check("GET /carts", "/", {**right_, "total": 12.5}))
    assert [rule for rule, _, _ in told] == ["CT-SENSE-SUM"]


@pytest.mark.parametrize(
    ("sequence", "odd"), [([0, 0, 1, 0], 1), ([0, 0, 1, 1], None), ([0, 1, 2], None), ([], None)]
)
def test_a_change_to_stay_is_told_apart_from_an_odd_answer(sequence: Any, odd: Any) -> None:
    assert _in_between(sequence) == odd


@pytest.mark.parametrize(
    ("seconds", "phases"),
    [
        (15, ()),
        (60, ("coverage",)),
        (300, ("examples", "coverage", "stateful")),
        (None, ("examples", "coverage", "fuzzing", "stateful")),
    ],
)
def test_a_run_looks_as_deep_as_its_budget_allows(seconds: Any, phases: Any) -> None:
    settings = Settings("p", {}, "http://127.0.0.1", "t", budget_seconds=seconds)

    assert depth_of(settings).phases == phases
