"""Without a good credential nothing is told and nothing is done."""

from collections.abc import Iterator
from typing import Any

from contract_tests.client import Call, Exchange
from contract_tests.comparison import differences
from contract_tests.document import Operation
from contract_tests.examples import body_of, query_of
from contract_tests.reach import Pool
from contract_tests.refused import RefusedCreate
from contract_tests.stage import Reading, Stage
from contract_tests.strangers import unknown_values

GARBAGE = "souqbox-not-a-token"
SUFFIX = "!x"  # not a letter: with one, a token that carries a name would be another good token
REFUSED = 401
SCHEMES = ("Bearer", "Basic", "Token", "APIKey")


def check_access(stage: Stage, seed: int) -> None:
    """Every operation that demands a credential refuses all that is none."""
    inspection = stage.inspection
    for operation in inspection.operations:
        if not inspection.document.is_secured(operation):
            continue
        values = _values(stage, stage.pool, operation, seed)
        if values is None:
            inspection.notes.append(f"no id for {operation.label}: its access was not tried")
            continue
        before = _look(stage, operation, values)
        refused = RefusedCreate(stage, operation) if inspection.full else None
        body = refused.body if refused else None
        for rule, what, credentials in _attempts(stage):
            inspection.tries(rule, operation)
            exchange = _try(stage, operation, values, credentials, body)
            if exchange is not None and exchange.status != REFUSED:
                says = f"A request with {what} is refused: 401 is expected"
                inspection.find(rule, [exchange], says)
        _check_untouched(stage, operation, values, before)
        _check_narrow(stage, operation, values, body)
        if refused is not None:
            refused.check()


def _values(stage: Stage, pool: Pool, operation: Operation, seed: int) -> dict[str, Any] | None:
    """Real ids to read with and things of our own to write to, else unknown ones.

    A hole must not cost anyone data.
    """
    inspection = stage.inspection
    known = pool.complete(operation, inspection.profile.path_parameters)
    if not operation.path_names or operation.reads:
        return known[0] if known else None
    own = [dict(one.values) for one in stage.made if one.resource.path == operation.path]
    if own:
        return own[-1]
    return unknown_values(inspection, pool, operation, seed) or (known[0] if known else None)


def _attempts(stage: Stage) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Read-only runs, which may meet a real shop, leave it at the missing credential."""
    inspection = stage.inspection
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
        bent = {
            "CT-ACCESS-GARBAGE": ("a wrong", prefix + GARBAGE),
            "CT-ACCESS-EMPTY": ("an empty", prefix.rstrip()),
            "CT-ACCESS-SUFFIX": ("a longer", prefix + secret + SUFFIX),
        }
        if _can_be_shortened(secret):
            bent["CT-ACCESS-PREFIX"] = ("a shorter", prefix + secret[:-1])
        if word:
            other = next(scheme for scheme in SCHEMES if scheme.lower() != word.lower())
            bent["CT-ACCESS-SCHEME"] = ("another scheme of", f"{other} {secret}")
        for rule, (what, text) in bent.items():
            yield rule, f"{what} {name}", {**good, name: text}


def _can_be_shortened(secret: str) -> bool:
    """A token that only names what it opens would, shortened, name something else."""
    return len(secret) > 1 and ":" not in secret


def _try(
    stage: Stage,
    operation: Operation,
    values: dict[str, Any],
    credentials: dict[str, str],
    body: Any = None,
) -> Exchange | None:
    document = stage.inspection.document
    if body is None and not operation.reads:
        body = body_of(document, operation)
    query = query_of(document, operation)
    return stage.inspection.call(Call(operation, values, query, body, credentials))


def _look(stage: Stage, operation: Operation, values: dict[str, Any]) -> Reading | None:
    """What an update or a delete is about to be refused for."""
    if operation.method not in ("PUT", "PATCH", "DELETE"):
        return None
    resource = next((r for r in stage.resources if r.path == operation.path), None)
    own = any(one.values == values for one in stage.made)
    reading = stage.read(resource, values) if resource and own else None
    return reading if isinstance(reading, Reading) else None


def _check_untouched(
    stage: Stage, operation: Operation, values: dict[str, Any], before: Reading | None
) -> None:
    if before is None:
        return
    inspection = stage.inspection
    inspection.tries("CT-ACCESS-EFFECT", operation)
    resource = next(r for r in stage.resources if r.path == operation.path)
    after = stage.read(resource, values)
    if isinstance(after, Exchange) and after.status in (404, 410):
        says = f"What was refused has no effect: {operation.label} was refused, the record is gone"
        inspection.find("CT-ACCESS-EFFECT", [after], says)
    if not isinstance(after, Reading):
        return
    volatile = inspection.profile.volatile.on(after.exchange.operation)
    for pointer, was, now in differences(before.record, after.record, volatile):
        says = f"What was refused has no effect at {pointer}: it was {was!r}"
        inspection.find("CT-ACCESS-EFFECT", [after.exchange], says, f"{now!r} was read")


def _check_narrow(
    stage: Stage, operation: Operation, values: dict[str, Any], body: Any = None
) -> None:
    """With the second, narrower credential: only what its scopes open."""
    inspection = stage.inspection
    narrow = inspection.target.narrow
    demanded = inspection.document.scopes(operation)
    if narrow is None or not demanded:
        return
    opens = any(need <= narrow.scopes for need in demanded) if narrow.scopes else operation.reads
    if opens and not operation.reads:
        return
    inspection.tries("CT-ACCESS-SCOPE", operation)
    exchange = _try(stage, operation, values, dict(narrow.headers), body)
    if exchange is None:
        return
    if not opens and exchange.status not in (401, 403):
        says = f"A scope that is missing is demanded: {' or '.join(map(_listed, demanded))}"
        inspection.find("CT-ACCESS-SCOPE", [exchange], says)
    if opens and exchange.status in (401, 403):
        says = f"A scope that is there opens: {' or '.join(map(_listed, demanded))} is enough"
        inspection.find("CT-ACCESS-SHUT", [exchange], says)


def _listed(scopes: frozenset[str]) -> str:
    return "+".join(sorted(scopes)) or "none"
