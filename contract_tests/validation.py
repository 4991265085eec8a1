"""What breaks the schema of a body is refused, what keeps it is taken and read back."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from contract_tests.bodies import (
    Form,
    Place,
    fields_of,
    objects_in,
    with_value,
    without,
)
from contract_tests.client import Call, Exchange
from contract_tests.comparison import differences
from contract_tests.document import Operation, escape
from contract_tests.echo import check_echo
from contract_tests.examples import query_of
from contract_tests.resources import Resource
from contract_tests.stage import Made, Reading, Stage
from contract_tests.values import as_text, right, wrong

MOST_PLACES = 40
MOST_ROUNDS = 12
QUICK_ROUNDS = 3
UNREADABLE = (400, 415)
STRANGE = "souqbox_unheard_of"


@dataclass(frozen=True, slots=True)
class Target:
    """An operation with a body, and something real to send it to."""

    stage: Stage
    operation: Operation
    values: Mapping[str, Any]
    form: Form
    body: Any
    resource: Resource | None

    def send(self, body: Any, **more: Any) -> Exchange | None:
        return self.stage.send(self.operation, self.values, body, **more)

    @property
    def creates(self) -> bool:
        return self.operation.method == "POST"

    def read(self, fields: Mapping[str, Any]) -> Reading | None:
        if self.resource is None or self.creates:
            return None
        reading = self.stage.read(self.resource, self.values, fields)
        return reading if isinstance(reading, Reading) else None


def check_validation(stage: Stage) -> None:
    """Every operation with a JSON body, on something that exists."""
    for operation in stage.inspection.operations:
        target = _aim(stage, operation)
        if target is None:
            continue
        accepted = _accepts_its_example(target)
        before = target.read({})
        _refuse_all(target, accepted)
        _check_untouched(target, before)
        if accepted:
            _accept_all(target)


def _aim(stage: Stage, operation: Operation) -> Target | None:
    if operation.reads or operation.operation_id in stage.inspection.profile.untried:
        return None
    form = stage.form(operation)
    body = form.first(stage.inspection.number()) if form.schema is not None else None
    if body is None:
        return None
    resource = _resource_of(stage, operation)
    own = [m.values for m in stage.made if resource and m.resource.path == resource.path]
    values: Mapping[str, Any] | None = stage.parents(operation)
    if operation.method != "POST" and resource is not None:
        values = own[-1] if own else next(iter(stage.living(resource, operation)), None)
    if values is None:
        stage.inspection.notes.append(f"no id for {operation.label}: its body was not tried")
        return None
    return Target(stage, operation, values, form, body, resource)


def _resource_of(stage: Stage, operation: Operation) -> Resource | None:
    return next((r for r in stage.resources if operation in (r.creates, *r.updates)), None)


def _accepts_its_example(target: Target) -> bool:
    """Without one body that is taken, a refusal tells nothing."""
    for _ in range(3):
        exchange = target.send(target.form.first(target.stage.inspection.number()))
        if exchange is not None and exchange.succeeded:
            _keep(target, exchange, target.body)
            return True
        if exchange is None or exchange.status != 409:
            break
    label = target.operation.label
    target.stage.inspection.notes.append(f"{label} refuses the document's example")
    return False


def _keep(target: Target, exchange: Exchange, body: Any) -> Made | None:
    """What was made on the way is remembered, to be cleared away."""
    resource = target.resource
    if resource is not None and target.operation is resource.creates:
        return target.stage.made_of(resource, exchange, body)
    return None


def _refuse_all(target: Target, accepted: bool) -> None:
    base = target.form.full(target.stage.inspection.number()) if accepted else target.body
    for kind, words, pointer, body in _bent(target, base):
        _expect_refusal(target, f"CT-VALIDATION-{kind}", f"{words} at {pointer or '/'}", body)
    for words, more in _raw_bodies(target):
        query = query_of(target.stage.inspection.document, target.operation)
        call = Call(target.operation, target.values, query, **more)
        exchange = target.stage.inspection.call(call, allowed=UNREADABLE)
        _judge_refusal(target, "CT-VALIDATION-BODY", words, exchange, None)


def _bent(target: Target, base: Any) -> Iterator[tuple[str, str, str, Any]]:
    """Bodies with one thing wrong, as the schema itself judges."""
    keeps, document = target.form.keeps, target.stage.inspection.document
    seen: set[str] = set()
    quick = target.stage.inspection.target.quick
    strict = any(
        (told := document.response(target.operation, code)) is not None and told[0] == str(code)
        for code in (400, 422)
    )
    for place in target.form.places(base)[:MOST_PLACES]:
        for kind, words, value in _wrong_at(place, quick, strict):
            try:
                body = (
                    without(base, place.pointer)
                    if kind == "MISSING"
                    else with_value(base, place.pointer, value)
                )
            except (LookupError, TypeError, IndexError):
                continue
            if repr(body) not in seen and not keeps(body):
                seen.add(repr(body))
                yield kind, words, place.pointer, body
    for pointer in objects_in(document, target.form, base):
        body = with_value(base, f"{pointer}/{escape(STRANGE)}", 1)
        if not keeps(body):
            yield "EXTRA", "a property that the document does not have", pointer, body


def _wrong_at(place: Place, quick: bool, strict: bool) -> Iterator[tuple[str, str, Any]]:
    """With `strict` bodies may be refused, as the document says: a text is no number then."""
    if place.required:
        yield "MISSING", "a required property is missing", None
    if strict and (text := as_text(place.shape)) is not None:
        yield "TYPE", "a number written as text", text
    kinds: set[str] = set()
    for kind, words, value in wrong(place.shape):
        if not quick or kind not in kinds:
            yield kind, words, value
        kinds.add(kind)


def _raw_bodies(target: Target) -> Iterator[tuple[str, dict[str, Any]]]:
    if target.form.demanded:
        yield "no body", {}
    yield "a body that is cut off", {"content": b'{"souqbox": '}
    for words, value, content in (("an array", [], b"[]"), ("null", None, b"null")):
        if not target.form.keeps(value):
            yield f"{words} in place of an object", {"content": content}
    if not any(kind in ("*/*", "text/plain") for kind in target.form.media_types):
        yield (
            "a media type that is not documented",
            {
                "content": b"souqbox",
                "media_type": "text/plain",
            },
        )


def _expect_refusal(target: Target, rule: str, words: str, body: Any) -> None:
    _judge_refusal(target, rule, words, target.send(body), body)


def _judge_refusal(
    target: Target, rule: str, words: str, exchange: Exchange | None, body: Any
) -> None:
    inspection = target.stage.inspection
    inspection.tries(rule, target.operation)
    if exchange is None or not exchange.succeeded:
        return
    _keep(target, exchange, body)
    says = f"What breaks the schema is refused, {words}: a 4xx is expected"
    inspection.find(rule, [exchange], says)


def _check_untouched(target: Target, before: Reading | None) -> None:
    """What was refused has changed nothing."""
    after = target.read({}) if before is not None else None
    if before is None or after is None:
        return
    inspection = target.stage.inspection
    inspection.tries("CT-VALIDATION-EFFECT", target.operation)
    if any(
        f.operation == target.operation.label and f.rule.startswith("CT-VALIDATION")
        for f in inspection.findings
    ):
        return  # what was wrongly taken has its effect
    volatile = inspection.profile.volatile.on(target.operation, after.exchange.operation)
    for pointer, was, now in differences(before.record, after.record, volatile):
        says = f"A refused request changes nothing at {pointer}: it was {was!r}"
        inspection.find("CT-VALIDATION-EFFECT", [after.exchange], says, f"{now!r} was read")


def _accept_all(target: Target) -> None:
    """All properties at an edge at once; when that is refused, one by one."""
    base = target.form.full(target.stage.inspection.number())
    edges = {place.pointer: (place, list(right(place.shape))) for place in _free(target, base)}
    rounds = max((len(values) for _, values in edges.values()), default=0)
    most = QUICK_ROUNDS if target.stage.inspection.target.quick else MOST_ROUNDS
    for turn in range(min(rounds, most)):
        chosen = {
            pointer: values[turn % len(values)] for pointer, (_, values) in edges.items() if values
        }
        base = target.form.full(target.stage.inspection.number())
        body = _edged(target, base, chosen)
        if not _takes(target, body):
            _one_by_one(target, chosen)


def _free(target: Target, base: Any) -> list[Place]:
    """What may have any value of its schema; a reference has to lead somewhere."""
    places = target.form.places(base)[:MOST_PLACES]
    return [place for place in places if target.stage.resource_named(place.name) is None]


def _edged(target: Target, base: Any, chosen: Mapping[str, tuple[str, Any]]) -> Any:
    """The body with as many edges as the schema lets stand together."""
    for pointer, (_, value) in chosen.items():
        try:
            body = with_value(base, pointer, value)
        except (LookupError, TypeError, IndexError):
            continue
        if target.form.keeps(body):
            base = body
    return base


def _takes(target: Target, body: Any, words: str = "", pointer: str = "") -> bool:
    exchange = target.send(body)
    inspection = target.stage.inspection
    inspection.tries("CT-VALIDATION-REFUSED", target.operation)
    if exchange is None or exchange.status not in (400, 422):
        if exchange is not None and exchange.succeeded:
            _check_taken(target, exchange, body)
        return True
    tried = pointer.split("/")
    if words and not inspection.profile.may_refuse.allow(target.operation, tried):
        says = f"What keeps the schema is taken, {words} at {pointer}: a 2xx is expected"
        inspection.find("CT-VALIDATION-REFUSED", [exchange], says)
    return False


def _one_by_one(target: Target, chosen: Mapping[str, tuple[str, Any]]) -> None:
    if not _takes(target, target.form.full(target.stage.inspection.number())):
        return  # a rule beyond the schema is in the way; the creates have told it
    for pointer, (words, value) in chosen.items():
        base = target.form.full(target.stage.inspection.number())
        body = _edged(target, base, {pointer: (words, value)})
        _takes(target, body, words, pointer)


def _check_taken(target: Target, exchange: Exchange, body: Any) -> None:
    """It is not only taken but kept as it was sent."""
    if target.resource is None or not isinstance(body, dict):
        return
    made = _keep(target, exchange, body)
    _, fields = fields_of(body, target.form)
    if made is not None:
        record, shown_by = made.answer.record, target.operation
    else:
        reading = target.read(fields)
        if reading is None:
            return
        record, shown_by = reading.record, reading.exchange.operation
    declared = target.stage.shown(shown_by)
    stage = target.stage
    check_echo(stage.inspection, "CT-VALIDATION-ECHO", [exchange], fields, record, declared)
