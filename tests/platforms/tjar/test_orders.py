"""Orders at Tjar: listed with filters, made for a customer, refused by the field that is wrong."""

from datetime import timedelta
from typing import Any

import pytest

from mock_server.commerce.vocabulary import Step
from mock_server.engine.shop import Shop
from tests.helpers import call, left_cart, make_shop, story

from .selling import (
    ADDRESS,
    COFFEE,
    FAHAD,
    FIRST_ORDER,
    HONEY,
    ask,
    assert_adds_up,
    order,
    refused,
)


@pytest.fixture
def shop() -> Shop:
    return make_shop("tjar")


def ids(shop: Shop, **query: Any) -> list[int]:
    return [each["id"] for each in ask(shop, "listOrders", per_page=100, **query)["orders"]]


def test_an_order_says_who_what_where_and_how_much(shop: Shop) -> None:
    made = ask(shop, "createOrder", order((HONEY, 2), (COFFEE, 1), note="بدون كيس"))

    assert made["id"] == made["identifier"] == FIRST_ORDER
    assert made["order_id"] == f"26{FIRST_ORDER:04}"
    assert (made["name"], made["phone"]) == ("سارة الحربي", "966501234567")
    assert made["full_address"] == "شارع التحلية 5, Jeddah, Makkah, Saudi Arabia, 21442"
    assert made["status"] == {
        "value": "Pending",
        "label": {"ar": "قيد الانتظار", "en": "Pending"},
        "color": "warning",
    }
    assert (made["payment_status"]["value"], made["transaction_id"]) == ("pending", None)
    assert made["payment_gateway"]["value"] == "tjar-pay"
    assert (made["total_amount"], made["formatted_total_amount"]) == (
        555.5,
        "555.50 <sar></sar>",
    )
    assert made["notes"] == "بدون كيس"
    assert_adds_up(made)
    assert ask(shop, "getOrder", of=made["id"]) == made


def test_an_order_is_arabic_unless_asked(shop: Shop) -> None:
    made = ask(shop, "createOrder", order((COFFEE, 1)))

    _, body = call(shop, "getOrder", {"identifier": str(made["id"])}, language="ar")

    (line,) = body["data"]["order_details"]
    assert (body["message"], body["data"]["country"]) == (
        "هذا هو الطلب",
        "المملكة العربية السعودية",
    )
    assert (line["name"], line["type_label"]) == ("قهوة خولانية", "منتج مادي")
    assert line["options"]["used_categories"]["category"] == [{"id": 2, "label": "قهوة"}]


def test_a_gift_goes_to_somebody_else(shop: Shop) -> None:
    receiver = {
        "user_id": FAHAD,
        "different_recipient": 1,
        "user_recipient_name": "هند",
        "user_mobile_recipient": "966500000007",
    }

    made = ask(shop, "createOrder", {**order((COFFEE, 1)), "customer": receiver})

    assert (made["name"], made["phone"], made["email"]) == ("هند", "966500000007", "")
    assert made["customer"]["id"] == FAHAD
    del receiver["user_mobile_recipient"]
    wrong = refused(shop, "createOrder", {**order((COFFEE, 1)), "customer": receiver})
    assert list(wrong["errors"]) == ["customer.user_mobile_recipient"]


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        (order((COFFEE, 1), customer=99), "customer.user_id"),
        (order((99, 1)), "products.0.id"),
        (order((COFFEE, 1), (HONEY, 11)), "products.1.quantity"),
        (order((COFFEE, 1), coupon="NOTHING"), "coupon"),
        (order((COFFEE, 1), coupon="EID50"), "coupon"),
        (order((COFFEE, 1), shipping_address=None), "shipping_address"),
        (
            order((COFFEE, 1), shipping_address={**ADDRESS, "city_id": 99}),
            "shipping_address.city_id",
        ),
        (
            order((COFFEE, 1), shipping_address={**ADDRESS, "country_id": 2}),
            "shipping_address.country_id",
        ),
        (
            order((COFFEE, 1), shipping_address={**ADDRESS, "shipping_id": 4}),
            "shipping_address.shipping_id",
        ),
        (
            order((COFFEE, 1), shipping_address={"city_id": 71, "shipping_id": 1}),
            "shipping_address.address",
        ),
    ],
)
def test_an_order_that_cannot_be_is_refused_by_its_field(
    shop: Shop, sent: dict[str, Any], field: str
) -> None:
    assert list(refused(shop, "createOrder", sent)["errors"]) == [field]
    assert shop.events == []


def test_what_is_chosen_with_a_product_costs_what_the_product_says(shop: Shop) -> None:
    sent = order((COFFEE, 2))
    sent["products"][0]["product_options"] = [{"name": "Grind", "value": "Ground", "cost": 0}]

    made = ask(shop, "createOrder", sent)

    options = made["order_details"][0]["options"]
    assert options["product_options"] == [
        {"label": "الطحن", "value": "Ground", "type": "radio", "cost": 5}
    ]
    assert made["total_amount"] == 2 * (57.5 + 5) + 20
    assert_adds_up(made)


@pytest.mark.parametrize(
    ("chosen", "field"),
    [
        ([{"name": "Size", "value": "XL"}], "products.0.product_options.0.name"),
        ([{"name": "Grind", "value": "Fine"}], "products.0.product_options.0.value"),
        ([{"name": "Grind", "value": "Beans"}] * 2, "products.0.product_options.1.name"),
    ],
)
def test_what_cannot_be_chosen_is_refused(shop: Shop, chosen: list[Any], field: str) -> None:
    sent = order((COFFEE, 1))
    sent["products"][0]["product_options"] = chosen

    assert list(refused(shop, "createOrder", sent)["errors"]) == [field]


def test_a_variant_is_named_by_its_id_or_its_colour_and_size(shop: Shop) -> None:
    variants = [{"color": "أحمر", "size": "M", "stock": 1, "additional_price": 7}, {"size": "L"}]
    names = {"name_ar": "ثوب", "name_en": "Robe", "price": 100, "sale_price": 90}
    robe = ask(shop, "createProduct", {**names, "variants": variants})
    sent = order((robe["id"], 1))

    assert list(refused(shop, "createOrder", sent)["errors"]) == ["products.0.variant_id"]
    sent["products"][0] |= {"color_name": "أحمر", "size_name": "M"}
    made = ask(shop, "createOrder", sent)
    sold_out = refused(shop, "createOrder", sent)

    (line,) = made["order_details"]
    assert (line["price"], line["discount"], line["subtotal"]) == (107, 10, 97)
    assert line["options"]["variant_id"] == robe["variants"][0]["id"]
    assert list(sold_out["errors"]) == ["products.0.quantity"]


def test_a_filter_leaves_out_what_it_does_not_mean(shop: Shop) -> None:
    ask(shop, "createOrder", order((COFFEE, 1), customer=FAHAD))
    everything = ids(shop)

    assert everything == sorted(everything, reverse=True)
    assert len(everything) == FIRST_ORDER
    assert ids(shop, date_from="2026-03-01") == [FIRST_ORDER]
    assert ids(shop, date_to="2026-02-28") == everything[1:]
    assert ids(shop, search=f"26{FIRST_ORDER:04}") == [FIRST_ORDER]
    assert FIRST_ORDER in ids(shop, search="FAHAD@")
    refunded = ask(shop, "listOrders", status="Refunded")["orders"]
    assert {each["status"]["value"] for each in refunded} == {"Refunded"}
    assert {each["payment_status"]["value"] for each in refunded} == {"refunded"}
    assert set(ids(shop, payment_status="refunded")) == {each["id"] for each in refunded}


def test_a_store_begins_with_orders_in_every_status_that_add_up() -> None:
    steps = [*left_cart("bought", "sara", timedelta(days=4), "honey", "coffee")]
    coupon = Step(timedelta(days=4), "bought", "coupon", {"code": "EID50"})
    paid = Step(timedelta(days=3), "bought", "pay")
    shop = make_shop("tjar", told=story(*steps[:-1], coupon, paid))

    orders = ask(shop, "listOrders", per_page=100)["orders"]

    statuses = [each["value"] for each in ask(shop, "listOrderStatuses")]
    assert {each["status"]["value"] for each in orders} == set(statuses)
    for each in orders:
        assert_adds_up(each)
    newest = orders[0]
    assert (newest["id"], newest["coupon"], newest["coupon_discounted"]) == (11, "EID50", 50)
    cart = ask(shop, "getAbandonedCart", of=1)
    assert (cart["phase"], cart["order_id"]) == ("completed", newest["id"])


def test_a_guest_of_a_story_is_the_same_on_cart_and_order() -> None:
    paid = Step(timedelta(days=3), "guest", "pay")
    shop = make_shop(
        "tjar", told=story(*left_cart("guest", None, timedelta(days=4), "honey"), paid)
    )

    cart = ask(shop, "getAbandonedCart", of=1)

    assert cart["customer"]["name"] == "Guest"
    assert ask(shop, "getOrder", of=cart["order_id"])["customer"] == cart["customer"]


def test_an_order_that_is_not_there_is_not_found(shop: Shop) -> None:
    for operation in ("getOrder", "changeOrderStatus"):
        answer = refused(shop, operation, {"status": "Processing"}, of=999)
        assert answer["message"] == "The order was not found"
