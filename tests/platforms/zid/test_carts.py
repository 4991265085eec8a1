"""What a cart says at Zid, in the list and in full."""

from typing import Any

import pytest

from mock_server.engine.errors import NotFound
from mock_server.engine.shop import Shop
from mock_server.platforms.zid.carts import SUMMARY
from tests.helpers import call, error_of
from tests.platforms.zid.telling import cart_of, details, listed, lived_in

NUMBER = (int, float)
THUMBS = dict.fromkeys(("fullSize", "thumbnail", "small", "medium", "large"), str)
SEED: dict[str, Any] = {
    "id": str,
    "url": str,
    "store_id": str,
    "store_name": str,
    "store_logo": str,
    "store_url": str,
    "products_count": int,
    "products": [
        {
            "id": int,
            "product_id": str,
            "product_url": str,
            "sku": str,
            "name": str,
            "custom_field": [],
            "price": NUMBER,
            "price_string": str,
            "additions_price": NUMBER,
            "additions_price_string": str,
            "quantity": int,
            "total": NUMBER,
            "total_string": str,
            "images": [{"id": str, "origin": str, "thumbs": THUMBS}],
        }
    ],
    "city": {
        "id": int,
        "national_id": int,
        "name": str,
        "priority": int,
        "country_id": int,
        "country_name": str,
        "country_code": str,
        "ar_name": str,
        "en_name": str,
    },
    "order_id": type(None),
    "history": [
        {
            "uuid": str,
            "abandoned_cart_id": str,
            "type": str,
            "created_at": str,
            "updated_at": str,
        }
    ],
    "phase": str,
    "customer_id": int,
    "customer_name": str,
    "customer_email": str,
    "customer_mobile": str,
    "reminders_count": int,
    "cart_total": NUMBER,
    "cart_total_string": str,
    "created_at": str,
    "updated_at": str,
}
"""The key tree of Zid's page "Get Abandoned Cart Details"."""


def assert_like(value: Any, tree: Any, place: str = "abandoned_cart") -> None:
    """Every key of the tree is there and holds a value of its type."""
    if isinstance(tree, dict):
        for name, part in tree.items():
            assert name in value, f"{place} has no {name}"
            assert_like(value[name], part, f"{place}.{name}")
    elif isinstance(tree, list):
        assert isinstance(value, list), place
        assert value or not tree, f"{place} is empty"
        for item in value if tree else []:
            assert_like(item, tree[0], place)
    else:
        assert isinstance(value, tree), place


def test_the_details_have_every_field_of_zids_page(shop: Shop) -> None:
    _, body = call(
        shop, "getAbandonedCart", path={"cart-id": listed(shop)["abandoned-carts"][0]["id"]}
    )

    assert list(body) == ["status", "abandoned_cart", "message"]
    assert_like(body["abandoned_cart"], SEED)


def test_the_seeds_fields_come_in_the_seeds_order(shop: Shop) -> None:
    cart = cart_of(shop, "left")

    assert [name for name in cart if name in SEED] == list(SEED)


def test_the_details_are_those_of_the_basket(shop: Shop) -> None:
    cart = cart_of(shop, "left")

    assert cart["customer_name"] == "سارة الحربي"
    assert cart["customer_mobile"] == "966501234567"
    assert cart["created_at"] == cart["updated_at"] == "2026-03-01 09:00:00"
    assert cart["cart_total"] == 239
    assert cart["cart_total_string"] == "239.00 SAR"
    assert cart["store_url"] == "https://alwaha.example/"
    assert cart["url"].startswith("https://alwaha.example/checkout/fromBasket/")
    assert cart["products"][0]["sku"] == "HJRMR0500R"
    assert cart["history"] == [
        {
            "uuid": cart["history"][0]["uuid"],
            "abandoned_cart_id": cart["id"],
            "type": "Created Successfully",
            "created_at": "2026-03-01T09:10:00.000000Z",
            "updated_at": "2026-03-01T09:10:00.000000Z",
        }
    ]


def test_the_list_shows_a_summary_of_what_the_details_show(shop: Shop) -> None:
    for summary in listed(shop)["abandoned-carts"]:
        cart = details(shop, summary["id"])

        assert tuple(summary) == SUMMARY
        assert {name: cart[name] for name in SUMMARY if name in cart} == {
            name: summary[name] for name in SUMMARY if name in cart
        }
        assert summary["city_id"] == (cart["city"] and cart["city"]["id"])


def test_lines_add_up_and_a_coupon_changes_nothing(shop: Shop) -> None:
    cart = cart_of(shop, "noted")

    assert [line["total"] for line in cart["products"]] == [239, 172.5]
    assert cart["cart_total"] == 411.5
    assert cart["products_count"] == 2
    assert cart["products"][1]["price_string"] == "57.50 SAR"
    assert cart["products"][1]["total_string"] == "172.50 SAR"


def test_what_the_customer_wrote_stands_beside_the_product(shop: Shop) -> None:
    fields = [line["custom_field"] for line in cart_of(shop, "noted")["products"]]

    assert fields == [
        [],
        [
            {
                "type": "text",
                "value": "هدية",
                "formatted_value": "هدية",
                "name": "note",
                "label": "Note",
            }
        ],
    ]


def test_of_a_guest_nothing_is_known(shop: Shop) -> None:
    cart = cart_of(shop, "guest")

    unknown = ("customer_id", "customer_name", "customer_email", "customer_mobile", "city")
    assert [cart[name] for name in (*unknown, "whatsapp_message", "order_id")] == [None] * 7
    assert cart["phase"] == "new"


def test_names_and_labels_follow_the_language_and_codes_do_not(shop: Shop) -> None:
    english, arabic = cart_of(shop, "left"), cart_of(shop, "left", "ar")

    differing = {name for name in english if english[name] != arabic[name]}
    assert differing == {"store_name", "products", "city", "history"}
    assert (english["city"]["name"], arabic["city"]["name"]) == ("Jeddah", "جدة")
    assert arabic["products"][0]["name"] == "عسل السمرة"
    assert arabic["history"][0]["type"] == "تم الإنشاء بنجاح"
    assert arabic["store_name"] == "متجر الواحة"


def test_a_bought_cart_is_completed_and_names_its_order(shop: Shop) -> None:
    cart = cart_of(shop, "bought")

    assert cart["phase"] == "completed"
    assert isinstance(cart["order_id"], int)
    assert cart["updated_at"] == "2026-02-26 15:00:00"


def test_the_same_seed_tells_the_same_story_to_the_letter() -> None:
    assert listed(lived_in()) == listed(lived_in())


def test_one_product_has_one_id_and_one_picture_in_all_carts(shop: Shop) -> None:
    first, second = (cart_of(shop, name)["products"][0] for name in ("left", "noted"))

    assert first["id"] != second["id"]
    assert first["product_id"] == second["product_id"]
    assert first["images"] == second["images"]


def test_a_cart_that_is_not_there_is_not_found(shop: Shop) -> None:
    with pytest.raises(NotFound) as raised:
        details(shop, "0b130951b-5a6b-4420-beca-0b130951bff0")

    body = error_of(shop, raised.value, "getAbandonedCart")
    assert body["message"]["description"] == "There is no abandoned cart with this id."
    arabic = error_of(shop, raised.value, "getAbandonedCart", "ar")
    assert arabic["message"]["description"] == "لا توجد سلة متروكة بهذا الرقم."
