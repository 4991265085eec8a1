"""Records that do not come, stay or go as they were asked to."""

from collections.abc import Callable
from dataclasses import replace
from itertools import count
from typing import Any

from bench.contract_power.exchange import Answer, Asked, Handle
from bench.contract_power.places import (
    CREATES,
    DELETES,
    DETAILS,
    Draw,
    place,
)
from bench.contract_power.planting import Bed, Plant, Planted, defect, heads, requests
from bench.contract_power.witness import Client, Row


def _on_delete(table: str, instead: Callable[[Bed, Row], None]) -> Plant:
    def plant(bed: Bed) -> Handle:
        right = bed.shop.trade.remove

        def remove(where: str, row: Row) -> None:
            if where == table:
                instead(bed, row)
            else:
                right(where, row)

        bed.shop.trade.remove = remove  # type: ignore[method-assign, assignment]
        return bed.handle

    return plant


def _deleted(table: str, judge: Callable[[Client, Any], bool]) -> Callable[[Client], bool]:
    def shows(client: Client) -> bool:
        client.make(table)
        key = client.make(table)["id"]
        client.call(DELETES[table], key)
        return judge(client, key)

    return shows


def _listed(table: str) -> Callable[[Client, Any], bool]:
    return lambda client, key: key in [row["id"] for row in client.rows(table)]


@defect("state", "a delete is answered and not done")
def delete_not_done(draw: Draw) -> Planted:
    table, name = draw.of(DELETES)
    plant = _on_delete(table, lambda bed, row: None)
    return Planted(name, plant, _deleted(table, _listed(table)))


@defect("state", "what was deleted is still listed")
def deleted_still_listed(draw: Draw) -> Planted:
    table, name = draw.of({key: DELETES[key] for key in ("customers", "products")})

    def plant(bed: Bed) -> Handle:
        gone: set[str] = set()
        right = bed.shop.trade.remove

        def alter(asked: Asked) -> Asked:
            return replace(asked, path=f"{asked.path}-gone") if asked.path in gone else asked

        def remove(where: str, row: Row) -> None:
            if where == table:
                gone.add(f"/v1/{table}/{row['id']}")
            else:
                right(where, row)

        bed.shop.trade.remove = remove  # type: ignore[method-assign, assignment]
        return requests(None, alter)(bed)

    def judge(client: Client, key: Any) -> bool:
        return client.read(table, key).status == 404 and _listed(table)(client, key)

    return Planted(name, plant, _deleted(table, judge))


@defect("state", "what was deleted can still be read")
def deleted_still_read(draw: Draw) -> Planted:
    table, name = draw.of({key: DELETES[key] for key in ("customers", "products")})

    def plant(bed: Bed) -> Handle:
        last: dict[str, Answer] = {}

        def alter(asked: Asked, answer: Answer) -> Answer:
            if answer.status == 404:
                return last.get(asked.path, answer)
            last[asked.path] = answer
            return answer

        return heads(place(DETAILS[table]), alter, lambda asked, it: it.status in (200, 404))(bed)

    def shows(client: Client) -> bool:
        key = client.make(table)["id"]
        client.read(table, key)
        client.call(name, key)
        return client.read(table, key).status == 200

    return Planted(DETAILS[table], plant, shows)


@defect("state", "a delete takes the record before with it")
def delete_takes_sibling(draw: Draw) -> Planted:
    table, name = draw.of(DELETES)

    def instead(bed: Bed, row: Row) -> None:
        rows = bed.shop.trade.records.tables[table]
        keys = list(rows)
        del rows[row["id"]]
        rows.pop(keys[keys.index(row["id"]) - 1], None)

    def shows(client: Client) -> bool:
        sibling, key = client.make(table)["id"], client.make(table)["id"]
        client.call(name, key)
        return not _listed(table)(client, sibling)

    return Planted(name, _on_delete(table, instead), shows)


@defect("state", "a second delete is answered as the first")
def second_delete_answered(draw: Draw) -> Planted:
    table, name = draw.of(DELETES)

    def plant(bed: Bed) -> Handle:
        gone: set[str] = set()

        def alter(asked: Asked, answer: Answer) -> Answer:
            if answer.status == 204:
                gone.add(asked.path)
            if answer.status == 404 and asked.path in gone:
                return replace(answer, status=204, body=b"").without("Content-Type")
            return answer

        return heads(place(name), alter, lambda asked, it: True)(bed)

    judge = lambda client, key: client.call(name, key).status == 204  # noqa: E731
    return Planted(name, plant, _deleted(table, judge))


@defect("state", "one id for two records, now and then")
def id_given_twice(draw: Draw) -> Planted:
    table, _ = draw.of({key: CREATES[key] for key in ("customers", "products", "coupons")})

    def plant(bed: Bed) -> Handle:
        right, calls, last = bed.shop.trade.records.next_id, count(1), list[Any]()

        def next_id(where: str, prefix: str) -> Any:
            if where != table:
                return right(where, prefix)
            if next(calls) % 4 == 0:
                return last[-1]
            last.append(right(where, prefix))
            return last[-1]

        bed.shop.trade.records.next_id = next_id  # type: ignore[method-assign, assignment]
        return bed.handle

    def shows(client: Client) -> bool:
        return len({client.make(table)["id"] for _ in range(5)}) < 5

    return Planted(CREATES[table], plant, shows)
