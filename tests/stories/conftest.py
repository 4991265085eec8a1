"""One sandbox for all stories, asked over HTTP; each test has a shop of its own in it."""

from collections.abc import Callable, Iterator

import pytest
import requests

from mock_server import Sandbox
from tests.helpers import NOON
from tests.stories.visits import Server, Visit, shop_name

Visiting = Callable[..., Visit]


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A server with every platform, whose shops are new and stand still at noon."""
    with Sandbox(clock=NOON, scenario="empty") as sandbox, requests.Session() as session:
        yield Server(sandbox.url, session)


@pytest.fixture
def visit(server: Server, request: pytest.FixtureRequest) -> Visiting:
    """Opens a shop of this test's own on a platform; `scenario` is what it begins with."""

    def visit(platform: str, scenario: str | None = None) -> Visit:
        shop = Visit(server, platform, shop_name(request.node.name))
        if scenario is not None:
            shop.admin("POST", "/reset", {"scenario": scenario})
        return shop

    return visit
