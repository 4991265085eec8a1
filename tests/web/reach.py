"""Finds path values that lead to something real, in the lists of a platform."""

from typing import Any

from contract_tests.document import Document, Operation
from contract_tests.examples import parameter_value
from contract_tests.rows import locate, rows_of
from mock_server.app.assembly import Assembly
from tests.asgi import send_call
from tests.web.target import Target


async def targets_of(assembly: Assembly, platform: str) -> list[Target]:
    """Every operation of the document. What no list shows is named by the document's example."""
    document = Document(assembly.parts[platform].contract.document)
    return [await _target(assembly, platform, document, each) for each in document.operations]


async def _target(
    assembly: Assembly, platform: str, document: Document, operation: Operation
) -> Target:
    part = assembly.parts[platform]
    values: dict[str, Any] = {}
    parameters = {each["name"]: each for each in operation.parameters if each["in"] == "path"}
    for name in operation.path_names:
        listing = document.by_label.get(f"GET {operation.path.partition(f'/{{{name}}}')[0]}")
        row: dict[str, Any] = {}
        if listing is not None:
            row = await _first_row(assembly, Target(part, document, listing, values))
        shown = row.get(name, row.get("id"))
        example = parameter_value(document, parameters[name])
        values[name] = example if shown is None else shown
    return Target(part, document, operation, values)


async def _first_row(assembly: Assembly, target: Target) -> dict[str, Any]:
    reply = await send_call(assembly.app, target.call())
    place = locate(reply.body)
    rows = rows_of(reply.body, place) if place is not None else None
    return rows[0] if rows and isinstance(rows[0], dict) else {}
