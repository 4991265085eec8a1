"""What a Salla merchant's store is made of beside goods and orders, over HTTP."""

import io
from typing import Any

import pytest

from mock_server.commerce.sheets import read_sheet
from tests.stories.conftest import Visiting
from tests.stories.visits import Visit

COUPON = {
    "code": "SPRING",
    "type": "fixed",
    "amount": 20,
    "free_shipping": False,
    "exclude_sale_products": False,
    "expiry_date": "2026-03-31",
}
OFFER = {
    "name": "Less",
    "offer_type": "fixed_amount",
    "applied_to": "order",
    "start_date": "2026-03-01",
    "expiry_date": "2026-03-31",
    "get": {"discount_amount": 10},
}
LIVES = [
    ("/coupons", COUPON, {"usage_limit": 3}, "updated_at"),
    ("/specialoffers", OFFER, {"message": "Until Eid"}, ""),
    ("/taxes", {"tax": "10", "country_id": 4}, {"tax": "7"}, ""),
]


@pytest.fixture
def shop(visit: Visiting) -> Visit:
    return visit("salla")


@pytest.mark.parametrize(("path", "body", "change", "moves"), LIVES, ids=lambda each: str(each)[:9])
def test_a_record_lives_from_its_creation_to_its_end(
    shop: Visit, path: str, body: dict[str, Any], change: dict[str, Any], moves: str
) -> None:
    made = shop.write("POST", path, body)["data"]
    own = f"{path}/{made['id']}"

    assert made in shop.get(path, "en")["data"]
    changed = shop.write("PUT", own, change)["data"]
    assert {name for name in made if made[name] != changed[name]} - {moves} == set(change)
    assert shop.get(own, "en")["data"] == changed
    assert shop.send("DELETE", own).json()["data"]["code"] == 200
    assert shop.send("GET", own).status_code == 404


def test_a_sheet_is_exported_in_a_minute_and_downloaded(shop: Visit) -> None:
    shop.write("POST", "/products", {"name": "Tea", "price": 20, "product_type": "product"})

    shop.write("POST", "/exports/products", {"type": "prices", "format": "csv"})
    shop.advance("PT1M")

    log = shop.get("/exports/logs", event="product.created")["data"][0]
    file = shop.send("GET", log["url"].partition(shop.base)[2])
    assert file.headers["Content-Type"] == "text/csv"
    rows = {row["product_name"]: row["product_or_option_price"] for row in read_sheet(file.content)}
    assert rows["Tea"] == "20"


def test_orders_that_are_not_there_are_not_exported(shop: Visit) -> None:
    asked = {"filter_orders": "today", "template_id": -1, "format": "xlsx"}

    answer = shop.send("GET", "/exports/orders", params=asked)

    assert (answer.status_code, answer.json()["error"]["code"]) == (200, 404)


def test_addresses_go_out_as_a_sheet_and_come_back(shop: Visit) -> None:
    sheet = shop.send("POST", "/exports/custom-urls")
    brand = next(row for row in read_sheet(sheet.content) if row["type"] == "brand")
    lines = f"type,id,url\nbrand,{brand['id']},palms\n".encode()

    answer = shop.send(
        "POST", "/custom-urls/import", files={"file": ("a.csv", io.BytesIO(lines), "text/csv")}
    )

    assert answer.status_code == 201
    assert shop.get(f"/brands/{brand['id']}")["data"]["metadata"]["url"] == "palms"


def test_a_setting_is_read_after_it_was_changed(shop: Visit) -> None:
    answer = shop.send("PUT", "/settings/fields/orders.reorder", json={"value": False})

    assert (answer.status_code, answer.json()["data"]["code"]) == (201, 201)
    assert shop.get("/settings/fields/orders.reorder")["data"]["value"] == "false"
