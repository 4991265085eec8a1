"""A shop whose fate hangs on a seed: what was done, what there was before, what was saved."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random
from typing import TypeVar

from mock_server.commerce.basket import Basket, all_baskets
from mock_server.commerce.vocabulary import Coupon, Product, Text
from mock_server.engine.errors import ApiError, Conflict
from mock_server.engine.shop import Shop, Snapshot
from mock_server.engine.store import Record
from tests.helpers import HONEY, left_cart, make_shop, story

from .settings import switch_on
from .shown import Asked, all_that_is_shown, bytes_of, contents

T = TypeVar("T")
Contents = dict[str, list[Record]]

BASKETS_AT_ONCE, SNAPSHOTS_KEPT = 8, 3
ODD = Product("odd", 3, Text("قلم", "Pen"), Text("أدوات", "Tools"), "PEN", 333, 0.015)
FREE = Product("free", 4, Text("عينة", "Sample"), Text("عسل", "Honey"), "FREE", 0, 0.0, "digital")
TOLD = story(
    *left_cart("old", "sara", timedelta(hours=30), "honey", "coffee"),
    *left_cart("older", None, timedelta(days=2), "coffee"),
)
TOLD = replace(
    TOLD,
    products=(*TOLD.products, ODD, FREE),
    coupons=(
        *TOLD.coupons,
        Coupon("third", 3, "THIRD33", percent=33),
        Coupon("all", 4, "ALL", amount=10 * HONEY.price),
    ),
)


@dataclass(frozen=True, slots=True)
class Saved:
    """A state of the shop, and what it showed then."""

    snapshot: Snapshot
    contents: Contents
    shown: tuple[tuple[Asked, bytes], ...]


class Life:
    """A shop with its fate. `told` says what happened, for whoever looks into a failure."""

    def __init__(self, platform: str, seed: int) -> None:
        self.random = Random(f"{platform} {seed}")
        self.shop = make_shop(platform, told=TOLD, name=f"life-{seed}")
        switch_on(self.shop)
        self.before = contents(self.shop)
        """What there was before the last act."""
        self.settings_changed = 0
        self.told: list[str] = []
        self._saved: list[Saved] = []

    def live(self, act: "Act") -> None:
        """The act, and what falls due by then."""
        self.before = contents(self.shop)
        self.told.append(f"{self.shop.clock.now():%d %H:%M:%S} {act.__name__}")
        try:
            act(self)
        except ApiError as error:
            self.told[-1] += f": {error}"
            assert contents(self.shop) == self.before, "who is refused has changed nothing"
        self.shop.catch_up()

    def do(self, act: Callable[[Shop], T]) -> T:
        """The act as one unit of changes, as a request has it."""
        with self.shop.unit():
            return act(self.shop)

    def some(self, choices: Sequence[T]) -> T:
        return self.random.choice(choices)

    def basket(self, *statuses: str) -> Basket:
        """A basket in one of these states, mostly one of the latest."""
        fit = [each for each in all_baskets(self.shop) if each.status in statuses]
        if not fit:
            raise Conflict("there is no such basket yet")
        return self.some(fit[-BASKETS_AT_ONCE:])

    def save(self) -> None:
        shown = tuple((asked, bytes_of(self.shop, asked)) for asked in all_that_is_shown(self.shop))
        self._saved.append(Saved(self.shop.snapshot(), contents(self.shop), shown))
        del self._saved[:-SNAPSHOTS_KEPT]

    def restore(self) -> None:
        if not self._saved:
            raise Conflict("nothing was saved")
        saved = self.some([*self._saved, self._saved[-1]])
        self.shop.restore(saved.snapshot)
        assert contents(self.shop) == saved.contents
        assert self.shop.clock.state() == saved.snapshot.clock
        assert self.shop.identifiers.state() == saved.snapshot.identifiers
        for asked, shown in saved.shown:
            assert bytes_of(self.shop, asked) == shown, f"restored, it shows {asked} otherwise"
        self.before = saved.contents


Act = Callable[[Life], object]
"""Something that happens in a shop; it may be refused."""
