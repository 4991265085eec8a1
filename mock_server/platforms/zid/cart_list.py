"""What the query of the cart list means: which carts are told of, and in which order."""

from collections.abc import Mapping
from typing import Any

from mock_server.engine.platform import Filter
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record

from .carts import SUMMARY


def sort(query: Mapping[str, Any]) -> tuple[str | None, bool]:
    """By any field that the list shows, downwards unless told otherwise; a field that it does not
    show changes nothing."""
    field = query.get("filter_order_by")
    return field if field in SUMMARY else None, query.get("filter_sort_by") != "asc"


def _of_customer(cart: Record, customer_id: str, shop: Shop) -> bool:
    return not customer_id or str(cart["customer_id"]) == customer_id


def _about(cart: Record, term: str, shop: Shop) -> bool:
    """`search_term`: a part of the customer's name, e-mail or mobile, in any case."""
    wanted = term.strip().lstrip("+").casefold()
    facts = (cart["customer_name"], cart["customer_email"], cart["customer_mobile"])
    return not wanted or any(wanted in fact.casefold() for fact in facts if fact)


def _reminded(cart: Record, wanted: str, shop: Shop) -> bool:
    return bool(cart["reminders_count"]) == (wanted == "1")


def _to_country(cart: Record, country_id: int, shop: Shop) -> bool:
    city = cart["city"]
    return city is not None and city["country_id"] == country_id


def _in_currency(cart: Record, code: str, shop: Shop) -> bool:
    return not code or cart["currency_code"] == code.upper()


def _since(cart: Record, day: str, shop: Shop) -> bool:
    """`date_from`: opened on this day or later; the days are those of `created_at`, in UTC."""
    return bool(cart["created_at"][:10] >= day)


def _until(cart: Record, day: str, shop: Shop) -> bool:
    return bool(cart["created_at"][:10] <= day)


def _worth(cart: Record, total: float, shop: Shop) -> bool:
    return bool(cart["cart_total"] == total)


def _of_kind(cart: Record, kind: str, shop: Shop) -> bool:
    """`customer_type`: every shopper of a story is a private person, and so is a guest."""
    return kind == "individual"


FILTERS: Mapping[str, Filter] = {
    "customer_id": _of_customer,
    "search_term": _about,
    "has_reminders": _reminded,
    "country_id": _to_country,
    "currency_code": _in_currency,
    "date_from": _since,
    "date_to": _until,
    "cart_total": _worth,
    "customer_type": _of_kind,
}
"""Beyond equality; `phase`, `city_id` and `products_count` are looked up in the table's indexes."""
