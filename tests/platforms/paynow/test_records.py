"""The records behind the settings: store, catalogue, customers, orders."""

from typing import Any

from mock_server.commerce import shopper
from mock_server.engine.shop import Shop
from mock_server.platforms.paynow.flakes import DEMO_STORE, store_id
from tests.helpers import make_shop
from tests.platforms.paynow.samples import buy_cart, leave_cart


def test_the_demo_shop_is_the_store_of_the_reference_page() -> None:
    demo = make_shop("paynow", name="demo")

    assert store_id(demo) == DEMO_STORE
    assert demo.store.get("store", DEMO_STORE)["name"] == "Al Waha Store"
    assert [each["id"] for each in demo.store.all("tag")] == [
        "411486491630370817",
        "411486491630370819",
    ]
    assert [each["id"] for each in demo.store.all("product")] == [
        "411486491630370818",
        "411486491630370820",
    ]


def test_every_other_shop_has_a_store_id_of_its_own_that_stays() -> None:
    ids = [store_id(make_shop("paynow", name=name)) for name in ("a", "b", "a")]

    assert ids[0] == ids[2]
    assert len({*ids, DEMO_STORE}) == 3
    assert all(len(each) == 18 and each.isdigit() for each in ids)


def test_a_product_has_the_tag_of_its_category(shop: Shop) -> None:
    honey = shop.store.all("product")[0]

    tag = shop.store.get("tag", honey["_tags"][0])
    assert (honey["name"], honey["price"]) == ("AlSamra honey", 23900)
    assert (tag["name"], tag["slug"]) == ("Honey", "honey")


def test_a_shopper_is_a_customer_once_known_and_stays_the_same_one(shop: Shop) -> None:
    leave_cart(shop, "first", None, "honey")
    unknown = shop.store.all("checkout")[0]["customer_id"]
    shopper.set_contact(shop, "first", "sara")
    leave_cart(shop, "second", "sara", "coffee")

    first, second = (each["customer_id"] for each in shop.store.all("checkout"))
    assert unknown is None
    assert first == second
    assert shop.store.get("customer", first)["name"] == "Sara Al-Harbi"


def test_the_amounts_of_an_order_add_up(shop: Shop) -> None:
    leave_cart(shop, "first", "sara", "honey", "coffee", "coffee")
    shopper.apply_coupon(shop, "first", "WELCOME10")
    shopper.pay(shop, "first")

    order = shop.store.all("order")[0]
    assert (
        order["subtotal_amount"] + order["tax_amount"] - order["discount_amount"]
        == (order["total_amount"])
    )
    for name in ("subtotal", "tax", "discount", "total"):
        assert order[f"{name}_amount"] == sum(_amounts(order, f"{name}_amount"))
    assert order["applied_coupons"][0]["usage_amount"] == order["discount_amount"] == 3540
    assert shop.store.get("coupon", order["coupon_id"])["code"] == "WELCOME10"


def test_a_guest_may_buy_and_is_a_customer_without_a_name(shop: Shop) -> None:
    buy_cart(shop, "first", None, "honey")

    order = shop.store.all("order")[0]
    assert shop.store.get("customer", order["customer_id"])["name"] is None
    assert order["customer"]["id"] == order["customer_id"]


def test_no_two_records_share_an_id(shop: Shop) -> None:
    buy_cart(shop, "first", "sara", "honey", "coffee")
    leave_cart(shop, "second", "fahad", "honey")

    kinds = ("store", "tag", "product", "coupon", "customer", "checkout", "order")
    ids = [each["id"] for kind in kinds for each in shop.store.all(kind)]
    assert len(set(ids)) == len(ids)


def _amounts(order: Any, name: str) -> list[int]:
    return [line[name] for line in order["lines"]]
