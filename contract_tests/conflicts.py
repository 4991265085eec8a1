"""What may be there once, what must exist before, and what is asked for twice."""

import re
from typing import Any

from contract_tests.bodies import Form, with_value
from contract_tests.client import Call, Exchange
from contract_tests.document import Operation, at_pointer
from contract_tests.examples import query_of
from contract_tests.resources import Resource
from contract_tests.stage import Made, Stage
from contract_tests.strangers import kin_of, stranger_to

IDEMPOTENCY = re.compile(r"idempotency", re.I)
CLASHES = re.compile(r"^(email|sku|slug|handle|user_?name|barcode|.*code)$", re.I)
TAKEN = re.compile(r"unique|already|exist|taken|duplicate|in use", re.I)


def check_conflicts(stage: Stage) -> None:
    for resource in stage.resources:
        operation = resource.creates
        if operation is None or not any(m.resource is resource for m in stage.made):
            continue
        _check_unique(stage, resource, operation)
        _check_dangling(stage, operation)
        for update in resource.updates:
            _check_dangling(stage, update)
        _check_idempotency(stage, resource, operation)


def _check_unique(stage: Stage, resource: Resource, operation: Operation) -> None:
    """The same body again, where the document has a conflict and a field that may clash."""
    response = stage.inspection.document.response(operation, 409)
    form = stage.form(operation)
    places = [p.name for p in form.places(form.first(1)) if CLASHES.search(p.name)]
    fields = [name for name in places if not _names_another(stage, resource, name)]
    if response is None or response[0] != "409":
        return
    if not fields and not TAKEN.search(str(response[1].get("description", ""))):
        return
    made = stage.create(resource)
    if not isinstance(made, Made):
        return
    stage.inspection.tries("CT-CONFLICT", operation)
    again = stage.send(operation, made.answer.exchange.values, made.body)
    if again is not None and again.succeeded:
        stage.made_of(resource, again, made.body)
        says = f"What may be there once is refused twice: {', '.join(fields) or 'it'} was taken"
        stage.inspection.find("CT-CONFLICT", [made.answer.exchange, again], says)


def _names_another(stage: Stage, resource: Resource, name: str) -> bool:
    """`coupon_code` of an order is that of a coupon; many orders may have it."""
    stem = name.lower().rpartition("_")[0]
    return any(stem in other.words for other in stage.resources if other.path != resource.path)


def _check_dangling(stage: Stage, operation: Operation) -> None:
    """An id that leads nowhere is refused, wherever a body refers to something."""
    form = stage.form(operation)
    values = _values(stage, operation)
    body = form.first(stage.inspection.number())
    if values is None or not isinstance(body, dict):
        return
    for place in form.places(body):
        resource = stage.resource_named(place.name)
        try:
            real = at_pointer(body, place.pointer)
        except LookupError:
            continue
        if resource is None or isinstance(real, list | dict) or real is None:
            continue
        taken = {str(row.get(resource.parameter)) for row in stage.pool.choices(resource.path)}
        for make in (stranger_to, kin_of):
            stranger = make(real, taken, place.shape.facets, seed=7)
            bent = with_value(body, place.pointer, stranger)
            if stranger is not None and form.keeps(bent):
                _expect_refusal(stage, operation, values, bent, place.pointer)


def _expect_refusal(
    stage: Stage, operation: Operation, values: dict[str, Any], body: Any, pointer: str
) -> None:
    stage.inspection.tries("CT-REFERENCE-DANGLING", operation)
    exchange = stage.send(operation, values, body)
    if exchange is not None and exchange.succeeded:
        says = f"A reference to nothing is refused at {pointer}: nothing has this id"
        stage.inspection.find("CT-REFERENCE-DANGLING", [exchange], says)


def _values(stage: Stage, operation: Operation) -> dict[str, Any] | None:
    own = [dict(m.values) for m in stage.made if operation in m.resource.updates]
    return own[-1] if own else stage.parents(operation)


def _check_idempotency(stage: Stage, resource: Resource, operation: Operation) -> None:
    """The same key is the same request: its answer again, nothing new, and no other body."""
    name = next(
        (
            p["name"]
            for p in operation.parameters
            if p["in"] == "header" and IDEMPOTENCY.search(p["name"])
        ),
        None,
    )
    values = stage.parents(operation)
    if name is None or values is None:
        return
    form, number = stage.form(operation), stage.inspection.number()
    key, body = f"souqbox-{number}", form.first(number)
    first, again, other = (
        _keyed(stage, operation, values, body, {name: used}) for used in (key, key, f"{key}-b")
    )
    stage.inspection.tries("CT-IDEMPOTENCY", operation)
    one, two = _made(stage, resource, first, body), _made(stage, resource, again, body)
    if one is None or first is None:
        return
    if two is not None and two.values != one.values and again is not None:
        says = f"The same {name} makes one thing: {dict(one.values)} was made first"
        stage.inspection.find("CT-IDEMPOTENCY", [first, again], says)
    if other is not None and other.succeeded:
        three = _made(stage, resource, other, body)
        if three is not None and three.values == one.values:
            says = f"Another {name} makes another thing: {dict(one.values)} was made before"
            stage.inspection.find("CT-IDEMPOTENCY-OTHER", [first, other], says)
    _check_other_body(stage, form, {name: key}, first)


def _check_other_body(stage: Stage, form: Form, headers: dict[str, str], first: Exchange) -> None:
    document, operation = stage.inspection.document, first.operation
    told = document.response(operation, 409)
    if told is None or told[0] != "409":
        return
    other = form.first(stage.inspection.number())
    clash = _keyed(stage, operation, dict(first.values), other, headers)
    if clash is not None and clash.succeeded:
        says = "A key that was used is refused for another body: a 4xx is expected"
        stage.inspection.find("CT-IDEMPOTENCY-BODY", [first, clash], says)


def _keyed(
    stage: Stage, operation: Operation, values: dict[str, Any], body: Any, headers: dict[str, str]
) -> Exchange | None:
    query = query_of(stage.inspection.document, operation)
    return stage.inspection.call(Call(operation, values, query, body, headers=headers))


def _made(stage: Stage, resource: Resource, exchange: Exchange | None, body: Any) -> Made | None:
    if exchange is None or not exchange.succeeded:
        return None
    return stage.made_of(resource, exchange, body)
