"""What a platform's answers let one see of a shop, in neutral words and minor units."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from typing import Any, TypeVar

from mock_server.engine.text import Text

from .money import MINOR
from .vocabulary import Phase


@dataclass(frozen=True, slots=True)
class SeenProduct:
    """Something on sale; `price` is for one piece, with tax."""

    id: str
    price: int = 0
    name: Text | None = None
    sku: str = ""
    weight: float = 0.0


@dataclass(frozen=True, slots=True)
class SeenCustomer:
    """Somebody who buys: nothing about a person is kept but that there is one."""

    id: str


@dataclass(frozen=True, slots=True)
class SeenCoupon:
    """A discount, known by its code or id; `percent` or an `amount`."""

    id: str
    percent: int = 0
    amount: int = 0


@dataclass(frozen=True, slots=True)
class SeenLine:
    """So much of a product."""

    product: str
    quantity: int


@dataclass(frozen=True, slots=True)
class SeenCart:
    """A cart as far as it was shown; lists often leave the lines out, and tell what they cost."""

    id: str
    opened_at: datetime
    touched_at: datetime
    total: int = 0
    currency: str = ""
    customer: str = ""
    coupon: str = ""
    phase: Phase = "new"
    reminders: int = 0
    bought: bool = False
    lines: tuple[SeenLine, ...] = ()


Seen = SeenProduct | SeenCustomer | SeenCoupon | SeenCart
Thing = TypeVar("Thing", SeenProduct, SeenCustomer, SeenCoupon, SeenCart)

Reader = Callable[[Any], Iterator[Seen]]
"""From the JSON of a good answer to what it shows."""

Readers = Mapping[str, Reader]
"""By operationId."""


@dataclass(slots=True)
class Sightings:
    """All that was seen, each thing once: a detail adds to what a list left out."""

    products: dict[str, SeenProduct] = field(default_factory=dict)
    customers: dict[str, SeenCustomer] = field(default_factory=dict)
    coupons: dict[str, SeenCoupon] = field(default_factory=dict)
    carts: dict[str, SeenCart] = field(default_factory=dict)

    def add(self, seen: Seen) -> None:
        match seen:
            case SeenProduct():
                _merge(self.products, seen)
            case SeenCustomer():
                _merge(self.customers, seen)
            case SeenCoupon():
                _merge(self.coupons, seen)
            case SeenCart():
                _merge(self.carts, seen)

    def __len__(self) -> int:
        return len(self.products) + len(self.customers) + len(self.coupons) + len(self.carts)


def _merge(known: dict[str, Thing], seen: Thing) -> None:
    """The newer sighting counts, save where it says nothing."""
    before = known.get(seen.id)
    if before is not None:
        nothing = (None, "", 0, 0.0, ())
        told = {each.name: getattr(seen, each.name) for each in fields(seen)}
        seen = replace(before, **{name: v for name, v in told.items() if v not in nothing})
    known[seen.id] = seen


def minor(amount: Any, currency: str = "SAR") -> int:
    """`239.5` or `"239.50"` in major units as 23950; nought for what is no amount."""
    try:
        return max(round(float(amount) * MINOR.get(currency, 100)), 0)
    except (TypeError, ValueError, OverflowError):
        return 0


def whole(number: Any, least: int = 0) -> int:
    """A count as it came, or as little as there may be."""
    try:
        return max(int(number), least)
    except (TypeError, ValueError, OverflowError):
        return least
