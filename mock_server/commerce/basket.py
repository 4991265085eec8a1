"""A basket: what a shopper has gathered, in neutral words, before any platform shows it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from mock_server.engine.shop import Shop
from mock_server.engine.store import Record

from .market import Market
from .money import Totals, percent_of, totals
from .vocabulary import PHASES, City, Coupon, Customer, Phase, Product

BASKETS = "basket"


_NEW: Record = {
    "phase": "new",
    "lines": (),
    "contact": None,
    "coupon": None,
    "terms": None,
    "left": False,
    "idle_until": None,
    "waits_until": None,
    "abandoned_at": None,
    "paid_at": None,
    "reminders": (),
    "options": {},
}


class Basket:
    """One shopper's basket: a typed view of its record, which is never changed in place.

    A view costs nothing to make, so a story of a thousand steps is played in milliseconds.
    """

    __slots__ = ("record",)

    def __init__(self, record: Record) -> None:
        self.record = record

    @classmethod
    def opened(cls, key: str, number: int, at: datetime, options: Mapping[str, Any]) -> "Basket":
        """An empty basket. `options` are facts that only some platforms know (`live_mode`)."""
        moments = {"opened_at": at, "touched_at": at}
        return cls({"id": key, "number": number, **moments, **_NEW, "options": dict(options)})

    def changed(self, **facts: Any) -> "Basket":
        """The basket with these facts and otherwise as it is."""
        return Basket({**self.record, **facts})

    @property
    def id(self) -> str:
        key: str = self.record["id"]
        return key

    @property
    def number(self) -> int:
        number: int = self.record["number"]
        return number

    @property
    def opened_at(self) -> datetime:
        moment: datetime = self.record["opened_at"]
        return moment

    @property
    def touched_at(self) -> datetime:
        moment: datetime = self.record["touched_at"]
        return moment

    @property
    def phase(self) -> str:
        phase: str = self.record["phase"]
        return phase

    @property
    def lines(self) -> tuple[Mapping[str, Any], ...]:
        """{number, product, sku, name_ar, name_en, price, quantity, weight, note} each."""
        lines: tuple[Mapping[str, Any], ...] = self.record["lines"]
        return lines

    @property
    def contact(self) -> Mapping[str, Any] | None:
        """Who the shopper is, as `contact_of` says it; None while nobody knows."""
        contact: Mapping[str, Any] | None = self.record["contact"]
        return contact

    @property
    def coupon(self) -> str | None:
        code: str | None = self.record["coupon"]
        return code

    @property
    def terms(self) -> Coupon | None:
        """The coupon that was entered, as it was then."""
        terms: Mapping[str, Any] | None = self.record["terms"]
        return Coupon(**terms) if terms else None

    @property
    def idle_until(self) -> datetime | None:
        """When it will have been left alone for long enough."""
        moment: datetime | None = self.record["idle_until"]
        return moment

    @property
    def waits_until(self) -> datetime | None:
        """When the wait in the job queue ends, and looks at `idle_until`."""
        moment: datetime | None = self.record["waits_until"]
        return moment

    @property
    def abandoned_at(self) -> datetime | None:
        moment: datetime | None = self.record["abandoned_at"]
        return moment

    @property
    def paid_at(self) -> datetime | None:
        moment: datetime | None = self.record["paid_at"]
        return moment

    @property
    def reminders(self) -> tuple[Mapping[str, Any], ...]:
        """{number, at, channel, coupon} and more of each that went out."""
        reminders: tuple[Mapping[str, Any], ...] = self.record["reminders"]
        return reminders

    @property
    def options(self) -> Mapping[str, Any]:
        options: Mapping[str, Any] = self.record["options"]
        return options

    @property
    def status(self) -> str:
        """open, abandoned or purchased."""
        if self.record["paid_at"]:
            return "purchased"
        return "abandoned" if self.record["abandoned_at"] else "open"

    def reaches(self, phase: Phase) -> str:
        """The phase that the basket is at once it came to this one; a shopper moves forward."""
        order = PHASES.index
        known = self.phase in PHASES
        return self.phase if known and order(phase) < order(self.phase) else phase


def find_basket(shop: Shop, basket_id: str) -> Basket:
    """The basket.

    Raises:
        NotFound: there is none of this id.
    """
    return Basket(shop.store.get(BASKETS, basket_id))


def all_baskets(shop: Shop) -> list[Basket]:
    """Every basket, the oldest first."""
    return [Basket(record) for record in shop.store.all(BASKETS)]


def save_basket(shop: Shop, basket: Basket) -> Record:
    return shop.store.put(BASKETS, basket.record["id"], basket.record)


def line_of(number: int, product: Product, quantity: int, note: str) -> Mapping[str, Any]:
    return {
        "number": number,
        "product": product.key,
        "sku": product.sku,
        "name_ar": product.name.ar,
        "name_en": product.name.en,
        "price": product.price,
        "quantity": quantity,
        "weight": product.weight,
        "note": note,
    }


def contact_of(customer: Customer) -> Mapping[str, Any]:
    """Who the shopper is, as plain values."""
    return {
        "key": customer.key,
        "number": customer.number,
        "first_name": customer.first_name.ar,
        "last_name": customer.last_name.ar,
        "name": customer.name.ar,
        "name_en": customer.name.en,
        "email": customer.email,
        "mobile": customer.mobile,
        "city": customer.city.key,
        "accepts_marketing": customer.accepts_marketing,
    }


def city_of(basket: Basket, market: Market) -> City | None:
    """The city of the shopper, or None while nobody knows it."""
    return market.cities.get(basket.contact["city"]) if basket.contact else None


def totals_of(basket: Basket, market: Market) -> Totals:
    """What the basket costs, with the coupon that is on it."""
    gross = [line["price"] * line["quantity"] for line in basket.lines]
    discount, tax = discount_of(basket), market.store.tax_percent
    return totals(gross, discount, tax, _reduced(basket) if discount else None)


def discount_of(basket: Basket) -> int:
    """The discount in minor units; 0 below the coupon's minimum, never more than the basket."""
    coupon = basket.terms
    if coupon is None:
        return 0
    gross = sum([line["price"] * line["quantity"] for line in basket.lines])
    if gross < coupon.minimum or (coupon.maximum is not None and gross > coupon.maximum):
        return 0
    if coupon.goods:
        gross = sum(_reduced(basket) or ())
    off = percent_of(gross, coupon.percent) if coupon.percent else coupon.amount
    return off if off < gross else int(gross)


def _reduced(basket: Basket) -> list[int] | None:
    """What of each line the coupon takes something off; None where that is all of it."""
    coupon = basket.terms
    if coupon is None or not coupon.goods:
        return None
    return [
        line["price"] * line["quantity"] if line["product"] in coupon.goods else 0
        for line in basket.lines
    ]
