from pathlib import Path
from typing import Any

import orjson
import pytest

from mock_server.spec.bundle import SpecError, bundle, read_yaml, sources
from tests.toy.making import FOLDER


@pytest.fixture
def split(tmp_path: Path) -> Any:
    """Writes a document of several files and gives its root."""

    def write(**files: str) -> Path:
        for name, text in files.items():
            path = tmp_path / f"{name.replace('__', '/')}.yaml"
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return tmp_path / "openapi.yaml"

    return write


def test_path_items_are_inlined_and_components_are_gathered() -> None:
    document = bundle(FOLDER / "openapi.yaml")

    assert document["paths"]["/notes"]["get"]["operationId"] == "listNotes"
    assert {"Note", "NoteFields", "Error"} <= document["components"]["schemas"].keys()
    assert document["components"]["schemas"]["OneNote"]["properties"]["data"] == {
        "$ref": "#/components/schemas/Note"
    }


def test_every_reference_of_a_bundle_points_into_it() -> None:
    document = bundle(FOLDER / "openapi.yaml")

    references = list(_references(document))

    assert len(references) > 20
    for reference in references:
        kind, name = reference.removeprefix("#/components/").split("/")
        assert name in document["components"][kind], reference


def test_a_schema_may_hold_itself() -> None:
    note = bundle(FOLDER / "openapi.yaml")["components"]["schemas"]["Note"]

    assert note["allOf"][1]["properties"]["answer_to"] == {"$ref": "#/components/schemas/Note"}


def test_a_bundle_is_plain_json_and_the_same_each_time() -> None:
    first, second = bundle(FOLDER / "openapi.yaml"), bundle(FOLDER / "openapi.yaml")

    assert orjson.loads(orjson.dumps(first)) == second
    assert orjson.dumps(first) == orjson.dumps(second)


def test_two_files_may_use_one_name_for_two_things(split: Any) -> None:
    root = split(
        openapi="paths: {/a: {$ref: 'a.yaml#/paths/it'}, /b: {$ref: 'big_b.yaml#/paths/it'}}",
        a="{paths: {it: {get: {$ref: '#/schemas/Cart'}}}, schemas: {Cart: {type: object}}}",
        big_b="{paths: {it: {get: {$ref: '#/schemas/Cart'}}}, schemas: {Cart: {type: string}}}",
    )

    document = bundle(root)

    assert document["components"]["schemas"] == {
        "Cart": {"type": "object"},
        "BigBCart": {"type": "string"},
    }
    assert document["paths"]["/b"]["get"] == {"$ref": "#/components/schemas/BigBCart"}


def test_the_components_of_the_root_keep_their_names(split: Any) -> None:
    root = split(
        openapi="paths: {/a: {$ref: 'a.yaml#/paths/it'}}\n"
        "components: {schemas: {Cart: {items: {$ref: 'a.yaml#/schemas/Cart'}}}}",
        a="{paths: {it: {get: {$ref: 'openapi.yaml#/components/schemas/Cart'}}},"
        " schemas: {Cart: {type: object}}}",
    )

    document = bundle(root)

    assert document["paths"]["/a"]["get"] == {"$ref": "#/components/schemas/Cart"}
    assert document["components"]["schemas"] == {
        "Cart": {"items": {"$ref": "#/components/schemas/ACart"}},
        "ACart": {"type": "object"},
    }


@pytest.mark.parametrize(
    ("reference", "words"),
    [
        ("gone.yaml#/schemas/Cart", "gone.yaml: cannot be read"),
        ("a.yaml#/schemas/Nothing", "no 'Nothing'"),
        ("a.yaml", "must name one component"),
        ("a.yaml#/schemas/Cart/properties", "must name one component"),
    ],
)
def test_a_reference_to_nothing_names_the_place(split: Any, reference: str, words: str) -> None:
    root = split(openapi=f"paths: {{/a: {{$ref: '{reference}'}}}}", a="schemas: {Cart: {}}")

    with pytest.raises(SpecError, match=words):
        bundle(root)


def test_a_file_that_is_not_yaml_is_named(split: Any) -> None:
    root = split(openapi="paths: {")

    with pytest.raises(SpecError, match=r"openapi\.yaml: is not YAML"):
        read_yaml(root)


def test_dates_stay_text(split: Any) -> None:
    root = split(openapi="{day: 2026-03-01, moment: 2026-03-01T12:00:00Z, number: 3}")

    assert read_yaml(root) == {"day": "2026-03-01", "moment": "2026-03-01T12:00:00Z", "number": 3}


def test_the_sources_are_all_files_below_the_root() -> None:
    names = [path.relative_to(FOLDER).as_posix() for path in sources(FOLDER / "openapi.yaml")]

    assert names == [
        "common.yaml",
        "openapi.yaml",
        "resources/notes.yaml",
        "resources/settings.yaml",
    ]


def _references(node: Any) -> Any:
    if isinstance(node, dict):
        if "$ref" in node:
            yield node["$ref"]
        for value in node.values():
            yield from _references(value)
    elif isinstance(node, list):
        for value in node:
            yield from _references(value)
