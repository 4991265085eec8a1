"""A branch as it is written, kept and shown, and those that a store begins with."""

from collections.abc import Iterator, Mapping
from typing import Any

from mock_server.commerce.market import Market
from mock_server.engine.errors import Invalid
from mock_server.engine.request import Request
from mock_server.engine.seeds import Beginning
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.engine.text import Text

from . import places, words
from .opening import is_open, next_span, shown_hours, usual_hours, write_hours
from .places import CITY, COUNTRY, HOME
from .stock import MAIN_BRANCH

TEXTS = ("name", "address_description", "street", "local", "preparation_time")
_PLAIN = (
    "status",
    "type",
    "is_default",
    "is_cod_available",
    "additional_number",
    "building_number",
    "postal_code",
    "cod_cost",
)
_BAD_PLACE = Text(
    "يجب أن يكون الموقع خط العرض وخط الطول بينهما فاصلة",
    "a location is a latitude and a longitude with a comma between, as 24.7136,46.6753",
)


def blank_branch() -> Record:
    """A branch of which nothing is told yet."""
    return {
        "name": "",
        "status": "active",
        "location": {"lat": "", "lng": ""},
        "street": "",
        "address_description": "",
        "additional_number": None,
        "building_number": None,
        "local": "",
        "postal_code": "",
        "contacts": {"phone": "", "whatsapp": "", "telephone": ""},
        "preparation_time": "00:00",
        "is_cod_available": False,
        "is_default": False,
        "type": "branch",
        "cod_cost": "0.00",
        "_country_id": HOME,
        "_city_id": 0,
        "_hours": usual_hours(),
    }


def branch_written(sent: Mapping[str, Any], known: Record, request: Request, shop: Shop) -> Record:
    """The fields of a branch that a body changes.

    Raises:
        Invalid: its city is not there, or its place or its hours cannot be read.
    """
    changed: Record = {name: sent[name] for name in _PLAIN if name in sent}
    if "location" in sent:
        changed["location"] = _location(sent["location"])
    if "contacts" in sent:
        changed["contacts"] = {
            name: sent["contacts"].get(name, told) for name, told in known["contacts"].items()
        }
    if "city_id" in sent or "country_id" in sent:
        country = sent.get("country_id", known["_country_id"])
        city = sent.get("city_id", known["_city_id"])
        places.check_country(shop, country, "country_id")
        places.check_city(shop, city, country, "city_id")
        changed |= {"_country_id": country, "_city_id": city}
    if "working_hours" in sent:
        changed["_hours"] = write_hours(sent["working_hours"], known["_hours"], "working_hours")
    texts = {name: sent[name] for name in TEXTS if name in sent}
    return changed | words.write(texts, known, words.spoken_in(request))


def shown(branch: Record, shop: Shop, language: str) -> Record:
    """A branch as it is now: whether it is open depends on the time of day."""
    now, hours = shop.clock.now(), branch["_hours"]
    active = branch["status"] == "active"
    country = shop.store.get(COUNTRY, branch["_country_id"])
    city = shop.store.get(CITY, branch["_city_id"])
    return {
        **words.say(branch, language),
        "is_open": active and is_open(hours, now),
        "closest_time": next_span(hours, now) if active else None,
        "working_hours": shown_hours(hours, language),
        "country": places.shown(country, language),
        "city": places.shown(city, language),
    }


def seed_branches(beginning: Beginning) -> Iterator[Record]:
    """The main branch at the store, one in another city of the story, and a warehouse."""
    market: Market = beginning.facts
    home = market.store.city
    others = [city for city in market.cities.values() if city.key != home.key]
    away = others[0] if others else home
    yield _told(0, home.number, Text("الفرع الرئيسي", "Main branch"), market)
    named = Text(f"فرع {away.name.ar}", f"{away.name.en} branch")
    yield _told(1, away.number, named, market)
    store = _told(2, home.number, Text("المستودع", "Warehouse"), market)
    yield {**store, "type": "warehouse", "is_cod_available": False, "cod_cost": "0.00"}


def _told(number: int, city: int, name: Text, market: Market) -> Record:
    mobile = market.store.mobile
    streets = (
        Text("طريق الملك فهد", "King Fahd Road"),
        Text("شارع الأمير سلطان", "Prince Sultan Street"),
        Text("طريق الخرج", "Al Kharj Road"),
    )
    local, way = Text("العليا", "Al Olaya"), Text("بجوار الحديقة العامة", "Next to the public park")
    street = streets[number % len(streets)]
    english = {"name": name.en, "street": street.en, "local": local.en}
    return {
        **blank_branch(),
        "id": MAIN_BRANCH + number,
        "name": name.ar,
        "location": {
            "lat": f"{24.7136 + number / 100:.4f}",
            "lng": f"{46.6753 - number / 100:.4f}",
        },
        "street": street.ar,
        "address_description": way.ar,
        "additional_number": f"{8118 + number}",
        "building_number": f"{2929 + number}",
        "local": local.ar,
        "postal_code": f"{12211 + number}",
        "contacts": {"phone": mobile, "whatsapp": mobile, "telephone": ""},
        "preparation_time": "01:00",
        "is_cod_available": True,
        "is_default": number == 0,
        "cod_cost": "15.00",
        "_city_id": city,
        "_words": {"en": {**english, "address_description": way.en}},
    }


def _location(sent: str) -> Record:
    latitude, comma, longitude = (each.strip() for each in sent.partition(","))
    try:
        right = comma and abs(float(latitude)) <= 90 and abs(float(longitude)) <= 180
    except ValueError:
        right = False
    if not right:
        raise Invalid.field("location", "format", _BAD_PLACE)
    return {"lat": latitude, "lng": longitude}
