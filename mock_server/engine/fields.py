"""Which fields of a resource a client may write, and what a new one holds before anybody did."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mock_server.spec.schemas import Schema, Shown, properties_of

from .store import Record


@dataclass(frozen=True, slots=True)
class Fields:
    """`writable` and `fixed` (ids, `readOnly`) by name; `blank` is a record that says nothing."""

    writable: frozenset[str]
    fixed: frozenset[str]
    blank: Record

    def written(self, sent: Mapping[str, Any], known: Record) -> Record:
        """What of `sent` is kept: fields of the document, or of the record as it is known."""
        return {
            name: value
            for name, value in sent.items()
            if name in self.writable or (name in known and self._is_free(name))
        }

    def fixed_in(self, known: Record) -> Record:
        """What of a record stays when all that can be written is replaced."""
        return {name: value for name, value in known.items() if name not in self.writable}

    def _is_free(self, name: str) -> bool:
        return name not in self.fixed and not name.startswith("_")


def fields_of(shown: Shown, document: Schema) -> Fields:
    """The fields of a shown resource, as its schema tells them."""
    properties = properties_of(shown.schema, document)
    fixed = {name for name, part in properties.items() if part.get("readOnly")} | {"id"}
    blank = {
        name: part.get("default")
        for name, part in properties.items()
        if "default" in part or part.get("nullable")
    }
    return Fields(frozenset(properties) - fixed, frozenset(fixed), blank)
