"""What no other check has met on good terms is asked for once more, as the document shows it."""

from collections.abc import Iterator, Mapping
from typing import Any

from contract_tests.client import Call, Exchange
from contract_tests.document import Operation
from contract_tests.examples import parameter_value, query_of
from contract_tests.forms import shown_body
from contract_tests.reach import leads_to, linked_calls
from contract_tests.stage import Stage

MOST_TRIES = 8


def check_remaining(stage: Stage) -> None:
    """Each operation without a 2xx: with the ids of the pool, then by the links that lead to it."""
    inspection = stage.inspection
    for operation in inspection.operations:
        if operation.label in inspection.succeeded or inspection.client.out_of_time:
            continue
        inspection.tries("CT-REMAINING", operation)
        for values, query in _ways(stage, operation):
            exchange = _send(stage, operation, values, query)
            if exchange is None or exchange.succeeded:
                break
        else:
            _send_fitted(stage, operation)


def _ways(
    stage: Stage, operation: Operation
) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    document = stage.inspection.document
    needed = query_of(document, operation)
    known = stage.pool.complete(operation, stage.inspection.profile.path_parameters)
    yield from ((values, needed) for values in known[:MOST_TRIES])
    shown = {
        p["name"]: parameter_value(document, p) for p in operation.parameters if p["in"] == "path"
    }
    yield shown, needed
    yield from _linked(stage, operation, needed)


def _linked(
    stage: Stage, operation: Operation, needed: Mapping[str, Any]
) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    """What the answers lead to of which the document says that they lead here."""
    inspection = stage.inspection
    for source in inspection.operations:
        if source is operation or not leads_to(inspection.document, source, operation):
            continue
        known = stage.pool.complete(source, inspection.profile.path_parameters)
        for values in known[:MOST_TRIES]:
            exchange = _send(stage, source, values, query_of(inspection.document, source))
            if exchange is None or not exchange.succeeded:
                continue
            for path, query in linked_calls(inspection.document, exchange, operation):
                yield path, {**needed, **query}


def _send_fitted(stage: Stage, operation: Operation) -> None:
    """The example with the ids of other things that are there, of another each time."""
    form, values = stage.form(operation), stage.parents(operation)
    if form.schema is None or values is None:
        return
    for _ in range(MOST_TRIES):
        body = form.first(stage.inspection.number())
        exchange = stage.send(operation, values, body)
        if exchange is None or exchange.succeeded:
            return


def _send(
    stage: Stage, operation: Operation, values: Mapping[str, Any], query: Mapping[str, Any]
) -> Exchange | None:
    shown = shown_body(stage.inspection.document, operation)
    if shown is None:
        return None
    call = Call(
        operation, values, query, shown.body, content=shown.content, media_type=shown.media_type
    )
    return stage.inspection.call(call)
