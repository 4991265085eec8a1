"""What a cart says at Salla, in the list and in full."""

from typing import Any

import pytest

from mock_server.engine.errors import NotFound
from mock_server.engine.shop import Shop
from tests.helpers import call, error_of
from tests.platforms.salla.telling import DETAILS, cart_of, details, listed, lived_in

NUMBER = (int, float)
MONEY = {"amount": NUMBER, "currency": str}
DATE = {"date": str, "timezone_type": int, "timezone": str}
SEED: dict[str, Any] = {
    "id": int,
    "total": MONEY,
    "subtotal": MONEY,
    "total_discount": MONEY,
    "checkout_url": str,
    "status": str,
    "age_in_minutes": int,
    "created_at": DATE,
    "updated_at": DATE,
    "customer": {
        "id": int,
        "name": str,
        "mobile": str,
        "email": str,
        "avatar": str,
        "country": str,
        "city": str,
    },
    "coupon": {
        "id": int,
        "code": str,
        "status": str,
        "type": str,
        "amount": MONEY,
        "minimum_amount": MONEY,
        "expiry_date": str,
        "created_at": DATE,
    },
    "items": [
        {
            "id": int,
            "product_id": int,
            "quantity": int,
            "weight": NUMBER,
            "amounts": {
                "price_without_tax": MONEY,
                "total_discount": MONEY,
                "tax": {"percent": str, "amount": MONEY},
                "total": MONEY,
            },
            "notes": str,
        }
    ],
}
"""The key tree of Salla's page "Abandoned Cart Details", in its order."""


def assert_is(value: Any, tree: Any, place: str = "data") -> None:
    """The value has the keys of the tree in its order, no others, and values of its types."""
    if isinstance(tree, dict):
        assert list(value) == list(tree), place
        for name, part in tree.items():
            assert_is(value[name], part, f"{place}.{name}")
    elif isinstance(tree, list):
        assert value, f"{place} is empty"
        for number, item in enumerate(value):
            assert_is(item, tree[0], f"{place}[{number}]")
    else:
        assert isinstance(value, tree), place


@pytest.mark.parametrize("basket", ["tenth", "fifty"])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_details_are_those_of_sallas_page(shop: Shop, basket: str, language: str) -> None:
    assert_is(cart_of(shop, basket, language), SEED)


@pytest.mark.parametrize("basket", ["bought", "guest", "left"])
def test_a_cart_without_a_coupon_has_null_in_its_place(shop: Shop, basket: str) -> None:
    cart = cart_of(shop, basket)

    assert cart["coupon"] is None
    assert_is({**cart, "coupon": ""}, {**SEED, "coupon": str})


def test_the_details_are_those_of_the_basket(shop: Shop) -> None:
    cart = cart_of(shop, "left")

    assert cart == {
        "id": cart["id"],
        "total": {"amount": 239, "currency": "SAR"},
        "subtotal": {"amount": 207.83, "currency": "SAR"},
        "total_discount": {"amount": 0, "currency": "SAR"},
        "checkout_url": f"https://alwaha.example/checkout/{cart['id']}",
        "status": "active",
        "age_in_minutes": 180,
        "created_at": {
            "date": "2026-03-01 12:00:00.000000",
            "timezone_type": 3,
            "timezone": "Asia/Riyadh",
        },
        "updated_at": cart["created_at"],
        "customer": {
            "id": 1000000001,
            "name": "سارة الحربي",
            "mobile": "+966501234567",
            "email": "sara@example.com",
            "avatar": "https://alwaha.example/images/avatar.png",
            "country": "السعودية",
            "city": "جدة",
        },
        "coupon": None,
        "items": [
            {
                "id": 1200000006,
                "product_id": 1300000001,
                "quantity": 1,
                "weight": 0.5,
                "amounts": {
                    "price_without_tax": {"amount": 207.83, "currency": "SAR"},
                    "total_discount": {"amount": 0, "currency": "SAR"},
                    "tax": {"percent": "15.00", "amount": {"amount": 31.17, "currency": "SAR"}},
                    "total": {"amount": 239, "currency": "SAR"},
                },
                "notes": "",
            }
        ],
    }


def test_a_row_of_the_list_is_the_cart_without_its_status(shop: Shop) -> None:
    rows = listed(shop)["data"]

    assert len(rows) == 4
    for row in rows:
        cart = details(shop, row["id"])
        assert cart.pop("status") == "active"
        assert row == cart
        assert list(row) == [name for name in SEED if name != "status"]


def test_what_the_customer_wrote_is_told_with_the_line(shop: Shop) -> None:
    items = cart_of(shop, "tenth")["items"]

    assert [(item["quantity"], item["notes"]) for item in items] == [(1, ""), (3, "هدية")]


def test_of_a_guest_there_is_a_number_and_a_word(shop: Shop) -> None:
    customer = cart_of(shop, "guest")["customer"]

    assert customer == {
        "id": 900000002,
        "name": "زائر",
        "mobile": "",
        "email": "",
        "avatar": "https://alwaha.example/images/avatar.png",
        "country": "",
        "city": "",
    }
    assert cart_of(shop, "guest", "en")["customer"] == {**customer, "name": "Guest"}


def test_places_follow_the_language_and_nothing_else_does(shop: Shop) -> None:
    arabic, english = cart_of(shop, "left"), cart_of(shop, "left", "en")

    assert english["customer"] == {
        **arabic["customer"],
        "country": "Saudi Arabia",
        "city": "Jeddah",
    }
    assert {**english, "customer": arabic["customer"]} == arabic


def test_a_customer_and_a_product_have_one_id_in_all_carts_and_a_line_its_own(shop: Shop) -> None:
    bought, tenth, left = (cart_of(shop, basket) for basket in ("bought", "tenth", "left"))

    assert bought["customer"]["id"] == left["customer"]["id"] != tenth["customer"]["id"]
    assert tenth["items"][0]["product_id"] == left["items"][0]["product_id"]
    assert bought["items"][0]["product_id"] == tenth["items"][1]["product_id"]
    ids = [item["id"] for cart in (bought, tenth, left) for item in cart["items"]]
    assert len(set(ids)) == len(ids) == 4


def test_ids_have_nine_or_ten_digits_as_sallas_have(shop: Shop) -> None:
    for cart in listed(shop)["data"]:
        ids = [cart["id"], cart["customer"]["id"]]
        ids += [number for item in cart["items"] for number in (item["id"], item["product_id"])]
        assert all(10**8 <= number < 10**10 for number in ids)


def test_the_same_seed_tells_the_same_story_to_the_letter() -> None:
    assert listed(lived_in()) == listed(lived_in())


@pytest.mark.parametrize("cart_id", ["12", "left", "-1", "0"])
@pytest.mark.parametrize(
    ("language", "message"),
    [("en", "The requested content was not found"), ("ar", "المحتوى المطلوب غير موجود")],
)
def test_a_cart_that_is_not_there_is_a_404(
    shop: Shop, cart_id: str, language: str, message: str
) -> None:
    with pytest.raises(NotFound) as raised:
        call(shop, DETAILS, path={"cart-id": cart_id})

    assert error_of(shop, raised.value, DETAILS, language) == {
        "status": 404,
        "success": False,
        "error": {"code": 404, "message": message},
    }
