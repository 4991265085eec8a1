"""How many of a product can still be bought: by anybody, and by one customer."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from mock_server.engine.shop import Shop
from mock_server.engine.store import Record

from .flakes import stamp

_ORDER = "order"
_PLENTY = 1000
"""What is told of a product that is not limited."""

_UNITS: Mapping[str, timedelta] = {
    "day": timedelta(days=1),
    "week": timedelta(weeks=1),
    "month": timedelta(days=30),
    "year": timedelta(days=365),
}


def available(product: Record, shop: Shop, customer_id: str | None = None) -> Record:
    """What is left under both limits; of a customer whom nobody named, the whole of theirs."""
    store = _left(product, product["store_stock_limit"], shop, None)
    customer = _left(product, product["customer_stock_limit"], shop, customer_id or "nobody")
    return {"store_available": store, "customer_available": min(customer, store)}


def _left(product: Record, limit: Mapping[str, Any], shop: Shop, customer_id: str | None) -> int:
    if not limit["enabled"] or limit["quantity"] is None:
        return _PLENTY
    sold = _sold(product["id"], _since(limit, shop.clock.now()), customer_id, shop)
    return max(0, int(limit["quantity"]) - sold)


def _sold(product_id: str, since: str, customer_id: str | None, shop: Shop) -> int:
    where = {"customer_id": customer_id} if customer_id else {}
    orders, _ = shop.store.table(_ORDER).select(where)
    return sum(
        line["quantity"]
        for order in orders
        if order["status"] == "completed" and order["completed_at"] > since
        for line in order["lines"]
        if line["product_id"] == product_id
    )


def _since(limit: Mapping[str, Any], now: datetime) -> str:
    """From when on purchases count; all of them where the limit has no time."""
    unit = _UNITS.get(limit["time_scale"])
    if unit is None or limit["time_value"] is None:
        return ""
    span = min(
        unit * min(limit["time_value"], 100_000), now - datetime.min.replace(tzinfo=now.tzinfo)
    )
    return stamp(now - span)
