"""What is deleted is gone, everywhere, and nothing else is."""

from collections.abc import Mapping
from typing import Any

from contract_tests.client import Exchange
from contract_tests.comparison import differences
from contract_tests.lists import whole_of
from contract_tests.stage import Made, Reading, Stage, row_is

GONE = (404, 410)


def check_deletion(stage: Stage) -> None:
    """One of the things made is deleted and looked for; the others are then cleared away."""
    for resource in stage.resources:
        made = [one for one in stage.made if one.resource.path == resource.path]
        if resource.deletes is None or not made:
            continue
        if len(made) > 1:
            _check(stage, made[0], made[1])
        else:
            _check(stage, made[0], None)
        for one in made[1:]:
            stage.send(resource.deletes, one.values, None)


def clear_away(stage: Stage) -> None:
    """Delete what other checks have made since; what has no delete stays and is in the ledger."""
    for one in stage.made:
        if one.resource.deletes is not None:
            stage.send(one.resource.deletes, one.values, None)
    stage.made.clear()


def _check(stage: Stage, one: Made, other: Made | None) -> None:
    inspection, resource = stage.inspection, one.resource
    if resource.deletes is None:
        return
    beside = stage.read(resource, other.values, other.fields) if other else None
    total = _total(stage, one.values, resource)
    deleted = stage.send(resource.deletes, one.values, None)
    if deleted is None or not deleted.succeeded:
        if deleted is not None and deleted.status in GONE:
            says = f"What was created can be deleted: {dict(one.values)} was created"
            inspection.find("CT-DELETE-UNKNOWN", [one.answer.exchange, deleted], says)
        return
    inspection.tries("CT-DELETE-UNDONE", resource.deletes)
    _check_gone(stage, one, deleted)
    _check_unlisted(stage, one, deleted, total)
    if other is not None and isinstance(beside, Reading):
        after = stage.read(resource, other.values, other.fields)
        _check_sibling(stage, deleted, beside, after, other.values)


def _check_gone(stage: Stage, one: Made, deleted: Exchange) -> None:
    """Neither reading nor changing nor deleting finds it any more."""
    inspection, resource = stage.inspection, one.resource
    if resource.reads is not None:
        read = stage.send(resource.reads, one.values, None)
        if read is not None and read.succeeded:
            says = f"What is deleted cannot be read: {dict(one.values)} was deleted"
            inspection.find("CT-DELETE-UNDONE", [deleted, read], says)
    for update in resource.updates:
        body = stage.form(update).first(inspection.number())
        written = stage.send(update, one.values, body)
        if written is not None and written.succeeded:
            says = f"What is deleted cannot be changed: {dict(one.values)} was deleted"
            inspection.find("CT-DELETE-CHANGED", [deleted, written], says)
    if resource.deletes is not None and "404" in resource.deletes.definition.get("responses", {}):
        again = stage.send(resource.deletes, one.values, None)
        if again is not None and again.succeeded:
            says = f"A second delete is a 404, as documented: {dict(one.values)} was deleted"
            inspection.find("CT-DELETE-TWICE", [deleted, again], says)


def _total(stage: Stage, values: Mapping[str, Any], resource: Any) -> Any:
    if resource.lists is None:
        return None
    own = {name: values[name] for name in resource.lists.path_names if name in values}
    return whole_of(stage.inspection, resource.lists, own, stage.list_query(resource, values))


def _check_unlisted(stage: Stage, one: Made, deleted: Exchange, before: Any) -> None:
    after = _total(stage, one.values, one.resource)
    if before is None or after is None:
        return
    stage.inspection.tries("CT-DELETE-LISTED", deleted.operation)
    if any(row_is(row, one.resource, one.values) for row in after.rows):
        says = f"What is deleted is in no list: {dict(one.values)} was deleted"
        stage.inspection.find(
            "CT-DELETE-LISTED", [deleted, after.last], says, "the list still has its row"
        )
    if not after.ended or after.total is None or after.total == len(after.rows):
        return
    again = _total(stage, one.values, one.resource)
    if again is not None and again.total == after.total and len(again.rows) == len(after.rows):
        says = f"The total follows a delete: {len(after.rows)} rows are left"
        came = f"{after.total} is told"
        stage.inspection.find("CT-PAGING-TOTAL", [after.last], says, came)


def _check_sibling(
    stage: Stage, deleted: Exchange, before: Reading, after: Any, values: Mapping[str, Any]
) -> None:
    inspection = stage.inspection
    if isinstance(after, Exchange) and after.status in GONE:
        says = f"A delete leaves the others alone: {dict(values)} was not deleted"
        inspection.find("CT-DELETE-LEAK", [deleted, after], says)
    if not isinstance(after, Reading):
        return
    ignored = inspection.profile.volatile.on(after.exchange.operation)
    for pointer, was, now in differences(before.record, after.record, ignored):
        says = f"A delete leaves the others alone at {pointer}: another record had {was!r}"
        inspection.find("CT-DELETE-LEAK", [deleted, after.exchange], says, f"{now!r} was read")
