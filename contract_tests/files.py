"""Reading a document from a file, single or split over several."""

import json
from pathlib import Path
from typing import Any

import yaml

from contract_tests.document import at_pointer, escape

PLACES = (Path("specs"), Path("mock_server") / "_data" / "specs")
SHARED = "x-shared"


def find_document(platform: str) -> Path | None:
    """The platform's own document: beside this package, in a checkout as in an installation."""
    root = Path(__file__).parent.parent
    candidates = (root / place / platform / "openapi.yaml" for place in PLACES)
    return next((path for path in candidates if path.is_file()), None)


def load_document(path: Path) -> dict[str, Any]:
    """The document with all its references inside itself."""
    bundler = _Bundler(path.resolve())
    document: dict[str, Any] = bundler.copy(_read(path.resolve()), path.resolve())
    document[SHARED] = bundler.shared
    for name, item in document.get("paths", {}).items():
        if "$ref" in item:  # a path is looked up by its own key, so its item is put in place
            document["paths"][name] = at_pointer(document, item["$ref"].lstrip("#"))
    return document


class _Bundler:
    """Takes what other files hold into the document, each thing once, under one key."""

    def __init__(self, root: Path) -> None:
        self.shared: dict[str, Any] = {}
        self._root = root
        self._names: dict[tuple[Path, str], str] = {}
        self._files: dict[Path, Any] = {}

    def copy(self, node: Any, path: Path) -> Any:
        """The node of a file, with references that lead into the document."""
        if isinstance(node, list):
            return [self.copy(child, path) for child in node]
        if not isinstance(node, dict):
            return node
        if isinstance(node.get("$ref"), str):
            return {"$ref": self._internal(node["$ref"], path)}
        return {str(key): self.copy(child, path) for key, child in node.items()}

    def _internal(self, reference: str, path: Path) -> str:
        file, _, pointer = reference.partition("#")
        source = (path.parent / file).resolve() if file else path
        if source == self._root:
            return f"#{pointer}"
        key = (source, pointer)
        if key not in self._names:
            name = self._names[key] = f"{len(self._names)}-{pointer.rsplit('/', 1)[-1]}"
            self.shared[name] = None  # reserved first: what it holds may refer to itself
            if source not in self._files:
                self._files[source] = _read(source)
            self.shared[name] = self.copy(at_pointer(self._files[source], pointer), source)
        return f"#/{SHARED}/{escape(self._names[key])}"


class _Loader(yaml.SafeLoader):
    """The safe loader, except that dates stay the text they are in JSON."""


_Loader.yaml_implicit_resolvers = {
    first: [pair for pair in resolvers if pair[0] != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _read(path: Path) -> Any:
    text = path.read_text("utf-8")
    if path.suffix == ".json":
        return json.loads(text)
    return yaml.load(text, Loader=_Loader)  # noqa: S506 - a safe loader, see above
