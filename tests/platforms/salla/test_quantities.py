"""Quantities in bulk, by SKU and by branch, and the notes of who changed them."""

from typing import Any

import pytest

from mock_server.engine.shop import Shop
from tests.helpers import make_shop

from .goods import COFFEE_ID, HONEY_ID, ask, names, product, refusal


@pytest.fixture
def shop() -> Shop:
    return make_shop("salla")


def bulk(shop: Shop, **row: Any) -> Any:
    usual = {"identifer_type": "id", "identifer": str(HONEY_ID), "quantity": 5}
    return ask(shop, "updateBulkQuantities", {"products": [{**usual, **row}]})


def test_a_row_for_each_product_or_for_each_of_its_variants(shop: Shop) -> None:
    rows = ask(shop, "listProductQuantities", query={"per_page": 60})

    assert [each["variant"] for each in rows if each["id"] == COFFEE_ID] == [
        "Whole beans",
        "Ground",
    ]
    assert [each["variant"] for each in rows if each["id"] == HONEY_ID] == [None]


@pytest.mark.parametrize(
    ("row", "quantity"),
    [
        ({}, 5),
        ({"mode": "overwrite"}, 5),
        ({"mode": "increment"}, 15),
        ({"mode": "decrement"}, 5),
        ({"identifer_type": "sku", "identifer": "HJRMR0500R"}, 5),
    ],
)
def test_a_quantity_is_overwritten_raised_or_lowered(
    shop: Shop, row: dict[str, Any], quantity: int
) -> None:
    ask(shop, "updateQuantity", {"quantity": 10}, product=HONEY_ID)

    assert bulk(shop, **row)["code"] == 201

    assert product(shop, HONEY_ID)["quantity"] == quantity


def test_a_variant_is_counted_and_its_product_with_it(shop: Shop) -> None:
    first, second = product(shop)["skus"]

    bulk(shop, identifer_type="variant_id", identifer=str(first["id"]), quantity=2)
    ask(shop, "updateProductVariantQuantity", {"quantity": 1}, variant=second["id"])

    assert product(shop)["quantity"] == 3


def test_a_branch_has_a_quantity_of_its_own(shop: Shop) -> None:
    bulk(shop, quantity=10)
    bulk(shop, quantity=7, branch=4711)

    rows = ask(shop, "listProductQuantities", query={"branch": 4711})
    assert next(each["quantity"] for each in rows if each["id"] == HONEY_ID) == 7
    assert product(shop, HONEY_ID)["quantity"] == 17


def test_what_never_runs_out_is_not_counted(shop: Shop) -> None:
    ask(shop, "updateQuantityBySKU", {"unlimited_quantity": True}, sku="HJRMR0500R")
    before = product(shop, HONEY_ID)

    bulk(shop, quantity=0)

    after = product(shop, HONEY_ID)
    assert (after["unlimited_quantity"], after["quantity"]) == (True, before["quantity"])
    assert after["status"] == "sale"


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ({"identifer": "7"}, "products.0.identifer"),
        ({"mode": "decrement", "quantity": 999}, "products.0.quantity"),
    ],
)
def test_a_bulk_says_which_row_is_wrong(shop: Shop, row: dict[str, Any], field: str) -> None:
    usual = {"identifer_type": "id", "identifer": str(HONEY_ID), "quantity": 5}

    refused = refusal(shop, "updateBulkQuantities", {"products": [{**usual, **row}]})

    assert list(refused["fields"]) == [field]


def test_each_change_is_noted_with_what_was_and_is_and_why(shop: Shop) -> None:
    ask(shop, "updateBulkQuantitiesBySKU", {"skus": [{"sku": "HJRMR0500R", "quantity": 10}]})
    bulk(shop, quantity=4, reason_id=525144736)

    last, first = ask(shop, "listQuantityAudit", query={"keyword": "HJRMR"})

    assert (first["new_quantity"], last["old_quantity"], last["new_quantity"]) == (10, 10, 4)
    assert (first["reason"], last["reason"]) == ("No reason", "Damaged")
    assert ask(shop, "listQuantityAudit", query={"brands[]": [7]}) == []


def test_a_merchant_hears_when_there_is_little_left_and_when_nothing_is(shop: Shop) -> None:
    bulk(shop, quantity=10)
    bulk(shop, quantity=5)
    bulk(shop, quantity=0)

    told = [name for name in names(shop) if name != "product.updated"]
    assert told == ["product.quantity.low", "product.status.updated"]
    assert product(shop, HONEY_ID)["status"] == "out"
