"""Defects in front of our own sandbox: Salla through a proxy."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from bench.contract_power.exchange import Answer, Asked, Handle
from bench.contract_power.places import Draw, Place, Steps, at, put, told
from bench.contract_power.planting import (
    Bed,
    Change,
    Planted,
    answers,
    bodies,
    defect,
    heads,
    now_and_then,
    requests,
)
from bench.contract_power.witness import Client

SANDBOX_TOKEN = "shop:demo"
BASES = {"salla": "/salla/admin/v2", "surecart": "/surecart/v1"}
CARTS = Place("GET", "/carts/abandoned")
CART = Place("GET", "/carts/abandoned/{cart-id}")
HOOKS = Place("GET", "/webhooks")
SUBSCRIBE = Place("POST", "/webhooks/subscribe")
UNSUBSCRIBE = Place("DELETE", "/webhooks/unsubscribe")
RENAME = Place("PUT", "/webhooks/{id}")
HOOK = {"name": "Carts", "event": "abandoned.cart", "url": "http://127.0.0.1:9/hook"}


def _carts(client: Client, query: str = "per_page=15") -> Any:
    return client.send("GET", f"/carts/abandoned?{query}").json()


def _hook(client: Client) -> Any:
    return client.send("POST", "/webhooks/subscribe", HOOK).json()["data"]["id"]


def _in_carts(steps: Steps, change: Change, wrong: Callable[[Any], bool]) -> Planted:
    shows = lambda client: wrong(at(_carts(client), steps))  # noqa: E731
    return Planted(f"{CARTS} {told(steps)}", answers(CARTS, change), shows)


@defect("schema", "an amount within the third row is null", "salla")
def salla_null_in_third_row(draw: Draw) -> Planted:
    field = draw.choice(["total", "subtotal", "total_discount"])
    steps = ("data", 2, field, "amount")
    return _in_carts(steps, lambda it: put(it, steps, None), lambda it: it is None)


@defect("schema", "a price of an item is told as text", "salla")
def salla_price_as_text(draw: Draw) -> Planted:
    field = draw.choice(["price_without_tax", "total", "total_discount"])
    steps = ("data", 4, "items", 0, "amounts", field, "amount")
    change = lambda it: put(it, steps, str(at(it, steps)))  # noqa: E731
    return _in_carts(steps, change, lambda it: isinstance(it, str))


@defect("status", "the status in the body is not the one in the head", "salla")
def salla_statuses_differ(draw: Draw) -> Planted:
    return Planted(
        f"{CART} 404 /status",
        answers(CART, lambda it: put(it, ("status",), 200), lambda asked, it: it.status == 404),
        lambda client: client.send("GET", "/carts/abandoned/1").json()["status"] == 200,
    )


@defect("status", "405 without Allow", "salla")
def salla_no_allow(draw: Draw) -> Planted:
    path = draw.choice(["/webhooks/events", "/carts/abandoned"])
    plant = heads(None, lambda asked, it: it.without("Allow"), lambda asked, it: it.status == 405)
    return Planted(path, plant, lambda client: not client.send("PATCH", path).header("Allow"))


def opens(where: Place, path: str, judge: Callable[[str], bool], given: str | None) -> Planted:
    def alter(asked: Asked) -> Asked:
        if judge(asked.headers.get("authorization", "")):
            return asked.bearing(authorization=f"Bearer {SANDBOX_TOKEN}")
        return asked

    shows = lambda client: client.send("GET", path, authorization=given).status == 200  # noqa: E731
    return Planted(str(where), requests(where, alter), shows)


@defect("access", "a good token with something after it opens the same shop", "salla")
def salla_longer_token_opens(draw: Draw) -> Planted:
    path = draw.choice(["/carts/abandoned", "/webhooks", "/webhooks/events"])
    whole = f"Bearer {SANDBOX_TOKEN}"
    return opens(Place("GET", path), path, lambda it: it.startswith(whole), f"{whole};x")


@defect("access", "the scopes of a token are not looked at", "salla")
def salla_scopes_ignored(draw: Draw) -> Planted:
    path = draw.choice(["/carts/abandoned", "/webhooks"])
    given = f"Bearer {SANDBOX_TOKEN};scopes=offline_access"
    return opens(Place("GET", path), path, lambda it: ";scopes=" in it, given)


@defect("validation", "an address that is none is taken", "salla")
def salla_broken_address_taken(draw: Draw) -> Planted:
    def mend(body: Any) -> None:
        if "://" not in body["url"]:
            body["url"] = HOOK["url"]

    body = {**HOOK, "url": "nowhere"}
    shows = lambda client: client.send("POST", "/webhooks/subscribe", body).status < 300  # noqa: E731
    return Planted(f"{SUBSCRIBE} /url", bodies(SUBSCRIBE, mend), shows)


@defect("validation", "a page may be larger than the document allows", "salla")
def salla_larger_page_taken(draw: Draw) -> Planted:
    where = draw.choice([CARTS, HOOKS])

    def alter(asked: Asked) -> Asked:
        words = asked.words()
        size = words.get("per_page", "1")
        too_large = size.isdecimal() and int(size) > 60
        return asked.asking({**words, "per_page": "60"}) if too_large else asked

    shows = lambda client: client.send("GET", f"{where.path}?per_page=61").status == 200  # noqa: E731
    return Planted(f"{where} ?per_page", requests(where, alter), shows)


@defect("state", "a subscription is ended, and still listed", "salla")
def salla_delete_not_done(draw: Draw) -> Planted:
    def plant(bed: Bed) -> Handle:
        def handle(asked: Asked) -> Answer:
            if not UNSUBSCRIBE.meets(asked):
                return bed.handle(asked)
            rows = bed.handle(replace(asked, method="GET", path=_hooks(asked), query="", body=b""))
            answer = bed.handle(asked)
            for row in rows.json()["data"] if rows.status == 200 and answer.status < 300 else ():
                again = {key: row[key] for key in ("name", "event", "url")}
                path = asked.path.replace("unsubscribe", "subscribe")
                there = replace(asked, method="POST", path=path, query="")
                bed.handle(there.saying(again).bearing(content_type="application/json"))
            return answer

        return handle

    def shows(client: Client) -> bool:
        client.send("DELETE", f"/webhooks/unsubscribe?id={_hook(client)}")
        return bool(client.send("GET", "/webhooks").json()["data"])

    return Planted(str(UNSUBSCRIBE), plant, shows)


def _hooks(asked: Asked) -> str:
    return asked.path.rpartition("/")[0]


@defect("state", "a subscription keeps its old name", "salla")
def salla_update_ignored(draw: Draw) -> Planted:
    def mend(body: Any) -> Any:
        return {key: value for key, value in body.items() if key != "name"}

    def shows(client: Client) -> bool:
        key = _hook(client)
        client.send("PUT", f"/webhooks/{key}", {**HOOK, "name": "Other"})
        rows = client.send("GET", "/webhooks").json()["data"]
        return [row["name"] for row in rows if row["id"] == key] != ["Other"]

    return Planted(f"{RENAME} /name", bodies(RENAME, mend), shows)


@defect("state", "the total is another beyond the first page", "salla")
def salla_total_wrong_on_second_page(draw: Draw) -> Planted:
    def change(value: Any) -> None:
        if value["pagination"]["currentPage"] > 1:
            value["pagination"]["total"] -= 1

    def shows(client: Client) -> bool:
        first, second = (_carts(client, f"per_page=5&page={page}") for page in (1, 2))
        return bool(first["pagination"]["total"] != second["pagination"]["total"])

    return Planted(f"{CARTS} /pagination/total", answers(CARTS, change), shows)


@defect("sense", "an age that does not go with its date", "salla")
def salla_age_in_hours(draw: Draw) -> Planted:
    where = draw.choice([CARTS, CART])

    def change(value: Any) -> None:
        for row in value["data"] if isinstance(value["data"], list) else [value["data"]]:
            row["age_in_minutes"] //= 60

    def shows(client: Client) -> bool:
        row = _carts(client)["data"][0]
        if where is CART:
            row = client.send("GET", f"/carts/abandoned/{row['id']}").json()["data"]
        return bool(row["age_in_minutes"] < 60)

    return Planted(f"{where} /age_in_minutes", answers(where, change), shows)


@defect("sense", "a body that ends too early, now and then", "salla")
def salla_cut_short(draw: Draw) -> Planted:
    cut = lambda asked, it: replace(it, cut_short=20)  # noqa: E731
    return Planted(
        f"{CARTS}, 1 in 20",
        heads(CARTS, cut, now_and_then(20)),
        lambda client: any(client.send("GET", CARTS.path).cut_short for _ in range(21)),
    )
