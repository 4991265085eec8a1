"""Names of fields that a platform file gives for every operation, or for one alone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from contract_tests.document import Operation


@dataclass(frozen=True, slots=True)
class Names:
    """`everywhere` holds on every operation; `only_on` adds to it on those it has the id of."""

    everywhere: frozenset[str] = frozenset()
    only_on: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def on(self, *operations: Operation | None) -> frozenset[str]:
        """The names that hold where these operations meet."""
        ids = {operation.operation_id for operation in operations if operation is not None}
        own = [names for operation_id, names in self.only_on.items() if operation_id in ids]
        return self.everywhere.union(*own)


@dataclass(frozen=True, slots=True)
class Refusals:
    """Which operations may refuse what keeps the schema: whatever it is, or by these fields."""

    anything: frozenset[str] = frozenset()
    only_by: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @property
    def operations(self) -> frozenset[str]:
        return self.anything.union(self.only_by)

    def allow(self, operation: Operation, tried: Iterable[str]) -> bool:
        """Whether a refusal is no finding when these fields were tried out."""
        operation_id = operation.operation_id
        if operation_id in self.anything:
            return True
        return not self.only_by.get(operation_id, frozenset()).isdisjoint(tried)


def read_names(raw: Iterable[Any]) -> Names:
    """A list of names, and of `operationId: [names]` among them."""
    everywhere, only_on = _parted(raw)
    return Names(everywhere, only_on)


def read_refusals(raw: Iterable[Any]) -> Refusals:
    """A list of operationIds, and of `operationId: [fields]` among them."""
    anything, only_by = _parted(raw)
    return Refusals(anything, only_by)


def _parted(raw: Iterable[Any]) -> tuple[frozenset[str], dict[str, frozenset[str]]]:
    plain: set[str] = set()
    by_operation: dict[str, frozenset[str]] = {}
    for entry in raw:
        if isinstance(entry, Mapping):
            for operation_id, names in entry.items():
                known = by_operation.get(str(operation_id), frozenset())
                by_operation[str(operation_id)] = known.union(map(str, names))
        else:
            plain.add(str(entry))
    return frozenset(plain), by_operation


NO_NAMES = Names()
NO_REFUSALS = Refusals()
