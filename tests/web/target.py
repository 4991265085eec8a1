"""One operation of a platform with what is needed to call it rightly."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from contract_tests.document import Document, Operation
from contract_tests.examples import body_of, parameter_value, query_of
from mock_server.app.assembly import Part
from tests.asgi import Call

JSON = "application/json"
TOKEN = "shop:demo"
ONE_OF = {"deactivateWebhook": "id"}
"""Parameters that only the words of a document demand: one of several, by operation."""


@dataclass(frozen=True, slots=True)
class Target:
    """An operation, and path values that lead to something real."""

    part: Part
    document: Document
    operation: Operation
    path_values: Mapping[str, Any]

    def call(self, **changes: Any) -> Call:
        """The request as it should be, with the document's example as its body."""
        body = body_of(self.document, self.operation)
        call = Call(
            self.operation.method,
            self.path(self.path_values),
            {**self.credentials(), **({"content-type": JSON} if body is not None else {})},
            as_query(self.query()),
            as_json(body) if body is not None else b"",
        )
        return replace(call, **changes)

    @property
    def takes_forms(self) -> bool:
        """Whether its body may be a form as well."""
        body = self.part.contract.operation(self.operation.operation_id).body
        return body is not None and len(body.schemas) > 1

    def query(self) -> dict[str, Any]:
        """What must be there, and one of those of which one must be."""
        chosen = ONE_OF.get(self.operation.operation_id)
        named = {
            each["name"]: parameter_value(self.document, each)
            for each in self.operation.parameters
            if each["name"] == chosen
        }
        return {**query_of(self.document, self.operation), **named}

    def path(self, values: Mapping[str, Any]) -> str:
        path = self.operation.path
        for name, value in values.items():
            path = path.replace(f"{{{name}}}", str(value))
        return f"/{self.part.platform.name}{self.part.contract.base_path}{path}"

    def credentials(self, token: str = TOKEN) -> dict[str, str]:
        """The token in every header where the operation demands one."""
        needed = self.part.contract.operation(self.operation.operation_id).security
        carriers = self.part.platform.auth.carriers
        return {
            carriers[scheme].header.lower(): f"{carriers[scheme].scheme} {token}".strip()
            for scheme in (needed[0] if needed else ())
        }


def as_json(value: Any) -> bytes:
    return json.dumps(value).encode()


def as_query(values: Mapping[str, Any]) -> str:
    """A list becomes one pair an item; numbers and booleans are written as in JSON."""
    return urlencode({name: _text(value) for name, value in values.items()}, doseq=True)


def _text(value: Any) -> Any:
    if isinstance(value, list):
        return [_text(item) for item in value]
    return value if isinstance(value, str) else json.dumps(value)
