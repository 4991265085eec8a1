"""A document as the server needs it: its operations, with what each takes and answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from .bundle import Document, bundle, sources
from .cache import Cache
from .schemas import Schema, Shown, resolve, shown_resource

METHODS = ("get", "put", "post", "delete", "patch", "head", "options", "trace")
JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A path, query or header parameter, under the vendor's own name."""

    name: str
    place: str
    required: bool
    schema: Schema
    explode: bool = True

    @property
    def many(self) -> bool:
        return self.schema.get("type") == "array"


@dataclass(frozen=True, slots=True)
class Body:
    """A request body: its schema by media type."""

    required: bool
    schemas: Mapping[str, Schema]


@dataclass(frozen=True, slots=True)
class Response:
    """What the document says of one status: the JSON schema and the named examples."""

    schema: Schema | None
    examples: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Operation:
    """One method on one path, with everything that the document says of it."""

    id: str
    method: str
    path: str
    summary: str
    parameters: tuple[Parameter, ...]
    body: Body | None
    responses: Mapping[str, Response]
    security: tuple[Mapping[str, tuple[str, ...]], ...]
    shown: Shown | None
    success: int = 200
    """The status of the first 2xx response."""

    def response(self, status: int) -> Response | None:
        return self.responses.get(str(status)) or self.responses.get("default")


@dataclass(frozen=True, slots=True)
class Contract:
    """A platform's bundled document and the operations in it."""

    name: str
    document: Document
    operations: tuple[Operation, ...]

    @property
    def base_path(self) -> str:
        """The path of the first server, which comes before every path of the document."""
        url: str = self.document["servers"][0]["url"]
        return urlsplit(url).path.rstrip("/")

    def operation(self, operation_id: str) -> Operation:
        return next(each for each in self.operations if each.id == operation_id)


def load_contract(name: str, folder: Path, cache: Cache, within: Path | None = None) -> Contract:
    """The contract in `folder/openapi.yaml`, bundled once for as long as no file changes.

    `within` is the folder of all files that it uses, where that is a larger one.
    """
    root = folder / "openapi.yaml"
    files = sources((within or folder) / "openapi.yaml")
    document = cache.get(f"bundle-{name}", files, lambda: bundle(root))
    return read_contract(name, document)


def read_contract(name: str, document: Document) -> Contract:
    operations = [
        _operation(path, item, method, document)
        for path, item in document["paths"].items()
        for method in METHODS
        if method in item
    ]
    return Contract(name, document, tuple(operations))


def _operation(path: str, item: dict[str, Any], method: str, document: Document) -> Operation:
    raw = item[method]
    shared, own = item.get("parameters", []), raw.get("parameters", [])
    listed = [resolve(each, document) for each in (*shared, *own)]
    parameters = {(each["in"], each["name"]): _parameter(each, document) for each in listed}
    responses = {
        str(status): _response(resolve(answer, document), document)
        for status, answer in raw["responses"].items()
    }
    success = next((status for status in responses if status[0] == "2"), None)
    succeeded = responses[success] if success else None
    return Operation(
        id=raw["operationId"],
        method=method.upper(),
        path=path,
        summary=raw.get("summary", ""),
        parameters=tuple(parameters.values()),
        body=_body(resolve(raw.get("requestBody"), document)),
        responses=responses,
        security=_security(raw.get("security", document.get("security", []))),
        shown=shown_resource(succeeded.schema, document)
        if succeeded and succeeded.schema
        else None,
        success=int(success or 200),
    )


def _parameter(raw: dict[str, Any], document: Document) -> Parameter:
    explode = raw.get("explode", raw.get("style", "form") == "form")
    schema = resolve(raw["schema"], document)
    return Parameter(raw["name"], raw["in"], bool(raw.get("required")), schema, explode)


def _body(raw: dict[str, Any] | None) -> Body | None:
    if raw is None:
        return None
    schemas = {media: content.get("schema", {}) for media, content in raw["content"].items()}
    return Body(bool(raw.get("required")), schemas)


def _response(raw: dict[str, Any], document: Document) -> Response:
    content = raw.get("content", {}).get(JSON, {})
    examples = {
        name: resolve(example, document)["value"]
        for name, example in content.get("examples", {}).items()
    }
    if "example" in content:
        examples.setdefault("default", content["example"])
    return Response(content.get("schema"), examples)


def _security(raw: list[dict[str, list[str]]]) -> tuple[Mapping[str, tuple[str, ...]], ...]:
    return tuple({name: tuple(scopes) for name, scopes in need.items()} for need in raw)
