"""What is written is read, what is not written stays, and nothing else moves."""

import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from contract_tests.bodies import fields_of
from contract_tests.client import Exchange
from contract_tests.comparison import differences, instant, record_in, same
from contract_tests.document import Operation
from contract_tests.echo import check_echo
from contract_tests.following import follows
from contract_tests.resources import Resource
from contract_tests.shapes import flatten
from contract_tests.stage import A_SECOND, CREATED, Reading, Stage
from contract_tests.values import fresh

UPDATED = ("updated_at", "updatedAt", "updated", "date_updated", "modified_at")
DERIVED = re.compile(
    r"total|tax|count$|version|revision|etag|balance|due$|^age|_in_words$|full_name"
)
"""What follows from other fields, and so may move with them."""
MOST_PROPERTIES = 16


@dataclass(frozen=True, slots=True)
class Change:
    """An update of one thing, and whom else to look at."""

    stage: Stage
    resource: Resource
    update: Operation
    values: Mapping[str, Any]
    neighbour: Mapping[str, Any] | None

    def read(self, values: Mapping[str, Any], like: Mapping[str, Any]) -> Reading | None:
        reading = self.stage.read(self.resource, values, like)
        return reading if isinstance(reading, Reading) else None


def check_updates(stage: Stage) -> None:
    """Each update of each resource, on what was made for it, else on what is there and put back."""
    for resource in [*stage.resources, *_singletons(stage)]:
        for update in resource.updates:
            change = _change(stage, resource, update)
            if change is None:
                stage.inspection.notes.append(f"no id or no body for {update.label}: not tried")
                continue
            if any(change.values == one.values for one in stage.made):
                _check(change)  # nobody else knows of it
            else:
                stage.inspection.confirm(partial(_check, change))


def _singletons(stage: Stage) -> list[Resource]:
    """What has one address and no id: settings, a protocol, a configuration."""
    by_label = stage.inspection.document.by_label
    known = {resource.path for resource in stage.resources}
    found: dict[str, list[Operation]] = {}
    for operation in stage.inspection.operations:
        if operation.method in ("PATCH", "PUT") and operation.path not in known:
            found.setdefault(operation.path, []).append(operation)
    return [
        Resource(
            path, path.rpartition("/")[2], reads=by_label.get(f"GET {path}"), updates=tuple(ops)
        )
        for path, ops in found.items()
        if f"GET {path}" in by_label
    ]


def _change(stage: Stage, resource: Resource, update: Operation) -> Change | None:
    own = [one.values for one in stage.made if one.resource.path == resource.path]
    if not isinstance(stage.form(update).example, dict) or not resource.can_be_read:
        return None
    rows = own or stage.living(resource, update)
    if not rows:
        return None
    return Change(stage, resource, update, rows[0], rows[1] if len(rows) > 1 else None)


def _check(change: Change) -> None:
    stage, number = change.stage, change.stage.inspection.number()
    form = stage.form(change.update)
    body = form.first(number)
    wrapper, fields = fields_of(body, form)
    before = change.read(change.values, fields)
    beside = change.read(change.neighbour, fields) if change.neighbour else None
    if before is None:
        return
    restore = _restoring(change, before, fields)
    try:
        if _write(change, body, fields, before) is None:
            return
        for name, value in _properties(change, wrapper, fields):
            _write_one(change, wrapper, name, value, before)
        _check_moved(change, before, fields)
        _check_row(change, fields)
    finally:
        if restore:
            stage.send(change.update, change.values, {wrapper: restore} if wrapper else restore)
    if beside is not None and change.neighbour is not None:
        _compare_neighbour(change, before.exchange, beside, change.read(change.neighbour, fields))


def _properties(
    change: Change, wrapper: str | None, fields: Mapping[str, Any]
) -> list[tuple[str, Any]]:
    """Every property that may be written, with a value that it has not got."""
    stage = change.stage
    shape = stage.form(change.update).shape
    if wrapper:
        shape = flatten(stage.inspection.document, shape.properties[wrapper])
    other = stage.form(change.update).full(stage.inspection.number())
    values = other.get(wrapper, {}) if wrapper and isinstance(other, dict) else other
    found = []
    for name, node in shape.properties.items():
        if not isinstance(values, dict) or name not in values:
            continue
        value, inner = values[name], flatten(stage.inspection.document, node)
        if inner.type == "boolean" and same(value, fields.get(name)):
            value = not value
        elif name in fields and value == fields[name] and not isinstance(value, dict | list):
            value = fresh(inner, stage.inspection.number() + 1, value)
        found.append((name, value))
    return found[:MOST_PROPERTIES]


def _write_one(change: Change, wrapper: str | None, name: str, value: Any, first: Reading) -> None:
    """One property alone: with PATCH it is all that is sent, with PUT all else stays the same."""
    stage = change.stage
    before = change.read(change.values, {name: value})
    if before is None:
        return
    fields = {name: value}
    if change.update.method == "PUT":
        fields = {**_writable(change, wrapper, before.record), name: value}
    body = {wrapper: fields} if wrapper else fields
    if not stage.form(change.update).keeps(body):
        return
    _write(change, body, fields, before, named=name)


def _writable(change: Change, wrapper: str | None, record: Mapping[str, Any]) -> dict[str, Any]:
    form = change.stage.form(change.update)
    shape = form.shape
    if wrapper:
        shape = flatten(change.stage.inspection.document, shape.properties[wrapper])
    base = fields_of(form.first(change.stage.inspection.number()), form)[1]
    return {
        name: record.get(name, base.get(name))
        for name in shape.properties
        if name in base or (name in record and name in shape.required)
    }


def _write(
    change: Change,
    body: Any,
    fields: Mapping[str, Any],
    before: Reading,
    named: str = "",
) -> Reading | None:
    """Write, then look: at the answer, at the next read, and at what was not written."""
    stage, inspection = change.stage, change.stage.inspection
    written = stage.send(change.update, change.values, body)
    if written is None or not written.succeeded:
        _tell_refused(change, written, named)
        return None
    after = change.read(change.values, fields)
    if after is None:
        return None
    declared = stage.shown(after.exchange.operation)
    exchanges = [written, after.exchange]
    check_echo(inspection, "CT-UPDATE-LOST", exchanges, fields, after.record, declared)
    answered = stage.inspection.profile.record
    shown = _answered(written, fields, answered)
    if shown is not None and set(fields) & set(shown):
        _check_answer(change, written, shown, after)
    _compare_rest(change, written, fields, before, after)
    return after


def _answered(exchange: Exchange, fields: Mapping[str, Any], pointer: str | None) -> Any:
    record = record_in(exchange.data, dict(fields), pointer)
    return record if isinstance(record, dict) else None


def _check_answer(change: Change, written: Exchange, shown: dict[str, Any], after: Reading) -> None:
    profile = change.stage.inspection.profile
    change.stage.inspection.tries("CT-UPDATE-ECHO", change.update)
    shown_by = (change.update, after.exchange.operation)
    ignored = profile.volatile.on(*shown_by) | profile.touched.on(*shown_by)
    for pointer, said, read in differences(shown, after.record, ignored):
        says = f"The answer of an update is what is read next at {pointer}: {read!r} is read"
        change.stage.inspection.find("CT-UPDATE-ECHO", [written], says, f"{said!r} was answered")


def _tell_refused(change: Change, written: Exchange | None, named: str) -> None:
    inspection = change.stage.inspection
    label = change.update.label
    if written is None or written.status not in (400, 422):
        inspection.notes.append(f"{label} could not be tried as the document shows it")
    elif inspection.profile.may_refuse.allow(change.update, [named]):
        inspection.notes.append(f"{label} refuses {named or 'its example'}, as it may")
    else:
        says = f"A body that keeps the schema is taken: {named or 'the example'} was sent"
        inspection.find("CT-UPDATE-REFUSED", [written], says)


def _compare_rest(
    change: Change,
    written: Exchange,
    fields: Mapping[str, Any],
    before: Reading,
    after: Reading,
) -> None:
    profile = change.stage.inspection.profile
    inspection = change.stage.inspection
    inspection.tries("CT-UPDATE-SPILL", change.update)
    if change.update.method == "PUT" and not profile.put_keeps_the_rest:
        fixed = {"id", change.resource.parameter, *CREATED}
        kept = {key: value for key, value in before.record.items() if key in fixed}
    else:
        kept = before.record
    shown_by = (change.update, after.exchange.operation)
    ignored = {*fields, *profile.volatile.on(*shown_by), *profile.touched.on(*shown_by), *UPDATED}
    ignored |= {name for name in kept if DERIVED.search(name)}
    gone = [key for key in kept if key not in after.record and key not in ignored]
    changes = [(f"/{key}", kept[key], "nothing") for key in gone]
    for each in [*changes, *differences(kept, after.record, ignored)]:
        if follows(each, fields, before.record):
            continue
        pointer, was, now = each
        says = f"What is not written stays at {pointer}: it was {was!r}"
        exchanges = [written, after.exchange]
        inspection.find("CT-UPDATE-SPILL", exchanges, says, f"{now!r} was read")


def _compare_neighbour(
    change: Change, written: Exchange, before: Reading, after: Reading | None
) -> None:
    if after is None:
        return
    inspection = change.stage.inspection
    inspection.tries("CT-UPDATE-LEAK", change.update)
    volatile = inspection.profile.volatile.on(change.update, after.exchange.operation)
    for pointer, was, now in differences(before.record, after.record, volatile):
        says = f"An update leaves the others alone at {pointer}: another record had {was!r}"
        inspection.find("CT-UPDATE-LEAK", [after.exchange], says, f"{now!r} was read")


def _check_moved(change: Change, first: Reading, fields: Mapping[str, Any]) -> None:
    """Where the server's clock runs, a change moves the time of the last change."""
    name = next((key for key in UPDATED if instant(first.record.get(key))), None)
    was = instant(first.record.get(name)) if name else None
    after = change.read(change.values, fields)
    if name is None or was is None or after is None:
        return
    inspection = change.stage.inspection
    inspection.tries("CT-UPDATE-TIME", change.update)
    now = instant(after.record.get(name))
    if now == was and change.stage.clock_runs:
        time.sleep(A_SECOND)
        other = change.stage.form(change.update).first(inspection.number())
        change.stage.send(change.update, change.values, other)
        after = change.read(change.values, fields) or after
        now = instant(after.record.get(name))
    if now is None or now < was or (now == was and change.stage.clock_runs):
        says = f"A change moves {name}: it was {first.record[name]}"
        came = f"{after.record.get(name)!r} was read after the change"
        inspection.find("CT-UPDATE-TIME", [after.exchange], says, came)


def _check_row(change: Change, fields: Mapping[str, Any]) -> None:
    """The list shows the thing as its detail does."""
    if change.resource.reads is None or change.resource.lists is None:
        return
    detail = change.read(change.values, fields)
    row = change.stage.row(change.resource, change.values)
    if detail is None or not isinstance(row, Reading):
        return
    profile = change.stage.inspection.profile
    change.stage.inspection.tries("CT-UPDATE-ROW", change.resource.lists)
    volatile = profile.volatile.on(row.exchange.operation, detail.exchange.operation)
    for pointer, shown, own in differences(row.record, detail.record, volatile):
        says = f"The list follows an update at {pointer}: the detail has {own!r}"
        exchanges = [row.exchange, detail.exchange]
        change.stage.inspection.find("CT-UPDATE-ROW", exchanges, says, f"{shown!r} in the list")


def _restoring(change: Change, before: Reading, fields: Mapping[str, Any]) -> dict[str, Any] | None:
    """What to write back to a thing that was not made for this; what it lacked stays."""
    if any(change.values == one.values for one in change.stage.made):
        return None
    return {key: before.record[key] for key in fields if key in before.record} or None
