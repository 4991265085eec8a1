"""PayNow over HTTP, in the demo shop: what only the wire shows."""

import json
from typing import Any

import pytest
from starlette.types import ASGIApp

from mock_server.app.assembly import assemble
from mock_server.app.making import Start
from tests.asgi import Call, Reply, ask
from tests.helpers import NOON
from tests.platforms.paynow.samples import DOCUMENTED, LEAST, settings

KEY = {"Authorization": "APIKey shop:demo"}
STORE = "/paynow/v1/stores/411486491630370816/marketing"
PATHS = [
    f"{STORE}/abandoned-checkouts/configuration",
    f"{STORE}/purchase-follow-ups/configuration",
]
OPERATIONS = [(method, path) for method in ("GET", "PUT") for path in PATHS]


@pytest.fixture(scope="module")
def app() -> ASGIApp:
    return assemble(["paynow"], Start(clock=NOON)).app


def put(app: ASGIApp, path: str, body: Any) -> Reply:
    headers = {**KEY, "Content-Type": "application/json"}
    return ask(app, Call("PUT", path, headers, content=json.dumps(body).encode()))


@pytest.mark.parametrize("path", PATHS)
def test_the_sample_of_the_reference_page_runs_as_it_stands(app: ASGIApp, path: str) -> None:
    saved = put(app, path, DOCUMENTED)
    read = ask(app, Call("GET", path, KEY))

    assert (saved.status, read.status) == (200, 200)
    assert read.body == saved.body
    assert read.body["coupon_configuration"] == {
        **DOCUMENTED["coupon_configuration"],
        "duration_in_intervals": 1,
    }


@pytest.mark.parametrize("path", PATHS)
def test_the_example_with_a_tag_and_a_product_of_the_demo_store_is_valid(
    app: ASGIApp, path: str
) -> None:
    ids = {
        "required_tag_ids": ["411486491630370817"],
        "required_product_ids": ["411486491630370818"],
    }

    assert put(app, path, settings(ids)).body["invalid"] is False


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
@pytest.mark.parametrize(
    "headers", [{}, {"Authorization": "Bearer shop:demo"}, {"Authorization": "APIKey nobody"}]
)
def test_no_key_opens_nothing(
    app: ASGIApp, method: str, path: str, headers: dict[str, str]
) -> None:
    reply = ask(app, Call(method, path, headers))

    assert reply.status == 401
    assert (reply.body["status"], reply.body["code"]) == (401, "unauthorized")


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
@pytest.mark.parametrize("store", ["411486491630370817", "abc"])
def test_another_store_is_not_found(app: ASGIApp, method: str, path: str, store: str) -> None:
    headers = {**KEY, "Content-Type": "application/json"}
    elsewhere = path.replace("411486491630370816", store)

    reply = ask(app, Call(method, elsewhere, headers, content=json.dumps(LEAST).encode()))

    assert (reply.status, reply.body["code"]) == (404, "not-found")


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_a_key_without_the_permission_is_told_so(app: ASGIApp, method: str, path: str) -> None:
    headers = {**KEY, "Content-Type": "application/json", "Prefer": "code=403"}

    reply = ask(app, Call(method, path, headers, content=json.dumps(LEAST).encode()))

    assert (reply.status, reply.body["code"]) == (403, "forbidden")


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ([], ("invalid_type", "the body must be of type object.", "", "type")),
        (
            settings(enabled="yes"),
            ("invalid_type", "enabled must be of type boolean.", "enabled", "type"),
        ),
        (
            settings(trigger_after="1 hour"),
            (
                "invalid_format",
                "trigger_after must be an ISO 8601 duration such as P1DT12H.",
                "trigger_after",
                "pattern",
            ),
        ),
        (
            settings(maximum_order_value=-1),
            (
                "too_small",
                "maximum_order_value must be 0 or more.",
                "maximum_order_value",
                "minimum",
            ),
        ),
        (
            settings({"duration": "twice"}),
            (
                "invalid_enum_value",
                "duration must be one of once, forever, repeating.",
                "coupon_configuration.duration",
                "enum",
            ),
        ),
        (
            settings({"required_tag_ids": ["honey"]}),
            (
                "invalid_format",
                "required_tag_ids.0 must be an id of up to nineteen digits.",
                "coupon_configuration.required_tag_ids.0",
                "pattern",
            ),
        ),
        (
            settings(commands=[{"command": "say hello"}]),
            ("required", "online_only is required.", "commands.0.online_only", "required"),
        ),
    ],
)
def test_a_bad_value_is_named_with_its_rule(
    app: ASGIApp, path: str, body: Any, fault: tuple[str, str, str, str]
) -> None:
    reply = put(app, path, body)

    code, message, place, rule = fault
    assert (reply.status, reply.body["code"]) == (400, "InvalidInput")
    assert reply.body["errors"] == [
        {"code": code, "message": message, "path": place, "validation": rule}
    ]


@pytest.mark.parametrize("path", PATHS)
def test_every_fault_of_a_body_is_told_at_once(app: ASGIApp, path: str) -> None:
    reply = put(app, path, {})

    assert [each["path"] for each in reply.body["errors"]] == [
        "enabled",
        "trigger_after",
        "minimum_order_value",
        "coupon_configuration",
    ]


@pytest.mark.parametrize("path", PATHS)
def test_a_body_that_cannot_be_read_is_refused(app: ASGIApp, path: str) -> None:
    headers = {**KEY, "Content-Type": "application/json"}
    broken = ask(app, Call("PUT", path, headers, content=b"{"))
    form = ask(app, Call("PUT", path, {**KEY, "Content-Type": "text/plain"}, content=b"a=1"))

    assert (broken.status, broken.body["code"]) == (400, "bad-request")
    assert (form.status, form.body["code"]) == (415, "unsupported-media-type")


def test_the_real_host_answers_without_a_prefix(app: ASGIApp) -> None:
    path = PATHS[0].removeprefix("/paynow")

    assert ask(app, Call("GET", path, {**KEY, "host": "api.paynow.gg"})).status == 200


def get(app: ASGIApp, path: str) -> Reply:
    place, _, query = f"/paynow/v1/stores/411486491630370816{path}".partition("?")
    return ask(app, Call("GET", place, KEY, query))


def test_a_repeated_key_asks_for_one_or_the_other(app: ASGIApp) -> None:
    every = get(app, "/orders?limit=100").body
    some = get(app, "/orders?limit=100&status=created&status=completed").body

    assert len(every) > 0
    assert some == [each for each in every if each["status"] in ("created", "completed")]
    assert get(app, "/orders?status=refunded&status=canceled").body == []


def test_a_list_is_a_bare_array_and_is_walked_by_its_last_id(app: ASGIApp) -> None:
    every = [each["id"] for each in get(app, "/customers?limit=100").body]
    walked: list[str] = []
    while page := get(app, f"/customers?limit=20{_after(walked)}").body:
        walked += [each["id"] for each in page]

    assert walked == every
    assert len(every) > 40


def _after(ids: list[str]) -> str:
    return f"&after={ids[-1]}" if ids else ""


def test_what_was_deleted_is_answered_without_a_body(app: ASGIApp) -> None:
    path = "/paynow/v1/stores/411486491630370816/tags"
    headers = {**KEY, "Content-Type": "application/json"}
    made = ask(app, Call("POST", path, headers, content=b'{"name": "For a moment"}'))

    gone = ask(app, Call("DELETE", f"{path}/{made.body['id']}", KEY))

    assert (made.status, gone.status, gone.body) == (200, 204, None)
