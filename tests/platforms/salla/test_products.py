"""Products: made, listed, changed, priced and deleted."""

from datetime import timedelta
from typing import Any

import pytest

from mock_server.engine.shop import Shop
from tests.helpers import call, make_shop

from .goods import COFFEE_ID, HONEY_ID, ask, make, names, product, refusal


@pytest.fixture
def shop() -> Shop:
    return make_shop("salla")


def test_the_goods_of_the_story_are_sold_with_all_that_hangs_on_them(shop: Shop) -> None:
    coffee = product(shop)

    assert (coffee["name"], coffee["sku"]) == ("Khawlani coffee", "QHWA0250")
    assert coffee["price"] == {"amount": 57.5, "currency": "SAR"}
    assert (coffee["tax"]["amount"], coffee["pre_tax_price"]["amount"]) == (7.5, 50)
    assert [each["name"] for each in coffee["categories"]] == ["Coffee"]
    assert [each["name"] for each in coffee["options"]] == ["Grind"]
    assert sum(each["stock_quantity"] for each in coffee["skus"]) == coffee["quantity"] > 0


def test_a_shop_sells_things_of_every_type(shop: Shop) -> None:
    rows = ask(shop, "listProducts", query={"per_page": 60})

    assert {each["type"] for each in rows} == {
        "product",
        "service",
        "group_products",
        "codes",
        "digital",
        "food",
        "donating",
        "booking",
    }


def test_a_product_is_made_read_changed_and_deleted(shop: Shop) -> None:
    made = make(shop, sku="TEA-1", images=[{"original": "https://a.example/tea.png"}])

    assert product(shop, made["id"]) == made
    assert (made["status"], made["quantity"]) == ("sale", 3)
    assert made["main_image"] == "https://a.example/tea.png"
    changed = ask(shop, "updateProduct", {"price": 25}, product=made["id"])
    moved = {"price", "taxed_price", "pre_tax_price", "tax", "regular_price", "updated_at"}
    assert {each for each in made if made[each] != changed[each]} == moved - {"updated_at"}
    assert ask(shop, "deleteProductBySKU", sku="TEA-1")["code"] == 202
    assert refusal(shop, "productDetails", product=made["id"])["code"] == 404
    assert names(shop) == [
        "product.created",
        "product.updated",
        "product.price.updated",
        "product.deleted",
    ]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"keyword": "honey"}, [HONEY_ID]),
        ({"keyword": "QHWA"}, [COFFEE_ID]),
        ({"category": "1310000002"}, [COFFEE_ID]),
        ({"status": "hidden"}, []),
        ({"status": "sale", "keyword": "قهوة"}, [COFFEE_ID]),
    ],
)
def test_a_list_holds_what_is_asked_for(shop: Shop, query: Any, found: list[int]) -> None:
    assert [each["id"] for each in ask(shop, "listProducts", query=query)] == found


def test_a_light_list_tells_little(shop: Shop) -> None:
    (row,) = ask(shop, "listProducts", query={"format": "light", "keyword": "honey"})

    assert "skus" not in row
    assert row["price"] == {"amount": 239, "currency": "SAR"}


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"sku": "QHWA0250"}, "sku"),
        ({"gtin": "123"}, "gtin"),
        ({"product_type": "service", "gtin": "12345678"}, "gtin"),
        ({"calories": "100"}, "calories"),
        ({"with_tax": False}, "tax_reason_code"),
        ({"sale_price": 21}, "sale_price"),
        ({"brand_id": 7}, "brand_id"),
        ({"categories": [7]}, "categories.0"),
        ({"tags": [7]}, "tags.0"),
        ({"consisted_products": [{"id": 7, "quantity": 1}]}, "consisted_products.0.id"),
        ({"videos": [{"url": "https://a.example/film"}]}, "video_url"),
    ],
)
def test_what_a_product_cannot_be_is_refused_by_its_field(
    shop: Shop, sent: Any, field: str
) -> None:
    body = {"name": "Tea", "price": 20, "product_type": "product", **sent}

    assert list(refusal(shop, "createProduct", body)["fields"]) == [field]
    assert names(shop) == []


def test_a_type_is_for_good(shop: Shop) -> None:
    refused = refusal(shop, "updateProduct", {"product_type": "food"}, product=HONEY_ID)

    assert list(refused["fields"]) == ["product_type"]


def test_a_sale_lasts_until_the_end_of_its_last_day(shop: Shop) -> None:
    sale = {"sale_price": 15, "sale_start": "2026-03-02", "sale_end": "2026-03-03"}
    made = make(shop, **sale)

    prices = []
    for _ in range(4):
        prices.append(product(shop, made["id"])["price"]["amount"])
        shop.advance(timedelta(days=1))

    assert prices == [20, 15, 15, 20]


def test_a_text_in_english_leaves_the_arabic_one_as_it_is(shop: Shop) -> None:
    path = {"product": str(HONEY_ID)}

    call(shop, "updateProduct", path, body={"name": "Mountain honey"}, language="en")

    told = [call(shop, "productDetails", path, language=each)[1]["data"] for each in ("en", "ar")]
    assert [each["name"] for each in told] == ["Mountain honey", "عسل السمرة"]


def test_a_product_without_any_is_out_until_there_is_some(shop: Shop) -> None:
    made = make(shop, quantity=0)

    assert made["status"] == "out"
    assert refusal(shop, "changeProductStatus", {"status": "sale"}, product=made["id"])
    assert ask(shop, "updateProduct", {"quantity": 2}, product=made["id"])["status"] == "sale"


def test_a_status_is_changed_and_told(shop: Shop) -> None:
    ask(shop, "changeProductStatus", {"status": "hidden"}, product=HONEY_ID)

    assert product(shop, HONEY_ID)["status"] == "hidden"
    assert names(shop) == ["product.updated", "product.status.updated"]
    assert shop.events[-1].data["id"] == HONEY_ID


def test_prices_are_set_by_sku_and_in_bulk(shop: Shop) -> None:
    one = ask(shop, "updateProductPriceBySKU", {"price": 60}, sku="QHWA0250")
    ask(
        shop,
        "updateBulkProductPrices",
        {"products": [{"id": HONEY_ID, "price": 240, "sale_price": 200, "cost_price": 100}]},
    )

    honey = product(shop, HONEY_ID)
    assert one["regular_price"]["amount"] == 60
    assert (honey["price"]["amount"], honey["cost_price"]) == (200, "100.00")


def test_a_bulk_of_prices_with_a_wrong_one_changes_nothing(shop: Shop) -> None:
    rows = [{"id": HONEY_ID, "price": 1}, {"id": 7, "price": 1}]

    refused = refusal(shop, "updateBulkProductPrices", {"products": rows})

    assert list(refused["fields"]) == ["products.1.id"]
    assert product(shop, HONEY_ID)["price"]["amount"] == 239
