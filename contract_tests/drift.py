"""What changed between two runs, or between two documents."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

import yaml

from contract_tests.document import Document, escape
from contract_tests.files import load_document
from contract_tests.reports.data import FORMAT, VERSION

Change = Literal["new", "gone", "changed"]
TOLD = ("rule", "operation", "title", "says", "came", "pointer")
SILENT = {"description", "summary", "example", "examples", "externalDocs", "tags", "title"}
"""Words of a document that bind nobody; a property of that name does, and is kept."""

NAMED = {"properties", "patternProperties", "headers", "responses", "content"}
DEEPEST = 40


class CannotCompare(Exception):
    """One of the two is neither a report nor a document; the text says which."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is in one of the two alone, or in both and not the same."""

    change: Change
    operation: str
    what: str
    was: str = ""
    now: str = ""

    def __str__(self) -> str:
        ends = " -> ".join(text for text in (self.was, self.now) if text)
        return f"{self.change:8}{self.operation}  {self.what}" + (f": {ends}" if ends else "")


@dataclass(frozen=True, slots=True)
class Drift:
    """All differences between the two."""

    kind: Literal["reports", "documents"]
    differences: tuple[Difference, ...]

    @property
    def worse(self) -> bool:
        """For reports a finding that was not there, for documents any difference."""
        return any(self.kind == "documents" or d.change == "new" for d in self.differences)

    def data(self) -> dict[str, Any]:
        return {"kind": self.kind, "differences": [asdict(each) for each in self.differences]}


def compare(first: Path, second: Path) -> Drift:
    """Between two JSON reports, or between two documents.

    Raises:
        CannotCompare: they are not two of one kind.
    """
    before, after = _read(first), _read(second)
    kinds = [_is_report(each) for each in (before, after)]
    if kinds[0] != kinds[1]:
        raise CannotCompare(f"{first} and {second}: one is a report, the other a document")
    if kinds[0]:
        return Drift("reports", tuple(_between_reports(before, after)))
    return Drift("documents", tuple(_between_documents(Document(before), Document(after))))


def _read(path: Path) -> dict[str, Any]:
    try:
        raw: Any = json.loads(path.read_text("utf-8")) if path.suffix == ".json" else None
        read: dict[str, Any] = dict(raw) if _is_report(raw) else load_document(path)
    except OSError as error:
        raise CannotCompare(f"{path} cannot be read ({error.strerror})") from error
    except (yaml.YAMLError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise CannotCompare(f"{path} is neither a JSON report nor a document") from error
    if _is_report(read) and read.get("version") != VERSION:
        raise CannotCompare(f"{path} is a report of another version of souqbox")
    if not _is_report(read) and not isinstance(read.get("paths"), dict):
        raise CannotCompare(f"{path} is neither a JSON report nor a document")
    return read


def _is_report(raw: Any) -> bool:
    return isinstance(raw, Mapping) and raw.get("format") == FORMAT


def _between_reports(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Difference]:
    was, now = ({f["fingerprint"]: f for f in each["findings"]} for each in (before, after))
    for key, finding in now.items():
        what = f"{finding['rule']} {finding['title']}"
        if key not in was:
            yield Difference("new", finding["operation"], what, now=finding["came"])
        elif any(was[key].get(name) != finding.get(name) for name in TOLD):
            old, new = was[key]["came"], finding["came"]
            yield Difference("changed", finding["operation"], what, old, new)
    for key, finding in was.items():
        if key not in now:
            what = f"{finding['rule']} {finding['title']}"
            yield Difference("gone", finding["operation"], what, was=finding["came"])


def _between_documents(before: Document, after: Document) -> Iterator[Difference]:
    for label in [*before.by_label, *(x for x in after.by_label if x not in before.by_label)]:
        was, now = before.by_label.get(label), after.by_label.get(label)
        if was is None or now is None:
            yield Difference("new" if was is None else "gone", label, "the operation")
            continue
        for part in ("parameters", "requestBody", "responses", "security"):
            old, new = _part(before, was, part), _part(after, now, part)
            yield from _differences(label, f"/{part}", old, new)


def _part(document: Document, operation: Any, part: str) -> Any:
    if part == "parameters":
        named = {f"{p['in']} {p['name']}": dict(p) for p in operation.parameters}
        return _whole(document, named, (), named=True)
    inherited = document.raw.get("security") if part == "security" else None
    return _whole(document, operation.definition.get(part, inherited), (), named=part in NAMED)


def _whole(document: Document, node: Any, above: tuple[int, ...], named: bool = False) -> Any:
    """The node with its references followed, without words that bind nobody."""
    node = document.resolve(node)
    if id(node) in above or len(above) > DEEPEST:
        return "(itself)"
    above = (*above, id(node))
    if isinstance(node, list):
        children = [_whole(document, child, above) for child in node]
        plain = all(isinstance(child, str) for child in children)
        return sorted(children) if plain else children
    if not isinstance(node, Mapping):
        return node
    return {
        key: _whole(document, child, above, named=not named and key in NAMED)
        for key, child in node.items()
        if named or (key not in SILENT and not str(key).startswith("x-"))
    }


def _differences(label: str, pointer: str, was: Any, now: Any) -> Iterator[Difference]:
    if isinstance(was, dict) and isinstance(now, dict):
        for key in [*was, *(key for key in now if key not in was)]:
            place = f"{pointer}/{escape(str(key))}"
            if key not in now:
                yield Difference("gone", label, place, was=_short(was[key]))
            elif key not in was:
                yield Difference("new", label, place, now=_short(now[key]))
            else:
                yield from _differences(label, place, was[key], now[key])
    elif was != now:
        change: Change = "new" if was is None else "gone" if now is None else "changed"
        yield Difference(change, label, pointer, _short(was), _short(now))


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return "" if value is None else text if len(text) <= 80 else f"{text[:80]}..."
