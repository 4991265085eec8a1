"""What events tell of things that are not kept here: items, subscriptions, trials, accounts."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from mock_server.engine.shop import Shop
from mock_server.engine.store import Record

from .flakes import derived_flake, stamp
from .payloads import (
    checkout_payload,
    customer_payload,
    order_payload,
    product_payload,
    products_of,
)

_ITEM_STATES: Mapping[str, str] = {
    "ADDED": "added",
    "ACTIVATED": "active",
    "USED": "used",
    "RENEWED": "active",
    "EXPIRED": "expired",
    "REVOKED": "revoked",
}
_STATES: Mapping[str, str] = {
    "ACTIVATED": "active",
    "RENEWED": "active",
    "COMPLETED": "completed",
    "CANCELED": "canceled",
}
_MONTH = timedelta(days=30)


def delivery_item(name: str, order: Record, shop: Shop) -> Record:
    """The first thing of an order, on its way to the player."""
    line, now = order["lines"][0], stamp(shop.clock.now())
    verb = name.rpartition("_")[2]
    return {
        "id": derived_flake(shop, "delivery item", line["id"]),
        "store_id": order["store_id"],
        "customer": customer_payload(order["customer"]),
        "order_customer_id": order["customer_id"],
        "checkout_id": order["checkout_id"],
        "order_id": order["id"],
        "order_line_id": line["id"],
        "subscription_id": None,
        "execute_on_gameserver_id": None,
        "execute_on_gameserver": None,
        **_product(order, shop),
        "state": _ITEM_STATES[verb],
        "added_at": order["completed_at"],
        "active_at": None if verb == "ADDED" else now,
        "expires_at": now if verb == "EXPIRED" else None,
        "removed_at": now if verb in ("EXPIRED", "REVOKED") else None,
        "revoked_at": now if verb == "REVOKED" else None,
        "revoke_reason": "refund" if verb == "REVOKED" else None,
    }


def subscription(name: str, order: Record, shop: Shop) -> Record:
    """The first thing of an order as if it came every month."""
    verb, now = name.rpartition("_")[2], shop.clock.now()
    sums = {each: order[each] for each in _SUMS}
    ended = {"canceled_at": stamp(now), "cancel_reason": "customer"} if verb == "CANCELED" else {}
    return {
        **ended,
        "id": derived_flake(shop, "subscription", order["id"]),
        "store_id": order["store_id"],
        **_buyer(order),
        "checkout": checkout_payload(order, shop),
        "billing_cycle_sequence": 1 if verb == "RENEWED" else 0,
        "billing_email": order["billing_email"],
        **sums,
        "currency": order["currency"].upper(),
        "interval_value": 1,
        "interval_scale": "month",
        **_product(order, shop),
        **_shown(order),
        "billing_country": order["billing_country"],
        **{f"initial_{each}": value for each, value in sums.items()},
        "initial_giftcard_usage_amount": 0,
        "customer_ip": order["customer_ip"],
        "current_period_start": stamp(now),
        "current_period_end": stamp(now + _MONTH),
        "created_at": order["created_at"],
        "active_at": order["completed_at"],
        **_where(order),
        "status": _STATES[verb],
        "lines": order_payload(order, shop)["lines"],
    }


def trial(name: str, order: Record, shop: Shop) -> Record:
    """Two weeks of the first thing of an order."""
    verb, now = name.rpartition("_")[2], shop.clock.now()
    product = _product(order, shop)
    return {
        "id": derived_flake(shop, "trial", order["id"]),
        "store_id": order["store_id"],
        **_buyer(order),
        **_where(order),
        "product_id": product["product_id"],
        "product_version_id": product["product_version_id"],
        **_shown(order),
        "period_value": 2,
        "period_scale": "week",
        "starts_at": stamp(now),
        "ends_at": stamp(now + timedelta(weeks=2)),
        "status": _STATES[verb],
        "created_at": stamp(now),
        "canceled_at": stamp(now) if verb == "CANCELED" else None,
    }


def linked_account(name: str, order: Record, shop: Shop) -> Record:
    """An account of Discord's, joined to the first thing of an order."""
    return {
        "store_id": order["store_id"],
        **_buyer(order),
        **_where(order),
        "order_id": order["id"],
        "order": order_payload(order, shop),
        "discord_user_id": "80351110224678912",
        "discord_user_name": "sara.h",
        "discord_user_avatar_hash": "8342729096ea3675442027381ff50dfe",
        **_product(order, shop),
        "enqueued_at": stamp(shop.clock.now()),
    }


_SUMS = ("subtotal_amount", "tax_amount", "discount_amount", "total_amount")


def _buyer(order: Record) -> dict[str, Any]:
    customer = order["customer"]
    return {"customer_id": customer["id"], "customer": customer_payload(customer)}


def _where(order: Record) -> dict[str, Any]:
    line = order["lines"][0]["checkout_line_id"]
    return {"checkout_id": order["checkout_id"], "checkout_line_id": line}


def _product(order: Record, shop: Shop) -> dict[str, Any]:
    line, products = order["lines"][0], products_of(order, shop)
    return {
        "product_id": line["product_id"],
        "product_version_id": line["product_version_id"],
        "product": product_payload(products[0], shop) if products else None,
    }


def _shown(order: Record) -> dict[str, Any]:
    line = order["lines"][0]
    return {
        "product_name": line["product_name"],
        "product_image_url": line["product_image_url"],
    }
