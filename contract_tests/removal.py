"""What an answered create made, and the request that takes it away again."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

import requests

from contract_tests.document import TEMPLATE, Document, Operation, at_pointer

IDS = ("id", "uuid", "identifier", "key", "code")
BODY_POINTER = "$response.body#"


@dataclass(frozen=True, slots=True)
class Entry:
    """Something created: by which operation, and the request that takes it away, if there is one.

    `path` is its own address, without the base; `removal` a path with its query.
    """

    operation: str
    path: str
    removal: str | None
    values: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.path} (by {self.operation})"


class Removals:
    """Reads out of a document how things are made and removed."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._patterns = [(o, _pattern(o.path)) for o in document.operations]

    def match(self, method: str, path: str) -> tuple[Operation | None, dict[str, str]]:
        """The operation that a path belongs to, with its values."""
        for operation, pattern in self._patterns:
            found = pattern.fullmatch(path) if operation.method == method else None
            if found:
                names = operation.path_names
                return operation, dict(zip(names, map(unquote, found.groups()), strict=True))
        return None, {}

    def entry(
        self, operation: Operation, values: dict[str, str], response: requests.Response
    ) -> Entry | None:
        """What the answer of a create made; None when it says nothing that can be found again."""
        try:
            body = response.json()
        except ValueError:
            body = None
        for remover, parameters in self._removers(operation):
            given = _evaluate(parameters, values, body)
            if set(given) >= {*remover.path_names} and len(given) == len({**parameters, **values}):
                query = {n: v for n, v in given.items() if n not in remover.path_names}
                path = _fill(remover.path, given)
                removal = path + (f"?{sorted_query(urlencode(query))}" if query else "")
                own = (
                    path if remover.path_names else f"{operation.path}/{next(iter(query.values()))}"
                )
                return Entry(operation.label, own, removal, given)
        item = self._item(operation.path)
        if item is None:
            return None
        number = _own_id(item.path_names[-1], body, response.headers.get("Location", ""))
        if number is None:
            return None
        own_values = {**dict(zip(item.path_names, values.values(), strict=False))}
        own_values[item.path_names[-1]] = number
        path = _fill(item.path, own_values)
        return Entry(operation.label, path, path if item.method == "DELETE" else None, own_values)

    def _removers(self, operation: Operation) -> list[tuple[Operation, dict[str, str]]]:
        """Documented links from the create to a delete of one thing."""
        found = []
        for node in self._document.success(operation).get("links", {}).values():
            link = self._document.resolve(node)
            target = self._document.by_id.get(link.get("operationId", ""))
            if target is not None and target.method == "DELETE" and link.get("parameters"):
                named = {n.rpartition(".")[2]: str(v) for n, v in link["parameters"].items()}
                if any(value.startswith(BODY_POINTER) for value in named.values()):
                    found.append((target, named))
        return found

    def _item(self, path: str) -> Operation | None:
        """The delete of what a list holds, or at least its detail."""
        item = re.compile(re.escape(path.rstrip("/")) + r"/\{[^{}/]+\}/?")
        found = {o.method: o for o in self._document.operations if item.fullmatch(o.path)}
        return found.get("DELETE") or found.get("GET")

    def removal_of(self, operation: Operation) -> str | None:
        """The label of what takes away what the operation creates; empty where nothing does,
        None where it creates nothing."""
        removers = self._removers(operation)
        item = self._item(operation.path)
        if removers:
            return removers[0][0].label
        if item is None:
            return None
        return item.label if item.method == "DELETE" else ""


def sorted_query(query: str) -> str:
    """The query in one order, so that two of them can be compared."""
    return urlencode(sorted(parse_qsl(query)))


def _pattern(path: str) -> re.Pattern[str]:
    pieces = TEMPLATE.split(path)
    fixed = [re.escape(piece) for piece in pieces[::2]]
    return re.compile("([^/]+)".join(fixed) + "/?")


def _fill(path: str, values: Mapping[str, str]) -> str:
    return TEMPLATE.sub(lambda found: quote(values[found[1]], safe=""), path)


def _evaluate(parameters: Mapping[str, str], values: dict[str, str], body: Any) -> dict[str, str]:
    given = dict(values)
    for name, expression in parameters.items():
        if expression.startswith(BODY_POINTER):
            try:
                value = at_pointer(body, expression.removeprefix(BODY_POINTER))
            except LookupError:
                continue
            if isinstance(value, str | int) and not isinstance(value, bool):
                given[name] = str(value)
        elif expression.startswith("$request.path."):
            given[name] = values.get(expression.rpartition(".")[2], "")
    return given


def _own_id(name: str, body: Any, location: str) -> str | None:
    """The id that an answer tells: in the body, at most three objects deep, or in its Location."""
    level = [body]
    for _ in range(3):
        level = [node for node in level if isinstance(node, dict)]
        for node in level:
            for key in (name, *IDS):
                value = node.get(key)
                if isinstance(value, str | int) and not isinstance(value, bool) and value != "":
                    return str(value)
        level = [child for node in level for child in node.values()]
    last = urlsplit(location).path.rstrip("/").rpartition("/")[2]
    return unquote(last) or None
