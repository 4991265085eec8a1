"""Browsers may call the platforms from anywhere, and the admin API from this machine only."""

import pytest
from starlette.types import Receive, Scope, Send

from mock_server.app.assembly import Options, assemble
from mock_server.app.making import Start
from mock_server.web.cors import Cors
from mock_server.web.front import Front, Mounted
from mock_server.web.pages import Pages
from tests.asgi import Call, Reply, ask
from tests.helpers import NOON, SMALL_STORY

FAR = "https://dashboard.example"
EXPOSED = "access-control-expose-headers"


async def answering(scope: Scope, receive: Receive, send: Send) -> None:
    headers = [(b"content-type", b"application/json"), (b"x-request-id", b"req-1")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b"{}"})


FRONT = Front({"salla": Mounted(answering), "__admin": Mounted(answering)}, Pages({}, {}), Cors())


def called(path: str, origin: str | None, method: str = "GET", **asked: str) -> Reply:
    headers = {name.replace("_", "-"): value for name, value in asked.items()}
    if origin is not None:
        headers["origin"] = origin
    return ask(FRONT, Call(method, path, headers))


def test_a_page_of_any_origin_may_read_the_answer_with_its_headers() -> None:
    reply = called("/salla/admin/v2/carts", FAR)

    assert reply.status == 200
    assert reply.headers["access-control-allow-origin"] == FAR
    assert reply.headers["access-control-allow-credentials"] == "true"
    assert reply.headers[EXPOSED] == "content-type, x-request-id"
    assert reply.headers["vary"] == "Origin"


def test_what_a_budget_says_and_the_request_id_can_be_read_by_a_page() -> None:
    sandbox = assemble(["salla"], Start(clock=NOON), Options(tell=lambda *_: SMALL_STORY))
    headers = {"origin": FAR, "authorization": "Bearer shop:t"}
    for prefer in ("", "fault=too_many_requests"):
        reply = ask(
            sandbox.app,
            Call("GET", "/salla/admin/v2/carts/abandoned", {**headers, "prefer": prefer}),
        )
        exposed = set(reply.headers[EXPOSED].split(", "))

        assert {"x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset"} <= exposed
        assert {"x-request-id", "x-souqbox-handler"} <= exposed
        assert ("retry-after" in exposed) == bool(prefer)


def test_a_request_without_an_origin_gets_no_word_about_origins() -> None:
    reply = called("/salla/admin/v2/carts", None)

    assert not [name for name in reply.headers if name.startswith("access-control")]


def test_a_preflight_allows_what_the_browser_asks_for() -> None:
    reply = called(
        "/salla/admin/v2/carts",
        FAR,
        "OPTIONS",
        access_control_request_method="PATCH",
        access_control_request_headers="authorization, x-manager-token",
    )

    assert (reply.status, reply.content) == (204, b"")
    assert reply.headers["access-control-allow-headers"] == "authorization, x-manager-token"
    assert "PATCH" in reply.headers["access-control-allow-methods"]
    assert "access-control-allow-private-network" not in reply.headers


def test_a_public_page_may_reach_the_private_network_that_we_are() -> None:
    reply = called(
        "/salla/admin/v2/carts",
        FAR,
        "OPTIONS",
        access_control_request_method="GET",
        access_control_request_private_network="true",
    )

    assert reply.headers["access-control-allow-private-network"] == "true"


def test_options_without_a_preflight_is_a_request_like_any_other() -> None:
    assert called("/salla/admin/v2/carts", FAR, "OPTIONS").status == 200


def test_the_admin_api_answers_no_page_of_another_origin() -> None:
    reply = called("/__admin/shops", FAR)

    assert reply.status == 403
    assert "access-control-allow-origin" not in reply.headers


@pytest.mark.parametrize(
    "origin", ["http://localhost:3000", "http://127.0.0.1:4710", "http://app.localhost"]
)
def test_the_admin_api_answers_pages_of_this_machine(origin: str) -> None:
    assert called("/__admin/shops", origin).status == 200


def test_the_admin_api_answers_pages_that_were_allowed_and_no_others() -> None:
    cors = Cors(["https://qa.example:8443"])

    assert cors.may_drive(b"https://qa.example:8443")
    assert not cors.may_drive(b"https://qa.example")


def test_what_the_front_answers_itself_has_a_request_id_too() -> None:
    for path in ("/__admin/shops", "/nowhere"):
        reply = called(path, FAR)

        assert reply.headers["x-request-id"].startswith("req-")
        assert "x-request-id" in reply.headers.get("access-control-expose-headers", "x-request-id")


@pytest.mark.parametrize(
    "origin",
    [
        "https://localhost.evil.example",
        "http://127.0.0.1.evil.example",
        "null",
        "localhost",
        "http://[",
        "",
    ],
)
def test_an_origin_that_only_looks_local_is_not(origin: str) -> None:
    assert not Cors().may_drive(origin.encode())
