"""What a recorded request has wrong: parameters and body."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from contract_tests.document import Document, Operation, escape
from contract_tests.traffic.recorded import Recorded
from contract_tests.traffic.routes import Place
from contract_tests.traffic.shapes import CLOSED, Shapes

MASKED = "****"
JSON = "json"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that a request has wrong; `drift` is what the document merely does not know."""

    rule: str
    title: str
    says: str
    place: str
    pointer: str = ""
    drift: bool = False


def faults_of(
    document: Document, shapes: Shapes, recorded: Recorded, place: Place
) -> Iterator[Fault]:
    """All that the document says of the request of an operation, and is not so."""
    operation = place.operation
    assert operation is not None, "asked only of a request that has an operation"
    yield from _parameters(document, shapes, recorded, place)
    known = operation.query_names()
    for name in dict.fromkeys(name for name, _ in place.query):
        if name not in known and name.partition("[")[0] not in known:
            says = f"the query has {name}, which the operation does not"
            title = "A parameter that the document does not have"
            yield Fault("CT-DRIFT-QUERY", title, says, operation.place, f"/{name}", drift=True)
    yield from _body(document, shapes, recorded, operation)


def _parameters(
    document: Document, shapes: Shapes, recorded: Recorded, place: Place
) -> Iterator[Fault]:
    operation = place.operation
    assert operation is not None, "asked only of a request that has an operation"
    title = "A parameter that is not as the document has it"
    for parameter in operation.parameters:
        name, where = parameter["name"], parameter["in"]
        schema = document.resolve(parameter.get("schema", {}))
        given = _given(recorded, place, parameter, schema)
        rule, pointer = "CT-TRAFFIC-PARAMETER", f"/{where}/{escape(name)}"
        if where == "cookie" or (given is not None and MASKED in str(given)):
            continue
        if given is None:
            if parameter.get("required"):
                says = f"the {where} must have {name}"
                yield Fault(rule, title, says, operation.place, pointer)
            continue
        for _, message, _ in shapes.violations(_coerced(document, given, schema), schema):
            yield Fault(rule, title, f"{where} {name}: {message}", operation.place, pointer)


def _given(
    recorded: Recorded, place: Place, parameter: Mapping[str, Any], schema: Mapping[str, Any]
) -> Any:
    """The text of a parameter, several for a list; None where it is not sent."""
    name, where = parameter["name"], parameter["in"]
    if where == "path":
        return (place.values or {}).get(name)
    if where == "header":
        return recorded.request_header(name.lower())
    if where != "query":
        return None
    if schema.get("type") == "object":
        start = f"{name}["
        deep = {key[len(start) : -1]: v for key, v in place.query if key.startswith(start)}
        return deep or None
    found = [value for key, value in place.query if key == name]
    if schema.get("type") == "array":
        if found and not parameter.get("explode", True):
            return [part for value in found for part in value.split(",")]
        return found or None
    return found[-1] if found else None


def _coerced(document: Document, given: Any, schema: Any) -> Any:
    """What a text stands for, as its schema has it; the text itself where it stands for nothing."""
    schema = document.resolve(schema)
    if isinstance(given, list):
        return [_coerced(document, each, schema.get("items", {})) for each in given]
    if isinstance(given, dict):
        properties = schema.get("properties", {})
        return {
            key: _coerced(document, each, properties.get(key, {})) for key, each in given.items()
        }
    kinds = schema.get("type")
    for kind in kinds if isinstance(kinds, list) else [kinds]:
        if kind in ("integer", "number", "boolean", "null"):
            try:
                value = json.loads(given)
            except ValueError:
                continue
            if not isinstance(value, str | list | dict):
                return value
    return given


def _body(
    document: Document, shapes: Shapes, recorded: Recorded, operation: Operation
) -> Iterator[Fault]:
    sent = recorded.request_body
    definition = document.resolve(operation.definition.get("requestBody", {}))
    if sent is None or not definition:
        return  # nothing was written down, or nothing is asked for
    place = f"{operation.place}/requestBody"
    title = "A body that is not as the document has it"
    if not sent:
        if definition.get("required"):
            yield Fault("CT-TRAFFIC-BODY", title, "there must be a body", place)
        return
    media = (recorded.request_header("content-type") or "").partition(";")[0].strip().lower()
    content = {str(name).lower(): node for name, node in definition.get("content", {}).items()}
    if media not in content and "*/*" not in content:
        says = f"a body is {' or '.join(content)}, not {media or 'of no named type'}"
        yield Fault("CT-TRAFFIC-MEDIA-TYPE", "A body of another type", says, place)
        return
    if media.endswith(JSON):
        schema = content.get(media, content.get("*/*", {})).get("schema", {})
        yield from _json_body(shapes, sent, schema, f"{place}/content/{escape(media)}/schema")


def _json_body(shapes: Shapes, sent: bytes, schema: Any, place: str) -> Iterator[Fault]:
    title = "A body that is not as the document has it"
    try:
        value = json.loads(sent)
    except ValueError as error:
        yield Fault("CT-TRAFFIC-BODY", title, f"the body is no JSON: {error}", place)
        return
    for pointer, message, keyword in shapes.violations(value, schema):
        if MASKED not in message:
            says, closed = f"{message} at {pointer}", keyword in CLOSED
            rule = "CT-DRIFT-REQUEST" if closed else "CT-TRAFFIC-BODY"
            yield Fault(rule, title, says, place, pointer, drift=closed)
    for pointer in shapes.strangers(value, schema):
        title = "A field of a request that the document does not have"
        yield Fault("CT-DRIFT-REQUEST", title, f"{pointer} is sent", place, pointer, drift=True)
