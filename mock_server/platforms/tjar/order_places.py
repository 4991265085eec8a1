"""Where orders go, and how: the cities of the story, and three ways to bring goods there."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mock_server.commerce.market import Market
from mock_server.commerce.vocabulary import City
from mock_server.engine.errors import Invalid
from mock_server.engine.store import Record
from mock_server.engine.text import Text

SAUDI_ARABIA = 1
COUNTRY = Text("المملكة العربية السعودية", "Saudi Arabia")


@dataclass(frozen=True, slots=True)
class Way:
    """A way to bring goods; `cost` in minor units with tax."""

    name: Text
    cost: int


WAYS: Mapping[int, Way] = {
    1: Way(Text("توصيل قياسي", "Standard delivery"), 2000),
    2: Way(Text("توصيل سريع", "Express delivery"), 3500),
    3: Way(Text("استلام من المتجر", "Pickup from the store"), 0),
}

_NEEDED = Text("عنوان الشحن مطلوب لمنتج مادي", "Physical products need a shipping address")
_NO_CITY = Text("المدينة غير موجودة", "There is no such city")
_NO_COUNTRY = Text("الدولة غير مدعومة", "The country is not served")
_NO_WAY = Text("طريقة الشحن غير موجودة", "There is no such way of shipping")


def place_of(sent: Mapping[str, Any] | None, market: Market, *, ships: bool) -> Record:
    """Where an order goes as its record says it; nowhere, for what is not shipped.

    Raises:
        Invalid: it has to go somewhere, and where is missing or not known.
    """
    if sent is None:
        if ships:
            raise Invalid.field("shipping_address", "required", _NEEDED)
        return dict(NOWHERE)
    for field in ("address", "city_id", "shipping_id") if ships else ():
        if sent.get(field) is None:
            raise Invalid.field(f"shipping_address.{field}", "required", _NEEDED)
    if sent.get("country_id", SAUDI_ARABIA) != SAUDI_ARABIA:
        raise Invalid.field("shipping_address.country_id", "exists", _NO_COUNTRY)
    city = _city(sent.get("city_id"), market)
    way = sent.get("shipping_id")
    if way is not None and way not in WAYS:
        raise Invalid.field("shipping_address.shipping_id", "exists", _NO_WAY)
    return {
        "_address": sent.get("address"),
        "_city": city.key if city else None,
        "_zip": sent.get("zip_code"),
        "_way": way if ships else None,
    }


def story_place(city: str, number: int) -> Record:
    """A made-up address in a city, with the first way of shipping."""
    street = f"شارع الملك فهد، مبنى {number % 90 + 10}"
    return {"_address": street, "_city": city, "_zip": f"{11_000 + number % 900:05}", "_way": 1}


NOWHERE: Mapping[str, None] = {"_address": None, "_city": None, "_zip": None, "_way": None}


def shown_place(order: Record, market: Market, language: str) -> Record:
    """The parts of an address, and all of them in one line."""
    city = market.cities.get(order["_city"] or "")
    name = city.name.say(language) if city else None
    state = city.region.say(language) if city else None
    country = COUNTRY.say(language)
    parts = (order["_address"], name, state, country, order["_zip"])
    return {
        "address": order["_address"],
        "city": name,
        "state": state,
        "country": country,
        "zipcode": order["_zip"],
        "full_address": ("، " if language == "ar" else ", ").join(each for each in parts if each),
    }


def shown_way(order: Record, cost: float) -> Record | None:
    if order["_way"] is None:
        return None
    name = WAYS[order["_way"]].name
    return {"id": order["_way"], "name": {"ar": name.ar, "en": name.en}, "cost": cost}


def _city(number: int | None, market: Market) -> City | None:
    if number is None:
        return None
    found = next((each for each in market.cities.values() if each.number == number), None)
    if found is None:
        raise Invalid.field("shipping_address.city_id", "exists", _NO_CITY)
    return found
