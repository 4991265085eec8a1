"""Gives every operation of a document one handler, once, at start."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from mock_server.spec.contract import Contract, Operation

from .crud import Crud
from .operations import Handler
from .platform import Platform
from .request import Request
from .shop import Shop
from .style import Answer

Source = Literal["platform", "crud", "example"]


@dataclass(frozen=True, slots=True)
class Binding:
    """An operation and what answers it."""

    operation: Operation
    source: Source
    handler_name: str
    handler: Handler

    def row(self) -> dict[str, str]:
        """The line that `souqbox bindings --json` prints."""
        return {
            "operationId": self.operation.id,
            "method": self.operation.method,
            "path": self.operation.path,
            "source": self.source,
            "handler": self.handler_name,
            "confidence": "example only" if self.source == "example" else "stateful",
        }


def bind(contract: Contract, platform: Platform) -> list[Binding]:
    """The platform's own handler, else inferred CRUD, else the example of the document.

    Raises:
        AssertionError: a handler is registered for an operation that the document does not have,
            or two are registered for one.
    """
    registered = [pair for operations in platform.operations for pair in operations]
    own = dict(registered)
    assert len(own) == len(registered), f"{contract.name} has an operation with two handlers"
    unknown = own.keys() - {operation.id for operation in contract.operations}
    assert not unknown, f"{contract.name} has no operation {', '.join(sorted(unknown))}"
    crud = Crud(contract, platform)
    return [_bind_one(operation, own.get(operation.id), crud) for operation in contract.operations]


def format_bindings(bindings: Sequence[Binding]) -> str:
    """The table that `souqbox bindings` prints, a line an operation."""
    rows = [list(binding.row().values())[:5] for binding in bindings]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
    return "".join(f"{line}\n" for line in lines)


def _bind_one(operation: Operation, own: Handler | None, crud: Crud) -> Binding:
    if own is not None:
        module = own.__module__.rsplit(".", 1)[-1]
        return Binding(operation, "platform", f"{module}.{own.__qualname__}", own)
    inferred = crud.infer(operation)
    if inferred is not None:
        return Binding(operation, "crud", inferred[0], inferred[1])
    return Binding(operation, "example", "", _example(operation))


def _example(operation: Operation) -> Handler:
    response = operation.responses.get(str(operation.success))
    body = next(iter(response.examples.values()), None) if response else None

    def example(request: Request, shop: Shop) -> Any:
        return Answer(Example(body))

    return example


@dataclass(frozen=True, slots=True)
class Example:
    """A body from the document, complete with its envelope."""

    body: Any
