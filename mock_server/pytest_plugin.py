"""The pytest plugin: a sandbox for the session, and a fresh shop for each test that asks for one.

pytest loads this in every project of whoever installed souqbox: so it imports nothing that costs,
and starts nothing until a test asks.
"""

from collections.abc import Generator, Iterator
from dataclasses import dataclass
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
SECTION = "souqbox: what came to"


@dataclass(frozen=True, slots=True)
class _Used:
    """A shop that a test used, from which exchange of the journal on."""

    sandbox: "Sandbox"
    shop: "EmbeddedShop"
    since: int

    def exchanges(self) -> list[str]:
        from mock_server.app.journal_section import last_exchanges

        journal, shop = self.sandbox.watch.journal, self.shop
        return self.sandbox.call(
            lambda: last_exchanges(journal, shop.platform, shop.name, self.since)
        )


USED = pytest.StashKey[list[_Used]]()


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers",
        f"{MARK}(scenario, seed, clock): what the shops of this test begin with; "
        "clock freezes them at a moment.",
    )


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: "pytest.CallInfo[None]"
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A test that fails tells what its shops were asked last, and what they answered."""
    report = yield
    if report.failed and call.when in ("setup", "call"):
        for used in item.stash.get(USED, []):
            shop = used.shop
            lines = used.exchanges() or ["nothing"]
            report.sections.append((f"{SECTION} {shop.platform}/{shop.name}", "\n".join(lines)))
    return report


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
        used = _Used(souqbox, fresh, souqbox.watch.journal.last)
        request.node.stash.setdefault(USED, []).append(used)
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
