"""Requests that are taken and should not be, or the other way round."""

from collections.abc import Callable
from typing import Any

from bench.contract_power.exchange import Asked, Handle
from bench.contract_power.places import (
    UPDATES,
    Draw,
    Steps,
    at,
    body_schema,
    operations,
    place,
    put,
    remove,
    schema_at,
    sent,
    told,
)
from bench.contract_power.planting import Bed, Plant, Planted, bodies, defect, requests
from bench.contract_power.rules import Schema
from bench.contract_power.witness import Client

BODIES = sorted(name for name, (_, it) in operations().items() if "requestBody" in it)


def loosened(name: str, steps: Steps, edit: Callable[[Schema], Any]) -> Plant:
    """The shop holds this operation to an edited schema."""

    def plant(bed: Bed) -> Handle:
        schema = body_schema(name)
        edit(schema_at(schema, steps))
        for path in bed.shop.rules.document["paths"].values():
            for operation in path.values():
                if isinstance(operation, dict) and operation.get("operationId") == name:
                    operation["requestBody"]["content"]["application/json"]["schema"] = schema
        return bed.handle

    return plant


def takes(name: str, steps: Steps, value: Any) -> Callable[[Client], bool]:
    """A witness: a body with this value is taken."""

    def shows(client: Client) -> bool:
        body = client.sample(name)
        put(body, steps, value)
        return client.call(name, body=body).status < 300

    return shows


def _unbound(
    draw: Draw, keyword: str, beyond: Callable[[Schema], Any], plain: bool = False
) -> Planted:
    """A keyword of a drawn field does not hold."""

    def fits(schema: Schema) -> bool:
        return keyword in schema and not (plain and {"format", "pattern"} & set(schema))

    name, steps = draw.choice(sent(fits))
    value = beyond(schema_at(body_schema(name), steps))
    plant = loosened(name, steps, lambda schema: schema.pop(keyword))
    return Planted(f"{name} {told(steps)}", plant, takes(name, steps, value))


@defect("validation", "a text may be longer than the document allows")
def longer_text_taken(draw: Draw) -> Planted:
    return _unbound(draw, "maxLength", lambda it: "x" * (it["maxLength"] + 1), plain=True)


@defect("validation", "a text may be empty")
def empty_text_taken(draw: Draw) -> Planted:
    return _unbound(draw, "minLength", lambda it: "", plain=True)


@defect("validation", "a number may be larger than the document allows")
def larger_number_taken(draw: Draw) -> Planted:
    return _unbound(draw, "maximum", lambda it: it["maximum"] + 1)


@defect("validation", "a number may be smaller than the document allows")
def smaller_number_taken(draw: Draw) -> Planted:
    return _unbound(draw, "minimum", lambda it: it["minimum"] - 1)


@defect("validation", "a value outside the enum is taken")
def value_outside_enum_taken(draw: Draw) -> Planted:
    return _unbound(draw, "enum", lambda it: "unheard-of")


@defect("validation", "a text need not keep to its pattern")
def pattern_not_kept(draw: Draw) -> Planted:
    return _unbound(draw, "pattern", lambda it: "no such thing!")


@defect("validation", "a text need not be in its format")
def format_not_kept(draw: Draw) -> Planted:
    return _unbound(draw, "format", lambda it: "not at all")


@defect("validation", "an array may be longer than the document allows")
def longer_array_taken(draw: Draw) -> Planted:
    name = draw.choice([it for it in BODIES if "tags" in body_schema(it)["properties"]])
    value = [f"tag {number}" for number in range(7)]
    return Planted(
        f"{name} /tags",
        loosened(name, ("tags",), lambda schema: schema.pop("maxItems")),
        takes(name, ("tags",), value),
    )


@defect("validation", "a required field may be left out")
def required_field_left_out(draw: Draw) -> Planted:
    choices = [
        ("createCustomer", ("name",), "Unnamed"),
        ("createProduct", ("name",), "Unnamed"),
        ("createProduct", ("price",), 100),
        ("replaceProduct", ("price",), 100),
        ("createCoupon", ("percent",), 1),
        ("createOrder", ("lines", 0, "quantity"), 1),
        ("createCustomer", ("address", "city"), "Riyadh"),
    ]
    name, steps, value = draw.choice(choices)

    def mend(body: Any) -> None:
        at(body, steps[:-1]).setdefault(steps[-1], value)

    def shows(client: Client) -> bool:
        body = client.sample(name)
        remove(body, steps)
        return client.call(name, body=body).status < 300

    return Planted(f"{name} {told(steps)}", bodies(place(name), mend), shows)


@defect("validation", "null is taken where it is not allowed")
def null_taken(draw: Draw) -> Planted:
    choices = [
        (name, field)
        for name in ("createCustomer", "createProduct", "replaceProduct", "createCoupon")
        for field, its in body_schema(name)["properties"].items()
        if not its.get("nullable") and field not in body_schema(name)["required"]
    ]
    name, field = draw.choice(choices)

    def mend(body: Any) -> None:
        if body[field] is None:
            del body[field]

    return Planted(f"{name} /{field}", bodies(place(name), mend), takes(name, (field,), None))


@defect("validation", "a closed body takes a field more")
def undeclared_field_taken(draw: Draw) -> Planted:
    name = draw.choice(BODIES)
    known = set(body_schema(name)["properties"])

    def mend(body: Any) -> Any:
        return {key: value for key, value in body.items() if key in known}

    return Planted(name, bodies(place(name), mend), takes(name, ("unheard_of",), 1))


@defect("validation", "a closed object within the body takes a field more")
def undeclared_field_taken_nested(draw: Draw) -> Planted:
    name, steps = draw.choice(
        [
            ("createCustomer", ("address",)),
            ("updateCustomer", ("address",)),
            ("createOrder", ("lines", 0)),
            ("createProduct", ("images", 0)),
        ]
    )

    def mend(body: Any) -> None:
        at(body, steps).pop("unheard_of", None)

    shows = takes(name, (*steps, "unheard_of"), "x")
    return Planted(f"{name} {told(steps)}", bodies(place(name), mend), shows)


@defect("validation", "a number as text is taken for a number")
def text_taken_for_number(draw: Draw) -> Planted:
    name, steps = draw.choice(sent(lambda it: it.get("type") == "integer"))

    def mend(body: Any) -> None:
        if isinstance(at(body, steps), str):
            put(body, steps, int(at(body, steps)))

    return Planted(f"{name} {told(steps)}", bodies(place(name), mend), takes(name, steps, "3"))


@defect("validation", "a number is taken for a text")
def number_taken_for_text(draw: Draw) -> Planted:
    name, steps = draw.choice(
        sent(lambda it: it.get("type") == "string" and not {"enum", "format", "pattern"} & set(it))
    )

    def mend(body: Any) -> None:
        if isinstance(at(body, steps), int | float):
            put(body, steps, str(at(body, steps)))

    return Planted(f"{name} {told(steps)}", bodies(place(name), mend), takes(name, steps, 17))


def _as_if(name: str, met: Callable[[Asked], bool], **headers: str) -> Plant:
    """Takes some requests to be as they should be, with the body that the document shows."""
    example = operations()[name][1]["requestBody"]["content"]["application/json"]["example"]

    def alter(asked: Asked) -> Asked:
        return (
            asked.saying(example).bearing(content_type="application/json") if met(asked) else asked
        )

    return requests(place(name), alter)


@defect("validation", "a body that is not JSON is taken")
def malformed_body_taken(draw: Draw) -> Planted:
    name = draw.choice(["createCoupon", "createCustomer", "createProduct", *UPDATES.values()])
    return Planted(
        name,
        _as_if(name, lambda asked: bool(asked.body) and asked.json() is None),
        lambda client: client.call(name, body=b'{"name": ').status < 300,
    )


@defect("validation", "another media type than the documented is taken")
def other_media_type_taken(draw: Draw) -> Planted:
    name = draw.choice(BODIES)

    def alter(asked: Asked) -> Asked:
        return asked.bearing(content_type="application/json")

    def shows(client: Client) -> bool:
        return client.call(name, **{"content-type": "text/plain"}).status < 300

    return Planted(name, requests(place(name), alter), shows)


@defect("validation", "a body may be missing")
def missing_body_taken(draw: Draw) -> Planted:
    name = draw.choice(["createCoupon", "createProduct", *UPDATES.values()])
    return Planted(
        name,
        _as_if(name, lambda asked: not asked.body),
        lambda client: client.call(name, body=b"").status < 300,
    )
