"""Methods that are not documented, and reads on the condition that something has changed."""

from contract_tests.client import Call, Exchange
from contract_tests.document import Operation
from contract_tests.examples import query_of
from contract_tests.stage import Reading, Stage

TRIED = ("POST", "PUT", "PATCH", "DELETE", "GET")


def check_methods(stage: Stage) -> None:
    """A method that a path does not have is a 405, with those it has in Allow."""
    inspection = stage.inspection
    seen: set[str] = set()
    for operation in inspection.operations:
        values = stage.parents(operation)
        if operation.path in seen or values is None:
            continue
        seen.add(operation.path)
        known = {o.method for o in inspection.document.operations if o.path == operation.path}
        odd = next((method for method in TRIED if method not in known), None)
        if odd is not None and not _is_met_elsewhere(stage, operation, odd):
            _check_method(stage, operation, odd, known)


def _is_met_elsewhere(stage: Stage, operation: Operation, method: str) -> bool:
    """`/carts/new` may be what `/carts/{id}` answers."""
    count = operation.path.count("/")
    return any(
        other.method == method and other.path.count("/") == count and other.path_names
        for other in stage.inspection.document.operations
    )


def _check_method(stage: Stage, operation: Operation, odd: str, known: set[str]) -> None:
    values = stage.parents(operation) or {}
    strange = Operation(odd, operation.path, operation.operation_id, {}, operation.parameters)
    exchange = stage.inspection.call_unjudged(Call(strange, values))
    if exchange is None:
        return
    stage.inspection.tries("CT-METHOD", operation)
    exchange = Exchange(operation, values, exchange.response)
    if exchange.status in (404, 501) or exchange.status == 401:
        return
    if exchange.status != 405:
        says = f"A method that is not documented is a 405: {odd} {operation.path}"
        stage.inspection.find("CT-METHOD", [exchange], says)
        return
    allowed = {m.strip() for m in exchange.response.headers.get("Allow", "").split(",")}
    missing = known - allowed
    if missing:
        says = f"Allow names every method of the path: {', '.join(sorted(known))}"
        came = f"Allow: {exchange.response.headers.get('Allow', '(none)')}"
        stage.inspection.find("CT-METHOD-ALLOW", [exchange], says, came)


def check_etags(stage: Stage) -> None:
    """One ETag means one body; If-None-Match is answered as the document says."""
    inspection = stage.inspection
    for resource in stage.resources:
        operation = resource.reads
        own = [m.values for m in stage.made if m.resource.path == resource.path]
        values = own[-1] if own else stage.parents(operation) if operation else None
        if operation is None or values is None:
            continue
        first = _get(stage, operation, values, "")
        tag = first.response.headers.get("ETag", "") if first else ""
        if first is None or not tag:
            continue
        inspection.tries("CT-ETAG", operation)
        if "304" in operation.definition.get("responses", {}):
            same = _get(stage, operation, values, tag)
            if same is not None and same.status != 304 and same.response.headers.get("ETag") == tag:
                says = f"What has not changed is a 304: If-None-Match was {tag}"
                inspection.find("CT-ETAG-IGNORED", [first, same], says)
        if own and resource.updates:
            _check_changed(stage, resource.updates[0], operation, values, first)


def _check_changed(
    stage: Stage, update: Operation, read: Operation, values: object, first: Exchange
) -> None:
    """After a change the tag is another one."""
    own = dict(first.values)
    body = stage.form(update).full(stage.inspection.number())
    written = stage.send(update, own, body)
    if written is None or not written.succeeded:
        return
    tag = first.response.headers["ETag"]
    after = _get(stage, read, own, tag)
    if after is None:
        return
    told = after.response.headers.get("ETag")
    if after.status == 304 or (told == tag and after.response.content != first.response.content):
        says = f"Another body has another ETag: {tag} was that of the body before"
        stage.inspection.find("CT-ETAG", [first, written, after], says, f"ETag: {told}")


def _get(stage: Stage, operation: Operation, values: object, tag: str) -> Exchange | None:
    headers = {"If-None-Match": tag} if tag else {}
    query = query_of(stage.inspection.document, operation)
    own = dict(values) if isinstance(values, dict) else {}
    return stage.inspection.call(Call(operation, own, query, headers=headers))


def check_references(stage: Stage) -> None:
    """What a record refers to by id can be read."""
    inspection = stage.inspection
    for found in {id(f.target): f for f in stage.pool.found}.values():
        if not isinstance(found.row, dict):
            continue
        for name, value in found.row.items():
            resource = stage.resource_named(name)
            if resource is None or resource.reads is None or not isinstance(value, str | int):
                continue
            if resource.lists is found.source:
                continue  # an order's `order_id` is a number of its own
            base = stage.parents(resource.reads)
            if base is None:
                continue
            inspection.tries("CT-REFERENCE", resource.reads)
            reading = stage.read(resource, {**base, resource.parameter: value})
            if isinstance(reading, Exchange) and reading.status == 404:
                says = f"What a record refers to exists, {name}: {found.source.label} has {value!r}"
                inspection.find("CT-REFERENCE", [reading], says)
            elif isinstance(reading, Reading):
                inspection.tries("CT-REFERENCE-FOUND", resource.reads)
