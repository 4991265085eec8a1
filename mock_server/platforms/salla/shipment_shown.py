"""A shipment as Salla shows it: by itself, as a row of its order, and where it has been."""

from typing import Any

from mock_server.commerce.money import MINOR
from mock_server.engine.request import Request
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record

from . import places, words
from .couriers import COMPANY, logo_of
from .order_lines import ORDER
from .places import CITY, COUNTRY
from .shipment_orders import GRAMS
from .style import RIYADH, date, money

SHIPMENT = "shipment"

_PLAIN = (
    "type",
    "external_company_name",
    "payment_method",
    "source",
    "status",
    "description",
    "remarks",
    "service_types",
)
_CARRIED = ("shipping_number", "tracking_number", "pickup_id", "tracking_link", "label")
_BRIEF = ("shipping_number", "tracking_number", "pickup_id", "tracking_link")


def present(shipment: Record, shop: Shop, request: Request) -> Record:
    return shown(shipment, shop, request.language)


def told(shipment: Record, shop: Shop) -> Record:
    return shown(shipment, shop, words.MAIN)


def shown(shipment: Record, shop: Shop, language: str) -> Record:
    """A shipment in full."""
    origin, goal = shipment["_from"], shipment["_to"]
    grams = sum(
        each["weight"]["value"] * each["quantity"] * GRAMS[each["weight"]["units"]]
        for each in shipment["_packages"]
    )
    company = shop.store.find(COMPANY, shipment["_courier"])
    app = company["app_id"] if company else ""
    return {
        **_head(shipment, shop, language),
        "reference": shipment["_reference"],
        "created_at": date(shipment["_created_at"]),
        **{name: shipment[name] for name in _PLAIN},
        **_amounts(shipment, shop),
        "is_international": origin["_country"] != goal["_country"],
        "total_weight": {"value": round(grams / 1000, 3), "units": "kg"},
        "billing_account": "merchant",
        "shipping_route": None,
        "packages": shipment["_packages"],
        "ship_from": _address(origin, shop, language),
        "ship_to": _address(goal, shop, language),
        "meta": {"app_id": int(app) if app else None, "policy_options": shipment["_policy"]},
    }


def brief(shipment: Record, shop: Shop, language: str) -> Record:
    """A shipment as its order shows it."""
    local = shipment["_created_at"].astimezone(RIYADH)
    return {
        "id": shipment["id"],
        "created_at": f"{local:%Y-%m-%d %H:%M:%S}",
        **_courier(shipment, shop, language),
        **{name: shipment[name] for name in ("type", "payment_method", "source", "status")},
        **{name: shipment[name] for name in _BRIEF},
        "trackable": bool(shipment["tracking_link"]),
        **_amounts(shipment, shop),
    }


def tracking(shipment: Record, shop: Shop, language: str) -> Record:
    """Where a shipment has been, the first first."""
    moves = [
        {"status": each["status"], "note": each["note"], "create_at": date(each["at"])}
        for each in shipment["_history"]
    ]
    head = _head(shipment, shop, language)
    return {**head, "type": shipment["type"], "status": shipment["status"], "history": moves}


def _head(shipment: Record, shop: Shop, language: str) -> Record:
    order = shop.store.find(ORDER, shipment["_order"]) if shipment["_order"] else None
    return {
        "id": shipment["id"],
        "order_id": shipment["_order"],
        "order_reference_id": order["reference_id"] if order else None,
        **_courier(shipment, shop, language),
        **{name: shipment[name] for name in _CARRIED},
        "trackable": bool(shipment["tracking_link"]),
    }


def _courier(shipment: Record, shop: Shop, language: str) -> Record:
    """Who carries; of a company that is gone, what was known of it."""
    company = shop.store.find(COMPANY, shipment["_courier"])
    known = company or {"name": shipment["_courier_name"], "slug": None}
    return {
        "courier_id": shipment["_courier"],
        "courier_name": words.say(known, language)["name"],
        "courier_logo": logo_of(known, shop),
    }


def _amounts(shipment: Record, shop: Shop) -> Record:
    currency = shop.facts.store.currency
    unit = MINOR.get(currency, 100)
    total = sum(
        round(each["price"]["amount"] * unit) * each["quantity"] for each in shipment["_packages"]
    )
    return {
        "total": money(total, currency),
        "cash_on_delivery": money(shipment["_cash"], currency),
    }


def _address(place: Record, shop: Shop, language: str) -> Record:
    """An address; of a branch or an order, its places in the language asked for."""
    told: dict[str, Any] = {name: value for name, value in place.items() if name[0] != "_"}
    for name, resource, key in (("country", COUNTRY, "_country"), ("city", CITY, "_city")):
        known = shop.store.find(resource, place[key]) if place[key] is not None else None
        if known is not None and not told[name]:
            told[name] = places.shown(known, language)["name"]
    return {**told, "region": None}
