"""Which operation of a document a URL belongs to."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from contract_tests.document import TEMPLATE, Document, Operation
from contract_tests.settings import is_loopback

VARIABLE = "souqbox-variable"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a URL is in the API. Without an operation the document does not have it."""

    path: str
    query: Sequence[tuple[str, str]]
    operation: Operation | None = None
    values: Mapping[str, str] | None = None


class Routes:
    """Finds operations; a fixed segment is nearer than a template."""

    def __init__(self, document: Document, base_url: str | None = None) -> None:
        self._base = None if base_url is None else urlsplit(base_url.rstrip("/"))
        self._servers = [] if base_url else list(_servers(document))
        self._patterns = sorted(
            ((_pattern(operation.path), operation) for operation in document.operations),
            key=lambda each: [part.startswith("{") for part in each[1].path.split("/")],
        )

    def find(self, method: str, url: str) -> Place | None:
        """The place of a request; None for a URL that is none of this API's."""
        parts = urlsplit(url)
        path = self._below_base(parts)
        if path is None:
            return None
        query = parse_qsl(parts.query, keep_blank_values=True)
        for pattern, operation in self._patterns:
            match = pattern.fullmatch(path)
            if match and operation.method == method:
                values = zip(operation.path_names, map(unquote, match.groups()), strict=True)
                return Place(path, query, operation, dict(values))
        return Place(path, query)

    def methods_at(self, path: str) -> list[str]:
        return [each.method for pattern, each in self._patterns if pattern.fullmatch(path)]

    def _below_base(self, parts: SplitResult) -> str | None:
        if self._base is not None:
            if _origin(parts) != _origin(self._base):
                return None
            return _rest(parts.path, self._base.path)
        for host, path in self._servers:
            if host.fullmatch(parts.hostname or ""):
                rest = _rest(parts.path, path)
                if rest is not None:
                    return rest
            elif is_loopback(parts.geturl()) and path:
                _, found, rest = parts.path.partition(f"{path}/")  # a prefix may stand before it
                if found:
                    return f"/{rest}"
        return None


def _origin(parts: SplitResult) -> tuple[str, str, int]:
    """Scheme, host and port, said or not."""
    port = parts.port or {"https": 443}.get(parts.scheme, 80)
    return parts.scheme, parts.hostname or "", port


def _rest(path: str, base: str) -> str | None:
    if path == base:
        return "/"
    return path[len(base) :] if path.startswith(f"{base}/") else None


def _pattern(path: str) -> re.Pattern[str]:
    """With or without a slash at the end."""
    parts = [r"([^/]+)" if index % 2 else re.escape(part) for index, part in _split(path)]
    return re.compile("".join(parts).rstrip("/") + "/?")


def _split(path: str) -> Sequence[tuple[int, str]]:
    return list(enumerate(TEMPLATE.split(path)))


def _servers(document: Document) -> Sequence[tuple[re.Pattern[str], str]]:
    """Host and base path of each server that the document names."""
    servers = []
    for server in document.raw.get("servers", []):
        parts = urlsplit(TEMPLATE.sub(VARIABLE, str(server.get("url", ""))))
        host = re.escape(parts.hostname or "").replace(re.escape(VARIABLE), "[^.]+")
        servers.append((re.compile(host or "(?!)"), parts.path.rstrip("/")))
    return servers
