"""Actions over many products, and imports of sheets."""

from typing import Any

import pytest

from mock_server.commerce.sheets import write_csv, write_xlsx
from mock_server.engine.shop import Shop
from mock_server.engine.uploads import Upload
from tests.helpers import make_shop

from .goods import COFFEE_ID, HONEY_ID, ask, product, refusal

HONEY = {"ids": [HONEY_ID]}


@pytest.fixture
def shop() -> Shop:
    return make_shop("salla")


def act(shop: Shop, name: str, value: Any = None, **filters: Any) -> Any:
    operations = [{"action_name": name, "value": value or {}}]
    return ask(shop, "bulkProductActions", {"operations": operations, "filters": filters or HONEY})


@pytest.mark.parametrize(
    ("formula", "price"),
    [
        ("price - (price * amount /100 )", 215.1),
        ("price + (price * amount /100 )", 262.9),
        ("price + amount", 249),
        ("amount", 10),
    ],
)
def test_a_price_is_worked_out(shop: Shop, formula: str, price: float) -> None:
    (done,) = act(shop, "pricing", {"column": "price", "formula": formula, "amount": 10})

    assert done["status"] == "success"
    assert product(shop, HONEY_ID)["price"]["amount"] == price


def test_variants_are_priced_with_their_product(shop: Shop) -> None:
    value = {"column": "sale_price", "formula": "price - amount", "amount": 7.5}

    act(shop, "pricing", {**value, "apply_on": "product_and_variants"}, ids=[COFFEE_ID])

    coffee = product(shop)
    assert coffee["price"]["amount"] == 50
    assert {each["price"]["amount"] for each in coffee["skus"]} == {50}


@pytest.mark.parametrize(
    ("value", "field"),
    [({"column": "price"}, "formula"), ({"column": "price", "formula": "1 + 1"}, "formula")],
)
def test_a_formula_that_is_not_known_is_refused(shop: Shop, value: Any, field: str) -> None:
    body = {"operations": [{"action_name": "pricing", "value": value}], "filters": HONEY}

    refused = refusal(shop, "bulkProductActions", body)

    assert list(refused["fields"]) == [f"operations.0.value.{field}"]


def test_filters_choose_the_products(shop: Shop) -> None:
    limit = {"notify_quantity": 3}
    (done,) = act(shop, "notify-quantity", limit, types=["product"], unselected_ids=["7"])

    assert done["status"] == "in_progress"
    assert product(shop)["notify_quantity"] == product(shop, HONEY_ID)["notify_quantity"] == "3"
    assert product(shop, 1_300_009_001)["notify_quantity"] is None


def test_a_copy_is_hidden_and_what_was_deleted_comes_back(shop: Shop) -> None:
    act(shop, "duplicate")
    (copy,) = ask(shop, "listProducts", query={"status": "hidden"})
    ask(shop, "updateProduct", {"status": "deleted"}, product=HONEY_ID)

    act(shop, "restore")

    assert (copy["name"], copy["sku"]) == ("AlSamra honey", None)
    assert product(shop, HONEY_ID)["status"] == "sale"


def test_channels_and_features_are_set(shop: Shop) -> None:
    act(shop, "sale-channels", {"channels": ["web"]})
    act(shop, "features", {"brand_id": None, "tags": []})

    honey = product(shop, HONEY_ID)
    assert (honey["channels"], honey["brand"], honey["tags"]) == (["web"], {}, [])


ROWS = [{"product_name": "شاي", "product_or_option_price": 12.5, "product_or_option_sku": "TEA"}]
COLUMNS = list(ROWS[0])


@pytest.mark.parametrize("write", [write_csv, write_xlsx])
def test_products_are_imported_from_a_sheet(shop: Shop, write: Any) -> None:
    file = Upload("goods", "application/octet-stream", write(COLUMNS, ROWS))

    assert ask(shop, "importProducts", {"file": file, "type": "products"})["code"] == 201

    made = ask(shop, "productDetailsBySKU", sku="TEA")
    assert (made["name"], made["price"]["amount"]) == ("شاي", 12.5)


@pytest.mark.parametrize(
    ("kind", "column", "cell", "seen"),
    [
        ("quantities", "quantity", "7", ("quantity", 7)),
        ("prices", "price", "240", ("regular_price", {"amount": 240, "currency": "SAR"})),
        ("products-update", "description", "Sweet", ("description", "Sweet")),
    ],
)
def test_known_products_are_changed_from_a_sheet(
    shop: Shop, kind: str, column: str, cell: str, seen: tuple[str, Any]
) -> None:
    data = write_csv(["sku", column], [{"sku": "HJRMR0500R", column: cell}])

    ask(shop, "importProducts", {"file": Upload("a.csv", "text/csv", data), "type": kind})

    honey = ask(shop, "productDetailsBySKU", sku="HJRMR0500R")
    assert honey[seen[0]] == seen[1]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "no rows"),
        (b"\xff\xfe\x00", "neither"),
        (b"PK no workbook", "no workbook"),
        (b"sku,price\nHJRMR0500R,1\nNONE,2\n", "row 3"),
        (b"sku,price\nHJRMR0500R,dear\n", "row 2"),
    ],
)
def test_a_sheet_that_is_wrong_changes_nothing(shop: Shop, data: bytes, words: str) -> None:
    body = {"file": Upload("a", "text/csv", data), "type": "prices"}

    (message,) = refusal(shop, "importProducts", body)["fields"]["file"]

    assert words in message
    assert product(shop, HONEY_ID)["price"]["amount"] == 239
