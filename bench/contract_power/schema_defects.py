"""Answers whose shape is not the document's."""

from typing import Any

from bench.contract_power.places import (
    CREATES,
    DETAILS,
    LISTS,
    SHOWN,
    UPDATES,
    Draw,
    Steps,
    at,
    place,
    put,
    remove,
    shown,
    told,
)
from bench.contract_power.planting import Change, Planted, answers, defect
from bench.contract_power.witness import breaks

IDENTITY = {"id"}


def in_detail(draw: Draw, fits: Any, new: Any) -> Planted:
    """Another value in a field of a detail."""
    tables = [table for table in sorted(SHOWN) if _fields(table, fits)]
    table = draw.choice(tables)
    return _at(DETAILS[table], draw.choice(_fields(table, fits)), new)


def in_list(draw: Draw, row: int, fits: Any, new: Any) -> Planted:
    """Another value in a field of one row."""
    table = draw.choice([table for table in sorted(SHOWN) if _fields(table, fits)])
    steps = draw.choice(_fields(table, fits))
    return _at(LISTS[table], ("data", row, *steps), new)


def _fields(table: str, fits: Any) -> list[Steps]:
    return [steps for steps in shown(table, fits) if steps[0] not in IDENTITY]


def _at(name: str, steps: Steps, new: Any) -> Planted:
    def change(value: Any) -> None:
        old = at(value, steps)
        if old is not None:
            put(value, steps, new(old) if callable(new) else new)

    return Planted(f"{name} {told(steps)}", answers(place(name), change), breaks(name))


def _changed(name: str, where: str, change: Change) -> Planted:
    return Planted(f"{name} {where}", answers(place(name), change), breaks(name))


@defect("schema", "a field of a detail is null")
def null_in_detail(draw: Draw) -> Planted:
    return in_detail(draw, lambda it: not it.get("nullable"), None)


@defect("schema", "a field is missing in one row in the middle")
def missing_in_middle_row(draw: Draw) -> Planted:
    table, name = draw.of({key: LISTS[key] for key in SHOWN})
    steps = draw.choice(_fields(table, lambda it: True))
    return _changed(name, f"/data/4{told(steps)}", lambda it: remove(it, ("data", 4, *steps)))


@defect("schema", "a whole number is told as text in the last row")
def number_as_text_in_last_row(draw: Draw) -> Planted:
    return in_list(draw, -1, lambda it: it.get("type") == "integer", str)


@defect("schema", "a field of the third line is null, of none before")
def null_in_third_line(draw: Draw) -> Planted:
    table = draw.choice(["orders", "carts"])
    name = draw.choice([LISTS[table], DETAILS[table]])
    field = draw.choice(["name", "unit_price", "total"])

    def change(value: Any) -> None:
        for row in value.get("data", [value]):
            if len(row["lines"]) > 2:
                row["lines"][2][field] = None

    return _changed(name, f"/lines/2/{field}", change)


@defect("schema", "a closed object has a field more")
def undeclared_field_nested(draw: Draw) -> Planted:
    table, steps = draw.choice(
        [
            ("orders", ("lines", 0)),
            ("carts", ("lines", 0)),
            ("products", ("images", 0)),
            ("customers", ("address",)),
        ]
    )
    return _changed(
        DETAILS[table], told(steps), lambda it: put(at(it, steps), ("internal_note",), "x")
    )


@defect("schema", "a value that the enum does not have, in some rows")
def value_outside_enum(draw: Draw) -> Planted:
    table = draw.choice(["customers", "products", "orders"])
    field = "group" if table == "customers" else "status"

    def change(value: Any) -> None:
        value["data"][3][field] = "on_hold"

    return _changed(LISTS[table], f"/data/3/{field}", change)


@defect("schema", "a moment without its zone")
def moment_without_zone(draw: Draw) -> Planted:
    return in_detail(
        draw,
        lambda it: it.get("format") == "date-time" and not it.get("nullable"),
        lambda old: old[:19].replace("T", " "),
    )


@defect("schema", "an address of the web or of mail that is none")
def broken_format_nested(draw: Draw) -> Planted:
    name, steps = draw.choice(
        [
            ("getAbandonedCart", ("customer", "email")),
            ("listAbandonedCarts", ("data", 2, "customer", "email")),
            ("getProduct", ("images", -1, "url")),
            ("listProducts", ("data", 3, "images", 1, "url")),
        ]
    )
    return _at(name, steps, lambda old: old.replace("@", " at ").replace("://", " "))


@defect("schema", "an amount with a fraction")
def amount_with_fraction(draw: Draw) -> Planted:
    return in_detail(
        draw, lambda it: it.get("type") == "integer" and "maximum" not in it, lambda old: old + 0.5
    )


@defect("schema", "null where an array is empty")
def null_for_empty_array(draw: Draw) -> Planted:
    table, field = draw.choice([("customers", "tags"), ("products", "images"), ("orders", "tags")])

    def change(value: Any) -> None:
        for row in value["data"]:
            row[field] = row[field] or None

    return _changed(LISTS[table], f"/data/*/{field}", change)


@defect("schema", "a text that its pattern does not allow")
def pattern_broken(draw: Draw) -> Planted:
    return in_list(
        draw, draw.randrange(2, 6), lambda it: "pattern" in it and not it.get("nullable"), str.lower
    )


@defect("schema", "an empty object where there is none")
def empty_object_for_null(draw: Draw) -> Planted:
    table, field = draw.choice(
        [("customers", "address"), ("orders", "shipping_address"), ("carts", "coupon")]
    )

    def change(value: Any) -> None:
        for row in value["data"]:
            row[field] = {} if row[field] is None else row[field]

    return _changed(LISTS[table], f"/data/*/{field}", change)


@defect("schema", "what is created is answered without one of its fields")
def field_missing_after_create(draw: Draw) -> Planted:
    table, name = draw.of({key: CREATES[key] for key in ("customers", "products", "orders")})
    steps = draw.choice(_fields(table, lambda it: True))
    return _changed(name, told(steps), lambda it: remove(it, steps))


@defect("schema", "after an update a field is null")
def null_after_update(draw: Draw) -> Planted:
    table, name = draw.of(UPDATES)
    steps = draw.choice(_fields(table, lambda it: not it.get("nullable")))
    return _changed(name, told(steps), lambda it: put(it, steps, None))


@defect("schema", "a text longer than the document allows")
def text_too_long(draw: Draw) -> Planted:
    return in_list(
        draw,
        draw.randrange(1, 5),
        lambda it: "maxLength" in it and "format" not in it and not it.get("nullable"),
        lambda old: old + "." * 120,
    )


@defect("schema", "a number below what the document allows, in one row")
def number_below_minimum(draw: Draw) -> Planted:
    return in_list(draw, draw.randrange(1, 6), lambda it: it.get("minimum") == 0, -1)


@defect("schema", "a truth told as text")
def boolean_as_text(draw: Draw) -> Planted:
    name, steps = draw.choice(
        [
            ("getCustomer", ("marketing",)),
            ("listCoupons", ("data", 5, "active")),
            ("createCustomer", ("marketing",)),
        ]
    )
    return _at(name, steps, lambda old: str(old).lower())


@defect("schema", "an array that says things twice")
def array_repeats_itself(draw: Draw) -> Planted:
    table = draw.choice(["customers", "orders"])

    def change(value: Any) -> None:
        value["tags"] = value["tags"] + value["tags"][-1:]

    return _changed(DETAILS[table], "/tags", change)


@defect("schema", "paging facts of another type beyond the first page")
def paging_facts_as_text(draw: Draw) -> Planted:
    _, name = draw.of(LISTS)
    field = draw.choice(["total", "pages"])

    def change(value: Any) -> None:
        if value["meta"]["page"] > 1:
            value["meta"][field] = str(value["meta"][field])

    return _changed(name, f"/meta/{field}", change)


@defect("schema", "only when a field is set does another lose its type")
def wrong_type_when_set(draw: Draw) -> Planted:
    trigger, field = draw.choice(
        [("coupon_code", "discount"), ("note", "number"), ("shipping_address", "shipping")]
    )

    def change(value: Any) -> None:
        if value[trigger] is not None:
            value[field] = f"{value[field]}"

    return _changed("getOrder", f"/{field} with {trigger}", change)
