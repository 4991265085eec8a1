"""Countries, their cities and the quarters of these, as addresses name them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from mock_server.commerce.market import Market
from mock_server.engine.errors import Invalid
from mock_server.engine.request import Request
from mock_server.engine.resource import Parent, Resource, oldest_first
from mock_server.engine.seeds import Beginning
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.engine.text import Text

COUNTRY, CITY, DISTRICT = "country", "city", "district"
HOME = 1
"""Saudi Arabia."""

_NO_COUNTRY = Text("الدولة غير موجودة", "there is no such country")
_NO_CITY = Text("المدينة غير موجودة في هذه الدولة", "this country has no such city")


@dataclass(frozen=True, slots=True)
class _Country:
    name: Text
    code: str
    mobile_code: str
    cities: tuple[Text, ...] = ()


_COUNTRIES = (
    _Country(Text("السعودية", "Saudi Arabia"), "SA", "+966", (Text("الرياض", "Riyadh"),)),
    _Country(
        Text("الإمارات", "United Arab Emirates"),
        "AE",
        "+971",
        (Text("أبوظبي", "Abu Dhabi"), Text("دبي", "Dubai"), Text("الشارقة", "Sharjah")),
    ),
    _Country(
        Text("الكويت", "Kuwait"),
        "KW",
        "+965",
        (Text("مدينة الكويت", "Kuwait City"), Text("حولي", "Hawalli")),
    ),
    _Country(
        Text("البحرين", "Bahrain"),
        "BH",
        "+973",
        (Text("المنامة", "Manama"), Text("المحرق", "Muharraq")),
    ),
    _Country(
        Text("قطر", "Qatar"), "QA", "+974", (Text("الدوحة", "Doha"), Text("الريان", "Rayyan"))
    ),
    _Country(
        Text("عمان", "Oman"), "OM", "+968", (Text("مسقط", "Muscat"), Text("صلالة", "Salalah"))
    ),
    _Country(
        Text("الأردن", "Jordan"), "JO", "+962", (Text("عمّان", "Amman"), Text("إربد", "Irbid"))
    ),
    _Country(
        Text("مصر", "Egypt"),
        "EG",
        "+20",
        (Text("القاهرة", "Cairo"), Text("الإسكندرية", "Alexandria")),
    ),
)
"""The capital comes first. Saudi Arabia's other cities are those of the story."""

_DISTRICTS = (
    Text("العليا", "Al Olaya"),
    Text("النخيل", "Al Nakheel"),
    Text("الروضة", "Al Rawdah"),
    Text("السلامة", "Al Salamah"),
    Text("الصفا", "Al Safa"),
    Text("المروج", "Al Muruj"),
)
"""Names of quarters that many cities have."""


def seed_countries(beginning: Beginning) -> Iterator[Record]:
    for number, country in enumerate(_COUNTRIES, start=HOME):
        yield {
            "id": number,
            "name": country.name.ar,
            "name_en": country.name.en,
            "code": country.code,
            "mobile_code": country.mobile_code,
            "capital": country.cities[0].ar,
            "_capital_en": country.cities[0].en,
        }


def seed_cities(beginning: Beginning) -> Iterator[Record]:
    """The story's cities under their own numbers, then those of the neighbours."""
    market: Market = beginning.facts
    for city in sorted(market.cities.values(), key=lambda each: each.number):
        yield _city(city.number, city.name, HOME)
    for country, told in enumerate(_COUNTRIES[1:], start=HOME + 1):
        for number, name in enumerate(told.cities, start=1):
            yield _city(1000 * country + number, name, country)


def seed_districts(beginning: Beginning) -> Iterator[Record]:
    for city in beginning.records(CITY):
        for number, name in enumerate(_DISTRICTS, start=1):
            yield {
                "id": 1000 * city["id"] + number,
                "name": name.ar,
                "name_en": name.en,
                "city_id": city["id"],
            }


def present(place: Record, shop: Shop, request: Request) -> Record:
    return shown(place, request.language)


def shown(place: Record, language: str) -> Record:
    """A country, a city or a quarter, its name in this language."""
    told = {name: value for name, value in place.items() if not name.startswith("_")}
    if language == "en":
        told["name"] = place["name_en"]
        if "_capital_en" in place:
            told["capital"] = place["_capital_en"]
    return told


def check_country(shop: Shop, country: Any, field: str) -> None:
    """Make sure that there is such a country.

    Raises:
        Invalid: there is none.
    """
    if shop.store.find(COUNTRY, country) is None:
        raise Invalid.field(field, "exists", _NO_COUNTRY)


def check_city(shop: Shop, city: Any, country: Any, field: str) -> None:
    """Make sure that a country has such a city.

    Raises:
        Invalid: it has none.
    """
    found = shop.store.find(CITY, city)
    if found is None or found["country_id"] != country:
        raise Invalid.field(field, "exists", _NO_CITY)


def _city(number: int, name: Text, country: int) -> Record:
    return {"id": number, "name": name.ar, "name_en": name.en, "country_id": country}


COUNTRIES = Resource(name=COUNTRY, seed=seed_countries, present=present, sort=oldest_first)
CITIES = Resource(
    name=CITY,
    seed=seed_cities,
    present=present,
    sort=oldest_first,
    parents=(Parent(COUNTRY, "country_id", "country"),),
)
DISTRICTS = Resource(
    name=DISTRICT,
    seed=seed_districts,
    present=present,
    sort=oldest_first,
    parents=(Parent(CITY, "city_id", "city"),),
)
