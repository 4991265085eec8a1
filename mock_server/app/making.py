"""Makes shops: a name becomes a merchant with a story behind it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from mock_server.commerce.market import Market
from mock_server.commerce.playing import beginning, play
from mock_server.commerce.vocabulary import Story
from mock_server.engine.changes import ChangeLog
from mock_server.engine.clock import Clock
from mock_server.engine.identifiers import seed_of
from mock_server.engine.platform import Platform
from mock_server.engine.seeds import Beginning
from mock_server.engine.shop import Shop
from mock_server.engine.shops import TOKENS

DEMO = "demo"

StoryTeller = Callable[[str, int], Story]
"""(scenario, seed) -> the story."""


def demo_token(platform: str) -> str:
    """The token of the demo shop; the same on every start, and worthless anywhere else."""
    return f"souqbox_{platform}_{sha256(f'souqbox demo {platform}'.encode()).hexdigest()[:32]}"


@dataclass(frozen=True, slots=True)
class Start:
    """What a shop begins with. `clock` freezes it at a moment; None lets it run with real time."""

    scenario: str = DEMO
    seed: int = 1
    clock: datetime | None = None


class Maker:
    """Makes shops of any platform by name, each with a seed derived from its name."""

    def __init__(
        self,
        platforms: Mapping[str, Platform],
        tell: StoryTeller,
        start: Start,
        log: ChangeLog | None = None,
    ) -> None:
        self._platforms = platforms
        self._tell = tell
        self._log = log
        self.start = start
        self.sender: Callable[[Shop], None] | None = None
        """Who sends what shops have to send out; see `mock_server.web.outbox`."""

    def __call__(self, platform: str, name: str) -> Shop:
        return self.make(platform, name, self.start)

    def seed_for(self, name: str, start: Start) -> int:
        return start.seed if name == DEMO else seed_of(start.seed, name)

    def make(self, platform: str, name: str, start: Start) -> Shop:
        """A new shop that has lived through its scenario.

        Raises:
            ScenarioError: there is no such scenario, or it cannot be read.
        """
        seed = self.seed_for(name, start)
        story = self._tell(start.scenario, seed)
        until = start.clock or Clock().now()
        shop = self._bare(self._platforms[platform], name, seed, beginning(story, until))
        shop.facts = Market.of(story)
        described = self._platforms[platform]
        shop.resources = described.described()
        shop.store.sow(Beginning(name, seed, until, shop.facts, described.seeds()))
        setup = described.setup
        with shop.unit():
            if setup is not None:
                setup(shop)
            play(story, shop, until)
            if name == DEMO:
                token = demo_token(platform)
                shop.store.put(TOKENS, token, {"id": token, "scopes": None, "owner": DEMO})
        if start.clock is None:
            shop.clock.run()
        shop.webhooks, shop.sender = described.webhooks, self.sender
        return shop

    def _bare(self, platform: Platform, name: str, seed: int, since: datetime) -> Shop:
        workers, tables = platform.all_workers(), platform.all_tables()
        shop = Shop(platform.name, name, seed, Clock(since), workers, tables, self._log)
        shop.dialect, shop.remember = platform.dialect, platform.remember
        return shop
