"""What may be null can be made null again, and what one record is given no other gets."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from contract_tests.bodies import fields_of
from contract_tests.client import Exchange
from contract_tests.comparison import differences
from contract_tests.document import Operation
from contract_tests.lists import whole_of
from contract_tests.resources import Resource
from contract_tests.shapes import Shape, flatten
from contract_tests.stage import Made, Reading, Stage, row_is
from contract_tests.updates import UPDATED

NULL, SIBLING = "CT-UPDATE-NULL", "CT-UPDATE-SIBLING"
NUMBERED = re.compile(r"[0-9]{4}")


def check_emptying(stage: Stage) -> None:
    """Each update, on something of our own: all that it can say, then null wherever it may be."""
    for resource in stage.resources:
        own = [one for one in stage.made if one.resource.path == resource.path]
        for update in resource.updates:
            if own and resource.can_be_read:
                _check_siblings(stage, resource, update, own)
                _check_null(stage, update, own[-1])


def _fields_shape(stage: Stage, update: Operation, wrapper: str | None) -> Shape:
    shape = stage.form(update).shape
    return flatten(stage.inspection.document, shape.properties[wrapper]) if wrapper else shape


def _check_null(stage: Stage, update: Operation, one: Made) -> None:
    form, inspection = stage.form(update), stage.inspection
    full = form.full(inspection.number())
    if not isinstance(full, dict):
        return
    wrapper, fields = fields_of(full, form)
    stage.send(update, one.values, full)
    before = stage.read(one.resource, one.values, fields)
    if not isinstance(before, Reading):
        return
    names = list(_to_empty(stage, update, wrapper, before))
    if not names or _empty(stage, update, one, (wrapper, fields, before), names):
        return
    for name in names:  # together they were refused
        _empty(stage, update, one, (wrapper, fields, before), [name])


def _to_empty(
    stage: Stage, update: Operation, wrapper: str | None, before: Reading
) -> Iterator[str]:
    """Properties that have a value, and may be null both in a body and in an answer."""
    document, profile = stage.inspection.document, stage.inspection.profile
    shown = stage.shown(before.exchange.operation)
    for name, node in _fields_shape(stage, update, wrapper).properties.items():
        shape = flatten(document, node)
        value = before.record.get(name)
        known = name in shown and flatten(document, shown[name]).nullable
        skipped = name in profile.not_echoed.on(update) | profile.volatile.on(update)
        empty = value in (None, [], {}, "") or value == shape.facets.get("default")
        if shape.nullable and known and not skipped and not empty:
            yield name


def _empty(
    stage: Stage,
    update: Operation,
    one: Made,
    was: tuple[str | None, Mapping[str, Any], Reading],
    names: list[str],
) -> bool:
    """Send null for the names and look whether the old values are still there."""
    wrapper, fields, before = was
    nulls = dict.fromkeys(names)
    sent = {**fields, **nulls} if update.method == "PUT" else nulls
    body = {wrapper: sent} if wrapper else sent
    if not stage.form(update).keeps(body):
        return False
    written = stage.send(update, one.values, body)
    if written is None or not written.succeeded:
        return False
    after = stage.read(one.resource, one.values, fields)
    stage.inspection.tries(NULL, update)
    for name in names if isinstance(after, Reading) else ():
        old, now = before.record[name], after.record.get(name)  # type: ignore[union-attr]
        if now is not None and not any(differences(old, now)):
            says = f"A null empties what may be null at /{name}: null was written"
            stage.inspection.find(NULL, [written, after.exchange], says, f"{now!r} was read")  # type: ignore[union-attr]
    return True


def _check_siblings(stage: Stage, resource: Resource, update: Operation, own: list[Made]) -> None:
    """Each object of a body alone, then all at once; the rest of the list stays as it is."""
    form = stage.form(update)
    one = own[0]
    for fields in _kinds(stage, update):
        if not form.keeps(fields):
            continue
        before = _rows(stage, resource, one)
        written = stage.send(update, one.values, fields) if before else None
        if before and written is not None and written.succeeded:
            stage.inspection.tries(SIBLING, update)
            _compare_rows(stage, written, before, (fields, own))


def _kinds(stage: Stage, update: Operation) -> Iterator[dict[str, Any]]:
    form, document = stage.form(update), stage.inspection.document
    full = form.full(stage.inspection.number())
    if not isinstance(full, dict):
        return
    wrapper, fields = fields_of(full, form)
    if update.method != "PUT":
        for name, node in _fields_shape(stage, update, wrapper).properties.items():
            if name in fields and flatten(document, node).type == "object":
                alone = {name: fields[name]}
                yield {wrapper: alone} if wrapper else alone
    other = form.full(stage.inspection.number())
    if isinstance(other, dict):
        yield other


def _rows(stage: Stage, resource: Resource, one: Made) -> list[dict[str, Any]]:
    if resource.lists is None:
        return []
    parents = {n: one.values[n] for n in resource.lists.path_names if n in one.values}
    whole = whole_of(stage.inspection, resource.lists, parents)
    if whole is None:
        return []
    return [row for row in whole.rows if not row_is(row, resource, one.values)]


def _compare_rows(
    stage: Stage,
    written: Exchange,
    before: list[dict[str, Any]],
    sent: tuple[Mapping[str, Any], list[Made]],
) -> None:
    """A row of our own must not move, but for a place or a flag that only one may have; those of
    others may, but not to what was written here."""
    body, own = sent
    resource, one = own[0].resource, own[0]
    was = {str(_id(resource, row)): row for row in before}
    texts = set(_texts(body))
    ours = {str(each.values.get(resource.parameter)) for each in own}
    for row in _rows(stage, resource, one):
        key = str(_id(resource, row))
        profile = stage.inspection.profile
        operations = (written.operation, resource.lists)
        ignored = profile.volatile.on(*operations) | profile.touched.on(*operations) | set(UPDATED)
        for pointer, old, now in differences(was.get(key, row), row, ignored):
            own_text = key in ours and not isinstance(now, bool | int | float)
            if own_text or texts & set(_texts(now)):
                says = f"An update leaves the others alone at {pointer}: {key} had {old!r}"
                stage.inspection.find(SIBLING, [written], says, f"{now!r} is in the list now")


def _id(resource: Resource, row: Mapping[str, Any]) -> Any:
    return row.get(resource.parameter, row.get("id"))


def _texts(node: Any) -> Iterator[str]:
    """The texts in a value that nobody else would write: those with a number of the run."""
    if isinstance(node, dict):
        for child in node.values():
            yield from _texts(child)
    elif isinstance(node, list):
        for child in node:
            yield from _texts(child)
    elif isinstance(node, str) and NUMBERED.search(node):
        yield node
