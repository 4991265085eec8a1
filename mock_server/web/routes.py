"""Finds the operation of a path by its segments, whatever the number of routes."""

from collections.abc import Iterable
from typing import Generic, TypeVar

T = TypeVar("T")
Methods = dict[str, T]


class Routes(Generic[T]):
    """Paths with `{templates}`; a literal segment is preferred, a trailing slash does not count."""

    def __init__(self, routes: Iterable[tuple[str, str, T]]) -> None:
        self._literal: dict[str, Methods[T]] = {}
        self._root: _Node[T] = _Node()
        for path, method, target in routes:
            bare = path.rstrip("/")
            methods = self._root.add(bare.split("/")[1:])
            methods[method] = target
            if "{" not in bare:
                self._literal[bare] = methods

    def find(self, path: str) -> tuple[Methods[T], list[str]] | None:
        """What the path offers by method, and the values of its templates in order."""
        path = path.rstrip("/")
        methods = self._literal.get(path)
        if methods is not None:
            return methods, []
        values: list[str] = []
        found = self._root.find(path.split("/"), 1, values)
        return (found, values) if found is not None else None


class _Node(Generic[T]):
    __slots__ = ("_literal", "_template", "methods")

    def __init__(self) -> None:
        self._literal: dict[str, _Node[T]] = {}
        self._template: _Node[T] | None = None
        self.methods: Methods[T] = {}

    def add(self, segments: list[str]) -> Methods[T]:
        node = self
        for segment in segments:
            if segment.startswith("{"):
                node._template = node._template or _Node()
                node = node._template
            else:
                node = node._literal.setdefault(segment, _Node())
        return node.methods

    def find(self, segments: list[str], at: int, values: list[str]) -> Methods[T] | None:
        """Walks down while there is one way only; where there are two, tries the literal first."""
        node, given = self, len(values)
        while at < len(segments):
            segment = segments[at]
            literal, template = node._literal.get(segment), node._template
            if literal is not None and template is not None:
                found = literal.find(segments, at + 1, values)
                if found is not None:
                    return found
                literal = None
            if literal is None:
                if template is None or not segment:
                    del values[given:]
                    return None
                values.append(segment)
            node, at = literal or template, at + 1  # type: ignore[assignment] # one of them is
        if not node.methods:
            del values[given:]
        return node.methods or None
