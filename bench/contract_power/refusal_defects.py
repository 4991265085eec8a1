"""Queries, references and ids that are wrongly taken, and good bodies that are refused."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from bench.contract_power.exchange import Answer, Asked, Handle
from bench.contract_power.places import (
    CREATES,
    DETAILS,
    LISTS,
    UPDATES,
    Draw,
    Steps,
    at,
    body_schema,
    operations,
    place,
    put,
    schema_at,
    sent,
    told,
)
from bench.contract_power.planting import Bed, Planted, defect, refusing, requests
from bench.contract_power.validation_defects import takes
from bench.contract_power.witness import Client


def _optional(table: str) -> list[str]:
    schema = body_schema(CREATES[table])
    return sorted(set(schema["properties"]) - set(schema["required"]))


def _queries(
    name: str, word: str, wrong: Callable[[str], bool], right: str | None, value: str
) -> Planted:
    """A query word that is wrong is taken for another, or left out."""

    def alter(asked: Asked) -> Asked:
        words = asked.words()
        if word not in words or not wrong(words[word]):
            return asked
        rest = {key: it for key, it in words.items() if key != word}
        return asked.asking(rest if right is None else {**rest, word: right})

    def shows(client: Client) -> bool:
        return client.send("GET", f"{place(name).path}?{urlencode({word: value})}").status == 200

    return Planted(f"{name} ?{word}", requests(place(name), alter), shows)


@defect("validation", "a page may be larger than the document allows")
def larger_page_taken(draw: Draw) -> Planted:
    name = draw.of(LISTS)[1]
    return _queries(name, "per_page", lambda it: it.isdecimal() and int(it) > 50, "50", "51")


@defect("validation", "a page number that is none is taken for 1")
def page_of_letters_taken(draw: Draw) -> Planted:
    return _queries(draw.of(LISTS)[1], "page", lambda it: not it.isdecimal(), "1", "abc")


@defect("validation", "page 0 is taken for 1")
def page_zero_taken(draw: Draw) -> Planted:
    return _queries(draw.of(LISTS)[1], "page", lambda it: it == "0", "1", "0")


@defect("validation", "a key that nothing is sorted by is taken")
def unheard_sort_taken(draw: Draw) -> Planted:
    _, name = draw.of(LISTS)
    known = next(
        it["schema"]["enum"]
        for it in operations()[name][1]["parameters"]
        if it.get("name") == "sort"
    )
    return _queries(name, "sort", lambda it: it not in known, None, "colour")


@defect("validation", "what must be unique is not, when it is created")
def duplicate_taken(draw: Draw) -> Planted:
    table, field = draw.choice([("customers", "email"), ("products", "sku"), ("coupons", "code")])

    def plant(bed: Bed) -> Handle:
        unique = bed.shop.trade.unique

        def loose(where: str, name: str, value: Any, but: Any = None) -> None:
            if where != table or but is not None:
                unique(where, name, value, but)

        bed.shop.trade.unique = loose  # type: ignore[method-assign, assignment]
        return bed.handle

    def shows(client: Client) -> bool:
        body = client.body(table)
        return [client.send("POST", f"/{table}", body).status for _ in range(2)] == [201, 201]

    return Planted(f"{CREATES[table]} /{field}", plant, shows)


@defect("validation", "what must be unique is not, when it is changed")
def duplicate_taken_on_update(draw: Draw) -> Planted:
    table, field = draw.choice([("customers", "email"), ("products", "sku")])

    def plant(bed: Bed) -> Handle:
        unique = bed.shop.trade.unique

        def loose(where: str, name: str, value: Any, but: Any = None) -> None:
            if where != table or but is None:
                unique(where, name, value, but)

        bed.shop.trade.unique = loose  # type: ignore[method-assign, assignment]
        return bed.handle

    def shows(client: Client) -> bool:
        first, second = client.make(table), client.make(table)
        body = client.body(table, **{field: first[field]})
        return client.call(UPDATES[table], second["id"], body).status == 200

    return Planted(f"{UPDATES[table]} /{field}", plant, shows)


@defect("validation", "an order may name a customer that there is not")
def unknown_customer_taken(draw: Draw) -> Planted:
    def plant(bed: Bed) -> Handle:
        check, people = bed.shop.trade.check_references, bed.shop.trade.records.tables["customers"]
        first = next(iter(people))
        bed.shop.trade.check_references = (  # type: ignore[method-assign]
            lambda body: check({**body, "customer_id": first})
        )
        return bed.handle

    return Planted("createOrder /customer_id", plant, takes("createOrder", ("customer_id",), "no"))


def _refuses(name: str, steps: Steps, value: Any) -> Planted:
    def shows(client: Client) -> bool:
        body = client.sample(name)
        put(body, steps, value)
        return client.call(name, body=body).status == 422

    plant = refusing(place(name), lambda body: at(body, steps) == value)
    return Planted(f"{name} {told(steps)} = {str(value)[:20]}", plant, shows)


@defect("validation", "the longest text that is allowed is refused")
def longest_text_refused(draw: Draw) -> Planted:
    name, steps = draw.choice(
        sent(lambda it: "maxLength" in it and not {"format", "pattern"} & set(it))
    )
    longest = schema_at(body_schema(name), steps)["maxLength"]

    def shows(client: Client) -> bool:
        body = client.sample(name)
        put(body, steps, "x" * longest)
        return client.call(name, body=body).status == 422

    plant = refusing(place(name), lambda body: len(at(body, steps)) == longest)
    return Planted(f"{name} {told(steps)}", plant, shows)


@defect("validation", "the largest number that is allowed is refused")
def largest_number_refused(draw: Draw) -> Planted:
    name, steps = draw.choice(sent(lambda it: "maximum" in it))
    return _refuses(name, steps, schema_at(body_schema(name), steps)["maximum"])


@defect("validation", "zero is taken for nothing")
def zero_refused(draw: Draw) -> Planted:
    name = draw.choice(["createProduct", "replaceProduct"])
    return _refuses(name, (draw.choice(["stock", "weight_kg"]),), 0)


@defect("validation", "a value of the enum is refused")
def value_of_enum_refused(draw: Draw) -> Planted:
    name, steps = draw.choice(sent(lambda it: "enum" in it))
    return _refuses(name, steps, draw.choice(schema_at(body_schema(name), steps)["enum"]))


@defect("validation", "null is refused where it is allowed")
def null_refused(draw: Draw) -> Planted:
    return _refuses(*draw.choice(sent(lambda it: bool(it.get("nullable")))), None)


@defect("validation", "letters that are not Latin are refused")
def other_letters_refused(draw: Draw) -> Planted:
    name, steps = draw.choice(
        sent(lambda it: "maxLength" in it and not {"format", "pattern"} & set(it))
    )

    def shows(client: Client) -> bool:
        body = client.sample(name)
        put(body, steps, "سارة")
        return client.call(name, body=body).status == 422

    plant = refusing(place(name), lambda body: not at(body, steps).isascii())
    return Planted(f"{name} {told(steps)}", plant, shows)


@defect("validation", "an optional field is demanded")
def optional_field_demanded(draw: Draw) -> Planted:
    table = draw.choice(["customers", "products", "coupons"])
    field, name = draw.choice(_optional(table)), CREATES[table]

    def shows(client: Client) -> bool:
        body = client.sample(name)
        del body[field]
        return client.call(name, body=body).status == 422

    plant = refusing(place(name), lambda body: field not in body)
    return Planted(f"{name} /{field}", plant, shows)


@defect("validation", "an unknown id answers the first record")
def unknown_id_answers_first(draw: Draw) -> Planted:
    table, name = draw.of(DETAILS)
    key: Any = 99999 if table == "products" else "nothing-here"

    def plant(bed: Bed) -> Handle:
        def handle(asked: Asked) -> Answer:
            answer = bed.handle(asked)
            if place(name).meets(asked) and answer.status == 404:
                first = next(iter(bed.shop.trade.records.tables[table]))
                head = asked.path.rpartition("/")[0]
                return bed.handle(Asked("GET", f"{head}/{first}", "", asked.headers))
            return answer

        return handle

    return Planted(name, plant, lambda client: client.read(table, key).status == 200)
