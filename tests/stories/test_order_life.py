"""One order's life at Salla, over HTTP: every total is checked by arithmetic from the lines."""

from typing import Any

import pytest

from tests.platforms.salla.ordering import SHIP_TO, assert_adds_up, halalas
from tests.stories.conftest import Visiting
from tests.stories.visits import Visit

COURIER = 1_710_000_001
COUPON = {
    "code": "LIFE15",
    "type": "percentage",
    "amount": 15,
    "maximum_amount": 50,
    "free_shipping": False,
    "exclude_sale_products": False,
    "start_date": "2020-01-01",
    "expiry_date": "2040-01-01",
}
RANA = {
    "first_name": "رنا",
    "last_name": "الشهري",
    "mobile": "530000999",
    "mobile_code_country": "+966",
    "email": "rana@example.com",
}


@pytest.fixture
def shop(visit: Visiting) -> Visit:
    return visit("salla")


def product_with_variants(shop: Visit) -> Any:
    """One of a size, with a stock for each."""
    made = shop.write(
        "POST",
        "/products",
        {
            "name": "عباءة",
            "price": 230,
            "product_type": "product",
            "sku": "ABAYA",
            "options": [{"name": "المقاس", "values": [{"name": "52"}, {"name": "54"}]}],
        },
    )["data"]
    for number, variant in enumerate(made["skus"]):
        change = {"sku": f"ABAYA-{number}", "stock_quantity": 5, "price": 230}
        shop.write("PUT", f"/products/variants/{variant['id']}", change)
    return shop.get(f"/products/{made['id']}")["data"]


def stock(shop: Visit, product: Any) -> list[int]:
    shown = shop.get(f"/products/{product['id']}")["data"]
    return [each["stock_quantity"] for each in shown["skus"]]


def uses(shop: Visit, coupon: Any) -> Any:
    return shop.get(f"/coupons/{coupon['id']}")["data"]["statistics"]["num_of_usage"]


def test_an_order_lives_from_the_shelf_to_the_shelf(shop: Visit) -> None:
    product = product_with_variants(shop)
    customer = shop.write("POST", "/customers", RANA)["data"]
    coupon = shop.write("POST", "/coupons", COUPON)["data"]

    answer = shop.write(
        "POST",
        "/orders",
        {
            "customer": {"id": customer["id"]},
            "payment": {"status": "paid", "method": "mada"},
            "delivery_method": "shipping",
            "courier_id": COURIER,
            "ship_to": SHIP_TO,
            "coupon_code": COUPON["code"],
            "products": [{"identifier_type": "sku", "identifier": "ABAYA-1", "quantity": 2}],
        },
    )
    order = answer["data"]
    place = f"/orders/{order['id']}"

    assert answer["status"] == 200
    assert_adds_up(order)
    assert sum(halalas(line["amounts"]["total_discount"]) for line in order["items"]) > 0
    assert (stock(shop, product), uses(shop, coupon)) == ([5, 3], 1)

    shop.write("POST", f"{place}/status", {"slug": "in_progress"})
    shipment = shop.write("POST", "/shipments", shipment_of(order))["data"]
    shop.write("POST", f"{place}/status", {"slug": "completed"})
    invoices = shop.get("/orders/invoices", order_id=str(order["id"]))["data"]
    assert shipment["order_id"] == order["id"]
    assert [each["total"] for each in invoices] == [order["amounts"]["total"]]

    shop.write("POST", f"{place}/status", {"slug": "restored", "restore_items": True})
    told = [row["status"] for row in shop.get(f"{place}/histories", "en")["data"]]
    assert stock(shop, product) == [5, 5]
    assert told[0] == "Restored"
    assert {"In progress", "Completed"} <= set(told)


def shipment_of(order: Any) -> dict[str, Any]:
    """A parcel of everything in the order."""
    return {
        "order_id": order["id"],
        "courier_id": COURIER,
        "shipment_type": "shipment",
        "payment_method": "pre_paid",
        "ship_from": {"type": "branch", "branch_id": 1_500_000_001},
        "ship_to": {
            "name": "رنا الشهري",
            "phone": "+966530000999",
            "email": "rana@example.com",
            **{**SHIP_TO, "country": "السعودية", "city": "جدة"},
            "short_address": "RRRD2929",
            "building_number": "2929",
            "additional_number": "8118",
            "geo_coordinates": {"lat": "21.5", "lng": "39.2"},
        },
        "packages": [{"name": "عباءة", "sku": "ABAYA-1", "quantity": 2}],
    }
