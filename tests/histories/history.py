"""Two shops of a platform, an app, its receiver, and what befalls them by the will of a seed."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from random import Random
from typing import Any, TypeVar

from tests.asgi import Reply

from . import access, hearing
from .speech import SPEECHES
from .world import World, json_call

T = TypeVar("T")
SPANS = ("PT1M", "PT10M", "PT1H", "PT2H", "P1D", "P15D", "P200D")


class History:
    """`told` says what happened, for whoever looks into a failure."""

    def __init__(self, world: World, seed: int) -> None:
        self.world = world
        self.platform = world.platform
        self.speech = SPEECHES[world.platform]
        self.random = Random(f"{world.platform} {seed}")
        self.shops = [f"h{seed}-a", f"h{seed}-b"]
        self.apps: dict[str, Any] = {}
        self.consents: list[access.Consent] = []
        self.keys: list[access.Key] = []
        self.subscriptions: list[hearing.Heard] = []
        self.baskets: list[tuple[str, str]] = []
        self.secrets: list[str] = []
        """Everything that must not be seen in what the sandbox shows."""
        self.told: list[str] = []
        for name in self.shops:
            world.shop(name)

    def live(self, steps: int) -> None:
        acts = ACTS + (OAUTH_ACTS if self.platform in access.SCOPES else ())
        functions, weights = [act for act, _ in acts], [weight for _, weight in acts]
        for _ in range(steps):
            act = self.random.choices(functions, weights)[0]
            self.told.append(act.__name__)
            act(self)

    def some(self, choices: Sequence[T]) -> T | None:
        return self.random.choice(choices) if choices else None

    def some_shop(self) -> str:
        return self.random.choice(self.shops)

    def now(self, shop: str) -> datetime:
        return self.world.shop(shop).clock.now()

    def ask(
        self, method: str, shop: str, path: str, headers: Mapping[str, str], **more: Any
    ) -> Reply:
        """A request of the platform's API, with the shop's own store in its path."""
        place = f"{self.world.base}{path}".replace("{store}", self.world.store(shop))
        return self.world.send(json_call(method, place, headers, **more))

    def call(self, headers: Mapping[str, str], shop: str, *, good: bool) -> None:
        """A read of this shop: these credentials open it and no other, or nothing at all."""
        path, query = self.speech.read
        reply = self.ask("GET", shop, path, headers, query=query)
        exchange = next(reversed(self.world.sandbox.watch.journal))
        if not good:
            assert reply.status == 401, reply.content
            assert exchange.reason, "the journal names the cause of a refusal"
        elif not self.was_struck(reply, shop):
            assert reply.status == 200, reply.content
            assert exchange.shop == shop, "a token opens its own shop"

    def was_struck(self, reply: Reply, shop: str) -> bool:
        """Whether a fault that this shop has struck; then nothing else is said by the answer."""
        struck = "x-souqbox-fault" in reply.headers
        if struck:
            assert f".{shop}." in reply.headers["x-souqbox-fault"], "a fault strikes its own shop"
        return struck


def time_passes(history: History) -> None:
    shop, span = history.some_shop(), history.some(SPANS)
    history.told[-1] += f" {shop} {span}"
    history.world.done("POST", shop, "/clock/advance", {"by": span})


Act = Callable[[History], None]

ACTS: tuple[tuple[Act, int], ...] = (
    (time_passes, 14),
    (access.issues_a_key, 4),
    (access.revokes_a_key, 2),
    (access.calls, 16),
    (hearing.subscribes, 10),
    (hearing.unsubscribes, 3),
    (hearing.falls_ill, 8),
    (hearing.shops, 12),
    (hearing.pays, 6),
    (hearing.reminds, 3),
    (hearing.triggers, 5),
    (hearing.replays, 3),
    (hearing.breaks, 4),
    (hearing.mends, 2),
)
OAUTH_ACTS: tuple[tuple[Act, int], ...] = (
    (access.installs, 3),
    (access.uninstalls, 2),
    (access.consents, 10),
    (access.redeems, 12),
    (access.refreshes, 12),
)
