"""Defects in front of our own sandbox: SureCart through a proxy."""

from dataclasses import replace
from typing import Any

from bench.contract_power.exchange import Answer, Asked, Handle
from bench.contract_power.places import Draw, Place, at, put, told
from bench.contract_power.planting import (
    Bed,
    Planted,
    answers,
    bodies,
    defect,
    heads,
)
from bench.contract_power.salla_defects import opens
from bench.contract_power.witness import Client

CHECKOUTS = Place("GET", "/abandoned_checkouts")
CHECKOUT = Place("GET", "/abandoned_checkouts/{id}")
PROTOCOL = Place("PATCH", "/abandoned_checkout_protocol")


def _checkouts(client: Client, query: str = "limit=20") -> Any:
    return client.send("GET", f"/abandoned_checkouts?{query}").json()


@defect("schema", "a record says that it is of another kind", "surecart")
def surecart_other_kind(draw: Draw) -> Planted:
    row = draw.randrange(1, 6)
    steps = ("data", row, "object")
    return Planted(
        f"{CHECKOUTS} {told(steps)}",
        answers(CHECKOUTS, lambda it: put(it, steps, "checkout")),
        lambda client: at(_checkouts(client), steps) == "checkout",
    )


@defect("status", "200 and null for what there is not", "surecart")
def surecart_null_for_not_found(draw: Draw) -> Planted:
    null = lambda asked, it: replace(it, status=200, body=b"null")  # noqa: E731
    return Planted(
        f"{CHECKOUT} 404",
        heads(CHECKOUT, null, lambda asked, it: it.status == 404),
        lambda client: client.send("GET", "/abandoned_checkouts/none").status == 200,
    )


@defect("access", "no credential is needed", "surecart")
def surecart_no_credential_needed(draw: Draw) -> Planted:
    path = draw.choice(["/abandoned_checkouts", "/abandoned_checkout_protocol"])
    return opens(Place("GET", path), path, lambda given: not given, None)


@defect("validation", "a number below what the document allows is taken", "surecart")
def surecart_smaller_number_taken(draw: Draw) -> Planted:
    def mend(body: Any) -> None:
        words = body["abandoned_checkout_protocol"]
        if words["grace_period_days"] < 0:
            words["grace_period_days"] = 0

    def shows(client: Client) -> bool:
        body = {"abandoned_checkout_protocol": {"grace_period_days": -1}}
        return client.send("PATCH", PROTOCOL.path, body).status == 200

    return Planted(f"{PROTOCOL} /grace_period_days", bodies(PROTOCOL, mend), shows)


@defect("state", "a setting is answered, and not kept", "surecart")
def surecart_setting_not_kept(draw: Draw) -> Planted:
    field, old, value = draw.choice(
        [("grace_period_days", 0, 3), ("ignore_purchased_products", False, True)]
    )

    def plant(bed: Bed) -> Handle:
        def handle(asked: Asked) -> Answer:
            answer = bed.handle(asked)
            body = asked.json()
            words = body.get("abandoned_checkout_protocol") if isinstance(body, dict) else None
            if PROTOCOL.meets(asked) and answer.status == 200 and field in (words or {}):
                bed.handle(asked.saying({"abandoned_checkout_protocol": {field: old}}))
            return answer

        return handle

    def shows(client: Client) -> bool:
        client.send("PATCH", PROTOCOL.path, {"abandoned_checkout_protocol": {field: value}})
        return bool(client.send("GET", PROTOCOL.path).json()[field] != value)

    return Planted(f"{PROTOCOL} /{field}", plant, shows)


@defect("state", "between two pages a row is skipped", "surecart")
def surecart_page_skips_a_row(draw: Draw) -> Planted:
    def change(value: Any) -> None:
        if value["pagination"]["page"] > 1:
            value["data"] = value["data"][1:]

    def shows(client: Client) -> bool:
        pages = [_checkouts(client, f"limit=5&page={page}")["data"] for page in range(1, 10)]
        return bool(sum(map(len, pages)) < _checkouts(client)["pagination"]["count"])

    return Planted(str(CHECKOUTS), answers(CHECKOUTS, change), shows)


@defect("sense", "changed before it was created", "surecart")
def surecart_changed_before_created(draw: Draw) -> Planted:
    where = draw.choice([CHECKOUTS, CHECKOUT])

    def change(value: Any) -> None:
        for row in value.get("data", [value]):
            row["updated_at"] = row["created_at"] - 60

    def shows(client: Client) -> bool:
        row = _checkouts(client)["data"][0]
        if where is CHECKOUT:
            row = client.send("GET", f"/abandoned_checkouts/{row['id']}").json()
        return bool(row["updated_at"] < row["created_at"])

    return Planted(f"{where} /updated_at", answers(where, change), shows)
