"""Customers as they are shown, with what `fields[]` asks for besides."""

from collections.abc import Iterable, Mapping
from typing import Any

from mock_server.commerce.money import major
from mock_server.engine.request import Request
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.engine.style import visible
from mock_server.engine.text import Text

from . import customers, loyalty, wallets
from .customer_groups import groups_of
from .customer_stats import Stats, stats_of
from .style import date

CART = "abandoned_cart"

_COUNTRY = Text("السعودية", "Saudi Arabia")
_OF_ORDERS = frozenset(
    {
        "orders_count",
        "orders_amount",
        "orders_average",
        "orders_complete_ratio",
        "orders_cancel_ratio",
        "orders_cancel",
        "latest_purchase",
        "is_orders_rated",
    }
)


def present(customer: Record, shop: Shop, request: Request) -> Record:
    wanted = request.query.get("fields[]") or ()
    stats = stats_of(customer["id"], shop) if _OF_ORDERS & set(wanted) else None
    return {
        **shown(customer, shop, request.language, stats),
        **_more(customer, wanted, stats, shop),
    }


def told(customer: Record, shop: Shop) -> Record:
    """A customer as events tell of them."""
    return shown(customer, shop, "ar")


def shown(customer: Record, shop: Shop, language: str, stats: Stats | None = None) -> Record:
    where = customer["_city"]
    return {
        **visible(customer),
        "full_name": customers.full_name(customer),
        "mobile": customer["mobile"] or None,
        "country": _COUNTRY.say(language),
        "city": where[language if language == "en" else "ar"] if where else customer["city"],
        "lang": "ar",
        "created_at": date(customer["_created_at"]),
        "groups": groups_of(customer, shop, stats),
    }


def _more(customer: Record, wanted: Iterable[str], stats: Stats | None, shop: Shop) -> Record:
    found: Record = {}
    for name in wanted:
        if name in _OF_ORDERS and stats is not None:
            found |= _of_orders(name, stats)
        else:
            found[name] = _value(name, customer, shop)
    return found


def _of_orders(name: str, stats: Stats) -> Record:
    values: Mapping[str, Record] = {
        "orders_average": {name: stats.average},
        "orders_complete_ratio": {name: stats.share(stats.completed)},
        "orders_cancel_ratio": {name: stats.share(stats.canceled)},
        "orders_cancel": {name: stats.canceled},
        "latest_purchase": {name: date(stats.latest) if stats.latest else None},
        "is_orders_rated": {
            name: stats.completed > 0 and not stats.unrated,
            "pending_rating_count": stats.unrated,
        },
    }
    both = {"stats": {"orders_count": stats.orders, "orders_amount": stats.amount}}
    return values.get(name, both)


def _value(name: str, customer: Record, shop: Shop) -> Any:
    match name:
        case "is_blocked":
            return customer["_ban_reason"] is not None
        case "block_reason":
            return customer["_ban_reason"]
        case "is_notifications_enabled":
            return customer["_told"]
        case "abandoned_carts_items":
            return _left_in_carts(customer, shop)
        case "wallet_balance":
            return major(wallets.balance_of(customer["id"], shop), customer["currency"])
        case "total_points":
            return loyalty.balance_of(customer["id"], shop)
        case "current_store_customer":
            return _membership(customer)
        case "custom_fields":
            return []
        case "country_id":
            return None
        case _:  # is_whitelisted, is_inactive
            return False


def _left_in_carts(customer: Record, shop: Shop) -> int | None:
    """Pieces in carts that were left and not bought; a story's carts know their customer."""
    carts, _ = shop.store.table(CART).select(
        {"status": "active"}, lambda cart: cart["customer"]["id"] == customer["id"]
    )
    return sum(item["quantity"] for cart in carts for item in cart["items"]) or None


def _membership(customer: Record) -> Record:
    return {
        "id": customer["id"] % 1_000_000_000 + 1,
        "approval_status": 1,
        "reason": None,
        "created_at": date(customer["_created_at"]),
        "updated_at": customer["updated_at"],
        "last_login_date": None,
    }
