"""Abandoned carts: what is listed and what is shown."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from mock_server.commerce import shopper
from mock_server.engine.errors import Invalid, NotFound, Problem
from mock_server.engine.shop import Shop
from mock_server.spec.validators import Violation
from tests.helpers import NOON, call, error_of, left_cart, make_shop, story
from tests.platforms.tjar.samples import GUESTS, SARAS, details, listed

_CART = {
    "id": type(None),
    "identifier": str,
    "store_id": str,
    "session_id": str,
    "url": str,
    "cart_id": type(None),
    "order_id": type(None),
    "phase": str,
    "customer": {"id": int, "name": str, "email": str, "mobile": str, "avatar": str},
    "city_id": int,
    "products_count": int,
    "reminders_count": int,
    "cart_total": int,
    "cart_total_string": str,
    "whatsapp_message": str,
    "created_at": str,
    "updated_at": str,
    "last_activity": str,
    "source": str,
}
_PRODUCT = {
    "id": int,
    "name": str,
    "name_ar": str,
    "price": int,
    "qty": int,
    "subtotal": int,
    "image": str,
    "sku": str,
}
"""Keys and JSON types of the documentation's sample cart."""


def types_of(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: types_of(part) for name, part in value.items()}
    return [types_of(part) for part in value] if isinstance(value, list) else type(value)


def test_the_list_has_pages_of_carts_without_their_products(shop: Shop) -> None:
    status, body = call(shop, "listAbandonedCarts", query={"page": 2, "per_page": 1})

    assert (status, body["status"]) == (200, "success")
    assert body["message"] == "Abandoned carts retrieved successfully"
    assert types_of(body["data"]["carts"]) == [_CART]
    assert body["data"]["pagination"] == {
        "total": 2,
        "count": 1,
        "per_page": 1,
        "current_page": 2,
        "last_page": 2,
    }


def test_details_have_every_field_of_the_documentations_sample(shop: Shop) -> None:
    status, body = call(shop, "getAbandonedCart", SARAS)

    assert (status, body["status"]) == (200, "success")
    assert body["message"] == "Abandoned cart retrieved successfully"
    coffee = {**_PRODUCT, "price": float}
    assert types_of(body["data"]) == {**_CART, "products": [_PRODUCT, coffee]}


@pytest.fixture
def one_coffee() -> Shop:
    return make_shop("tjar", told=story(*left_cart("c", "sara", timedelta(minutes=9), "coffee")))


def test_a_cart_says_the_same_total_in_all_its_words(one_coffee: Shop) -> None:
    cart = details(one_coffee, SARAS)

    assert cart["cart_total"] == sum(line["subtotal"] for line in cart["products"]) == 57.5
    assert cart["cart_total_string"] == "57.50 <sar></sar>"
    assert cart["whatsapp_message"] == (
        "Hello سارة الحربي, your cart of 57.50 <sar></sar> is waiting for you: "
        "https://alwaha.example/checkout/fromBasket/1"
    )


def test_the_words_of_a_cart_follow_the_language(one_coffee: Shop) -> None:
    english, arabic = details(one_coffee, SARAS), details(one_coffee, SARAS, "ar")

    assert english["last_activity"] == "9 minutes ago"
    assert arabic["last_activity"] == "منذ 9 دقائق"
    assert arabic["whatsapp_message"].startswith("مرحبًا سارة الحربي، سلتك بقيمة 57.50")
    differing = {name for name in english if english[name] != arabic[name]}
    assert differing == {"last_activity", "whatsapp_message"}


def test_lines_are_counted_and_pieces_are_multiplied(shop: Shop) -> None:
    cart = details(shop, SARAS)

    coffee = cart["products"][1]
    assert (cart["products_count"], cart["cart_total"]) == (2, 354)
    assert (coffee["price"], coffee["qty"], coffee["subtotal"]) == (57.5, 2, 115)
    assert (coffee["name"], coffee["name_ar"]) == ("Khawlani coffee", "قهوة خولانية")


def test_a_coupon_leaves_the_total_the_sum_of_the_subtotals(shop: Shop) -> None:
    shopper.apply_coupon(shop, "saras", "WELCOME10")

    assert details(shop, SARAS)["cart_total"] == 354


def test_a_known_customer_is_reached_in_digits(shop: Shop) -> None:
    cart = details(shop, SARAS)

    assert cart["customer"]["email"] == "sara@example.com"
    assert cart["customer"]["mobile"] == "966501234567"
    assert cart["city_id"] == 71


def test_a_guest_has_a_made_up_name_and_address_and_no_number(shop: Shop) -> None:
    cart = details(shop, GUESTS)

    opened = int((NOON - timedelta(minutes=9)).timestamp())
    assert cart["customer"]["name"] == "Guest"
    assert cart["customer"]["email"] == f"guest{opened}@mail.com"
    assert cart["customer"]["mobile"] is None
    assert cart["city_id"] is None


def test_dates_are_in_the_time_of_the_store(shop: Shop) -> None:
    assert details(shop, SARAS)["created_at"] == "2026-03-01 14:40:00"


def test_the_newest_cart_comes_first(shop: Shop) -> None:
    assert listed(shop) == ["2", "1"]


def test_carts_are_filtered_by_their_number_of_lines(shop: Shop) -> None:
    assert listed(shop, products_count=2) == ["1"]
    assert listed(shop, products_count=1) == ["2"]
    assert listed(shop, products_count=0) == []


def test_both_days_of_a_span_are_in_it_and_count_in_store_time() -> None:
    just_after_midnight = datetime.fromisoformat("2026-02-28T21:30:00+00:00")
    steps = [
        *left_cart("old", "sara", NOON - just_after_midnight + timedelta(hours=1), "honey"),
        *left_cart("new", "fahad", NOON - just_after_midnight, "honey"),
    ]
    shop = make_shop("tjar", told=story(*steps))

    assert listed(shop, date_from="2026-03-01") == ["2"]
    assert listed(shop, date_to="2026-02-28") == ["1"]
    assert listed(shop, date_from="2026-02-28", date_to="2026-03-01") == ["2", "1"]
    assert listed(shop, date_from="2026-03-02", date_to="2026-02-01") == []


def test_a_page_beyond_the_last_is_empty(shop: Shop) -> None:
    assert listed(shop, page=7) == []


def test_a_cart_that_is_not_there_is_not_found(shop: Shop) -> None:
    with pytest.raises(NotFound) as caught:
        call(shop, "getAbandonedCart", {"identifier": "99"})

    body = error_of(shop, caught.value, "getAbandonedCart")
    assert body == {"status": "error", "message": "The abandoned cart was not found", "data": None}


def test_a_list_that_asks_for_too_much_is_refused_in_both_languages(shop: Shop) -> None:
    too_much = Violation(("per_page",), "maximum", 100, "500 is greater than 100")
    error = Invalid([Problem("query", too_much)])

    english = error_of(shop, error, "listAbandonedCarts")
    arabic = error_of(shop, error, "listAbandonedCarts", "ar")
    assert english["errors"] == {"per_page": ["The per_page must not be greater than 100."]}
    assert arabic["errors"] == {"per_page": ["يجب ألا تزيد قيمة per_page عن 100."]}


def test_two_shops_of_one_story_hold_the_same_carts(shop: Shop) -> None:
    steps = [
        *left_cart("saras", "sara", timedelta(minutes=20), "honey", "coffee", "coffee"),
        *left_cart("guests", None, timedelta(minutes=9), "coffee"),
    ]
    twin = make_shop("tjar", told=story(*steps))

    assert twin.store.all("abandoned_cart") == shop.store.all("abandoned_cart")
