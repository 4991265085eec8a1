"""What was written is what is read: in the answer, in the next read and in the list."""

from collections.abc import Mapping
from typing import Any

from contract_tests.client import Exchange
from contract_tests.comparison import differences
from contract_tests.inspection import Inspection

_PLAIN_TYPES = ("string", "integer", "number", "boolean", "array", "object")


def lost(
    inspection: Inspection, written: Mapping[str, Any], shown: Mapping[str, Any], declared: Any
) -> list[tuple[str, Any, Any]]:
    """Written fields that are shown otherwise, or not at all though the document shows them."""
    ignored = inspection.profile.not_echoed | inspection.profile.volatile
    kept = {name for name, value in written.items() if value is None} & _never_null(
        inspection, declared
    )
    found = list(differences(dict(written), dict(shown), ignored | kept))
    for name, value in written.items():
        if name in ignored or name in shown or name not in declared or value is None:
            continue
        node = inspection.document.resolve(declared[name])
        if not (isinstance(node, Mapping) and node.get("writeOnly")):
            found.append((f"/{name}", value, "nothing"))
    return [each for each in found if not (_is_nested_default(*each) or _is_truth_as_number(*each))]


def _never_null(inspection: Inspection, declared: Any) -> set[str]:
    """Fields that are always shown with a value: a null that is written leaves them as they are."""
    nodes = {name: inspection.document.resolve(node) for name, node in declared.items()}
    return {
        name
        for name, node in nodes.items()
        if node.get("type") in _PLAIN_TYPES and not node.get("nullable")
    }


def _is_nested_default(pointer: str, wrote: Any, read: Any) -> bool:
    """A null written into a list or an object may be shown as an empty one."""
    return wrote is None and read in ([], {}, "")


def _is_truth_as_number(pointer: str, wrote: Any, read: Any) -> bool:
    """What is written as 0 or 1 may be shown as false or true, as older interfaces do."""
    return isinstance(read, bool) and type(wrote) is int and wrote == read


def check_echo(
    inspection: Inspection,
    rule: str,
    exchanges: list[Exchange],
    written: Mapping[str, Any],
    shown: Mapping[str, Any],
    declared: Any,
) -> bool:
    """Find what was lost; whether all was there."""
    inspection.tries(rule, exchanges[0].operation)
    missing = lost(inspection, written, shown, declared)
    for pointer, wrote, read in missing:
        says = f"What is written is read back at {pointer}: {wrote!r} was written"
        inspection.find(rule, exchanges, says, f"{read!r} was read")
    return not missing
