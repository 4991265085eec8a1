"""Products at Tjar: written in `*_ar` and `*_en`, answered as `{ar, en}`, found and deleted."""

from typing import Any

import pytest

from mock_server.engine.shop import Shop
from tests.helpers import make_shop

from .selling import COFFEE, HONEY, PICTURE, ask, names, refused

NEW: dict[str, Any] = {
    "name_ar": "شاي أخضر",
    "name_en": "Green tea",
    "summery_ar": "شاي فاتح",
    "summery_en": "A light tea",
    "description_ar": "<p>شاي</p>",
    "description_en": "<p>Tea</p>",
    "price": 40,
    "sale_price": 35.5,
    "sku": "TEA-1",
    "quantity": 12,
    "category_id": [1],
    "tags": [2],
    "brand": 3,
}
OPTION = {
    "type": "radio",
    "title_ar": "الطحن",
    "title_en": "Grind",
    "options_ar": {"حبوب": 0, "مطحونة": 5},
    "options_en": {"Beans": 0, "Ground": 5},
}


@pytest.fixture
def shop() -> Shop:
    return make_shop("tjar")


def ids(shop: Shop, **query: Any) -> list[int]:
    return [each["id"] for each in ask(shop, "listProducts", **query)["products"]]


def test_a_product_is_written_in_two_fields_and_answered_in_one(shop: Shop) -> None:
    made = ask(shop, "createProduct", NEW)

    assert made["name"] == {"ar": "شاي أخضر", "en": "Green tea"}
    assert made["summary"] == {"ar": "شاي فاتح", "en": "A light tea"}
    assert (made["type"], made["type_id"], made["identifier"]) == ("physical", 1, made["id"])
    assert (made["price"], made["sale_price"], made["stock"]) == (40, 35.5, 12)
    assert made["slug"] == f"green-tea-{made['id']}"
    assert made["brand"]["name"]["en"] == "Sadu"
    assert made["categories"] == [{"id": 1, "name": {"ar": "عسل", "en": "Honey"}}]
    assert ask(shop, "getProduct", of=made["id"]) == made
    assert names(shop) == ["product.created"]


def test_a_change_of_one_field_changes_nothing_else(shop: Shop) -> None:
    before = ask(shop, "createProduct", NEW)

    after = ask(shop, "updateProduct", {"name_en": "Sencha"}, of=before["id"])

    assert after == {**before, "name": {"ar": "شاي أخضر", "en": "Sencha"}}
    assert ask(shop, "updateProduct", {"name_en": "Sencha"}, of=before["id"]) == after
    assert names(shop) == ["product.created", "product.updated"]


def test_what_is_deleted_is_gone_from_everywhere(shop: Shop) -> None:
    made = ask(shop, "createProduct", {**NEW, "related_products": [HONEY]})

    assert ask(shop, "deleteProduct", of=HONEY) is None

    assert refused(shop, "getProduct", of=HONEY)["message"] == "The product was not found"
    assert ids(shop, search="honey") == []
    assert ask(shop, "getProduct", of=made["id"])["related_products"] == []
    assert names(shop)[-1] == "product.deleted"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"search": "عسل"}, [HONEY]),
        ({"search": "QHWA"}, [COFFEE]),
        ({"sku": "QHWA0250"}, [COFFEE]),
        ({"min_price": 200}, [HONEY]),
        ({"max_price": 57.5, "min_price": 50}, [COFFEE]),
        ({"brand_ids[]": [2]}, [COFFEE]),
        ({"tag_ids[]": [1]}, [HONEY]),
        ({"category_ids[]": [2]}, [COFFEE]),
        ({"category_ids[]": [201]}, [HONEY]),
        ({"is_published": 0}, []),
        ({"date_to": "2026-02-28"}, []),
        ({"date_from": "2026-03-02"}, []),
    ],
)
def test_a_filter_leaves_out_what_it_does_not_mean(
    shop: Shop, query: dict[str, Any], found: list[int]
) -> None:
    assert ids(shop, **query) == found


def test_the_list_has_products_of_all_kinds_on_pages(shop: Shop) -> None:
    first, second = (ask(shop, "listProducts", per_page=4, page=page) for page in (1, 2))

    kinds = {each["type"] for each in [*first["products"], *second["products"]]}
    assert kinds == {"physical", "digital", "booking", "service"}
    assert first["pagination"] | {"count": 2, "current_page": 2} == second["pagination"]


@pytest.mark.parametrize(
    ("sent", "field", "message"),
    [
        ({"sku": "QHWA0250"}, "sku", "The sku has already been taken."),
        ({"slug": "honey"}, "slug", "The slug has already been taken."),
        ({"image_id": 99}, "image_id", "The selected image_id is invalid."),
        ({"gallery": [HONEY, 99]}, "gallery.1", "The selected gallery.1 is invalid."),
        ({"brand": 9}, "brand", "The selected brand is invalid."),
        ({"sub_category": [1]}, "sub_category.0", "The selected sub_category.0 is invalid."),
        ({"sale_price": 40}, "sale_price", "The sale price must be below the price"),
        (
            {"min_purchase": 11},
            "max_purchase",
            "The max_purchase must not be below the min_purchase",
        ),
        (
            {"product_options": [{**OPTION, "options_en": {"Beans": 0}}]},
            "product_options.0.options_ar",
            "The options must be given in Arabic and English, at the same costs",
        ),
        (
            {"variants": [{"sku": "A"}, {"sku": "A"}]},
            "variants.1.sku",
            "Two variants have this sku",
        ),
    ],
)
def test_a_product_that_cannot_be_is_refused_by_its_field(
    shop: Shop, sent: dict[str, Any], field: str, message: str
) -> None:
    assert refused(shop, "createProduct", {**NEW, **sent})["errors"] == {field: [message]}
    assert names(shop) == []


def test_a_refusal_is_arabic_unless_asked(shop: Shop) -> None:
    answer = refused(shop, "createProduct", {**NEW, "sale_price": 90}, language="ar")

    assert answer["message"] == "البيانات المرسلة غير صالحة"
    assert answer["errors"] == {"sale_price": ["يجب أن يكون سعر التخفيض أقل من السعر"]}


def test_variants_are_counted_and_keep_their_ids(shop: Shop) -> None:
    variants = [{"color": "أحمر", "stock": 3}, {"color": "أزرق", "stock": 4, "sku": "B"}]
    made = ask(shop, "createProduct", {**NEW, "variants": variants})
    red, blue = made["variants"]

    kept = {"id": blue["id"], "color": "أزرق", "stock": 6}
    after = ask(shop, "updateProduct", {"variants": [kept]}, of=made["id"])

    assert (made["stock"], after["stock"]) == (7, 6)
    assert red["id"] != blue["id"]
    assert [each["id"] for each in after["variants"]] == [blue["id"]]


def test_options_cost_the_same_in_both_languages(shop: Shop) -> None:
    made = ask(shop, "createProduct", {**NEW, "product_options": [OPTION]})

    (option,) = made["product_options"]
    assert option["title"] == {"ar": "الطحن", "en": "Grind"}
    assert option["options"] == {
        "ar": {"حبوب": 0, "مطحونة": 5},
        "en": {"Beans": 0, "Ground": 5},
    }


def test_a_picture_that_was_uploaded_is_that_of_a_product(shop: Shop) -> None:
    media = ask(shop, "uploadMedia", {"file": PICTURE, "alt": "Jar"})

    made = ask(shop, "createProduct", {**NEW, "image_id": media["id"], "gallery": [media["id"]]})

    assert made["image"] == media["url"]
    assert made["gallery"] == [{"id": media["id"], "url": media["url"], "alt": "Jar"}]
