"""Where in the files of a document a JSON pointer leads: file and line."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

import yaml

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
MOST_REFERENCES = 20


@dataclass(frozen=True, slots=True)
class Place:
    """A line of a file, from 1."""

    file: Path
    line: int


class Places:
    """Finds pointers in a document that may be split over files; each file is read once."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._nodes: dict[Path, yaml.Node | None] = {}

    def find(self, pointer: str) -> Place:
        """The nearest thing that the pointer leads to; the top of the document at worst."""
        return self._walk(self._root, pointer, MOST_REFERENCES) or Place(self._root, 1)

    def _walk(self, file: Path, pointer: str, references: int) -> Place | None:
        node = self._node(file)
        if node is None:
            return None
        place = Place(file, node.start_mark.line + 1)
        segments = [_unescape(part) for part in pointer.lstrip("#").split("/")[1:]]
        for number, segment in enumerate(segments):
            reference = _reference(node)
            if reference and references:
                rest = "".join(f"/{_escape(part)}" for part in segments[number:])
                return self._follow(file, reference + rest, references - 1) or place
            child = _child(node, segment)
            if child is None:
                return place
            key, node = child
            place = Place(file, key.start_mark.line + 1)
        reference = _reference(node)
        if reference and references:
            return self._follow(file, reference, references - 1) or place
        return place

    def _follow(self, file: Path, reference: str, references: int) -> Place | None:
        name, _, pointer = reference.partition("#")
        target = (file.parent / unquote(name)) if name else file
        return self._walk(target, pointer, references)

    def _node(self, file: Path) -> yaml.Node | None:
        if file not in self._nodes:
            try:
                self._nodes[file] = yaml.compose(file.read_text("utf-8"), Loader=Loader)
            except (OSError, UnicodeError, yaml.YAMLError):
                self._nodes[file] = None
        return self._nodes[file]


def _child(node: yaml.Node, segment: str) -> tuple[yaml.Node, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == segment:
                return key, value
    if isinstance(node, yaml.SequenceNode) and segment.isdigit() and int(segment) < len(node.value):
        item = node.value[int(segment)]
        return item, item
    return None


def _reference(node: yaml.Node) -> str:
    found = _child(node, "$ref")
    return str(found[1].value) if found is not None else ""


def _unescape(segment: str) -> str:
    return unquote(segment).replace("~1", "/").replace("~0", "~")


def _escape(segment: str) -> str:
    return segment.replace("~", "~0").replace("/", "~1")
