"""SureCart over HTTP, in the demo shop: what only the wire shows."""

import json
from typing import Any

import pytest
from starlette.types import ASGIApp

from mock_server.app.assembly import assemble
from mock_server.app.making import Start
from mock_server.spec.schemas import resolve
from tests.asgi import Call, Reply, ask
from tests.helpers import NOON, part

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


FORM = {**TOKEN, "Content-Type": "application/x-www-form-urlencoded"}


def test_a_form_with_brackets_says_what_json_says(app: ASGIApp) -> None:
    price = get(app, "/surecart/v1/prices", "limit=1").body["data"][0]
    form = (
        "checkout[email]=form%40example.com&checkout[live_mode]=0&checkout[metadata][a]=b"
        f"&checkout[line_items][0][price]={price['id']}&checkout[line_items][0][quantity]=3"
    )
    lines = [{"price": price["id"], "quantity": 3}]
    fields = {"email": "json@example.com", "live_mode": False, "metadata": {"a": "b"}}
    body = json.dumps({"checkout": {**fields, "line_items": lines}}).encode()

    by_form, by_json = (
        ask(app, Call("POST", "/surecart/v1/checkouts", kind, content=content))
        for kind, content in ((FORM, form.encode()), (JSON, body))
    )

    assert (by_form.status, by_json.status) == (200, 200)
    for name in ("total_amount", "live_mode", "metadata", "status"):
        assert by_form.body[name] == by_json.body[name]
    assert by_form.body["total_amount"] == 3 * price["amount"]


@pytest.mark.parametrize(
    ("path", "form", "status"),
    [
        ("/surecart/v1/customers", "customer[email]=a%40example.com&customer[unsubscribed]=1", 200),
        ("/surecart/v1/customers", "customer[email]=nothing", 422),
        ("/surecart/v1/customers", "email=a%40example.com", 400),
        ("/surecart/v1/products", "product[name]=x&product[featured]=maybe", 422),
        ("/surecart/v1/prices", "price[amount]=many&price[product]=x", 422),
    ],
)
def test_a_form_is_held_to_the_same_rules(app: ASGIApp, path: str, form: str, status: int) -> None:
    reply = ask(app, Call("POST", path, FORM, content=form.encode()))

    assert reply.status == status
    assert reply.body.get("unsubscribed", True) is True


def test_the_public_token_of_the_account_opens_no_path_that_is_not_public(app: ASGIApp) -> None:
    token = get(app, "/surecart/v1/account").body["public_token"]

    reply = ask(app, Call("GET", LIST, {"Authorization": f"Bearer {token}"}))

    assert (reply.status, reply.body["http_status"]) == (401, "unauthorized")


@pytest.mark.parametrize(
    "kind",
    ["checkouts", "coupons", "customers", "discounts", "line_items", "orders", "prices",
     "products", "promotions"],
)  # fmt: skip
def test_the_demo_shop_has_some_of_everything(app: ASGIApp, kind: str) -> None:
    listed = get(app, f"/surecart/v1/{kind}", "limit=1")

    row = get(app, f"/surecart/v1/{kind}/{listed.body['data'][0]['id']}")
    assert listed.body["pagination"]["url"] == f"/v1/{kind}"
    assert row.body == listed.body["data"][0]
    assert get(app, f"/surecart/v1/{kind}/nothing").body["code"] == f"{kind[:-1]}.not_found"


def test_expanding_goes_two_levels_down_by_object_type(app: ASGIApp) -> None:
    names = ("line_items", "line_item.price", "price.product", "customer")
    query = "limit=1&status[]=paid&" + "&".join(f"expand%5B%5D={name}" for name in names)

    checkout = get(app, "/surecart/v1/checkouts", query).body["data"][0]

    assert checkout["customer"]["object"] == "customer"
    assert checkout["line_items"]["data"][0]["price"]["product"]["object"] == "product"


@pytest.mark.parametrize(
    ("path", "operation"),
    [
        ("/surecart/v1/prices", "createPrice"),
        ("/surecart/v1/line_items", "createLineItem"),
        ("/surecart/v1/checkouts", "createCheckout"),
        ("/surecart/v1/promotions", "createPromotion"),
    ],
)
def test_the_documents_examples_name_things_of_the_demo_shop(
    app: ASGIApp, path: str, operation: str
) -> None:
    contract = part("surecart").contract
    raw = contract.document["paths"][path.removeprefix("/surecart/v1")]["post"]
    body = resolve(raw["requestBody"], contract.document)
    example = body["content"]["application/json"]["examples"]["usual"]["value"]

    reply = ask(app, Call("POST", path, JSON, content=json.dumps(example).encode()))

    assert raw["operationId"] == operation
    assert reply.status == 200
