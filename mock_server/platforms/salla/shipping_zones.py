"""What the companies take to which places."""

from collections.abc import Iterator, Mapping
from typing import Any

from mock_server.engine.errors import Invalid
from mock_server.engine.filters import equals
from mock_server.engine.request import Request
from mock_server.engine.resource import Events, Parent, Resource, oldest_first
from mock_server.engine.seeds import Beginning
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.engine.text import Text

from . import places, words
from .couriers import COMPANY, courier_of
from .places import CITY, COUNTRY, HOME

ZONE = "shipping_zone"
ALL = -1
"""Stands for all countries, or all cities of one."""

_EVERYWHERE = Text("الكل", "All")
_WEIGHTS = ("up_to_weight", "amount_per_unit", "per_unit")
_TWICE = Text("لدى الشركة منطقة شحن لهذه المدينة", "the company has a zone for this city already")
_NEEDED = Text("هذا الحقل مطلوب للسعر حسب الوزن", "a price by weight needs it")
_NOT_OF_ALL = Text("لا يمكن اختيار مدينة لكل الدول", "all countries have no city of their own")


def zone_written(sent: Mapping[str, Any], known: Record, request: Request, shop: Shop) -> Record:
    """The fields of a zone that a body changes.

    Raises:
        Invalid: it is about a company or a place that is not there, or there is such a zone.
    """
    changed: Record = {"_company_id": courier_of(shop, sent["company"], "company")["id"]}
    if "shipping" in sent:
        told = sent["shipping"]
        changed |= _place(told, shop)
        changed["_fees"] = _fees(told["fees"])
        changed["duration"] = told["duration"]
        if "cash_on_delivery" in told or "id" not in known:
            cash = told.get("cash_on_delivery", {})
            changed["_cash"] = {"status": cash.get("status", True), "fees": cash.get("fees", 0)}
    _check_alone({**known, **changed}, shop)
    return changed


def present(zone: Record, shop: Shop, request: Request) -> Record:
    return shown(zone, shop, request.language)


def told(zone: Record, shop: Shop) -> Record:
    return shown(zone, shop, words.MAIN)


def shown(zone: Record, shop: Shop, language: str) -> Record:
    """A zone with the names of its places."""
    company = shop.store.get(COMPANY, zone["_company_id"])
    country = shop.store.find(COUNTRY, zone["_country_id"])
    city = shop.store.find(CITY, zone["_city_id"])
    fees, cash = zone["_fees"], zone["_cash"]
    code = country["code"] if country else "ALL"
    return {
        "id": zone["id"],
        "zone_code": f"{code}-{zone['_city_id'] if city else 'ALL'}",
        "company": {"id": company["id"], "slug": company["slug"]},
        "country": _shown_place(country, language, ("code", "mobile_code")),
        "city": _shown_place(city, language),
        "cities_excluded": [
            _shown_place(shop.store.get(CITY, each), language) for each in zone["_excluded"]
        ],
        "fees": {
            **fees,
            "amount": f"{fees['amount']:.2f}",
            "currency": shop.facts.store.currency,
            "weight_unit": "kg",
        },
        "cash_on_delivery": {"status": cash["status"], "fees": f"{cash['fees']:.2f}"},
        "duration": zone["duration"],
    }


def seed_zones(beginning: Beginning) -> Iterator[Record]:
    """Two companies go all over the country, one of them abroad; the third to the store's city."""
    first, second, third = beginning.records(COMPANY)
    home: int = beginning.facts.store.city.number
    yield _told(1, first, (HOME, ALL), {"duration": "1-3 أيام"})
    yield _told(2, second, (HOME, ALL), {"duration": "2-4 أيام"})
    yield _told(3, third, (HOME, home), {"duration": "في نفس اليوم"})
    by_weight = {"type": "rate", "amount": 60, "up_to_weight": 2}
    by_weight |= {"amount_per_unit": 15, "per_unit": 1}
    abroad = {"duration": "5-7 أيام", "_fees": by_weight, "_cash": {"status": False, "fees": 0}}
    yield _told(4, second, (ALL, ALL), abroad)


def _told(number: int, company: Record, place: tuple[int, int], fields: Record) -> Record:
    country, city = place
    return {
        "id": 1_740_000_000 + number,
        "_company_id": company["id"],
        "_country_id": country,
        "_city_id": city,
        "_excluded": [],
        "_fees": {"type": "fixed", "amount": company["_price"] / 100, **dict.fromkeys(_WEIGHTS, 0)},
        "_cash": {"status": True, "fees": 15},
        **fields,
    }


def _place(sent: Mapping[str, Any], shop: Shop) -> Record:
    country, city = sent["country"], sent["city"]
    if country != ALL:
        places.check_country(shop, country, "shipping.country")
    if city != ALL and country == ALL:
        raise Invalid.field("shipping.city", "exists", _NOT_OF_ALL)
    if city != ALL:
        places.check_city(shop, city, country, "shipping.city")
    excluded = list(dict.fromkeys(sent.get("cities_excluded", ())))
    for index, each in enumerate(excluded):
        places.check_city(shop, each, country, f"shipping.cities_excluded.{index}")
    return {"_country_id": country, "_city_id": city, "_excluded": excluded}


def _fees(sent: Mapping[str, Any]) -> Record:
    by_weight = sent["type"] == "rate"
    missing = [each for each in _WEIGHTS if by_weight and not sent.get(each)]
    if missing:
        raise Invalid.field(f"shipping.fees.{missing[0]}", "required", _NEEDED)
    weights = {each: sent[each] if by_weight else 0 for each in _WEIGHTS}
    return {"type": sent["type"], "amount": sent["amount"], **weights}


def _check_alone(zone: Record, shop: Shop) -> None:
    """A company has one zone for a place."""
    where = {"_company_id": zone["_company_id"], "_country_id": zone["_country_id"]}
    same, _ = shop.store.table(ZONE).select({**where, "_city_id": zone["_city_id"]})
    if any(each["id"] != zone.get("id") for each in same):
        raise Invalid.field("shipping.city", "unique", _TWICE)


def _shown_place(place: Record | None, language: str, also: tuple[str, ...] = ()) -> Record:
    if place is None:
        return {"id": ALL, "name": _EVERYWHERE.say(language), "name_en": _EVERYWHERE.en}
    told = places.shown(place, language)
    return {name: told[name] for name in ("id", "name", "name_en", *also)}


RESOURCE = Resource(
    name=ZONE,
    seed=seed_zones,
    present=present,
    sort=oldest_first,
    filters={"company": equals("_company_id")},
    new_id=lambda shop: shop.identifiers.number(ZONE),
    writes=zone_written,
    parents=(Parent(COMPANY, "_company_id"),),
    announces=Events("shipping.zone.created", "shipping.zone.updated"),
    tells=told,
)
