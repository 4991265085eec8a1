"""Orders for tests: bodies, and what an order must add up to."""

from typing import Any

from mock_server.engine.shop import Shop
from tests.helpers import call

HONEY, COFFEE, WRAPPING = "HJRMR0500R", "QHWA0250", "EXTRA-9001"
SHIP_TO = {
    "country": 1,
    "city": 71,
    "block": "الحمراء",
    "street_number": "12",
    "address_line": "شارع فلسطين",
    "postal_code": "23323",
    "geo_coordinates": {"lat": 21.5, "lng": 39.2},
}


def body(*products: tuple[str, int], **more: Any) -> dict[str, Any]:
    """A paid order of Sara's that a courier brings."""
    return {
        "customer": {"id": 1000000001},
        "payment": {"status": "paid", "method": "mada"},
        "delivery_method": "shipping",
        "courier_id": 1710000001,
        "ship_to": SHIP_TO,
        "products": [
            {"identifier_type": "sku", "identifier": sku, "quantity": quantity}
            for sku, quantity in products or ((HONEY, 2),)
        ],
        **more,
    }


def create(shop: Shop, *products: tuple[str, int], **more: Any) -> dict[str, Any]:
    """The new order."""
    order: dict[str, Any] = call(shop, "createOrder", body=body(*products, **more))[1]["data"]
    return order


def details(shop: Shop, order: dict[str, Any], **query: Any) -> dict[str, Any]:
    path = {"order_id": str(order["id"])}
    found: dict[str, Any] = call(shop, "orderDetails", path, query)[1]["data"]
    return found


def move(shop: Shop, order: dict[str, Any], slug: str, **more: Any) -> None:
    path = {"order_id": str(order["id"])}
    call(shop, "updateOrderStatus", path, body={"slug": slug, **more})


def halalas(amount: dict[str, Any] | float) -> int:
    """Money in halalas, so that sums are exact."""
    return round((amount["amount"] if isinstance(amount, dict) else amount) * 100)


def assert_adds_up(order: dict[str, Any]) -> None:
    """Every total of an order is what its lines and its costs make."""
    lines, amounts = order["items"], order["amounts"]
    for line in lines:
        its = line["amounts"]
        goods = halalas(its["price_without_tax"]) * line["quantity"]
        tax, off = halalas(its["tax"]["amount"]), halalas(its["total_discount"])
        assert goods - off + tax == halalas(its["total"]), line["name"]
    goods = sum(halalas(x["amounts"]["price_without_tax"]) * x["quantity"] for x in lines)
    off = sum(halalas(x["amounts"]["total_discount"]) for x in lines)
    assert halalas(amounts["sub_total"]) == goods
    assert sum(round(float(each["discount"]) * 100) for each in amounts["discounts"]) == off
    shipping, cod = halalas(amounts["shipping_cost"]), halalas(amounts["cash_on_delivery"])
    on_top = sum((15 * each + 50) // 100 for each in (shipping, cod))
    tax = sum(halalas(x["amounts"]["tax"]["amount"]) for x in lines) + on_top
    assert halalas(amounts["tax"]["amount"]) == tax
    assert halalas(amounts["total"]) == goods - off + shipping + cod + tax


def names(shop: Shop) -> list[str]:
    """The events that were told, in order."""
    return [event.name for event in shop.events]


def quantity(shop: Shop, sku: str) -> int:
    """How many of a product are left."""
    found = next(each for each in shop.store.all("product") if each["sku"] == sku)
    left: int = found["quantity"]
    return left
