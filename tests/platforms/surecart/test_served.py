"""SureCart over HTTP, in the demo shop: what only the wire shows."""

import json
from typing import Any

import pytest
from starlette.types import ASGIApp

from mock_server.app.assembly import assemble
from mock_server.app.making import Start
from tests.asgi import Call, Reply, ask
from tests.helpers import NOON

TOKEN = {"Authorization": "Bearer shop:demo"}
JSON = {**TOKEN, "Content-Type": "application/json"}
LIST = "/surecart/v1/abandoned_checkouts"
PROTOCOL = "/surecart/v1/abandoned_checkout_protocol"


@pytest.fixture(scope="module")
def app() -> ASGIApp:
    return assemble(["surecart"], Start(clock=NOON)).app


def get(app: ASGIApp, path: str, query: str = "") -> Reply:
    return ask(app, Call("GET", path, TOKEN, query))


def patch(app: ASGIApp, path: str, body: Any) -> Reply:
    return ask(app, Call("PATCH", path, JSON, content=json.dumps(body).encode()))


def test_the_demo_shop_has_abandoned_checkouts_in_every_state_of_recovery(app: ASGIApp) -> None:
    body = get(app, LIST, "limit=100").body

    assert body["pagination"]["count"] == len(body["data"])
    assert {row["recovery_status"] for row in body["data"]} == {
        "abandoned",
        "assisted_recovered",
        "unassisted_recovered",
    }


def test_every_abandoned_checkout_of_the_demo_shop_expands(app: ASGIApp) -> None:
    names = ("checkout", "checkout.line_items", "line_item.price", "customer", "recovered_checkout")
    query = "limit=100&" + "&".join(f"expand%5B%5D={name}" for name in names)

    rows = get(app, LIST, query).body["data"]

    for row in rows:
        assert row["checkout"]["customer"] == row["customer"]["id"]
        assert row["checkout"]["line_items"]["data"][0]["price"]["object"] == "price"
        assert row["created_at"] >= row["checkout"]["created_at"] + 1800


def test_numbered_brackets_are_taken_as_empty_ones(app: ASGIApp) -> None:
    row = get(app, LIST, "limit=1").body["data"][0]

    found = get(app, LIST, f"ids%5B0%5D={row['id']}&expand[0]=customer").body

    assert found["pagination"]["count"] == 1
    assert found["data"][0]["customer"]["id"] == row["customer"]


def test_the_modes_share_out_the_list(app: ASGIApp) -> None:
    counts = [
        get(app, LIST, query).body["pagination"]["count"]
        for query in ("live_mode=1", "live_mode=false", "")
    ]

    assert counts[0] + counts[1] == counts[2]


@pytest.mark.parametrize("path", [LIST, PROTOCOL, f"{LIST}/x"])
def test_without_a_good_token_nothing_is_told(app: ASGIApp, path: str) -> None:
    for headers in ({}, {"Authorization": "Bearer nothing"}, {"Authorization": "Basic x"}):
        reply = ask(app, Call("GET", path, headers))

        assert (reply.status, reply.body["http_status"]) == (401, "unauthorized")


@pytest.mark.parametrize(
    ("call", "status"),
    [
        (Call("GET", "/surecart/v1/nothing", TOKEN), 404),
        (Call("GET", f"{LIST}/nothing", TOKEN), 404),
        (Call("DELETE", PROTOCOL, TOKEN), 405),
        (Call("PATCH", PROTOCOL, JSON, content=b"{"), 400),
        (Call("PATCH", PROTOCOL, JSON, content=b"{}"), 400),
        (Call("PATCH", PROTOCOL, TOKEN, content=b"a=1"), 415),
        (Call("GET", LIST, TOKEN, "limit=0"), 422),
        (Call("GET", LIST, {**TOKEN, "Prefer": "code=429"}), 429),
    ],
)
def test_every_refusal_has_one_shape(app: ASGIApp, call: Call, status: int) -> None:
    reply = ask(app, call)

    assert reply.status == status
    assert list(reply.body) == ["http_status", "type", "code", "message", "validation_errors"]
    assert isinstance(reply.body["validation_errors"], list)


def test_what_was_written_is_read_in_its_true_types(app: ASGIApp) -> None:
    wrapped = {"abandoned_checkout_protocol": {"test_mode_enabled": 0, "grace_period_days": "3"}}

    written = patch(app, PROTOCOL, wrapped)

    read = get(app, PROTOCOL, "expand[]=coupon").body
    assert (written.status, written.body["test_mode_enabled"]) == (200, False)
    assert (read["test_mode_enabled"], read["grace_period_days"]) == (False, 3)
    assert read["coupon"]["id"] == written.body["coupon"]


def test_english_is_all_it_speaks(app: ASGIApp) -> None:
    reply = ask(app, Call("GET", f"{LIST}/nothing", {**TOKEN, "Accept-Language": "ar"}))

    assert reply.body["message"] == "There is no abandoned checkout with this id."
