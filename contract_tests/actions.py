"""What an action below a record did to it is there to be read."""

from contract_tests.comparison import differences, record_in
from contract_tests.document import Operation
from contract_tests.resources import Resource
from contract_tests.stage import Made, Reading, Stage

RULE = "CT-ACTION-LOST"


def check_actions(stage: Stage) -> None:
    """Each action whose answer is the record, on one that is made for it."""
    untried = stage.inspection.profile.untried
    for resource in stage.resources:
        if resource.creates is None or resource.reads is None:
            continue
        for operation in stage.inspection.operations:
            if operation.operation_id not in untried and _is_action(stage, resource, operation):
                made = _one(stage, resource)
                if made is not None:
                    _check(stage, operation, made)


def _one(stage: Stage, resource: Resource) -> Made | None:
    """Of the document's example, or of the least where that does not go with what is here."""
    for kind in ("first", "least"):
        made = stage.create(resource, kind)
        if isinstance(made, Made):
            return made
    return None


def _is_action(stage: Stage, resource: Resource, operation: Operation) -> bool:
    """`POST /orders/{id}/cancel`, which answers with an order."""
    above, _, word = operation.path.rstrip("/").rpartition("/")
    if operation.reads or above != resource.path or "{" in word or resource.reads is None:
        return False
    shown, own = stage.shown(operation), stage.shown(resource.reads)
    return "id" in shown and set(shown) == set(own)


def _check(stage: Stage, action: Operation, made: Made) -> None:
    inspection = stage.inspection
    before = stage.read(made.resource, made.values, made.fields)
    form = stage.form(action)
    body = form.first(inspection.number()) if form.schema is not None else None
    done = stage.send(action, made.values, body) if isinstance(before, Reading) else None
    if done is None or not done.succeeded or not isinstance(before, Reading):
        return
    answered = record_in(done.data, before.record, inspection.profile.record)
    after = _read_again(stage, made)
    if not isinstance(answered, dict) or after is None:
        return
    inspection.tries(RULE, action)
    for pointer, said, read in _lost(stage, answered, before, after):
        says = f"What an action answers is what is read next at {pointer}: it answered {said!r}"
        inspection.find(RULE, [done, after.exchange], says, f"{read!r} was read, as before")


def _read_again(stage: Stage, made: Made) -> Reading | None:
    reading = stage.read(made.resource, made.values, made.fields)
    return reading if isinstance(reading, Reading) else None


def _lost(
    stage: Stage, answered: dict[str, object], before: Reading, after: Reading
) -> list[tuple[str, object, object]]:
    """Only what is read as it was before: what an action does may go on after its answer."""
    profile = stage.inspection.profile
    if str(answered.get("id")) != str(before.record.get("id")):
        return []
    ignored = profile.volatile.on(after.exchange.operation) | profile.touched.on(
        after.exchange.operation
    )
    moved = {at for at, _, _ in differences(before.record, after.record, ignored)}
    told = differences(answered, after.record, ignored)
    return [(at, said, read) for at, said, read in told if at not in moved]
