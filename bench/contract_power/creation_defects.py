"""What is created is not what was asked for, ETags and cancellations are not true."""

from dataclasses import replace
from typing import Any

from bench.contract_power.exchange import Answer, Asked, Handle
from bench.contract_power.places import (
    CREATES,
    Draw,
    place,
)
from bench.contract_power.planting import Bed, Planted, answers, defect, requests
from bench.contract_power.update_defects import updated
from bench.contract_power.witness import Client, Row


@defect("state", "another default than the document's")
def other_default(draw: Draw) -> Planted:
    table, field, value = draw.choice(
        [
            ("customers", "group", "vip"),
            ("customers", "marketing", True),
            ("products", "status", "active"),
            ("products", "stock", 1),
            ("coupons", "active", False),
        ]
    )
    name = CREATES[table]

    def alter(asked: Asked) -> Asked:
        body = asked.json()
        if isinstance(body, dict) and field not in body:
            return asked.saying({**body, field: value})
        return asked

    def shows(client: Client) -> bool:
        body = client.body(table)
        del body[field]
        return bool(client.call(name, body=body).json()[field] == value)

    return Planted(f"{name} /{field}", requests(place(name), alter), shows)


@defect("state", "what is kept is not what was answered after a create")
def created_otherwise_than_answered(draw: Draw) -> Planted:
    table, field = draw.choice([("customers", "name"), ("products", "name"), ("orders", "note")])

    def plant(bed: Bed) -> Handle:
        keep = bed.shop.trade.records.keep

        def handle(asked: Asked) -> Answer:
            answer = bed.handle(asked)
            if place(CREATES[table]).meets(asked) and answer.status == 201:
                row = bed.shop.trade.records.tables[table][answer.json()["id"]]
                keep(table, row | {field: (row[field] or "none").upper()})
            return answer

        return handle

    def shows(client: Client) -> bool:
        row = client.make(table)
        return bool(client.read(table, row["id"]).json()[field] != row[field])

    return Planted(f"{CREATES[table]} /{field}", plant, shows)


@defect("state", "a field of a create is lost")
def created_field_lost(draw: Draw) -> Planted:
    table, field = draw.choice(
        [
            ("customers", "phone"),
            ("customers", "address"),
            ("products", "description"),
            ("products", "weight_kg"),
            ("orders", "shipping_address"),
            ("coupons", "max_discount"),
            ("coupons", "ends_on"),
        ]
    )
    name = CREATES[table]

    def alter(asked: Asked) -> Asked:
        body = asked.json()
        if isinstance(body, dict) and body.get(field):
            return asked.saying({**body, field: None})
        return asked

    shows = lambda client: client.make(table)[field] is None  # noqa: E731
    return Planted(f"{name} /{field}", requests(place(name), alter), shows)


def _without_key(asked: Asked) -> Asked:
    short = len(asked.headers.get("idempotency-key", "")) <= 255
    return asked.bearing(idempotency_key=None) if short else asked


@defect("state", "a key used before makes a second order")
def idempotency_key_ignored(draw: Draw) -> Planted:
    def shows(client: Client) -> bool:
        body = client.body("orders")
        keys = [
            client.call("createOrder", body=body, **{"idempotency-key": "k-1"}).json()["id"]
            for _ in range(2)
        ]
        return bool(keys[0] != keys[1])

    plant = requests(place("createOrder"), _without_key)
    return Planted("createOrder Idempotency-Key", plant, shows)


@defect("state", "a key used before hides that the order is another")
def idempotency_key_for_another(draw: Draw) -> Planted:
    def plant(bed: Bed) -> Handle:
        first: dict[str, bytes] = {}

        def alter(asked: Asked) -> Asked:
            key = asked.headers.get("idempotency-key")
            return replace(asked, body=first.setdefault(key, asked.body)) if key else asked

        return requests(place("createOrder"), alter)(bed)

    def shows(client: Client) -> bool:
        made = [
            client.call("createOrder", body=client.body("orders"), **{"idempotency-key": "k-2"})
            for _ in range(2)
        ]
        return made[1].status == 201

    return Planted("createOrder Idempotency-Key", plant, shows)


@defect("state", "the ETag stays when the product changes")
def etag_stays(draw: Draw) -> Planted:
    def plant(bed: Bed) -> Handle:
        bed.shop.tag = lambda row: f'"{row["id"]}"'  # type: ignore[method-assign]
        return bed.handle

    def shows(client: Client) -> bool:
        row = client.make("products")
        tag = client.read("products", row["id"]).header("ETag")
        updated(client, "products", row, stock=99)
        return client.read("products", row["id"]).header("ETag") == tag

    return Planted("getProduct ETag", plant, shows)


@defect("state", "what one has already is sent again")
def never_not_modified(draw: Draw) -> Planted:
    def shows(client: Client) -> bool:
        key = client.make("products")["id"]
        tag = client.read("products", key).header("ETag")
        return client.call("getProduct", key, **{"if-none-match": tag}).status == 200

    plant = requests(place("getProduct"), lambda asked: asked.bearing(if_none_match=None))
    return Planted("getProduct If-None-Match", plant, shows)


@defect("state", "a cancelled order is open when it is read again")
def cancel_not_kept(draw: Draw) -> Planted:
    def plant(bed: Bed) -> Handle:
        right, keep = bed.shop.trade.cancel_order, bed.shop.trade.records.keep

        def cancel(row: Row) -> Row:
            done = right(row)
            keep("orders", row)
            return done

        bed.shop.trade.cancel_order = cancel  # type: ignore[method-assign]
        return bed.handle

    def shows(client: Client) -> bool:
        key = client.make("orders")["id"]
        client.call("cancelOrder", key)
        return bool(client.read("orders", key).json()["status"] == "open")

    return Planted("cancelOrder", plant, shows)


@defect("state", "an order is cancelled as often as one likes")
def cancelled_twice(draw: Draw) -> Planted:
    def plant(bed: Bed) -> Handle:
        right = bed.shop.trade.cancel_order
        bed.shop.trade.cancel_order = (  # type: ignore[method-assign]
            lambda row: right(row | {"status": "open"})
        )
        return bed.handle

    def shows(client: Client) -> bool:
        key = client.make("orders")["id"]
        return [client.call("cancelOrder", key).status for _ in range(2)] == [200, 200]

    return Planted("cancelOrder", plant, shows)


@defect("state", "the order is another customer's")
def order_of_another(draw: Draw) -> Planted:
    def change(value: Any) -> None:
        value["customer_id"] = value["customer_id"][:-1] + "0"

    def shows(client: Client) -> bool:
        body = client.body("orders", customer_id=client.make("customers")["id"])
        made = client.call("createOrder", body=body).json()
        return bool(client.read("orders", made["id"]).json()["customer_id"] != body["customer_id"])

    return Planted("getOrder /customer_id", answers(place("getOrder"), change), shows)
