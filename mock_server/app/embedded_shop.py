"""A shop of an embedded sandbox: its clock, its shopper, and what they left behind."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

from mock_server.commerce import shopper
from mock_server.commerce.basket import Basket
from mock_server.commerce.vocabulary import Phase
from mock_server.engine.shop import Event, Shop
from mock_server.engine.store import Record

from .embedded_access import ShopAccess
from .embedded_webhooks import ShopWebhooks
from .moments import as_utc

if TYPE_CHECKING:
    from .embedded import Sandbox

T = TypeVar("T")


class ShopClock:
    """A shop's time, moved from a test. Spans are `timedelta` or ISO 8601 (`PT3H`)."""

    def __init__(self, shop: "EmbeddedShop") -> None:
        self._shop = shop

    def now(self) -> datetime:
        return self._shop.do(lambda shop: shop.clock.now())

    def freeze(self, at: datetime | None = None) -> None:
        """Stand still, now or at `at`; what falls due before is done."""

        def freeze(shop: Shop) -> None:
            if at is not None:
                shop.travel(as_utc(at))
            shop.clock.freeze()

        self._shop.do(freeze)

    def advance(self, by: timedelta | str) -> None:
        """Let time pass; what falls due is done in order, each at its own moment."""
        from mock_server.admin.spans import read_span

        span = read_span(by, "by") if isinstance(by, str) else by
        self._shop.do(lambda shop: shop.advance(span))

    def set(self, at: datetime) -> None:
        self._shop.do(lambda shop: shop.travel(as_utc(at)))


class ShopShopper:
    """Somebody who buys, with the words of `commerce.shopper`."""

    def __init__(self, shop: "EmbeddedShop") -> None:
        self._shop = shop

    def open(self, basket: str | None = None) -> str:
        """Open a basket; its id."""
        return self._shop.change(lambda shop: shopper.open_basket(shop, basket)).id

    def add(self, basket: str, product: str, quantity: int = 1) -> Basket:
        return self._shop.change(lambda shop: shopper.add_line(shop, basket, product, quantity))

    def contact(self, basket: str, customer: str | Mapping[str, Any]) -> Basket:
        return self._shop.change(lambda shop: shopper.set_contact(shop, basket, customer))

    def phase(self, basket: str, phase: Phase) -> Basket:
        return self._shop.change(lambda shop: shopper.reach_phase(shop, basket, phase))

    def coupon(self, basket: str, code: str) -> Basket:
        return self._shop.change(lambda shop: shopper.apply_coupon(shop, basket, code))

    def leave(self, basket: str) -> Basket:
        return self._shop.change(lambda shop: shopper.leave(shop, basket))

    def come_back(self, basket: str) -> Basket:
        return self._shop.change(lambda shop: shopper.come_back(shop, basket))

    def pay(self, basket: str) -> Basket:
        return self._shop.change(lambda shop: shopper.pay(shop, basket))

    def remind(self, basket: str, channel: str = "email") -> Basket:
        return self._shop.change(lambda shop: shopper.remind(shop, basket, channel))


class EmbeddedShop:
    """One shop of an embedded sandbox: where it answers, its token, its clock, its shopper."""

    def __init__(self, sandbox: "Sandbox", platform: str, name: str) -> None:
        self._sandbox = sandbox
        self.platform = platform
        self.name = name
        self.token = f"shop:{name}"
        self.base_url: str = sandbox.described["platforms"][platform]["base_url"]
        self.clock = ShopClock(self)
        self.shopper = ShopShopper(self)
        self.webhooks = ShopWebhooks(self)
        self.access = ShopAccess(self, *sandbox.accounts(platform))

    @property
    def events(self) -> list[Event]:
        return self.do(lambda shop: shop.events)

    def records(self, resource: str) -> list[Record]:
        """The records of a resource, the oldest first."""
        return self.do(lambda shop: shop.store.all(resource))

    def reset(
        self,
        scenario: str | None = None,
        seed: int | None = None,
        clock: datetime | None = None,
    ) -> None:
        """Start anew as the sandbox's shops do, save for what is given here.

        Raises:
            ScenarioError: there is no such scenario.
        """
        at = clock and as_utc(clock)
        given = {"scenario": scenario, "seed": seed, "clock": at}
        changed = {name: value for name, value in given.items() if value is not None}
        self._sandbox.remake(self.platform, self.name, changed)

    def remove(self) -> None:
        """Forget the shop; who names it again gets a new one."""
        self._sandbox.call(lambda: self._sandbox.shops.remove(self.platform, self.name))

    def do(self, function: Callable[[Shop], T]) -> T:
        """Run a function with the shop, between two requests."""
        return self._sandbox.visit(self.platform, self.name, function)

    def change(self, function: Callable[[Shop], T]) -> T:
        """The same as one unit of changes."""

        def changed(shop: Shop) -> T:
            shop.catch_up()
            with shop.unit():
                return function(shop)

        return self.do(changed)
