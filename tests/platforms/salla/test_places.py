"""Countries, cities and quarters."""

from mock_server.engine.shop import Shop
from tests.helpers import call, make_shop

from .goods import ask, refusal


def test_a_country_has_cities_and_these_have_quarters() -> None:
    shop = make_shop("salla")
    home = ask(shop, "listCountries")[0]

    assert (home["name"], home["code"], home["capital"]) == ("Saudi Arabia", "SA", "Riyadh")
    assert ask(shop, "countryDetails", country=home["id"]) == home
    cities = ask(shop, "listCities", country=home["id"])
    assert [(city["id"], city["name_en"]) for city in cities] == [(1, "Riyadh"), (71, "Jeddah")]
    quarters = ask(shop, "listDistricts", city=71)
    assert {each["city_id"] for each in quarters} == {71}


def test_names_are_arabic_unless_english_is_asked_for() -> None:
    shop: Shop = make_shop("salla")

    _, answer = call(shop, "listCities", {"country": "1"}, language="ar")

    assert answer["data"][0] == {"id": 1, "name": "الرياض", "name_en": "Riyadh", "country_id": 1}


def test_places_that_are_not_there_are_not_found() -> None:
    shop = make_shop("salla")

    assert refusal(shop, "countryDetails", country=99)["code"] == 404
    assert refusal(shop, "listCities", country=99)["code"] == 404
    assert refusal(shop, "listDistricts", city=99)["code"] == 404
