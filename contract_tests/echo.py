"""What was written is what is read: in the answer, in the next read and in the list."""

from collections.abc import Mapping
from typing import Any

from contract_tests.client import Exchange
from contract_tests.comparison import differences
from contract_tests.inspection import Inspection


def lost(
    inspection: Inspection, written: Mapping[str, Any], shown: Mapping[str, Any], declared: Any
) -> list[tuple[str, Any, Any]]:
    """Written fields that are shown otherwise, or not at all though the document shows them."""
    ignored = inspection.profile.not_echoed | inspection.profile.volatile
    found = list(differences(dict(written), dict(shown), ignored))
    for name, value in written.items():
        if name in ignored or name in shown or name not in declared or value is None:
            continue
        node = inspection.document.resolve(declared[name])
        if not (isinstance(node, Mapping) and node.get("writeOnly")):
            found.append((f"/{name}", value, "nothing"))
    return [each for each in found if not _is_nested_default(*each)]


def _is_nested_default(pointer: str, wrote: Any, read: Any) -> bool:
    """A null written into a list or an object may be shown as an empty one."""
    return wrote is None and read in ([], {}, "")


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
