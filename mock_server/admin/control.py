"""What the admin API holds of the sandbox: every shop, and the means to make more."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Protocol

from mock_server.engine.binding import Binding
from mock_server.engine.errors import NotFound
from mock_server.engine.platform import Platform
from mock_server.engine.request import Request
from mock_server.engine.shop import Shop
from mock_server.engine.shops import Shops
from mock_server.engine.watch import Watch
from mock_server.spec.contract import Contract, Operation


class Beginning(Protocol):
    """What a shop begins with; see `mock_server.app.making.Start`."""

    scenario: str
    seed: int
    clock: datetime | None


class ShopFactory(Protocol):
    """Makes shops; see `mock_server.app.making.Maker`."""

    start: Any

    def make(self, platform: str, name: str, start: Any) -> Shop: ...


@dataclass(frozen=True, slots=True)
class Served:
    """One platform of the sandbox as the admin API tells of it."""

    platform: Platform
    contract: Contract
    bindings: Sequence[Binding]
    beside: Sequence[Contract] = ()

    @property
    def operations(self) -> Sequence[Operation]:
        """All of its documents: those of its OAuth server too."""
        return [each for it in (self.contract, *self.beside) for each in it.operations]


@dataclass(frozen=True, slots=True)
class Control:
    """The `facts` of the shop in which admin requests run."""

    shops: Shops
    served: Mapping[str, Served]
    factory: ShopFactory
    scenarios: Callable[[], Mapping[str, str]]
    version: str
    watch: Watch = field(default_factory=Watch)

    def shop(self, request: Request) -> Shop:
        """The shop that the path names, made if nobody named it before.

        Raises:
            NotFound: the platform is not served.
        """
        shop = self.shops.get(self.platform(request), request.path["shop"])
        shop.catch_up()
        return shop

    def platform(self, request: Request) -> str:
        name: str = request.path["platform"]
        if name not in self.served:
            there = ", ".join(self.served)
            raise NotFound(f"no platform {name!r} is served; there are {there}", "platform")
        return name

    def remake(self, platform: str, name: str, facts: Mapping[str, Any]) -> Shop:
        """A shop made anew, from its usual beginning with these facts changed.

        Raises:
            NotFound: there is no such scenario.
        """
        known = self.scenarios()
        if "scenario" in facts and facts["scenario"] not in known:
            there = ", ".join(known)
            raise NotFound(f"no scenario {facts['scenario']!r}; there are {there}", "scenario")
        start = replace(self.factory.start, **facts)
        return self.shops.replace(self.factory.make(platform, name, start))


def control_of(shop: Shop) -> Control:
    control: Control = shop.facts
    return control
