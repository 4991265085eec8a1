"""What SureCart's answers show of a shop: as much as `expand[]` asked for."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from mock_server.commerce.sightings import (
    Readers,
    Seen,
    SeenCart,
    SeenCoupon,
    SeenCustomer,
    SeenLine,
    SeenProduct,
    whole,
)
from mock_server.engine.store import Record
from mock_server.engine.text import Text


def checkouts(body: Any) -> Iterator[Seen]:
    """`listAbandonedCheckouts`."""
    for each in body["data"]:
        yield from checkout(each)


def checkout(body: Any) -> Iterator[Seen]:
    """`retrieveAbandonedCheckout`, and what an update answers."""
    bought = body.get("checkout")
    inside: Record = bought if isinstance(bought, dict) else {}
    customer = _key(body.get("customer"))
    coupon = _coupon(inside.get("discount"))
    lines = []
    for item in (inside.get("line_items") or {}).get("data") or []:
        product = _product(item)
        yield product
        lines.append(SeenLine(product.id, whole(item.get("quantity"), 1)))
    if customer:
        yield SeenCustomer(customer)
    if coupon is not None:
        yield coupon
    opened_at = inside.get("created_at") or body["created_at"]
    yield SeenCart(
        id=str(body["id"]),
        opened_at=datetime.fromtimestamp(opened_at, UTC),
        touched_at=datetime.fromtimestamp(inside.get("updated_at") or opened_at, UTC),
        total=whole(inside.get("total_amount")),
        currency=str(inside.get("currency") or "").upper(),
        customer=customer,
        coupon=coupon.id if coupon is not None else "",
        phase="login" if customer else "new",
        bought=str(body.get("recovery_status")).endswith("_recovered"),
        lines=tuple(lines),
    )


READERS: Readers = {
    "listAbandonedCheckouts": checkouts,
    "retrieveAbandonedCheckout": checkout,
    "updateAbandonedCheckout": checkout,
}


def _product(item: Record) -> SeenProduct:
    """A line's price, and the product behind it where it was expanded; amounts are minor units."""
    price = item.get("price")
    product = price.get("product") if isinstance(price, dict) else None
    name = str(product.get("name") or "") if isinstance(product, dict) else ""
    one = whole(item.get("subtotal_amount")) // whole(item.get("quantity"), 1)
    grams = whole(item.get("unit_g_weight"))
    key = _key(product) or _key(price) or str(item["id"])
    return SeenProduct(key, one, Text(name, name) if name else None, weight=grams / 1000)


def _coupon(discount: Any) -> SeenCoupon | None:
    if not isinstance(discount, dict):
        return None
    told = discount.get("coupon")
    coupon = told if isinstance(told, dict) else {}
    percent, amount = whole(coupon.get("percent_off")), whole(coupon.get("amount_off"))
    if not percent and not amount:
        amount = whole(discount.get("discount_amount"))
    key = _key(discount.get("promotion")) or _key(told) or str(discount.get("id"))
    return SeenCoupon(key, percent, 0 if percent else amount)


def _key(thing: Any) -> str:
    """An id, whether the thing itself was shown or not."""
    return str(thing.get("id") or "") if isinstance(thing, dict) else str(thing or "")
