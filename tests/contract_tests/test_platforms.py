"""Our own server keeps its contract: the suites in full mode over every document."""

import io
import json
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from starlette.types import Message, Receive, Scope, Send

from contract_tests.run import Settings, run
from contract_tests.settings import PHASES, STORIES
from mock_server import Sandbox
from mock_server.platforms import platform_names
from mock_server.web.server import WebServer, listen

EXAMPLES = 8
"""Per operation; `souqbox test` takes more. The coverage phase does not depend on it."""

LARGE = 60
"""Operations of a document whose fuzzing and sequences are left to `souqbox test`: minutes here."""

METHODS = ("get", "post", "put", "patch", "delete")

HUGE = 100
"""Operations of a document whose coverage phase is left to it as well."""

NEED_A_PAST = {
    "zid": ("recoverBrokenWebhooks",),
    "paynow": ("resendWebhook",),
    "salla": ("importCustomURLs",),
}
"""What no request alone can do: a webhook breaks when its receiver fails thirty times, what is
sent again was sent before, and a sheet of addresses must name goods that are there."""

NOT_YET_CLEAN = {
    "surecart": (
        *("CT-CREATE-ECHO", "CT-CREATE-LOST", "CT-FILTER-INCLUDES", "CT-UPDATE-LOST"),
        *("CT-UPDATE-NULL", "CT-UPDATE-SPILL", "CT-VALIDATION-ECHO"),
    ),
    "paynow": (
        *("CT-CREATE-ECHO", "CT-CREATE-LOST", "CT-SENSE-SUM"),
        *("CT-UPDATE-NULL", "CT-UPDATE-SPILL", "CT-VALIDATION-ECHO"),
    ),
}
"""Rules that still find something on a platform. It is to be repaired, in the server or in what the
suites know of the platform; until then all other rules are held to."""


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as running:
        yield running


def count_operations(document: dict[str, Any]) -> int:
    return sum(method in METHODS for item in document["paths"].values() for method in item)


def phases_for(count: int) -> tuple[str, ...]:
    """As deep as is bearable in a test."""
    if count > HUGE:
        return (STORIES,)
    return ("coverage", STORIES) if count > LARGE else (*PHASES, STORIES)


def judge(
    sandbox: Sandbox, platform: str, base_url: str | None = None, fail_fast: bool = False
) -> tuple[int, str]:
    """The suite's exit code and what it printed."""
    described = sandbox.described["platforms"][platform]
    document = sandbox.document(platform)
    out = io.StringIO()
    settings = Settings(
        platform=platform,
        document=document,
        base_url=base_url or described["base_url"],
        token=described["token"],
        max_examples=EXAMPLES,
        phases=phases_for(count_operations(document)),
        skip=NOT_YET_CLEAN.get(platform, ()),
        fail_fast=fail_fast,
    )
    return run(settings, out), out.getvalue()


@pytest.mark.parametrize("platform", platform_names())
def test_every_platform_keeps_its_contract(sandbox: Sandbox, platform: str) -> None:
    code, told = judge(sandbox, platform)

    assert code == 0, told
    count = count_operations(sandbox.document(platform))
    reached = count - len(NEED_A_PAST.get(platform, ()))
    assert f"{reached} of {count} operations answered 2xx" in told


class Forgetful:
    """The sandbox's app, except that carts have lost their total on the way."""

    def __init__(self, app: Any) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        started: list[Message] = []

        async def forget(message: Message) -> None:
            if message["type"] == "http.response.start":
                started.append(message)
                return
            body = _without_total(message["body"])
            head = started[0]
            kept = [pair for pair in head["headers"] if pair[0] != b"content-length"]
            await send({**head, "headers": [*kept, (b"content-length", b"%d" % len(body))]})
            await send({**message, "body": body})

        await self._app(scope, receive, forget)


def _without_total(body: bytes) -> bytes:
    answer = json.loads(body)
    data = answer.get("data")
    for cart in data if isinstance(data, list) else [data]:
        if isinstance(cart, dict):
            cart.pop("total", None)
    return json.dumps(answer).encode()


@pytest.fixture
def forgetful_url(sandbox: Sandbox) -> Iterator[str]:
    """Where a Salla answers that drops a required field."""
    listener = listen("127.0.0.1", 0)
    ready = threading.Event()
    server = WebServer(Forgetful(sandbox.app), ready.set, lambda: None)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    assert ready.wait(20), "the server did not start"
    yield f"http://127.0.0.1:{listener.getsockname()[1]}/salla/admin/v2"
    server.should_exit = True
    thread.join(20)


def test_a_server_that_drops_a_required_field_is_found_out(
    sandbox: Sandbox, forgetful_url: str
) -> None:
    code, told = judge(sandbox, "salla", forgetful_url, fail_fast=True)

    assert code == 1
    assert "total" in told
    assert sandbox.described["platforms"]["salla"]["token"] not in told
