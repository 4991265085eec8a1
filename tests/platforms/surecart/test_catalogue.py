"""Products and their prices."""

from datetime import timedelta
from typing import Any

import pytest

from mock_server.engine.errors import NotFound
from mock_server.engine.shop import Shop
from tests.helpers import call
from tests.platforms.surecart.steps import broken, buy, events_of, found, made, refused


@pytest.fixture
def dates(shop: Shop) -> dict[str, Any]:
    """A product with two prices."""
    prices = [{"amount": 4000}, {"amount": 7000, "name": "كيسان"}]
    return made(shop, "product", name="تمر سكري", sku="TMR", prices=prices, stock_enabled="1")


def test_a_product_is_made_with_its_prices(shop: Shop, dates: dict[str, Any]) -> None:
    prices = call(shop, "listPrices", query={"product_ids[]": [dates["id"]]})[1]["data"]

    assert (dates["slug"], dates["status"], dates["stock_enabled"]) == ("تمر-سكري", "draft", True)
    assert dates["metrics"] == {
        "currency": "sar",
        "max_price_amount": 7000,
        "min_price_amount": 4000,
        "prices_count": 2,
    }
    assert sorted(each["amount"] for each in prices) == [4000, 7000]
    assert {each["type"] for each in events_of(shop)} == {"product.created", "price.created"}


def test_a_change_of_one_field_changes_no_other(shop: Shop, dates: dict[str, Any]) -> None:
    shop.advance(timedelta(seconds=9))

    body = {"product": {"featured": 1, "slug": dates["slug"], "metrics": {}}}
    after = call(shop, "updateProduct", {"id": dates["id"]}, body=body)[1]

    assert after == {**dates, "featured": True, "updated_at": dates["updated_at"] + 9}
    assert events_of(shop)[0]["data"]["object"] == after


def test_an_archived_product_says_since_when(shop: Shop, dates: dict[str, Any]) -> None:
    path, body = {"id": dates["id"]}, {"product": {"archived": True}}
    archived = call(shop, "updateProduct", path, body=body)[1]
    again = call(shop, "updateProduct", path, body={"product": {"archived": "false"}})[1]

    assert archived["archived_at"] == archived["updated_at"]
    assert (again["archived"], again["archived_at"]) == (False, None)


def test_the_stock_moves_by_adjustments_and_is_never_negative(
    shop: Shop, dates: dict[str, Any]
) -> None:
    path = {"id": dates["id"]}
    after = call(shop, "updateProduct", path, body={"product": {"stock_adjustment": 5}})[1]

    told = refused(shop, "updateProduct", dates["id"], {"product": {"stock_adjustment": -6}})

    assert (after["stock"], after["available_stock"]) == (5, 5)
    assert events_of(shop)[0]["type"] == "product.stock_adjusted"
    assert broken(told) == [("stock_adjustment", "outside_range")]


@pytest.mark.parametrize(
    ("query", "finds"),
    [
        ({"query": "سكري"}, True),
        ({"query": "عسل"}, False),
        ({"status[]": ["draft"]}, True),
        ({"status[]": ["published"]}, False),
        ({"archived": "0"}, True),
        ({"archived": "1"}, False),
        ({"featured": "true"}, False),
        ({"recurring": "false"}, True),
        ({"ad_hoc": "1"}, False),
        ({"downloadable": "1"}, False),
        ({"shipping_enabled": "1"}, True),
        ({"product_collection_ids[]": ["x"]}, False),
        ({"product_group_ids[]": ["x"]}, False),
        ({"shipping_profile_ids[]": ["x"]}, False),
    ],
)
def test_filters_choose_products(
    shop: Shop, dates: dict[str, Any], query: dict[str, Any], finds: bool
) -> None:
    assert (dates["id"] in found(shop, "listProducts", **query)) is finds


def test_products_are_sorted_by_name(shop: Shop, dates: dict[str, Any]) -> None:
    rows = call(shop, "listProducts", query={"sort": "name:asc"})[1]["data"]

    assert [each["name"] for each in rows] == sorted(each["name"] for each in rows)


def test_a_duplicate_is_a_draft_with_prices_of_its_own(shop: Shop, dates: dict[str, Any]) -> None:
    twin = call(shop, "duplicateProduct", {"id": dates["id"]})[1]

    assert twin["id"] != dates["id"]
    assert (twin["slug"], twin["metrics"]) == (f"{dates['slug']}-2", dates["metrics"])
    assert len(found(shop, "listPrices", **{"product_ids[]": [twin["id"]]})) == 2


def test_a_slug_is_one_of_its_kind(shop: Shop, dates: dict[str, Any]) -> None:
    told = refused(shop, "createProduct", body={"product": {"name": "x", "slug": dates["slug"]}})

    assert broken(told) == [("slug", "taken")]


def test_a_price_is_changed_and_its_product_shows_it(shop: Shop, dates: dict[str, Any]) -> None:
    (key,) = found(shop, "listPrices", **{"product_ids[]": [dates["id"]]})[:1]
    body = {"price": {"amount": 9000, "scratch_amount": 9500}}

    price = call(shop, "updatePrice", {"id": key}, body=body)[1]

    product = call(shop, "retrieveProduct", {"id": dates["id"]})[1]
    assert (price["amount"], price["full_amount"], price["product"]) == (9000, 9000, dates["id"])
    assert product["metrics"]["max_price_amount"] == 9000


RULES: list[tuple[dict[str, Any], tuple[str, str]]] = [
    ({}, ("amount", "blank")),
    ({"amount": 1, "currency": "usd"}, ("currency", "currency_mismatch")),
    ({"amount": 500, "scratch_amount": 500}, ("scratch_amount", "greater_than")),
    (
        {"ad_hoc": True, "ad_hoc_min_amount": 10, "ad_hoc_max_amount": 9},
        ("ad_hoc_max_amount", "greater_than_or_equal_to"),
    ),
    (
        {"amount": 1, "recurring_interval": "month", "recurring_interval_count": 13},
        ("recurring_interval", "max_interval"),
    ),
    ({"amount": 1, "product": "nothing"}, ("product", "not_found")),
]


@pytest.mark.parametrize(("fields", "rule"), RULES)
def test_a_price_keeps_the_rules(
    shop: Shop, dates: dict[str, Any], fields: dict[str, Any], rule: tuple[str, str]
) -> None:
    told = refused(shop, "createPrice", body={"price": {"product": dates["id"], **fields}})

    assert (told["code"], broken(told)) == ("price.invalid", [rule])


def test_a_subscription_price_makes_the_product_recurring(
    shop: Shop, dates: dict[str, Any]
) -> None:
    price = made(shop, "price", product=dates["id"], amount=3000, recurring_interval="month")
    twin = call(shop, "duplicatePrice", {"id": price["id"]})[1]

    assert twin["recurring_interval"] == "month"
    assert dates["id"] in found(shop, "listProducts", recurring="1")


def test_what_was_bought_still_shows_a_product_that_was_removed(shop: Shop) -> None:
    buy(shop, "b")
    names = ["line_items", "line_item.price", "price.product"]
    query = {"expand[]": names}
    checkout = call(shop, "listCheckouts")[1]["data"][0]["id"]
    before = call(shop, "retrieveCheckout", {"id": checkout}, query)[1]
    product = before["line_items"]["data"][0]["price"]["product"]["id"]

    gone = call(shop, "deleteProduct", {"id": product})[1]

    after = call(shop, "retrieveCheckout", {"id": checkout}, query)[1]
    assert gone == {"id": product, "object": "product", "deleted": True}
    assert after["line_items"]["data"][0]["price"]["product"]["discarded_at"] is not None
    assert product not in found(shop, "listProducts")
    assert found(shop, "listPrices", **{"product_ids[]": [product]}) == []
    with pytest.raises(NotFound):
        call(shop, "retrieveProduct", {"id": product})
    assert events_of(shop)[0]["type"] == "product.deleted"
