"""Joins a document that is split over files into one, with every reference inside it."""

from pathlib import Path
from typing import Any

import yaml

Document = dict[str, Any]


class SpecError(Exception):
    """A document that cannot be used; the message names the place and what is expected there."""


def bundle(root: Path) -> Document:
    """One self-contained document: path items are inlined, all else moves to `components`."""
    return _Bundler(root).run()


def sources(root: Path) -> list[Path]:
    """Every file a document may be made of."""
    return sorted(root.parent.rglob("*.yaml"))


def read_yaml(path: Path) -> Any:
    """The file as plain values.

    Raises:
        SpecError: the file is missing or is not YAML.
    """
    try:
        with path.open(encoding="utf-8") as file:
            return yaml.load(file, Loader=_Loader)  # noqa: S506 (a safe loader, see below)
    except OSError as error:
        raise SpecError(f"{path.name}: cannot be read ({error.strerror})") from error
    except yaml.YAMLError as error:
        raise SpecError(f"{path.name}: is not YAML: {error}") from error


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """The safe loader, except that dates stay text as JSON has it."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, regexp) for tag, regexp in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in _Loader.yaml_implicit_resolvers.items()
}


class _Bundler:
    def __init__(self, root: Path) -> None:
        self._root = root.resolve()
        self._files: dict[Path, Any] = {}
        self._names: dict[tuple[Path, str], str] = {}
        self._components: dict[str, dict[str, Any]] = {}

    def run(self) -> Document:
        document = self._file(self._root)
        self._components = document.setdefault("components", {})
        bundled: Document = {
            key: self._resolved(value, self._root)
            for key, value in document.items()
            if key != "components"
        }
        for kind in list(self._components):
            own = self._components[kind]
            for name in list(own):
                if (self._root, f"/components/{kind}/{name}") not in self._names:
                    own[name] = self._resolved(own[name], self._root)
        bundled["components"] = self._components
        return bundled

    def _file(self, path: Path) -> Any:
        if path not in self._files:
            self._files[path] = read_yaml(path)
        return self._files[path]

    def _resolved(self, node: Any, file: Path) -> Any:
        if isinstance(node, list):
            return [self._resolved(item, file) for item in node]
        if not isinstance(node, dict):
            return node
        reference = node.get("$ref")
        if isinstance(reference, str):
            return self._reference(reference, file)
        return {str(key): self._resolved(value, file) for key, value in node.items()}

    def _reference(self, reference: str, file: Path) -> Any:
        place, _, pointer = reference.partition("#")
        target = (file.parent / place).resolve() if place else file
        if target == self._root and pointer.startswith("/components/"):
            return {"$ref": f"#{pointer}"}
        kind, _, name = pointer.strip("/").partition("/")
        if kind == "paths":
            return self._resolved(self._at(target, pointer), target)
        return {"$ref": f"#/components/{kind}/{self._hoisted(target, pointer, kind, name)}"}

    def _hoisted(self, file: Path, pointer: str, kind: str, name: str) -> str:
        """The component's name; reserved before its body is read, as a schema may hold itself."""
        if (file, pointer) in self._names:
            return self._names[file, pointer]
        own = self._components.setdefault(kind, {})
        unique = name if name not in own else f"{file.stem.title().replace('_', '')}{name}"
        if not name or "/" in name or unique in own:
            raise SpecError(f"{file.name}#{pointer}: a reference must name one component")
        self._names[file, pointer] = unique
        own[unique] = None
        own[unique] = self._resolved(self._at(file, pointer), file)
        return unique

    def _at(self, file: Path, pointer: str) -> Any:
        node = self._file(file)
        for part in pointer.strip("/").split("/"):
            key = part.replace("~1", "/").replace("~0", "~")
            if not isinstance(node, dict) or key not in node:
                raise SpecError(f"{file.name}#{pointer}: nothing is there (no {key!r})")
            node = node[key]
        return node
