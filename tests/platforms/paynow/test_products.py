"""Products."""

from datetime import timedelta
from typing import Any

import pytest

from mock_server.engine.shop import Shop
from tests.platforms.paynow.asking import ask, fault, refusal
from tests.platforms.paynow.samples import buy_cart

LIMIT = {"enabled": True, "quantity": 3, "time_scale": "day", "time_value": 1}
LIMIT["include_trials"] = False


def test_a_product_is_made_read_changed_and_deleted(shop: Shop) -> None:
    honey = ask(shop, "listProducts")[0]
    made = ask(shop, "createProduct", {"name": "Ajwa", "tags": [honey["tags"][0]["id"]]})

    assert (made["slug"], made["price"], made["sort_order"]) == ("ajwa", 0, 3)
    assert made["tags"] == honey["tags"]
    changed = ask(shop, "updateProduct", {"price": 900}, productId=made["id"])
    different = {name for name in made if made[name] != changed[name]}
    assert different == {"price", "version_id", "updated_at", "updated_by"}
    assert ask(shop, "deleteProduct", productId=made["id"]) is None
    assert refusal(shop, "getProduct", productId=made["id"])["status"] == 404


def test_a_list_has_only_what_is_named(shop: Shop) -> None:
    honey, coffee = ask(shop, "listProducts")

    assert ask(shop, "listProducts", query={"slug": ["coffee", "tea"]}) == [coffee]
    assert ask(shop, "listProducts", query={"product_id": [honey["id"]]}) == [honey]


def test_what_is_named_comes_first(shop: Shop) -> None:
    honey, coffee = (each["id"] for each in ask(shop, "listProducts"))

    ask(shop, "updateProductSortOrder", {"product_ids": [coffee]})

    assert [each["id"] for each in ask(shop, "listProducts")] == [coffee, honey]
    told = refusal(shop, "updateProductSortOrder", {"product_ids": [honey, "1"]})
    assert fault(told) == (400, "product_ids.1", "exists")


def test_a_product_shows_its_tags_as_they_are_now(shop: Shop) -> None:
    honey, _ = ask(shop, "listProducts")
    tag = honey["tags"][0]["id"]

    ask(shop, "updateTag", {"name": "Raw honey"}, tagId=tag)
    renamed = ask(shop, "getProduct", productId=honey["id"])["tags"][0]["name"]
    ask(shop, "deleteTag", tagId=tag)

    assert renamed == "Raw honey"
    assert ask(shop, "getProduct", productId=honey["id"])["tags"] == []


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ({"slug": "honey"}, ("slug", "unique")),
        ({"tags": ["1"]}, ("tags.0", "exists")),
        ({"required_product_ids": ["1"]}, ("required_product_ids.0", "exists")),
        ({"allow_subscription": True}, ("subscription_interval_value", "minimum")),
    ],
)
def test_a_product_that_cannot_be_is_refused(shop: Shop, body: Any, told: Any) -> None:
    assert fault(refusal(shop, "createProduct", {"name": "Ajwa", **body})) == (400, *told)


def test_stock_goes_down_with_each_sale_and_comes_back_with_time(shop: Shop) -> None:
    honey = ask(shop, "listProducts")[0]["id"]
    ask(shop, "updateProduct", {"store_stock_limit": LIMIT}, productId=honey)
    buy_cart(shop, "first", "sara", "honey", "honey")

    left = ask(shop, "getProduct", productId=honey)["stock_available"]

    shop.advance(timedelta(days=1))

    assert left == {"store_available": 1, "customer_available": 1}
    later = ask(shop, "getProduct", productId=honey)["stock_available"]
    assert later["store_available"] == 3


def test_an_order_keeps_the_version_that_was_bought(shop: Shop) -> None:
    honey = ask(shop, "listProducts")[0]
    buy_cart(shop, "first", "sara", "honey")

    changed = ask(shop, "updateProduct", {"label": "New"}, productId=honey["id"])

    line = shop.store.all("order")[0]["lines"][0]
    assert line["product_version_id"] == honey["version_id"] != changed["version_id"]
