"""Without a good credential nothing is told and nothing is done."""

from collections.abc import Iterator
from typing import Any

from contract_tests.client import Call, Exchange
from contract_tests.document import Operation
from contract_tests.examples import body_of, query_of
from contract_tests.inspection import Inspection
from contract_tests.reach import Pool
from contract_tests.strangers import unknown_values

GARBAGE = "souqbox-not-a-token"
SUFFIX = "!x"  # not a letter: with one, a token that carries a name would be another good token
REFUSED = 401


def check_access(inspection: Inspection, pool: Pool, seed: int) -> None:
    """Every operation that demands a credential refuses none, a wrong and a longer one."""
    for operation in inspection.operations:
        if not inspection.document.is_secured(operation):
            continue
        values = _values(inspection, pool, operation, seed)
        if values is None:
            inspection.notes.append(f"no id for {operation.label}: its access was not tried")
            continue
        for rule, what, credentials in _attempts(inspection):
            exchange = _try(inspection, operation, values, credentials)
            if exchange is not None and exchange.status != REFUSED:
                says = f"A request with {what} is refused: 401 is expected"
                inspection.find(rule, [exchange], says)


def _values(
    inspection: Inspection, pool: Pool, operation: Operation, seed: int
) -> dict[str, Any] | None:
    """Real ids to read with, unknown ones to write with: a hole must not cost anyone data."""
    known = pool.complete(operation, inspection.profile.path_parameters)
    if not operation.path_names or operation.reads:
        return known[0] if known else None
    return unknown_values(inspection, pool, operation, seed) or (known[0] if known else None)


def _attempts(inspection: Inspection) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Read-only runs, which may meet a real shop, leave it at the missing credential."""
    good = dict(inspection.client.credentials)
    yield "CT-ACCESS-NONE", "no credential", {}
    if not inspection.full:
        return
    for name, value in good.items():
        word, _, secret = value.rpartition(" ")
        prefix = f"{word} " if word else ""
        if len(good) > 1:
            rest = {other: good[other] for other in good if other != name}
            yield "CT-ACCESS-NONE", f"no {name}", rest
        yield "CT-ACCESS-GARBAGE", f"a wrong {name}", {**good, name: prefix + GARBAGE}
        yield "CT-ACCESS-SUFFIX", f"a longer {name}", {**good, name: prefix + secret + SUFFIX}


def _try(
    inspection: Inspection,
    operation: Operation,
    values: dict[str, Any],
    credentials: dict[str, str],
) -> Exchange | None:
    document = inspection.document
    body = None if operation.reads else body_of(document, operation)
    query = query_of(document, operation)
    return inspection.call(Call(operation, values, query, body, credentials))
