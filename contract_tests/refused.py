"""What was refused for its credential has made nothing."""

from typing import Any

from contract_tests.comparison import differences
from contract_tests.document import Operation
from contract_tests.lists import whole_of
from contract_tests.resources import Resource
from contract_tests.stage import Stage

ENOUGH = 2
"""So many fields have to be those that were sent, for a row to come from us and no one else."""


class RefusedCreate:
    """A body that is sent with bad credentials, and the list before and after."""

    def __init__(self, stage: Stage, operation: Operation) -> None:
        self.stage = stage
        self.operation = operation
        self.resource = _made_by(stage, operation)
        self.body: Any = None
        self._known: set[str] | None = None
        if self.resource is not None:
            self.body = stage.form(operation).first(stage.inspection.number())
            rows = self._rows(self.resource)
            self._known = None if rows is None else {_id(self.resource, row) for row in rows}

    def check(self) -> None:
        """No row is new that shows what was sent."""
        resource, inspection = self.resource, self.stage.inspection
        rows = None if resource is None or self._known is None else self._rows(resource)
        if resource is None or resource.lists is None or rows is None or self._known is None:
            return
        inspection.tries("CT-ACCESS-EFFECT", self.operation)
        for row in rows:
            if _id(resource, row) not in self._known and self._is_ours(row):
                says = f"What was refused has no effect: {self.operation.label} was refused"
                came = f"{_id(resource, row)} is new in {resource.lists.label}"
                inspection.find_of(self.operation, "CT-ACCESS-EFFECT", says, came)

    def _is_ours(self, row: dict[str, Any]) -> bool:
        """Others may be at work on the same shop; what they make shows other values."""
        shared = self.body.keys() & row.keys() if isinstance(self.body, dict) else set()
        sent = {name: self.body[name] for name in shared}
        return len(sent) >= min(ENOUGH, len(self.body or ())) and not any(differences(sent, row))

    def _rows(self, resource: Resource) -> list[dict[str, Any]] | None:
        """The whole list; None where it is too long to be read."""
        parents = self.stage.parents(resource.lists) if resource.lists else None
        if resource.lists is None or parents is None:
            return None
        whole = whole_of(self.stage.inspection, resource.lists, parents)
        return None if whole is None or not whole.ended else whole.rows


def _made_by(stage: Stage, operation: Operation) -> Resource | None:
    found = next((r for r in stage.resources if r.creates == operation), None)
    form = stage.form(operation) if found is not None and found.lists is not None else None
    return found if form is not None and isinstance(form.example, dict) else None


def _id(resource: Resource, row: dict[str, Any]) -> str:
    return str(row.get(resource.parameter, row.get("id")))
