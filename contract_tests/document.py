"""A bundled OpenAPI document as the suites read it: operations, parameters, examples."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

METHODS = ("get", "head", "post", "put", "patch", "delete", "options", "trace")
TEMPLATE = re.compile(r"\{([^{}]+)\}")


@dataclass(frozen=True, eq=False, slots=True)
class Operation:
    """One operation with its parameters resolved, and its place in the document."""

    method: str
    path: str
    operation_id: str
    definition: Mapping[str, Any]
    parameters: tuple[Mapping[str, Any], ...]

    @property
    def label(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def place(self) -> str:
        return f"#/paths/{escape(self.path)}/{self.method.lower()}"

    @property
    def reads(self) -> bool:
        return self.method in ("GET", "HEAD")

    @property
    def path_names(self) -> list[str]:
        return TEMPLATE.findall(self.path)

    def query_names(self) -> set[str]:
        return {p["name"] for p in self.parameters if p["in"] == "query"}


class Document:
    """Looks things up in a document whose references all stay inside it."""

    def __init__(self, raw: dict[str, Any]) -> None:
        self.raw = raw

    @cached_property
    def operations(self) -> list[Operation]:
        return list(self._read_operations())

    @cached_property
    def by_id(self) -> dict[str, Operation]:
        return {operation.operation_id: operation for operation in self.operations}

    @cached_property
    def by_label(self) -> dict[str, Operation]:
        return {operation.label: operation for operation in self.operations}

    def resolve(self, node: Any) -> Any:
        """The node itself, or what its `$ref` leads to."""
        while isinstance(node, Mapping) and isinstance(node.get("$ref"), str):
            node = at_pointer(self.raw, node["$ref"].lstrip("#"))
        return node

    def response(self, operation: Operation, status: int) -> tuple[str, Mapping[str, Any]] | None:
        """The documented response for a status with the key it is written under."""
        responses = operation.definition.get("responses", {})
        for key in (str(status), f"{status // 100}XX", "default"):
            if key in responses:
                return key, self.resolve(responses[key])
        return None

    def success(self, operation: Operation) -> Mapping[str, Any]:
        """The first 2xx response, which is where links are written; empty when there is none."""
        responses = operation.definition.get("responses", {})
        for key in sorted(responses):
            if key.startswith("2"):
                resolved: Mapping[str, Any] = self.resolve(responses[key])
                return resolved
        return {}

    def is_secured(self, operation: Operation) -> bool:
        """Whether a credential is demanded; an empty alternative makes it optional."""
        security = operation.definition.get("security", self.raw.get("security", []))
        return bool(security) and {} not in security

    def scopes(self, operation: Operation) -> list[frozenset[str]]:
        """The sets of scopes of which one is demanded; empty where no scope is."""
        security = operation.definition.get("security", self.raw.get("security", []))
        sets = [frozenset(s for scopes in way.values() for s in scopes) for way in security]
        return sets if sets and all(sets) else []

    def security_schemes(self) -> dict[str, Mapping[str, Any]]:
        schemes = self.raw.get("components", {}).get("securitySchemes", {})
        return {name: self.resolve(scheme) for name, scheme in schemes.items()}

    def _read_operations(self) -> Iterator[Operation]:
        for path, node in self.raw.get("paths", {}).items():
            item = self.resolve(node)
            for method in METHODS:
                if method in item:
                    yield self._read_operation(method, path, item)

    def _read_operation(self, method: str, path: str, item: Mapping[str, Any]) -> Operation:
        definition = item[method]
        merged: dict[tuple[str, str], Mapping[str, Any]] = {}
        for node in [*item.get("parameters", []), *definition.get("parameters", [])]:
            parameter = self.resolve(node)
            merged[parameter["in"], parameter["name"]] = parameter
        operation_id = definition.get("operationId", f"{method.upper()} {path}")
        return Operation(method.upper(), path, operation_id, definition, tuple(merged.values()))


def escape(segment: str) -> str:
    return segment.replace("~", "~0").replace("/", "~1")


def at_pointer(node: Any, pointer: str) -> Any:
    """The value a JSON pointer leads to; LookupError when it leads nowhere."""
    for escaped in pointer.split("/")[1:]:
        segment = escaped.replace("~1", "/").replace("~0", "~")
        if isinstance(node, list) and segment.isdigit():
            node = node[int(segment)]
        elif isinstance(node, Mapping):
            node = node[segment]
        else:
            raise LookupError(pointer)
    return node
