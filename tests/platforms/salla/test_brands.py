"""Brands and tags."""

import pytest

from mock_server.engine.shop import Shop
from tests.helpers import make_shop

from .goods import HONEY_ID, PICTURE, ask, names, product, refusal

LOGO = "https://a.example/logo.png"


@pytest.fixture
def shop() -> Shop:
    return make_shop("salla")


def test_a_brand_is_made_listed_changed_and_deleted(shop: Shop) -> None:
    made = ask(shop, "createBrand", {"name": "Najd", "logo": LOGO, "metadata_title": "Najd"})

    assert ask(shop, "listBrands", query={"keyword": "naj"}) == [made]
    changed = ask(shop, "updateBrand", {"description": "Of the plateau"}, brand=made["id"])
    assert changed == {**made, "description": "Of the plateau"}
    assert ask(shop, "deleteBrand", brand=made["id"])["code"] == 202
    assert refusal(shop, "brandDetails", brand=made["id"])["code"] == 404
    assert names(shop) == ["brand.created", "brand.updated", "brand.deleted"]


def test_a_logo_may_come_as_a_file(shop: Shop) -> None:
    made = ask(shop, "createBrand", {"name": "Najd", "logo": PICTURE})

    assert made["logo"].startswith("https://alwaha.example/files/")


def test_an_empty_change_is_none(shop: Shop) -> None:
    brand = ask(shop, "listBrands")[0]["id"]

    assert refusal(shop, "updateBrand", {}, brand=brand)["message"] == "alert.invalid_fields"


def test_translations_are_shown_when_they_are_asked_for(shop: Shop) -> None:
    brand = ask(shop, "listBrands")[-1]

    shown = ask(shop, "brandDetails", None, {"with": "translations"}, brand=brand["id"])

    assert [shown["translations"][each]["name"] for each in ("ar", "en")] == [
        "واحة النخيل",
        "Waha Palms",
    ]
    assert "label" not in shown


def test_products_live_on_without_their_brand(shop: Shop) -> None:
    brand = product(shop, HONEY_ID)["brand"]["id"]

    ask(shop, "deleteBrand", brand=brand)

    assert product(shop, HONEY_ID)["brand"] == {}


def test_a_tag_is_made_once(shop: Shop) -> None:
    first, second = (ask(shop, "createProductTag", None, {"tag_name": "Eid"}) for _ in range(2))

    assert first == second
    assert next(each["name"] for each in ask(shop, "listProductTags")) == "Eid"
    tagged = ask(shop, "updateProduct", {"tags": [first["id"]]}, product=HONEY_ID)
    assert [each["name"] for each in tagged["tags"]] == ["Eid"]
