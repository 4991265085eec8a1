"""Writes that do not stay written, or write more than they should."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from bench.contract_power.exchange import Answer, Asked, Handle
from bench.contract_power.places import (
    DETAILS,
    PLAIN,
    UPDATES,
    Draw,
    body_schema,
    place,
)
from bench.contract_power.planting import Bed, Plant, Planted, defect
from bench.contract_power.witness import Client, Row

OTHER: dict[str, Any] = {
    "name": "Other name",
    "phone": "+966599999999",
    "birthday": "2001-02-03",
    "group": "wholesale",
    "marketing": False,
    "tags": ["third"],
    "description": "Other words",
    "price": 777,
    "stock": 99,
    "status": "archived",
    "weight_kg": 9.5,
    "note": "Other note",
    "shipping_address": None,
}
READABLE = ("customers", "products", "orders")
Change = Callable[[Bed, str, Row, Row], Row]


def field_of(draw: Draw, table: str) -> str:
    return draw.choice(PLAIN[table])


def updated(client: Client, table: str, row: Row, **words: Any) -> Answer:
    """An update that says these words; a PUT says all else as it is."""
    body: Row = words
    if table == "products":
        body = {key: row[key] for key in body_schema("replaceProduct")["properties"]} | words
    return client.call(UPDATES[table], row["id"], body)


def changing(table: str, change: Change) -> Plant:
    """`change(bed, table, row, body)` stands for what an update does."""

    def plant(bed: Bed) -> Handle:
        right = bed.shop.trade.change

        def handle(where: str, row: Row, body: Row) -> Row:
            if where != table:
                return right(where, row, body)
            bed.shop.trade.change = right  # type: ignore[method-assign]
            try:
                return change(bed, where, row, body)
            finally:
                bed.shop.trade.change = handle  # type: ignore[method-assign, assignment]

        bed.shop.trade.change = handle  # type: ignore[method-assign, assignment]
        return bed.handle

    return plant


def _after(table: str, field: str, judge: Callable[[Row, Row], bool]) -> Callable[[Client], bool]:
    """A witness: `judge(before, after)` an update of a field, read anew."""

    def shows(client: Client) -> bool:
        before = client.read(table, client.make(table)["id"]).json()
        updated(client, table, before, **{field: OTHER[field]})
        return judge(before, client.read(table, before["id"]).json())

    return shows


@defect("state", "a field of an update is answered, and not kept")
def updated_field_not_kept(draw: Draw) -> Planted:
    table = draw.choice(READABLE)
    field = field_of(draw, table)

    def change(bed: Bed, where: str, row: Row, body: Row) -> Row:
        done = bed.shop.trade.change(where, row, body)
        if field in body:
            bed.shop.trade.records.keep(where, done | {field: row[field]})
        return done

    shows = _after(table, field, lambda before, after: bool(after[field] != OTHER[field]))
    return Planted(f"{UPDATES[table]} /{field}", changing(table, change), shows)


@defect("state", "a field of an update is neither kept nor answered")
def updated_field_ignored(draw: Draw) -> Planted:
    table = draw.choice(READABLE)
    field = field_of(draw, table)

    def change(bed: Bed, where: str, row: Row, body: Row) -> Row:
        kept = {key: value for key, value in body.items() if key != field}
        return bed.shop.trade.change(where, row, kept)

    shows = _after(table, field, lambda before, after: bool(after[field] != OTHER[field]))
    return Planted(f"{UPDATES[table]} /{field}", changing(table, change), shows)


@defect("state", "an update reaches the next record too")
def update_reaches_sibling(draw: Draw) -> Planted:
    table = draw.choice(READABLE)
    field = field_of(draw, table)

    def change(bed: Bed, where: str, row: Row, body: Row) -> Row:
        rows = bed.shop.trade.records.rows(where)
        other = rows[[it["id"] for it in rows].index(row["id"]) - 1]
        if field in body:
            bed.shop.trade.records.keep(where, other | {field: body[field]})
        return bed.shop.trade.change(where, row, body)

    def shows(client: Client) -> bool:
        sibling, row = client.make(table), client.make(table)
        updated(client, table, row, **{field: OTHER[field]})
        return bool(client.read(table, sibling["id"]).json()[field] == OTHER[field])

    return Planted(f"{UPDATES[table]} /{field}", changing(table, change), shows)


@defect("state", "an update empties a field that it does not name")
def update_empties_another(draw: Draw) -> Planted:
    table, field, lost = draw.choice(
        [
            ("customers", "name", "phone"),
            ("customers", "group", "birthday"),
            ("orders", "note", "tags"),
            ("customers", "marketing", "tags"),
            ("orders", "tags", "note"),
        ]
    )

    def change(bed: Bed, where: str, row: Row, body: Row) -> Row:
        empty: Row = {lost: [] if lost == "tags" else None} if lost not in body else {}
        return bed.shop.trade.change(where, row, empty | body)

    shows = _after(table, field, lambda before, after: bool(after[lost] != before[lost]))
    return Planted(f"{UPDATES[table]} /{lost}", changing(table, change), shows)


@defect("state", "null does not empty a field")
def null_does_not_empty(draw: Draw) -> Planted:
    table, field = draw.choice(
        [
            ("customers", "phone"),
            ("customers", "birthday"),
            ("products", "description"),
            ("orders", "note"),
        ]
    )

    def change(bed: Bed, where: str, row: Row, body: Row) -> Row:
        kept = {key: it for key, it in body.items() if key != field or it is not None}
        return bed.shop.trade.change(where, row, kept)

    def shows(client: Client) -> bool:
        row = client.make(table)
        updated(client, table, row, **{field: None})
        return client.read(table, row["id"]).json()[field] is not None

    return Planted(f"{UPDATES[table]} /{field}", changing(table, change), shows)


@defect("state", "an array is added to, not replaced")
def array_added_to(draw: Draw) -> Planted:
    table = draw.choice(["customers", "orders"])

    def change(bed: Bed, where: str, row: Row, body: Row) -> Row:
        if "tags" in body:
            both = list(dict.fromkeys([*row["tags"], *body["tags"]]))[:6]
            body = body | {"tags": both}
        return bed.shop.trade.change(where, row, body)

    shows = _after(table, "tags", lambda before, after: bool(after["tags"] != OTHER["tags"]))
    return Planted(f"{UPDATES[table]} /tags", changing(table, change), shows)


@defect("state", "a replaced product keeps what was left out")
def put_keeps_what_was_left_out(draw: Draw) -> Planted:
    field = draw.choice(["description", "stock", "status", "weight_kg", "images"])

    def plant(bed: Bed) -> Handle:
        def handle(asked: Asked) -> Answer:
            if place("replaceProduct").meets(asked) and isinstance(asked.json(), dict):
                row = bed.handle(Asked("GET", asked.path, "", {**asked.headers})).json()
                body = asked.json()
                if field in (row or {}) and field not in body:
                    return bed.handle(asked.saying({**body, field: row[field]}))
            return bed.handle(asked)

        return handle

    def shows(client: Client) -> bool:
        row = client.make("products")
        body = client.body("products")
        del body[field]
        return bool(client.call("replaceProduct", row["id"], body).json()[field] == row[field])

    return Planted(f"replaceProduct /{field}", plant, shows)


@defect("state", "an update moves the moment of creation")
def update_moves_creation(draw: Draw) -> Planted:
    table = draw.choice(READABLE)

    def change(bed: Bed, where: str, row: Row, body: Row) -> Row:
        return bed.shop.trade.change(where, row, body | {"created_at": bed.shop.trade.stamp()})

    shows = _after(
        table, PLAIN[table][0], lambda one, two: bool(one["created_at"] != two["created_at"])
    )
    return Planted(f"{UPDATES[table]} /created_at", changing(table, change), shows)


@defect("state", "an update does not move its own moment")
def update_leaves_no_moment(draw: Draw) -> Planted:
    table = draw.choice(READABLE)

    def change(bed: Bed, where: str, row: Row, body: Row) -> Row:
        return bed.shop.trade.records.keep(where, row | body)

    shows = _after(
        table, PLAIN[table][0], lambda one, two: bool(one["updated_at"] == two["updated_at"])
    )
    return Planted(f"{UPDATES[table]} /updated_at", changing(table, change), shows)


@defect("state", "the first read after an update is stale")
def stale_read(draw: Draw) -> Planted:
    table = draw.choice(READABLE)

    def plant(bed: Bed) -> Handle:
        before: dict[str, Answer] = {}

        def handle(asked: Asked) -> Answer:
            if place(UPDATES[table]).meets(asked):
                old = bed.handle(replace(asked, method="GET", body=b""))
                done = bed.handle(asked)
                if done.status == 200 and old.status == 200:
                    before[asked.path] = old
                return done
            if place(DETAILS[table]).meets(asked) and asked.path in before:
                return before.pop(asked.path)
            return bed.handle(asked)

        return handle

    field = PLAIN[table][0]
    shows = _after(table, field, lambda one, two: bool(two[field] == one[field]))
    return Planted(DETAILS[table], plant, shows)
