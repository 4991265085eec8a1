"""What a story's baskets that were paid for held: read from its steps, without playing them.

Playing (`playing.py`) fills a shop; this tells the same of the steps alone, for what is laid down
only when somebody looks at it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from .vocabulary import Step


@dataclass(slots=True)
class Purchase:
    """A basket that was bought at `at`. `goods` are product keys and quantities, as first added."""

    basket: str
    at: datetime
    customer: str | None = None
    coupon: str | None = None
    goods: dict[str, int] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)


def purchases(steps: Sequence[Step], until: datetime) -> list[Purchase]:
    """The paid baskets of a story that ends at `until`, in the order in which they were paid."""
    open_baskets: dict[str, Purchase] = {}
    bought = []
    for step in steps:
        basket = open_baskets.setdefault(step.basket, Purchase(step.basket, until))
        if step.verb == "pay":
            basket.at = until - step.before
            bought.append(basket)
        else:
            _take_in(basket, step.verb, step.facts)
    return bought


def _take_in(basket: Purchase, verb: str, facts: Any) -> None:
    if verb == "add":
        product = facts["product"]
        basket.goods[product] = basket.goods.get(product, 0) + facts.get("quantity", 1)
        basket.notes.setdefault(product, facts.get("note", ""))
    elif verb == "contact" and isinstance(facts["customer"], str):
        basket.customer = facts["customer"]
    elif verb == "coupon":
        basket.coupon = facts["code"]
