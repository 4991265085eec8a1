"""A merchant's catalogue at Salla over HTTP: made, illustrated, counted, listed and taken away."""

import io
from typing import Any

import pytest

from mock_server.commerce.sheets import write_xlsx
from tests.stories.conftest import Visiting
from tests.stories.visits import Visit

TEA = {"name": "Tea", "price": 20, "product_type": "product", "quantity": 6, "sku": "TEA-1"}


@pytest.fixture
def shop(visit: Visiting) -> Visit:
    return visit("salla")


def send_form(shop: Visit, path: str, name: str, data: bytes, media: str, **fields: Any) -> Any:
    """The answer to a form with one file."""
    files = {name: ("a.bin", io.BytesIO(data), media)}
    return shop.send("POST", path, files=files, data=fields)


def test_a_product_lives_from_its_creation_to_its_end(shop: Visit) -> None:
    made = shop.write("POST", "/products", TEA)["data"]
    path = f"/products/{made['id']}"

    assert [each["id"] for each in shop.get("/products", keyword="tea-1")["data"]] == [made["id"]]
    assert shop.get("/products", keyword="tea-1", status="hidden")["data"] == []
    changed = shop.write("PUT", path, {"description": "Green"})["data"]
    assert changed == {**made, "description": "Green"}
    assert shop.get("/products/sku/TEA-1", "en")["data"] == changed
    gone = shop.send("DELETE", path)
    assert (gone.status_code, gone.json()["data"]["code"]) == (202, 202)
    assert shop.send("GET", path).status_code == 404


def test_a_picture_is_uploaded_as_a_form(shop: Visit) -> None:
    made = shop.write("POST", "/products", TEA)["data"]
    path = f"/products/{made['id']}"

    answer = send_form(shop, f"{path}/images", "photo", b"\x89PNG\r\n", "image/png", sort="2")

    assert (answer.status_code, answer.json()["data"]["sort"]) == (201, 2)
    assert shop.get(path)["data"]["main_image"] == answer.json()["data"]["image"]["original"]["url"]
    refused = send_form(shop, f"{path}/images", "photo", b"x", "image/png", sort="many")
    assert list(refused.json()["error"]["fields"]) == ["sort"]


def test_a_sheet_of_quantities_is_imported(shop: Visit) -> None:
    shop.write("POST", "/products", TEA)
    sheet = write_xlsx(["sku", "quantity"], [{"sku": "TEA-1", "quantity": 40}])

    answer = send_form(shop, "/products/import", "file", sheet, "application/x", type="quantities")

    assert answer.status_code == 201
    assert shop.get("/products/sku/TEA-1")["data"]["quantity"] == 40
    audit = shop.get("/products/quantities/audit", keyword="TEA-1")["data"]
    assert [(each["old_quantity"], each["new_quantity"]) for each in audit] == [(6, 40)]


def test_a_snapshot_brings_the_first_goods_back(shop: Visit) -> None:
    before = shop.get("/products", per_page=60)["data"]
    assert shop.admin("PUT", "/snapshots/first")

    shop.send("DELETE", f"/products/{before[0]['id']}")
    shop.write("POST", "/products", TEA)
    shop.admin("POST", "/snapshots/first/load")

    assert shop.get("/products", per_page=60)["data"] == before
