"""What was written is what is read: in the answer, in the next read and in the list."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from contract_tests.client import Exchange
from contract_tests.comparison import amount, differences
from contract_tests.document import Document, Operation
from contract_tests.inspection import Inspection
from contract_tests.reach import blank
from contract_tests.shapes import flatten

ASKING = re.compile(r"^(with|include|expand|embed|fields)(\[\])?$", re.I)
ITEM = re.compile(r"/\{[^{}]+\}/?$")
PLAIN_TYPES = ("string", "integer", "number", "boolean", "array", "object")


def check_echo(
    inspection: Inspection,
    rule: str,
    exchanges: list[Exchange],
    written: Mapping[str, Any],
    shown: Mapping[str, Any],
    declared: Any,
) -> bool:
    """Find what was lost; whether all was there."""
    first, last = exchanges[0].operation, exchanges[-1].operation
    inspection.tries(rule, first)
    profile = inspection.profile
    ignored = profile.not_echoed.on(first, last) | profile.volatile.on(first, last)
    missing = lost(inspection.document, written, shown, declared, ignored)
    asked_for = only_when_asked(inspection.document, first)
    missing = [each for each in missing if each[2] != "nothing" or each[0][1:] not in asked_for]
    for pointer, wrote, read in missing:
        says = f"What is written is read back at {pointer}: {wrote!r} was written"
        inspection.find(rule, exchanges, says, f"{read!r} was read")
    return not missing


def lost(
    document: Document,
    written: Mapping[str, Any],
    shown: Mapping[str, Any],
    declared: Any,
    ignored: Iterable[str] = (),
) -> list[tuple[str, Any, Any]]:
    """Written fields that are shown otherwise, or not at all though the document shows them."""
    ignored = frozenset(ignored)
    written = {name: _as_declared(document, v, declared.get(name)) for name, v in written.items()}
    nulls = {name for name, value in written.items() if value is None}
    kept = nulls & _never_null(document, declared)
    found = list(differences(written, dict(shown), ignored | kept))
    for name, value in written.items():
        if name in ignored or name in shown or name not in declared or value is None:
            continue
        node = document.resolve(declared[name])
        if not (isinstance(node, Mapping) and node.get("writeOnly")):
            found.append((f"/{name}", value, "nothing"))
    return [each for each in found if not (_is_nested_default(*each) or _is_truth_as_number(*each))]


def only_when_asked(document: Document, operation: Operation) -> frozenset[str]:
    """What the reads beside an operation show only when their query asks for it by name."""
    root = ITEM.sub("", blank(operation.path))
    names: set[str] = set()
    for other in document.operations:
        if not other.reads or blank(other.path).rstrip("/") not in (root, f"{root}/{{}}"):
            continue
        for parameter in other.parameters:
            if parameter["in"] == "query" and ASKING.match(parameter["name"]):
                shape = flatten(document, parameter.get("schema", {}))
                each = flatten(document, shape.facets.get("items", {}))
                names.update(map(str, [*shape.enum, *each.enum]))
    return frozenset(names)


def _as_declared(document: Document, value: Any, node: Any) -> Any:
    """A flag may be shown as a number, where the document says that it is one."""
    if isinstance(value, bool) and node is not None:
        types = flatten(document, node).types
        return int(value) if types and set(types) <= {"integer", "number"} else value
    return value


def _never_null(document: Document, declared: Mapping[str, Any]) -> set[str]:
    """Fields that are always shown with a value: a null that is written leaves them as they are."""
    nodes = {name: document.resolve(node) for name, node in declared.items()}
    return {
        name
        for name, node in nodes.items()
        if node.get("type") in PLAIN_TYPES and not node.get("nullable")
    }


def _is_truth_as_number(pointer: str, wrote: Any, read: Any) -> bool:
    """What is written as 0 or 1 may be shown as false or true, as older interfaces do."""
    return isinstance(read, bool) and type(wrote) is int and wrote == read


def _is_nested_default(pointer: str, wrote: Any, read: Any) -> bool:
    """A null written into a list, an object or an amount may be shown as an empty one."""
    nought = isinstance(read, Mapping) and amount(read.get("amount")) == 0
    return wrote is None and (nought or read in ([], {}, ""))
