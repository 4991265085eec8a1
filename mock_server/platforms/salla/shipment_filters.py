"""What the parameters of a list of shipments mean."""

from collections.abc import Mapping
from typing import Any

from mock_server.engine.filters import equals
from mock_server.engine.resource import Filter
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record

from .couriers import COMPANY
from .places import COUNTRY
from .style import RIYADH


def _at(side: str, key: str) -> Filter:
    def passes(shipment: Record, wanted: Any, shop: Shop) -> bool:
        return bool(shipment[side][key] == wanted)

    return passes


def _coded(side: str) -> Filter:
    def passes(shipment: Record, wanted: Any, shop: Shop) -> bool:
        country = shop.store.find(COUNTRY, shipment[side]["_country"] or 0)
        return country is not None and country["code"] == str(wanted).upper()

    return passes


def _by_slug(shipment: Record, wanted: Any, shop: Shop) -> bool:
    company = shop.store.find(COMPANY, shipment["_courier"])
    return company is not None and company["slug"] == wanted


def _day(shipment: Record) -> str:
    return f"{shipment['_created_at'].astimezone(RIYADH):%Y-%m-%d}"


def _since(shipment: Record, wanted: Any, shop: Shop) -> bool:
    return bool(_day(shipment) >= wanted)


def _until(shipment: Record, wanted: Any, shop: Shop) -> bool:
    return bool(_day(shipment) <= wanted)


FILTERS: Mapping[str, Filter] = {
    "order_id": equals("_order"),
    "courier_id": equals("_courier"),
    "courier_slug": _by_slug,
    "status": equals("status"),
    "shipment_type": equals("type"),
    "payment_method": equals("payment_method"),
    "source": equals("source"),
    "from_date": _since,
    "to_date": _until,
    "ship_to[country_id]": _at("_to", "_country"),
    "ship_to[country_code]": _coded("_to"),
    "ship_to[city_id]": _at("_to", "_city"),
    "ship_from[country_id]": _at("_from", "_country"),
    "ship_from[country_code]": _coded("_from"),
    "ship_from[city_id]": _at("_from", "_city"),
}
