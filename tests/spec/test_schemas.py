from typing import Any

import pytest

from mock_server.spec.schemas import Shown, properties_of, resolve, shown_resource, to_json_schema

THING = {"type": "object", "x-resourceId": "thing", "properties": {"id": {"type": "integer"}}}
DOCUMENT: dict[str, Any] = {
    "components": {
        "schemas": {
            "Thing": THING,
            "Alias": {"$ref": "#/components/schemas/Thing"},
            "Tree": {
                "type": "object",
                "properties": {"child": {"$ref": "#/components/schemas/Tree"}},
            },
            "a/b~c": {"type": "string"},
        }
    }
}
REF = {"$ref": "#/components/schemas/Thing"}


def test_resolving_follows_references_to_the_thing_itself() -> None:
    assert resolve({"$ref": "#/components/schemas/Alias"}, DOCUMENT) is THING
    assert resolve({"$ref": "#/components/schemas/a~1b~0c"}, DOCUMENT) == {"type": "string"}
    assert resolve(None, DOCUMENT) is None


@pytest.mark.parametrize(
    ("openapi", "json_schema"),
    [
        ({"type": "string", "nullable": True}, {"type": ["string", "null"]}),
        ({"type": "string", "nullable": False}, {"type": "string"}),
        ({"nullable": True}, {}),
        (
            {"type": "string", "nullable": True, "enum": ["a"]},
            {"type": ["string", "null"], "enum": ["a", None]},
        ),
        ({"minimum": 1, "exclusiveMinimum": True}, {"exclusiveMinimum": 1}),
        ({"maximum": 9, "exclusiveMaximum": False}, {"maximum": 9}),
        ({"type": "string", "example": "x", "x-own": 1, "title": "T"}, {"type": "string"}),
        (
            {"properties": {"example": {"example": 1, "type": "integer"}}},
            {"properties": {"example": {"type": "integer"}}},
        ),
        (
            {"additionalProperties": {"type": "string", "nullable": True}},
            {"additionalProperties": {"type": ["string", "null"]}},
        ),
        ({"additionalProperties": False}, {"additionalProperties": False}),
        ({"not": {"nullable": True, "type": "string"}}, {"not": {"type": ["string", "null"]}}),
        ({"allOf": [{"example": 1}]}, {"allOf": [{}]}),
    ],
)
def test_openapi_words_become_those_of_json_schema(openapi: Any, json_schema: Any) -> None:
    before = str(openapi)

    assert to_json_schema(openapi, DOCUMENT, writing=False) == json_schema
    assert str(openapi) == before, "the document must stay as it is"


def test_a_schema_that_holds_itself_becomes_a_definition() -> None:
    tree = {"$ref": "#/components/schemas/Tree"}

    assert to_json_schema(tree, DOCUMENT, writing=False) == {
        "$ref": "#/$defs/Tree",
        "$defs": {"Tree": {"type": "object", "properties": {"child": {"$ref": "#/$defs/Tree"}}}},
    }


def test_read_only_fields_are_not_demanded_of_a_writer_nor_write_only_ones_of_a_reader() -> None:
    schema = {
        "required": ["id", "name", "secret"],
        "properties": {"id": {"readOnly": True}, "name": {}, "secret": {"writeOnly": True}},
    }

    assert to_json_schema(schema, DOCUMENT, writing=True)["required"] == ["name", "secret"]
    assert to_json_schema(schema, DOCUMENT, writing=False)["required"] == ["id", "name"]
    only_id = {"required": ["id"], "properties": {"id": {"readOnly": True}}}
    assert "required" not in to_json_schema(only_id, DOCUMENT, writing=True)


@pytest.mark.parametrize(
    ("schema", "shown"),
    [
        (REF, Shown("thing", False, ())),
        ({"type": "array", "items": REF}, Shown("thing", True, ())),
        ({"properties": {"data": REF}}, Shown("thing", False, ("data",))),
        (
            {"properties": {"ok": {"type": "boolean"}, "data": {"type": "array", "items": REF}}},
            Shown("thing", True, ("data",)),
        ),
        (
            {"properties": {"data": {"properties": {"list": {"type": "array", "items": REF}}}}},
            Shown("thing", True, ("data", "list")),
        ),
        ({"properties": {"a": {"properties": {"b": {"properties": {"c": REF}}}}}}, None),
        ({"type": "array", "items": {"type": "string"}}, None),
        ({"type": "string"}, None),
    ],
)
def test_the_resource_of_an_answer_is_found_by_its_mark(schema: Any, shown: Shown | None) -> None:
    assert shown_resource(schema, DOCUMENT) == shown


def test_a_shown_resource_brings_its_schema() -> None:
    shown = shown_resource({"type": "array", "items": REF}, DOCUMENT)

    assert shown is not None
    assert shown.schema is THING


def test_properties_are_gathered_from_references_and_all_of() -> None:
    schema = {
        "allOf": [REF, {"properties": {"id": {"type": "string"}, "name": {"type": "string"}}}],
        "properties": {"tree": {"$ref": "#/components/schemas/Tree"}},
    }

    properties = properties_of(schema, DOCUMENT)

    assert list(properties) == ["id", "name", "tree"]
    assert properties["id"] == {"type": "string"}, "what is said later is said more precisely"
    assert properties["tree"]["type"] == "object"
