"""Where a shipment comes from and goes: a branch, the customer of an order, or an address."""

from collections.abc import Mapping
from typing import Any

from mock_server.engine.errors import Invalid
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.engine.text import Text

from .order_shown import receiver_of
from .places import CITY, COUNTRY, HOME
from .stock import BRANCH, default_branch

_NATIONAL = ("short_address", "building_number", "additional_number")
_IN_FULL = ("name", "phone", "country", "city", "address_line")
_TEXTS = ("name", "email", "phone", "address_line", "street_number", "block", "postal_code")
_PLACES: Mapping[str, str] = {"country": COUNTRY, "city": CITY}
_NO_PLACE = Text("لا يوجد مكان بهذا الرقم", "there is no place with this id")
_NEEDED = Text("حقل {name} مطلوب", "{name} is needed")
_KINGDOM = Text(
    "العنوان الوطني مطلوب داخل السعودية", "an address in Saudi Arabia needs its national address"
)
_NO_BRANCH = Text("الفرع غير موجود", "there is no such branch")
_NOWHERE = Text("يجب تحديد عنوان المستلم", "say where the shipment goes")


def origin_of(sent: Mapping[str, Any] | None, shop: Shop) -> Record:
    """Where a shipment comes from; the default branch when nothing is said.

    Raises:
        Invalid: there is no such branch, or the address says too little.
    """
    told = sent or {}
    if told.get("type") == "address":
        for name in _IN_FULL:
            if not told.get(name):
                field = f"ship_from.{name}"
                raise Invalid.field(field, "required", _NEEDED.fill(name=name))
        return {**_blank("address"), **_told(told, "ship_from", shop), "branch_id": None}
    branch = branch_place(told.get("branch_id") or default_branch(shop), shop)
    return {**branch, **_told(told, "ship_from", shop)}


def goal_of(sent: Mapping[str, Any] | None, order: Record | None, shop: Shop) -> Record:
    """Where a shipment goes: what is sent, else where its order goes.

    Raises:
        Invalid: neither is told, or the national address is missing.
    """
    if sent is not None:
        place = {**_blank("address"), **_told(sent, "ship_to", shop)}
        missing = [each for each in _NATIONAL if not sent.get(each)]
        if place["_country"] == HOME and missing:
            raise Invalid.field(f"ship_to.{missing[0]}", "required", _KINGDOM)
        return place
    if order is None or order["_ship_to"] is None:
        raise Invalid.field("ship_to", "required", _NOWHERE)
    city = shop.facts.cities.get(order["_ship_to"]["city"])
    receiver = receiver_of(order, shop) or {"name": "", "email": "", "phone": ""}
    return order_place(order, receiver, city.number if city else None)


def order_place(order: Record, receiver: Mapping[str, Any], city: int | None) -> Record:
    """The address of an order's customer."""
    place = order["_ship_to"]
    return {
        **_blank("address"),
        **{name: receiver.get(name) or "" for name in ("name", "email", "phone")},
        "city": "" if city is not None else place["city"],
        "address_line": place["line"],
        "street_number": place["street"],
        "block": place["block"],
        "postal_code": str(place["postal"]),
        "latitude": float(place["at"]["lat"]),
        "longitude": float(place["at"]["lng"]),
        "_country": place["country_id"],
        "_city": city,
    }


def branch_place(key: int, shop: Shop) -> Record:
    """The address of a branch.

    Raises:
        Invalid: there is none.
    """
    branch = shop.store.find(BRANCH, key)
    if branch is None:
        raise Invalid.field("ship_from.branch_id", "exists", _NO_BRANCH)
    return address_of(branch, shop.facts.store)


def address_of(branch: Record, store: Any) -> Record:
    """A branch as the sender of a shipment."""
    return {
        **_blank("branch"),
        "name": store.name.ar,
        "email": store.email,
        "phone": branch["contacts"]["phone"] or store.mobile,
        "branch_id": branch["id"],
        "address_line": branch["street"],
        "block": branch["local"],
        "building_number": _number(branch["building_number"]),
        "additional_number": _number(branch["additional_number"]),
        "postal_code": branch["postal_code"],
        "latitude": float(branch["location"]["lat"]),
        "longitude": float(branch["location"]["lng"]),
        "_country": branch["_country_id"],
        "_city": branch["_city_id"],
    }


def _told(sent: Mapping[str, Any], side: str, shop: Shop) -> Record:
    """What a body says of an address; names of places stay as they are sent.

    Raises:
        Invalid: it names a country or a city by an id that nothing has.
    """
    told: Record = {name: sent[name] for name in (*_TEXTS, *_PLACES) if name in sent}
    if "short_address" in sent:
        told["short_address"] = sent["short_address"]
    for name in ("building_number", "additional_number"):
        if name in sent:
            told[name] = _number(sent[name])
    if "geo_coordinates" in sent:
        at = sent["geo_coordinates"]
        told |= {"latitude": float(at["lat"]), "longitude": float(at["lng"])}
    for name in _PLACES:
        if name in sent or f"{name}_id" in sent:
            place = _place(sent, name, f"{side}.{name}_id", shop)
            told[f"_{name}"] = place["id"] if place else None
    return told


def _place(sent: Mapping[str, Any], name: str, field: str, shop: Shop) -> Record | None:
    """The country or city that is meant by id, name or code; None for a name nobody knows."""
    resource = _PLACES[name]
    if f"{name}_id" in sent:
        found = shop.store.find(resource, sent[f"{name}_id"])
        if found is None:
            raise Invalid.field(field, "exists", _NO_PLACE)
        return found
    meant = sent[name].strip().casefold()
    for place in shop.store.all(resource):
        names = (str(place["id"]), place["name"], place["name_en"], place.get("code", ""))
        if meant in {each.casefold() for each in names if each}:
            return place
    return None


def _blank(kind: str) -> Record:
    texts: Record = dict.fromkeys(_TEXTS, "")
    numbers = {"short_address": None, "building_number": None, "additional_number": None}
    place = {"country": "", "city": "", "latitude": 0.0, "longitude": 0.0}
    return {"type": kind, **texts, **numbers, **place, "_country": None, "_city": None}


def _number(told: str | None) -> int | None:
    return int(told) if told and told.isdigit() else None
