from typing import Any

import pytest

from mock_server.spec.validators import Validator


@pytest.mark.parametrize(
    ("schema", "value", "name", "rule", "expected"),
    [
        ({"required": ["a"]}, {}, "a", "required", None),
        ({"type": "integer"}, "x", "", "type", ["integer"]),
        ({"type": ["string", "null"]}, 1, "", "type", ["null", "string"]),
        ({"enum": ["a", "b"]}, "c", "", "enum", ["a", "b"]),
        ({"const": "a"}, "c", "", "enum", None),
        ({"minimum": 1}, 0, "", "minimum", 1),
        ({"exclusiveMinimum": 1}, 1, "", "minimum", 1),
        ({"maximum": 1}, 2, "", "maximum", 1),
        ({"exclusiveMaximum": 1}, 1, "", "maximum", 1),
        ({"minLength": 2}, "a", "", "min_length", 2),
        ({"maxLength": 2}, "abc", "", "max_length", 2),
        ({"minItems": 1}, [], "", "min_items", 1),
        ({"maxItems": 1}, [1, 2], "", "max_items", 1),
        ({"uniqueItems": True}, [1, 1], "", "unique_items", None),
        ({"pattern": "^a$"}, "b", "", "pattern", "^a$"),
        ({"format": "date"}, "31/12/2026", "", "format", "date"),
        ({"properties": {}, "additionalProperties": False}, {"a": 1}, "a", "unknown", None),
        ({"anyOf": [{"type": "string"}, {"type": "null"}]}, 1, "", "invalid", None),
    ],
)
def test_a_broken_rule_is_named_in_neutral_words(
    schema: Any, value: Any, name: str, rule: str, expected: Any
) -> None:
    (violation,) = Validator(schema).violations(value)

    found = sorted(violation.expected) if rule == "type" else violation.expected
    assert (violation.name, violation.rule, found) == (name, rule, expected)
    assert violation.message


def test_the_place_of_a_violation_is_written_as_laravel_writes_it() -> None:
    schema = {
        "properties": {"products": {"items": {"required": ["id"], "properties": {"id": {}}}}},
    }

    (violation,) = Validator(schema).violations({"products": [{"id": 1}, {}]})

    assert violation.path == ("products", 1, "id")
    assert violation.name == "products.1.id"


def test_every_broken_rule_is_told() -> None:
    schema = {
        "required": ["a", "b"],
        "properties": {"c": {"type": "string"}, "d": {"minimum": 3}},
    }

    found = {each.name: each.rule for each in Validator(schema).violations({"c": 1, "d": 1})}

    assert found == {"a": "required", "b": "required", "c": "type", "d": "minimum"}


def test_every_unknown_field_is_told() -> None:
    schema = {"properties": {"known": {}}, "additionalProperties": False}

    violations = Validator(schema).violations({"known": 1, "a": 2, "b": 3})

    assert [(each.name, each.rule) for each in violations] == [("a", "unknown"), ("b", "unknown")]


def test_a_valid_value_has_no_violations() -> None:
    validator = Validator({"type": "string", "format": "date-time"})

    assert validator.accepts("2026-03-01T12:00:00Z")
    assert validator.violations("2026-03-01T12:00:00+03:00") == ()
    assert not validator.accepts("2026-03-01 12:00:00")


def test_a_format_that_nobody_knows_is_no_rule() -> None:
    assert Validator({"type": "string", "format": "snowflake"}).accepts("x")


def test_a_validator_is_compiled_when_the_first_value_meets_it() -> None:
    broken = Validator({"type": "no such type"})

    with pytest.raises(Exception, match="no such type"):
        broken.accepts(1)


def test_a_message_does_not_repeat_a_secret() -> None:
    schema = {"properties": {"client_secret": {"minLength": 99}, "name": {"minLength": 99}}}

    told = [
        each.message
        for each in Validator(schema).violations({"client_secret": "hush", "name": "Sara"})
    ]

    assert told == ["breaks the rule minLength", '"Sara" is shorter than 99 characters']
