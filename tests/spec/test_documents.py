"""What every document under `specs/` keeps to, whoever wrote it."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from openapi_spec_validator import OpenAPIV30SpecValidator

from mock_server.spec.cache import Cache
from mock_server.spec.contract import Contract, Operation, load_contract
from mock_server.spec.locations import data_folder
from mock_server.spec.schemas import properties_of, resolve, to_json_schema
from mock_server.spec.validators import Validator

SPECS = data_folder("specs")
NAMES = sorted(path.parent.relative_to(SPECS).as_posix() for path in SPECS.rglob("openapi.yaml"))
LINES_OF_A_FILE = 400


@pytest.fixture(params=NAMES)
def contract(request: pytest.FixtureRequest) -> Contract:
    return read(request.param)


@cache
def read(name: str) -> Contract:
    return load_contract(name, SPECS / name, Cache())


def test_there_are_documents() -> None:
    assert {"salla", "zid", "tjar", "surecart", "paynow"} <= set(NAMES)


def test_the_bundle_is_valid_openapi_3_0_3(contract: Contract) -> None:
    errors = [
        f"{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}"
        for error in OpenAPIV30SpecValidator(contract.document).iter_errors()
    ]

    assert contract.document["openapi"] == "3.0.3"
    assert errors == []


def test_operations_have_names_of_their_own(contract: Contract) -> None:
    names = [operation.id for operation in contract.operations]

    assert sorted(names) == sorted(set(names))
    assert [name for name in names if not name.isidentifier() or not name[0].islower()] == []


def test_every_operation_says_who_may_not_come_in(contract: Contract) -> None:
    guarded = [it for it in contract.operations if it.security]
    open_to_all = [it.id for it in guarded if it.response(401) is None]

    assert open_to_all == [], "give these operations a 401 answer"


def test_fixed_segments_come_before_templates(contract: Contract) -> None:
    """The first match wins in Connexion, so `/carts/latest` must stand before `/carts/{id}`."""
    shapes = [path.replace("{", "~{") for path in contract.document["paths"]]
    late = [
        later
        for index, later in enumerate(shapes)
        for earlier in shapes[:index]
        if _hides(earlier, later)
    ]

    assert late == []


def test_every_media_example_keeps_to_its_schema(contract: Contract) -> None:
    wrong = [
        f"{place}: {violation.name}: {violation.message[:200]}"
        for place, schema, example, writing in _media_examples(contract.document)
        for violation in _violations(contract, schema, example, writing)
    ]

    assert wrong == []


def test_every_example_of_a_schema_keeps_to_it(contract: Contract) -> None:
    wrong = [
        f"{place}: {violation.name}: {violation.message[:200]}"
        for place, schema in _schemas(contract.document)
        if "example" in schema
        for violation in _violations(contract, schema, schema["example"], writing=False)
    ]

    assert wrong == []


def test_every_property_has_an_example(contract: Contract) -> None:
    document = contract.document
    without = [
        f"{place}.{name}"
        for place, schema in _schemas(document)
        for name, part in schema.get("properties", {}).items()
        if not _is_exemplified(part, document, ())
    ]

    assert without == [], "give these properties an example"


def test_every_resource_is_shown_by_an_operation(contract: Contract) -> None:
    document = contract.document
    marked = {
        schema["x-resourceId"] for _, schema in _schemas(document) if "x-resourceId" in schema
    }
    shown = {name for operation in contract.operations for name in _resources(operation, document)}

    assert marked - shown == set(), "no answer shows these resources"


def test_links_lead_to_operations_and_their_parameters(contract: Contract) -> None:
    known = {operation.id: operation for operation in contract.operations}
    broken = []
    for place, link in _links(contract.document):
        target = known.get(link.get("operationId", ""))
        parameters = {it.name for it in target.parameters} if target else set()
        named = {name.rpartition(".")[2] for name in link.get("parameters", {})}
        if target is None or named - parameters:
            broken.append(f"{place} -> {link.get('operationId')} {sorted(named - parameters)}")

    assert broken == []


def test_every_scheme_that_is_demanded_is_described(contract: Contract) -> None:
    described = contract.document["components"]["securitySchemes"].keys()
    demanded = {
        name for operation in contract.operations for need in operation.security for name in need
    }

    assert demanded <= described


def test_a_file_fits_its_resource(contract: Contract) -> None:
    long = {
        path.relative_to(SPECS).as_posix(): lines
        for path in (SPECS / contract.name).rglob("*.yaml")
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LINES_OF_A_FILE
    }

    assert long == {}, f"split what has more than {LINES_OF_A_FILE} lines"


def test_no_name_is_said_twice_in_one_place(contract: Contract) -> None:
    """YAML lets the second one win in silence."""
    twice = [
        f"{path.relative_to(SPECS).as_posix()}: {name}"
        for path in (SPECS / contract.name).rglob("*.yaml")
        for name in _repeated_keys(path)
    ]

    assert twice == []


def _hides(earlier: str, later: str) -> bool:
    """Whether an earlier path with templates also matches a later one without, here and there."""
    first, second = earlier.split("/"), later.split("/")
    return (
        len(first) == len(second)
        and first != second
        and all(a.startswith("~") or a == b for a, b in zip(first, second, strict=True))
        and any(
            a.startswith("~") and not b.startswith("~") for a, b in zip(first, second, strict=True)
        )
    )


def _violations(contract: Contract, schema: Any, value: Any, writing: bool) -> Any:
    return Validator(to_json_schema(schema, contract.document, writing=writing)).violations(value)


def _media_examples(document: Any) -> Iterator[tuple[str, Any, Any, bool]]:
    """(place, schema, example, whether it is sent) of every media type and parameter."""
    for place, node in _nodes(document):
        schema = node.get("schema")
        if not isinstance(schema, dict):
            continue
        if "example" in node:
            yield place, schema, node["example"], "requestBod" in place
        for name, example in node.get("examples", {}).items():
            value = resolve(example, document)["value"]
            yield f"{place}/{name}", schema, value, "requestBod" in place


def _schemas(document: Any) -> Iterator[tuple[str, Any]]:
    """(place, schema) of every schema that is written out, at any depth."""
    for name, schema in document["components"].get("schemas", {}).items():
        yield from _schemas_in(name, schema)
    for place, node in _nodes({key: document[key] for key in ("paths", "components")}):
        if isinstance(node.get("schema"), dict):
            yield from _schemas_in(place, node["schema"])


def _schemas_in(place: str, schema: Any) -> Iterator[tuple[str, Any]]:
    if not isinstance(schema, dict) or "$ref" in schema:
        return
    yield place, schema
    for name, part in schema.get("properties", {}).items():
        yield from _schemas_in(f"{place}.{name}", part)
    for word in ("allOf", "anyOf", "oneOf"):
        for part in schema.get(word, ()):
            yield from _schemas_in(place, part)
    for word in ("items", "not", "additionalProperties"):
        yield from _schemas_in(f"{place}[]", schema.get(word))


def _nodes(document: Any) -> Iterator[tuple[str, Any]]:
    """Every object of a document outside of its schemas and examples, with its place."""
    waiting: list[tuple[str, Any]] = [("", document)]
    while waiting:
        place, node = waiting.pop()
        if isinstance(node, dict):
            yield place, node
            waiting += [
                (f"{place}/{name}", part)
                for name, part in node.items()
                if name not in ("schema", "schemas", "example", "examples", "value")
            ]
        elif isinstance(node, list):
            waiting += [(f"{place}/{index}", part) for index, part in enumerate(node)]


def _is_exemplified(schema: Any, document: Any, seen: tuple[str, ...]) -> bool:
    """Whether a schema has an example of its own, or from below."""
    reference = schema.get("$ref")
    if reference in seen:
        return True
    seen = (*seen, reference) if reference else seen
    schema = resolve(schema, document)
    if "example" in schema:
        return True
    parts = [part for word in ("allOf", "anyOf", "oneOf") for part in schema.get(word, ())]
    if any(_is_exemplified(part, document, seen) for part in parts):
        return True
    if "items" in schema:
        return _is_exemplified(schema["items"], document, seen)
    properties = properties_of(schema, document)
    if isinstance(schema.get("additionalProperties"), dict) and not properties:
        return _is_exemplified(schema["additionalProperties"], document, seen)
    return bool(properties) and all(
        _is_exemplified(part, document, seen) for part in schema.get("properties", {}).values()
    )


def _resources(operation: Operation, document: Any) -> set[str]:
    """Every resource that the answers of an operation hold, at any depth."""
    found: set[str] = set()
    waiting: list[Any] = [it.schema for it in operation.responses.values() if it.schema]
    seen: set[str] = set()
    while waiting:
        schema = waiting.pop()
        if not isinstance(schema, dict):
            continue
        reference = schema.get("$ref")
        if reference in seen:
            continue
        if reference:
            seen.add(reference)
            schema = resolve(schema, document)
        found |= {schema["x-resourceId"]} if "x-resourceId" in schema else set()
        waiting += schema.get("properties", {}).values()
        waiting += [part for word in ("allOf", "anyOf", "oneOf") for part in schema.get(word, ())]
        waiting += [schema.get("items"), schema.get("additionalProperties")]
    return found


def _links(document: Any) -> Iterator[tuple[str, Any]]:
    for place, node in _nodes(document):
        of_response = "/responses/" in place and "/links/" not in place
        if place.endswith("/links") and of_response and "/properties/" not in place:
            for name, link in node.items():
                yield f"{place}/{name}", resolve(link, document)


def _repeated_keys(path: Path) -> list[str]:
    import yaml

    repeated: list[str] = []
    waiting = [yaml.compose(path.read_text(encoding="utf-8"), yaml.CSafeLoader)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, yaml.MappingNode):
            names = [key.value for key, _ in node.value]
            repeated += [
                f"{name} (line {node.start_mark.line + 1})"
                for name in set(names)
                if names.count(name) > 1
            ]
            waiting += [value for _, value in node.value]
        elif isinstance(node, yaml.SequenceNode):
            waiting += node.value
    return repeated
