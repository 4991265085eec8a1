"""What a list of orders can be asked for."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from mock_server.commerce.market import Market
from mock_server.engine.filters import equals
from mock_server.engine.platform import Filter
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record

from . import customers, order_lines
from .style import RIYADH

_CHANNELS = {"mobile": "mobile", "mobile-app": "mobile", "desktop": "desktop"}
"""The kind of device by the channel; affiliates and Mahly sell nothing here."""


def _about(order: Record, keyword: str, shop: Shop) -> bool:
    """`keyword`: a part of the reference, or of the customer's name, mobile or e-mail."""
    word = keyword.strip().lstrip("+").casefold()
    if word in str(order["reference_id"]):
        return True
    customer = shop.store.find(customers.CUSTOMER, order["_customer"])
    if customer is None:
        return False
    named = (customers.full_name(customer), customers.full_mobile(customer), customer["email"])
    return any(word in each.casefold() for each in named)


def _has_status(order: Record, wanted: list[int], shop: Shop) -> bool:
    """`status[]`: ids; that of a built-in status means those below it too."""
    if order["_status"] in wanted:
        return True
    status = shop.store.find("order_status", order["_status"])
    return status is not None and status["_parent"] in wanted


def _from_day(order: Record, day: str, shop: Shop) -> bool:
    return bool(order["_created_at"] >= _begins(day))


def _to_day(order: Record, day: str, shop: Shop) -> bool:
    return bool(order["_created_at"] < _begins(day) + timedelta(days=1))


def _begins(day: str) -> datetime:
    """The first moment of a day, in the time of the store."""
    return datetime.combine(date.fromisoformat(day), time(), RIYADH).astimezone(UTC)


def _to_country(order: Record, wanted: int, shop: Shop) -> bool:
    return (order["_ship_to"] or {}).get("country_id") == wanted


def _to_city(order: Record, wanted: str, shop: Shop) -> bool:
    """`city`: by its name in either language, or by its id."""
    market: Market = shop.facts
    city = market.cities.get((order["_ship_to"] or {}).get("city", ""))
    if city is None:
        return False
    known = (city.name.ar, city.name.en.casefold(), str(city.number))
    return wanted.strip().casefold() in known


def _with_product(order: Record, wanted: str, shop: Shop) -> bool:
    """`product`: an id, or a part of a SKU or a name."""
    word = wanted.strip().casefold()
    return any(
        word == str(item["_product"])
        or word in f"{item['sku']} {item['name']} {item['_name_en']}".casefold()
        for item in order_lines.lines_of(shop, order["id"])
    )


def _tagged(order: Record, wanted: list[int], shop: Shop) -> bool:
    return any(tag["id"] in wanted for tag in order["tags"])


def _given_to(order: Record, wanted: list[int], shop: Shop) -> bool:
    return any(key in wanted for key in order["_employees"])


def _with_method(order: Record, wanted: list[str], shop: Shop) -> bool:
    return order["payment_method"] in wanted


def _unread(order: Record, wanted: bool, shop: Shop) -> bool:
    """`unread=false` asks for nothing."""
    return not (wanted and order["read"])


def _sold_on(order: Record, wanted: list[str], shop: Shop) -> bool:
    return any(_CHANNELS.get(each) == order["source_device"] for each in wanted)


def _nowhere(order: Record, wanted: Any, shop: Shop) -> bool:
    """What no order here has: apps of couriers and of bookkeeping."""
    return False


FILTERS: Mapping[str, Filter] = {
    "keyword": _about,
    "payment_method[]": _with_method,
    "status[]": _has_status,
    "from_date": _from_day,
    "to_date": _to_day,
    "country": _to_country,
    "city": _to_city,
    "product": _with_product,
    "branch[]": equals("_branch"),
    "tags[]": _tagged,
    "coupon": equals("_coupon_code"),
    "customer_id": equals("_customer"),
    "shipping_app_id[]": _nowhere,
    "source[]": equals("source"),
    "accounting_services": _nowhere,
    "unread": _unread,
    "assign_employee[]": _given_to,
    "selling_channel[]": _sold_on,
    "created_by": _nowhere,
}
"""By parameter; `reference_id` is an index."""
