"""Where an order goes, who carries it there, and which branch it comes from."""

from collections.abc import Mapping
from typing import Any

from mock_server.commerce.market import Market
from mock_server.engine.errors import Invalid
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.engine.text import Text

from . import words
from .couriers import courier_of, logo_of
from .shipping_rates import charge_of
from .stock import BRANCH, default_branch

_COUNTRY = Text("السعودية", "Saudi Arabia")
_BRANCH_NAME = Text("الفرع الرئيسي", "Main branch")
_NEEDED = Text("حقل {name} مطلوب لهذا النوع من التوصيل", "{name} is needed for this delivery")
_NO_CITY = Text("المدينة غير موجودة", "there is no such city")
_NO_BRANCH = Text("الفرع غير موجود", "there is no such branch")


def delivery_of(sent: Mapping[str, Any], shippable: bool, shop: Shop) -> Record:
    """What a body says of the delivery, as fields of the order.

    Raises:
        Invalid: goods that must travel have no delivery, or something of it is missing or unknown.
    """
    method = sent.get("delivery_method")
    if method is None and shippable:
        raise Invalid.field("delivery_method", "required", _NEEDED.fill(name="delivery_method"))
    if method == "pickup":
        branch = _needed(sent, "branch_id")
        return {**_NOWHERE, "_delivery": method, "_branch": known_branch(shop, branch)}
    if method == "shipping":
        courier = courier_of(shop, _needed(sent, "courier_id"))
        place = _place(sent, shop)
        charge = charge_of(courier, place["country_id"], sent["ship_to"]["city"], shop)
        fields = {"_courier": courier["id"], "_shipping": charge}
        return {**_NOWHERE, **fields, "_delivery": method, "_ship_to": place}
    return dict(_NOWHERE)


def known_branch(shop: Shop, key: int) -> int:
    """The id of a branch that there is.

    Raises:
        Invalid: there is none.
    """
    if shop.store.find(BRANCH, key) is None and key != default_branch(shop):
        raise Invalid.field("shipping_address.branch_id", "exists", _NO_BRANCH)
    return key


def shown_branch(key: int, shop: Shop, language: str) -> Record:
    """A branch as an order shows it."""
    known = words.say(shop.store.find(BRANCH, key) or {}, language)
    return {
        "id": key,
        "name": known.get("name", _BRANCH_NAME.say(language)),
        "status": known.get("status", "active"),
        "is_default": key == default_branch(shop),
    }


def shown_shipping(order: Record, receiver: Record | None, shop: Shop, language: str) -> Any:
    """How an order travels; None when it does not."""
    if order["_delivery"] != "shipping":
        return None
    market: Market = shop.facts
    courier = shop.store.find("shipping_company", order["_courier"]) or {"name": "", "slug": None}
    store = market.store
    number = 1_720_000_000 + order["reference_id"] % 10_000_000
    return {
        "id": number,
        "app_id": None,
        "shipping_details_id": str(number),
        "company": words.say(courier, language)["name"],
        "logo": logo_of(courier, shop),
        "receiver": receiver or {"name": "", "email": "", "phone": ""},
        "shipper": {
            "name": store.name.say(language),
            "company_name": store.name.say(language),
            "email": store.email,
            "phone": store.mobile,
        },
        "pickup_address": _shown_place(_of_the_store(market), market, language),
        "address": _shown_place(order["_ship_to"], market, language),
        "shipment": _shown_shipment(order, shop),
        "policy_options": [],
    }


def _shown_shipment(order: Record, shop: Shop) -> Record | None:
    """The newest shipment of an order, in short."""
    sent, _ = shop.store.table("shipment").select({"_order": order["id"]}, limit=1)
    if not sent:
        return None
    names = ("id", "pickup_id", "tracking_link")
    return {**{name: sent[0][name] for name in names}, "label": [sent[0]["label"]]}


_NOWHERE: Mapping[str, Any] = {
    "_delivery": None,
    "_branch": None,
    "_courier": None,
    "_shipping": 0,
    "_ship_to": None,
}


def _needed(sent: Mapping[str, Any], name: str) -> Any:
    if sent.get(name) is None:
        raise Invalid.field(name, "required", _NEEDED.fill(name=name))
    return sent[name]


def _place(sent: Mapping[str, Any], shop: Shop) -> Record:
    """The address that is sent, its city by the key that the story has for it."""
    place, market = _needed(sent, "ship_to"), shop.facts
    city = next((c for c in market.cities.values() if c.number == place["city"]), None)
    if city is None:
        raise Invalid.field("shipping_address.city_id", "exists", _NO_CITY)
    return {
        "city": city.key,
        "line": place["address_line"],
        "street": place["street_number"],
        "block": place["block"],
        "postal": place["postal_code"],
        "at": {name: place["geo_coordinates"][name] for name in ("lat", "lng")},
        "country_id": place["country"],
    }


def story_place(city: str, number: int) -> Record:
    """The address of somebody in the story, of whom no more than the city is told."""
    return {
        "city": city,
        "line": "طريق الملك فهد",
        "street": str(1 + number % 90),
        "block": "العليا",
        "postal": f"{12000 + number % 900}",
        "at": {"lat": 24.7136, "lng": 46.6753},
        "country_id": 1,
    }


def _of_the_store(market: Market) -> Record:
    return story_place(market.store.city.key, 1)


def _shown_place(place: Record, market: Market, language: str) -> Record:
    city = market.cities.get(place["city"])
    return {
        "country": _COUNTRY.say(language),
        "country_code": "SA",
        "city": city.name.say(language) if city else place["city"],
        "shipping_address": place["line"],
        "street_number": place["street"],
        "block": place["block"],
        "postal_code": place["postal"],
        "geo_coordinates": place["at"],
    }
