"""A customer's orders and ratings in numbers."""

from dataclasses import dataclass
from datetime import datetime

from mock_server.commerce.money import MINOR
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record

ORDER, STATUS, REVIEW = "order", "order_status", "review"

_DONE = ("completed", "delivered")


@dataclass(frozen=True, slots=True)
class Stats:
    """Orders, their amount in major units, what became of them, and the rating of the store."""

    orders: int
    amount: float
    completed: int
    canceled: int
    latest: datetime | None
    rating: float | None
    unrated: int

    @property
    def average(self) -> float:
        return round(self.amount / self.orders, 2) if self.orders else 0

    def share(self, part: int) -> int:
        """So many of a hundred orders."""
        return round(100 * part / self.orders) if self.orders else 0


def stats_of(customer: int, shop: Shop) -> Stats:
    """What a customer's orders and reviews come to; drafts are no orders."""
    orders = _orders(customer, shop)
    slugs = [_slug(order, shop) for order in orders]
    done = [order for order, slug in zip(orders, slugs, strict=True) if slug in _DONE]
    reviews = _reviews(customer, shop)
    rated = {each["_order"] for each in reviews}
    stars = [each["rating"] for each in reviews if each["type"] == "testimonial"]
    amount = sum(each["_total"] / MINOR.get(each["currency"], 100) for each in orders)
    return Stats(
        orders=len(orders),
        amount=round(amount, 2),
        completed=len(done),
        canceled=slugs.count("canceled"),
        latest=max((each["_created_at"] for each in orders), default=None),
        rating=sum(stars) / len(stars) if stars else None,
        unrated=sum(order["id"] not in rated for order in done),
    )


def _orders(customer: int, shop: Shop) -> list[Record]:
    if ORDER not in shop.resources:
        return []
    where = {"_customer": customer, "draft": False}
    return shop.store.table(ORDER).select(where, newest_first=False)[0]


def _reviews(customer: int, shop: Shop) -> list[Record]:
    if REVIEW not in shop.resources:
        return []
    return shop.store.table(REVIEW).select({"_customer": customer}, newest_first=False)[0]


def _slug(order: Record, shop: Shop) -> str:
    """The built-in status; one that the store made counts as the one above it."""
    status = shop.store.find(STATUS, order["_status"])
    if status is not None and status["_parent"]:
        status = shop.store.find(STATUS, status["_parent"])
    return status["slug"] if status else ""
