"""What a scenario file says, as values; field by field the keys that it may have.

Spans are ISO 8601 durations in the file (`PT3H`, `P21D`), money is in halalas, shares are whole
numbers that count only against each other.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, ClassVar, Literal

from mock_server.commerce.vocabulary import Step, Text, Verb


@dataclass(frozen=True, slots=True)
class ToldStore:
    """The merchant; `city` is the key of a city of the corpus."""

    name: Text
    domain: str
    email: str
    mobile: str
    city: str
    currency: str = "SAR"
    tax_percent: int = 15


@dataclass(frozen=True, slots=True)
class ToldProduct:
    """A product that the corpus does not have; `price` in halalas, tax included."""

    key: str
    name: Text
    price: int
    sku: str = ""
    weight: float = 0.0
    kind: Literal["physical", "digital"] = "physical"


@dataclass(frozen=True, slots=True)
class ToldCustomer:
    """A customer who is the same under every seed; `city` is the key of a city."""

    key: str
    first_name: Text
    last_name: Text
    gender: Literal["female", "male"]
    city: str
    email: str
    mobile: str
    accepts_marketing: bool = True


@dataclass(frozen=True, slots=True)
class Customers:
    """`count` people in all: those told come first, the others are drawn."""

    count: int
    told: tuple[ToldCustomer, ...] = ()


@dataclass(frozen=True, slots=True)
class ToldCoupon:
    """`percent` of the total or an `amount` in halalas, one of the two."""

    code: str
    percent: int = 0
    amount: int = 0
    minimum: int = 0
    valid_for: timedelta = timedelta(days=90)


FACTS = ("product", "quantity", "note", "customer", "phase", "code", "channel")


@dataclass(frozen=True, slots=True)
class ToldStep:
    """A step of a hand-written cart: `before` the end, a verb, and the facts of that verb."""

    before: timedelta
    verb: Verb
    product: str | None = None
    quantity: int | None = None
    note: str | None = None
    customer: str | None = None
    phase: str | None = None
    code: str | None = None
    channel: str | None = None

    def facts(self) -> dict[str, Any]:
        given = {name: getattr(self, name) for name in FACTS}
        return {name: value for name, value in given.items() if value is not None}


@dataclass(frozen=True, slots=True)
class ToldCart:
    """A hand-written cart, oldest step first; `about` says why it is there."""

    basket: str
    about: str
    steps: tuple[ToldStep, ...]

    def played(self) -> tuple[Step, ...]:
        return tuple(Step(step.before, self.basket, step.verb, step.facts()) for step in self.steps)


@dataclass(frozen=True, slots=True)
class LeftShares:
    """How many carts are left at each phase; at `new` nobody has given a contact."""

    new: int = 0
    login: int = 0
    shipping_address: int = 0
    shipping_method: int = 0
    payment_method: int = 0
    verification: int = 0


@dataclass(frozen=True, slots=True)
class EndingShares:
    """How the made carts end: left, left twice, bought after being left, bought, still open."""

    left: LeftShares = LeftShares()
    returned: int = 0
    bought_later: int = 0
    bought_at_once: int = 0
    open: int = 0


@dataclass(frozen=True, slots=True)
class Made:
    """Carts nobody wrote by hand: `count` of them, opened evenly `over` the time until now.

    `reminded` are the shares of left carts reminded 0, 1, 2, 3 times; `couponed` is the percentage
    of shoppers who enter a coupon that their cart allows.
    """

    count: int
    over: timedelta
    endings: EndingShares
    reminded: tuple[int, ...] = (1,)
    couponed: int = 0


@dataclass(frozen=True, slots=True)
class Scenario:
    """A scenario file that was read and found good. `name` is the file's."""

    __pydantic_config__: ClassVar[dict[str, Any]] = {"extra": "forbid", "strict": True}

    name: str
    about: str
    store: ToldStore
    products: int
    customers: Customers
    coupons: tuple[ToldCoupon, ...] = ()
    told: tuple[ToldCart, ...] = ()
    made: Made | None = None
    native: dict[str, dict[str, Any]] = field(default_factory=dict)
    goods: tuple[ToldProduct, ...] = ()
    """Besides the first `products` of the corpus."""
