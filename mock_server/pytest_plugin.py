"""The pytest plugin: a sandbox for the session, and a fresh shop for each test that asks for one.

pytest loads this in every project of whoever installed souqbox: so it imports nothing that costs,
and starts nothing until a test asks.
"""

from collections.abc import Iterator
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pytest

from mock_server.platforms import platform_names

if TYPE_CHECKING:
    from mock_server.app.embedded import Sandbox
    from mock_server.app.embedded_shop import EmbeddedShop
    from mock_server.app.inbox import Inbox

MARK = "souqbox"
FACTS = ("scenario", "seed", "clock")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers",
        f"{MARK}(scenario, seed, clock): what the shops of this test begin with; "
        "clock freezes them at a moment.",
    )


@pytest.fixture(scope="session")
def souqbox() -> "Iterator[Sandbox]":
    """A sandbox with every platform, on a free port; one in each worker of pytest-xdist."""
    from mock_server import Sandbox
    from mock_server.spec.locations import cache_folder

    with Sandbox(cache_folder=cache_folder()) as sandbox:
        yield sandbox


@pytest.fixture
def webhook_inbox() -> "Iterator[Inbox]":
    """A receiver of webhooks on this machine: `url`, `letters`, `status` to answer with, ..."""
    from mock_server.app.inbox import Inbox

    with Inbox() as inbox:
        yield inbox


def _fixture_of(platform: str) -> Any:
    def shop(souqbox: "Sandbox", request: pytest.FixtureRequest) -> "Iterator[EmbeddedShop]":
        name = f"test-{sha256(request.node.nodeid.encode()).hexdigest()[:12]}"
        fresh = souqbox.shop(platform, name)
        fresh.reset(**_facts(request))
        yield fresh
        fresh.remove()

    shop.__doc__ = f"A shop on {platform} that only this test knows: base_url, token, clock, ..."
    return pytest.fixture(name=platform)(shop)


for _platform in platform_names():
    globals()[_platform] = _fixture_of(_platform)


def _facts(request: pytest.FixtureRequest) -> dict[str, Any]:
    """What `@pytest.mark.souqbox(...)` says; the nearest mark wins, fact by fact."""
    facts: dict[str, Any] = {}
    for mark in request.node.iter_markers(MARK):
        unknown = [*map(repr, mark.args), *(set(mark.kwargs) - set(FACTS))]
        if unknown:
            pytest.fail(
                f"@pytest.mark.{MARK} takes {', '.join(FACTS)} by name, not {', '.join(unknown)}",
                pytrace=False,
            )
        facts = {**mark.kwargs, **facts}
    if isinstance(facts.get("clock"), str):
        from mock_server.app.moments import read_moment

        facts["clock"] = read_moment(facts["clock"])
    return facts
