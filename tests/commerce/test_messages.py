from typing import Any

import pytest

from mock_server.commerce.messages import RULES, explain, fields_of
from mock_server.engine.errors import Problem
from mock_server.engine.text import Text
from mock_server.spec import validators
from mock_server.spec.validators import Validator, Violation


def problems(schema: Any, value: Any) -> tuple[Problem, ...]:
    return tuple(Problem("body", each) for each in Validator(schema).violations(value))


@pytest.mark.parametrize(
    ("schema", "value", "message"),
    [
        ({"required": ["page"]}, {}, "The page field is required."),
        ({"properties": {"page": {"type": "integer"}}}, {"page": "x"}, "an integer."),
        ({"properties": {"page": {"type": ["string", "null"]}}}, {"page": 1}, "a string."),
        ({"properties": {"page": {"type": ["string", "integer"]}}}, {"page": []}, "is invalid."),
        ({"properties": {"page": {"minimum": 1}}}, {"page": 0}, "must be at least 1."),
        ({"properties": {"page": {"enum": ["a"]}}}, {"page": 0}, "The selected page is invalid."),
        ({"properties": {"page": {"not": {}}}}, {"page": 0}, "The page is invalid."),
    ],
)
def test_a_broken_rule_is_said_as_laravel_says_it(schema: Any, value: Any, message: str) -> None:
    (problem,) = problems(schema, value)

    assert explain(problem).en.endswith(message)
    assert "page" in explain(problem).ar


def test_every_rule_has_words_in_both_languages() -> None:
    rules = {rule for rule in validators.RULES.values() if rule not in ("type", "pattern")}

    assert rules <= RULES.keys()
    for text in RULES.values():
        filled = text.fill(name="page", expected=1)
        assert "{" not in filled.ar + filled.en
        assert filled.ar != filled.en


def test_the_words_of_the_platform_come_before_ours() -> None:
    own = Text("انتهى", "It is over.")
    problem = Problem("body", Violation(("page",), "enum", None, ""), own)

    assert explain(problem) is own


def test_messages_are_gathered_by_field_in_the_language_of_the_caller() -> None:
    schema = {"properties": {"name": {"minLength": 3, "pattern": "^a"}}, "required": ["id"]}

    fields = fields_of(problems(schema, {"name": "b"}), "en")

    assert fields == {
        "name": ["The name must be at least 3 characters.", "The name is invalid."],
        "id": ["The id field is required."],
    }
    assert fields_of(problems(schema, {"name": "abc"}), "ar") == {"id": ["حقل id مطلوب."]}


def test_a_body_that_is_wrong_as_a_whole_is_called_body() -> None:
    assert fields_of(problems({"type": "object"}, []), "en") == {
        "body": ["The body must be an object."]
    }


def test_a_name_with_braces_is_no_template() -> None:
    (problem,) = problems({"properties": {}, "additionalProperties": False}, {"{x}": 1})

    assert explain(problem).en == "The {x} field is not known."
