"""The admin API called in this process; every test has a shop of its own."""

import json
from collections.abc import Callable, Iterator
from hashlib import sha256
from typing import Any

import pytest
from starlette.types import ASGIApp

from mock_server.app.assembly import Assembly, Options, assemble
from mock_server.app.making import DEMO, Start
from tests.asgi import Call, Reply, ask
from tests.helpers import NOON

TOKEN = "sesame"

Api = Callable[..., Reply]
"""(method, path below /__admin, body, query, token) -> the reply."""


def api_of(app: ASGIApp) -> Api:
    def call(
        method: str, path: str, body: Any = None, query: str = "", token: str | None = None
    ) -> Reply:
        headers = {"Content-Type": "application/json"}
        if token is not None:
            headers["Authorization"] = f"Bearer {token}"
        content = b"" if body is None else json.dumps(body).encode()
        return ask(app, Call(method, f"/__admin{path}", headers, query, content))

    return call


@pytest.fixture(scope="session")
def sandbox() -> Assembly:
    """A sandbox with Salla and Zid whose shops stand still at noon."""
    return assemble(["salla", "zid"], Start(clock=NOON))


@pytest.fixture
def app(sandbox: Assembly) -> Iterator[ASGIApp]:
    """Its app; what a test named is forgotten after it."""
    yield sandbox.app
    for shop in sandbox.shops:
        if shop.name != DEMO:
            sandbox.shops.remove(shop.platform, shop.name)


@pytest.fixture(scope="session")
def guarded_app() -> ASGIApp:
    """One that wants a token."""
    return assemble(["zid"], Start("empty", clock=NOON), Options(admin_token=TOKEN)).app


@pytest.fixture
def api(app: ASGIApp) -> Api:
    return api_of(app)


@pytest.fixture
def guarded(guarded_app: ASGIApp) -> Api:
    return api_of(guarded_app)


@pytest.fixture
def name(request: pytest.FixtureRequest) -> str:
    """The name of this test's shop."""
    return f"t{sha256(request.node.nodeid.encode()).hexdigest()[:12]}"


@pytest.fixture
def here(name: str) -> str:
    """The path of this test's shop on Salla."""
    return f"/shops/salla/{name}"


@pytest.fixture
def messages() -> Callable[[Reply], str]:
    """What a refusal says: its message, or what is wrong with each field."""

    def told(reply: Reply) -> str:
        error = reply.body["error"]
        fields = [f"{key}: {' '.join(each)}" for key, each in error.get("fields", {}).items()]
        return "; ".join(fields) or str(error["message"])

    return told
