"""What is written is read, what is not written stays, and nothing else moves."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from contract_tests.client import Call, Exchange, Unreachable
from contract_tests.comparison import differences, record_in
from contract_tests.document import Operation
from contract_tests.examples import body_of, query_of
from contract_tests.inspection import Inspection
from contract_tests.reach import Pool


@dataclass(frozen=True, slots=True)
class Reading:
    """A record with the exchange that showed it."""

    exchange: Exchange
    record: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """An update of one thing: its operation, the way to read it, and what is written."""

    inspection: Inspection
    update: Operation
    read: Operation
    values: Mapping[str, Any]
    body: dict[str, Any]

    @property
    def wrapper(self) -> str | None:
        """The one key that some platforms put around the fields of a body."""
        only = next(iter(self.body))
        return only if len(self.body) == 1 and isinstance(self.body[only], dict) else None

    @property
    def written(self) -> dict[str, Any]:
        fields: dict[str, Any] = self.body[self.wrapper] if self.wrapper else self.body
        return fields

    def wrap(self, fields: dict[str, Any]) -> dict[str, Any]:
        return {self.wrapper: fields} if self.wrapper else fields

    def read_back(self, values: Mapping[str, Any]) -> Reading | None:
        query = query_of(self.inspection.document, self.read)
        exchange = self.inspection.call(Call(self.read, values, query))
        if exchange is None or not exchange.succeeded:
            return None
        record = record_in(exchange.data, self.written, self.inspection.profile.record)
        return Reading(exchange, record) if isinstance(record, dict) else None


def check_updates(inspection: Inspection, pool: Pool) -> None:
    for operation in inspection.operations:
        read = inspection.document.by_label.get(f"GET {operation.path}")
        if operation.method not in ("PATCH", "PUT") or read is None:
            continue
        body = body_of(inspection.document, operation)
        rows = pool.complete(operation, inspection.profile.path_parameters)
        if not isinstance(body, dict) or not body or not rows:
            inspection.notes.append(f"no id or no example for {operation.label}: not tried")
            continue
        other = rows[1] if len(rows) > 1 else None
        _check(Change(inspection, operation, read, rows[0], body), other)


def _check(change: Change, other: Mapping[str, Any] | None) -> None:
    before = change.read_back(change.values)
    neighbour = None if other is None else change.read_back(other)
    if before is None:
        return
    written = change.inspection.call(Call(change.update, change.values, body=change.body))
    if written is None or not written.succeeded:
        change.inspection.notes.append(f"{change.update.label} refuses the document's example")
        return
    try:
        after = change.read_back(change.values)
        if after is not None:
            _compare_written(change, written, after)
            _compare_rest(change, written, before, after)
        if other is not None and neighbour is not None:
            _compare_neighbour(change, written, neighbour, change.read_back(other))
    finally:
        _restore(change, before.record)


def _compare_written(change: Change, written: Exchange, after: Reading) -> None:
    ignored = change.inspection.profile.not_echoed
    for pointer, wrote, found in differences(change.written, after.record, ignored):
        says = f"What is written is read back at {pointer}: {wrote!r} was written"
        came = f"{found!r} was read"
        change.inspection.find("CT-UPDATE-LOST", [written, after.exchange], says, came)


def _compare_rest(change: Change, written: Exchange, before: Reading, after: Reading) -> None:
    profile = change.inspection.profile
    if change.update.method == "PUT" and not profile.put_keeps_the_rest:
        return
    ignored = {*change.written, *profile.volatile, *profile.touched}
    gone = [key for key in before.record if key not in after.record and key not in ignored]
    changes = [(f"/{key}", before.record[key], "nothing") for key in gone]
    for pointer, was, now in [*changes, *differences(before.record, after.record, ignored)]:
        says = f"What is not written stays at {pointer}: it was {was!r}"
        came = f"{now!r} was read"
        change.inspection.find("CT-UPDATE-SPILL", [written, after.exchange], says, came)


def _compare_neighbour(
    change: Change, written: Exchange, before: Reading, after: Reading | None
) -> None:
    if after is None:
        return
    ignored = change.inspection.profile.volatile
    for pointer, was, now in differences(before.record, after.record, ignored):
        says = f"An update leaves the others alone at {pointer}: another record had {was!r}"
        came = f"{now!r} was read"
        change.inspection.find("CT-UPDATE-LEAK", [written, after.exchange], says, came)


def _restore(change: Change, before: dict[str, Any]) -> None:
    """Write back what the record had; what it had not cannot be taken away again."""
    fields = {key: before[key] for key in change.written if key in before}
    if not fields:
        return
    note = f"{change.update.label} could not be taken back"
    try:
        exchange = change.inspection.client.send(
            Call(change.update, change.values, body=change.wrap(fields))
        )
    except Unreachable:
        change.inspection.notes.append(note)
        return
    if not exchange.succeeded:
        change.inspection.notes.append(note)
