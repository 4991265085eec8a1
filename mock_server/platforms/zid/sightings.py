"""What Zid's answers show of a shop."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

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
from mock_server.commerce.vocabulary import PHASES
from mock_server.engine.store import Record
from mock_server.engine.text import Text


def carts(body: Any) -> Iterator[Seen]:
    """`listAbandonedCarts`: what carts cost, without their lines."""
    for cart in body["abandoned-carts"]:
        yield from _cart(cart)


def cart(body: Any) -> Iterator[Seen]:
    """`getAbandonedCart`."""
    yield from _cart(body["abandoned_cart"])


READERS: Readers = {"listAbandonedCarts": carts, "getAbandonedCart": cart}


def _cart(cart: Record) -> Iterator[Seen]:
    customer, currency = cart.get("customer_id"), cart.get("currency_code") or ""
    lines = []
    for product in cart.get("products") or []:
        name = str(product.get("name") or "")
        key = str(product["product_id"])
        sku = str(product.get("sku") or "")
        yield SeenProduct(
            key, minor(product.get("price"), currency), Text(name, name) if name else None, sku
        )
        lines.append(SeenLine(key, whole(product.get("quantity"), 1)))
    if customer is not None:
        yield SeenCustomer(str(customer))
    phase = cart.get("phase")
    yield SeenCart(
        id=str(cart["id"]),
        opened_at=_moment(cart["created_at"]),
        touched_at=_moment(cart["updated_at"]),
        total=minor(cart.get("cart_total"), currency),
        currency=currency,
        customer="" if customer is None else str(customer),
        phase=phase if phase in PHASES else "new",
        reminders=whole(cart.get("reminders_count")),
        bought=phase == "completed",
        lines=tuple(lines),
    )


def _moment(told: str) -> datetime:
    return datetime.fromisoformat(told).replace(tzinfo=UTC)
