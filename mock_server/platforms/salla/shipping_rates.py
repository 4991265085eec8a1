"""What it would cost to send something to a place, by every company that goes there."""

from collections.abc import Iterator
from math import ceil

from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.engine.text import Text

from . import places, words
from .couriers import COMPANY, logo_of
from .shipment_orders import order_named, weight_of
from .shipping_zones import ALL, ZONE
from .style import money

operations = Operations()

_CASH = Text("الدفع عند الاستلام", "Cash on delivery")


@operations.handles("listEstimateRates")
def list_rates(request: Request, shop: Shop) -> list[Record]:
    """A row for each company; without an order, of what weighs nothing.

    Raises:
        Invalid: the place or the order is not there.
    """
    query = request.query
    places.check_country(shop, query["country_id"], "country_id")
    places.check_city(shop, query["city_id"], query["country_id"], "city_id")
    weight = 0.0
    if "order_id" in query:
        weight = weight_of(order_named(shop, query["order_id"]), shop)
    zones = _zones_for(shop, query["country_id"], query["city_id"])
    return [_row(zone, weight, shop, request.language) for zone in zones]


def fee_of(zone: Record, weight: float) -> float:
    """What a zone costs for so many kilograms, in riyals."""
    fees = zone["_fees"]
    amount = float(fees["amount"])
    above = weight - float(fees["up_to_weight"])
    if fees["type"] == "fixed" or above <= 0:
        return amount
    return amount + ceil(above / float(fees["per_unit"])) * float(fees["amount_per_unit"])


def charge_of(company: Record, country: int, city: int, shop: Shop) -> int:
    """What an order pays for a company to a place, in minor units, whatever it weighs."""
    zone = _zone_of(company, country, city, shop)
    return round(fee_of(zone, 0) * 100) if zone is not None else int(company["_price"])


def _zones_for(shop: Shop, country: int, city: int) -> Iterator[Record]:
    """Of each company that goes there, the zone."""
    for company in shop.store.all(COMPANY):
        zone = _zone_of(company, country, city, shop)
        if zone is not None:
            yield zone


def _zone_of(company: Record, country: int, city: int, shop: Shop) -> Record | None:
    """The zone of a company that names a place most closely."""
    zones, _ = shop.store.table(ZONE).select({"_company_id": company["id"]})
    reaching = [each for each in zones if _reaches(each, country, city)]

    def closeness(zone: Record) -> tuple[bool, bool]:
        return zone["_city_id"] != ALL, zone["_country_id"] != ALL

    return max(reaching, key=closeness, default=None)


def _reaches(zone: Record, country: int, city: int) -> bool:
    return (
        zone["_country_id"] in (ALL, country)
        and zone["_city_id"] in (ALL, city)
        and city not in zone["_excluded"]
    )


def _row(zone: Record, weight: float, shop: Shop, language: str) -> Record:
    company = shop.store.get(COMPANY, zone["_company_id"])
    currency, cash = shop.facts.store.currency, zone["_cash"]
    services = []
    if cash["status"]:
        fee = money(round(cash["fees"] * 100), currency)
        services.append({"name": _CASH.say(language), "amount": fee})
    return {
        "id": zone["id"],
        "company_id": company["id"],
        "title": words.say(company, language)["name"],
        "logo": logo_of(company, shop),
        "working_days": zone["duration"],
        "total": money(round(fee_of(zone, weight) * 100), currency),
        "services": services,
    }
