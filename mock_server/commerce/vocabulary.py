"""The neutral words in which scenarios and shoppers speak, before a platform renders them.

Money is in minor units (halalas, cents) as integers, tax included. Times are `datetime` in UTC,
spans are `timedelta`. Everything is a frozen value: a story is told once and played many times.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from mock_server.engine.text import Text

__all__ = [
    "PHASES",
    "City",
    "Coupon",
    "Customer",
    "Phase",
    "Product",
    "Step",
    "Store",
    "Story",
    "Text",
    "Verb",
]

Phase = Literal[
    "new", "login", "shipping_address", "shipping_method", "payment_method", "verification"
]
PHASES: tuple[Phase, ...] = (
    "new",
    "login",
    "shipping_address",
    "shipping_method",
    "payment_method",
    "verification",
)
"""Steps of a checkout, in the order in which a shopper reaches them."""


@dataclass(frozen=True, slots=True)
class City:
    """A city as platforms list it; `number` is small and stable, a low `priority` sorts first."""

    key: str
    number: int
    name: Text
    region: Text
    priority: int


@dataclass(frozen=True, slots=True)
class Product:
    """Something on sale. `price` in minor units with tax, `weight` in kilograms."""

    key: str
    number: int
    name: Text
    category: Text
    sku: str
    price: int
    weight: float
    kind: str = "physical"


@dataclass(frozen=True, slots=True)
class Customer:
    """A person who buys. `mobile` is E.164 (`+9665########`)."""

    key: str
    number: int
    first_name: Text
    last_name: Text
    email: str
    mobile: str
    city: City
    gender: Literal["female", "male"]
    accepts_marketing: bool = True

    @property
    def name(self) -> Text:
        return Text(
            f"{self.first_name.ar} {self.last_name.ar}", f"{self.first_name.en} {self.last_name.en}"
        )


@dataclass(frozen=True, slots=True)
class Coupon:
    """A discount by code: `percent` of the total or an `amount` in minor units, one of the two.

    `goods` are the keys of the products that it takes something off; all of them when empty.
    `maximum` is the largest basket that it is for.
    """

    key: str
    number: int
    code: str
    percent: float = 0
    amount: int = 0
    minimum: int = 0
    valid_for: timedelta = timedelta(days=90)
    goods: tuple[str, ...] = ()
    maximum: int | None = None


@dataclass(frozen=True, slots=True)
class Store:
    """The merchant. `tax_percent` is 15 in Saudi Arabia; `currency` is ISO 4217."""

    name: Text
    domain: str
    email: str
    mobile: str
    city: City
    currency: str = "SAR"
    tax_percent: int = 15


Verb = Literal["open", "add", "contact", "phase", "coupon", "leave", "return", "pay", "remind"]


class Step(NamedTuple):
    """One thing that happens to one basket, `before` the moment the story ends. A tuple, as a story
    has hundreds and a frozen dataclass takes twice as long to make.

    `facts` by verb: open {options?}; add {product, quantity, note?}; contact {customer};
    phase {phase}; coupon {code}; leave {}; return {}; pay {}; remind {channel: email|sms|whatsapp}.
    """

    before: timedelta
    basket: str
    verb: Verb
    facts: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Story:
    """A starting state in neutral words: who sells what, who buys, and what happened until now."""

    name: str
    store: Store
    products: tuple[Product, ...]
    customers: tuple[Customer, ...]
    coupons: tuple[Coupon, ...]
    steps: tuple[Step, ...]
    """Oldest first: `before` never grows."""
    native: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Records that only one platform knows, by platform and then by resource."""
