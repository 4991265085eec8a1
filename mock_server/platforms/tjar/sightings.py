"""What Tjar's answers show of a shop."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from mock_server.commerce.sightings import (
    Readers,
    Seen,
    SeenCart,
    SeenCustomer,
    SeenLine,
    SeenProduct,
    minor,
    whole,
)
from mock_server.engine.store import Record
from mock_server.engine.text import Text

_RIYADH = ZoneInfo("Asia/Riyadh")


def carts(body: Any) -> Iterator[Seen]:
    """`listAbandonedCarts`: what carts cost, without their lines."""
    for cart in body["data"]["carts"]:
        yield from _cart(cart)


def cart(body: Any) -> Iterator[Seen]:
    """`getAbandonedCart`."""
    yield from _cart(body["data"])


READERS: Readers = {"listAbandonedCarts": carts, "getAbandonedCart": cart}


def _cart(cart: Record) -> Iterator[Seen]:
    customer = cart.get("customer") or {}
    known = bool(customer.get("id") and (customer.get("mobile") or customer.get("email")))
    lines = []
    for product in cart.get("products") or []:
        english = str(product.get("name") or "")
        name = Text(str(product.get("name_ar") or english), english)
        key = str(product["id"])
        yield SeenProduct(key, minor(product.get("price")), name, str(product.get("sku") or ""))
        lines.append(SeenLine(key, whole(product.get("qty"), 1)))
    if known:
        yield SeenCustomer(str(customer["id"]))
    yield SeenCart(
        id=str(cart["identifier"]),
        opened_at=_moment(cart["created_at"]),
        touched_at=_moment(cart["updated_at"]),
        total=minor(cart.get("cart_total")),
        customer=str(customer["id"]) if known else "",
        phase="login" if known else "new",
        reminders=whole(cart.get("reminders_count")),
        bought=cart.get("phase") == "completed",
        lines=tuple(lines),
    )


def _moment(told: str) -> datetime:
    return datetime.fromisoformat(told).replace(tzinfo=_RIYADH)
