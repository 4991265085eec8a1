"""What is created can be read, is listed, is counted, and is nobody else's."""

from typing import Any

from contract_tests.client import Call, Exchange
from contract_tests.comparison import differences
from contract_tests.document import Operation
from contract_tests.echo import check_echo
from contract_tests.examples import query_of
from contract_tests.lists import whole_of
from contract_tests.resources import Resource
from contract_tests.shapes import flatten
from contract_tests.stage import Made, Stage, row_is

KINDS = ("first", "full", "full", "least")
TOGETHER = 6


def check_creation(stage: Stage) -> None:
    """Each kind of thing is made several times over, with values that differ in every field."""
    for resource in stage.resources:
        if resource.creates is None or stage.inspection.client.out_of_time:
            continue
        before = _ids(stage, resource)
        made = [one for kind in KINDS if (one := _create(stage, resource, kind)) is not None]
        if not made:
            continue
        _check_distinct(stage, made)
        _check_listed(stage, made, before)
        for one in made:  # read again when all are there, so that no two share a record
            _check_read(stage, one)


def _create(stage: Stage, resource: Resource, kind: str) -> Made | None:
    made = stage.create(resource, kind)
    operation = resource.creates
    if isinstance(made, Exchange):
        _tell_refused(stage, made, kind)
    if not isinstance(made, Made) or operation is None:
        return None
    inspection = stage.inspection
    exchange = made.answer.exchange
    declared = stage.shown(operation)
    check_echo(inspection, "CT-CREATE-ECHO", [exchange], made.fields, made.answer.record, declared)
    _check_defaults(stage, made)
    _check_location(stage, made)
    return made


def _tell_refused(stage: Stage, refused: Exchange, kind: str) -> None:
    operation = refused.operation
    sent = refused.sent if isinstance(refused.sent, dict) else {}
    tried = () if kind == "first" else tuple(sent)
    may_refuse = stage.inspection.profile.may_refuse.allow(operation, tried)
    if refused.status not in (400, 422) or may_refuse:
        stage.inspection.notes.append(f"{operation.label} answers {refused.status}: not created")
        return
    what = {"first": "the document's example", "least": "only what is required"}
    says = f"A body that keeps the schema is taken: {what.get(kind, 'every property')} was sent"
    stage.inspection.find("CT-CREATE-REFUSED", [refused], says)


def _check_defaults(stage: Stage, made: Made) -> None:
    """What was left out has the value that the document says."""
    if made.resource.creates is None:
        return
    form = stage.form(made.resource.creates)
    properties = form.shape.properties
    if len(properties) == 1 and made.body is not None and made.fields is not made.body:
        inner = flatten(stage.inspection.document, next(iter(properties.values())))
        properties = inner.properties or properties
    for name, node in properties.items():
        facets = flatten(stage.inspection.document, node).facets
        profile = stage.inspection.profile
        skipped = profile.defaults_vary | profile.not_echoed.on(made.resource.creates)
        if "default" not in facets or name in made.fields or name in skipped:
            continue
        record = made.answer.record
        stage.inspection.tries("CT-CREATE-DEFAULT", made.resource.creates)
        for pointer, meant, read in differences({name: facets["default"]}, record):
            says = f"What is left out has its default at {pointer}: {meant!r} is documented"
            exchange = made.answer.exchange
            stage.inspection.find("CT-CREATE-DEFAULT", [exchange], says, f"{read!r} was read")


def _check_location(stage: Stage, made: Made) -> None:
    """A Location leads to what was made."""
    exchange = made.answer.exchange
    place = exchange.response.headers.get("Location", "")
    if not place or made.resource.reads is None:
        return
    stage.inspection.tries("CT-CREATE-LOCATION", exchange.operation)
    wanted = str(made.values[made.resource.parameter])
    if place.rstrip("/").rpartition("/")[2].partition("?")[0] != wanted:
        says = f"Location leads to what was created: its id is {wanted}"
        stage.inspection.find("CT-CREATE-LOCATION", [exchange], says, f"Location: {place}")


def _check_distinct(stage: Stage, made: list[Made]) -> None:
    ids = [str(sorted(one.values.items())) for one in made]
    if len(set(ids)) < len(ids):
        says = "Every create makes a thing of its own: its id is new"
        stage.inspection.find(
            "CT-CREATE-SAME-ID", [one.answer.exchange for one in made], says, f"{ids} were answered"
        )


def _check_read(stage: Stage, made: Made) -> None:
    """The next read shows what was written and what the create answered."""
    inspection = stage.inspection
    first = made.answer.exchange
    reading = stage.read(made.resource, made.values, made.fields)
    if isinstance(reading, Exchange):
        if reading.status in (404, 410):
            says = f"What was created can be read: {made.resource.path} has {dict(made.values)}"
            inspection.find("CT-CREATE-UNREADABLE", [first, reading], says)
        return
    if reading is None:
        return
    shown_by = reading.exchange.operation
    declared = stage.shown(shown_by)
    both = [first, reading.exchange]
    if not check_echo(inspection, "CT-CREATE-LOST", both, made.fields, reading.record, declared):
        return
    ignored = _moving(stage, first.operation, shown_by)
    for pointer, was, now in differences(made.answer.record, reading.record, ignored):
        says = f"The read agrees with the create at {pointer}: it answered {was!r}"
        inspection.find("CT-CREATE-DIFFERS", both, says, f"{now!r} was read")


def _moving(stage: Stage, *operations: Operation) -> frozenset[str]:
    profile = stage.inspection.profile
    return profile.volatile.on(*operations) | profile.touched.on(*operations)


def _ids(
    stage: Stage, resource: Resource, one: Made | None = None
) -> tuple[int | None, list[Any]] | None:
    """The total and the rows of the list, of the one with this thing in it if there are several."""
    parents = stage.parents(resource.lists) if resource.lists else None
    if resource.lists is None or parents is None:
        return None
    query = stage.list_query(resource, one.values) if one else {}
    whole = whole_of(stage.inspection, resource.lists, parents, query)
    return None if whole is None or not whole.ended else (whole.total, whole.rows)


def _check_listed(
    stage: Stage, made: list[Made], before: tuple[int | None, list[Any]] | None
) -> None:
    """Each new thing is a row once, its row is what was made, and the total grew with the rows."""
    resource = made[0].resource
    lists: dict[str, tuple[int | None, list[Any]] | None] = {}
    for one in made if before is not None else ():
        which = repr(stage.list_query(resource, one.values))
        if which not in lists:
            lists[which] = _ids(stage, resource, one)
        now = lists[which]
        if now is None or resource.lists is None:
            continue
        rows = [row for row in now[1] if row_is(row, resource, one.values)]
        first = one.answer.exchange
        stage.inspection.tries("CT-CREATE-LISTED", resource.lists)
        if len(rows) != 1:
            says = f"What was created is in the list once: {dict(one.values)} was created"
            _find_in_list(stage, one, says, f"{len(rows)} rows have this id")
            continue
        ignored = _moving(stage, first.operation, resource.lists)
        for pointer, was, shown in differences(one.answer.record, rows[0], ignored):
            says = f"The list agrees with the create at {pointer}: it answered {was!r}"
            stage.inspection.find(
                "CT-LIST-DIFFERS", [first], says, f"{shown!r} in {resource.lists.label}"
            )


def _find_in_list(stage: Stage, one: Made, says: str, came: str) -> None:
    """Confirmed by a second look: a list may be read while others change it."""
    resource = one.resource
    again = _ids(stage, resource, one)
    if again is not None and len([r for r in again[1] if row_is(r, resource, one.values)]) != 1:
        stage.inspection.find("CT-CREATE-UNLISTED", [one.answer.exchange], says, came)


def check_parallel(stage: Stage) -> None:
    """Things made at the same moment are as many things, each as it was asked for."""
    inspection = stage.inspection
    for resource in stage.resources:
        operation = resource.creates
        parents = stage.parents(operation) if operation else None
        if operation is None or parents is None or not _was_made(stage, resource):
            continue
        form = stage.form(operation)
        bodies = [form.first(inspection.number()) for _ in range(TOGETHER)]
        if bodies[0] == bodies[1]:  # the same name twice may well be the same thing
            bodies = [form.full(inspection.number()) for _ in range(TOGETHER)]
        query = query_of(inspection.document, operation)
        calls = [Call(operation, parents, query, body) for body in bodies]
        made = []
        for exchange, body in zip(inspection.call_together(calls), bodies, strict=False):
            if exchange.succeeded and (one := _match(stage, resource, exchange, bodies, body)):
                made.append(one)
        inspection.tries("CT-CREATE-PARALLEL", operation)
        if len(made) > 1:
            _check_distinct(stage, made)
        for one in made:
            _check_read(stage, one)


def _match(
    stage: Stage, resource: Resource, exchange: Exchange, bodies: list[Any], body: Any
) -> Made | None:
    asked = exchange.sent
    return stage.made_of(resource, exchange, body if asked is None else asked)


def _was_made(stage: Stage, resource: Resource) -> bool:
    return any(one.resource.path == resource.path for one in stage.made)
