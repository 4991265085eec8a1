"""Categories, one below another, and the products in them."""

import pytest

from mock_server.engine.shop import Shop
from tests.helpers import make_shop

from .goods import COFFEE_ID, HONEY_ID, ask, names, product, refusal

HONEYS, COFFEES, CHOSEN = 1_310_000_001, 1_310_000_002, 1_310_000_003


@pytest.fixture
def shop() -> Shop:
    return make_shop("salla")


def test_a_category_shows_those_below_it(shop: Shop) -> None:
    honey = ask(shop, "categoryDetails", category=HONEYS)

    assert [each["id"] for each in honey["items"]] == [CHOSEN]
    children = ask(shop, "categoryChildren", category=HONEYS)
    assert [each["name"] for each in children] == ["Honey selection"]
    assert refusal(shop, "categoryChildren", category=7)["code"] == 404


def test_a_category_is_made_changed_and_deleted(shop: Shop) -> None:
    body = {"name": "Tea", "parent_id": COFFEES, "products": [{"id": COFFEE_ID, "sort": 2}]}

    made = ask(shop, "createCategory", body)

    assert made["parent_id"] == COFFEES
    rows = ask(shop, "listCategoryProducts", category=made["id"])
    assert [(each["id"], each["sort"]) for each in rows] == [(COFFEE_ID, 2)]
    changed = ask(shop, "updateCategory", {"name": "Teas", "status": "hidden"}, category=made["id"])
    assert (changed["name"], changed["status"], changed["parent_id"]) == (
        "Teas",
        "hidden",
        COFFEES,
    )
    assert ask(shop, "deleteCategory", category=made["id"])["code"] == 200
    assert refusal(shop, "categoryDetails", category=made["id"])["code"] == 404
    told = [name for name in names(shop) if name.startswith("category")]
    assert told == ["category.created", "category.updated"]


@pytest.mark.parametrize(
    ("parent", "refused"), [(7, "parent_id"), (CHOSEN, "parent_id"), (HONEYS, "parent_id")]
)
def test_a_category_is_not_below_itself_nor_below_nothing(
    shop: Shop, parent: int, refused: str
) -> None:
    body = {"name": "Honey", "parent_id": parent}

    assert list(refusal(shop, "updateCategory", body, category=HONEYS)["fields"]) == [refused]


def test_products_live_on_without_their_category(shop: Shop) -> None:
    ask(shop, "deleteCategory", category=HONEYS)

    assert product(shop, HONEY_ID)["categories"] == []
    assert refusal(shop, "categoryDetails", category=CHOSEN)["code"] == 404


def test_categories_are_found_by_word_by_id_and_by_status(shop: Shop) -> None:
    found = [
        ask(shop, "categoriesSearch", query={"keyword": "coffee"}),
        ask(shop, "categoriesSearch", query={"ids": f"{COFFEES}, 7"}),
        ask(shop, "listCategories", query={"keyword": "قهوة"}),
    ]

    assert [[each["id"] for each in rows] for rows in found] == [[COFFEES]] * 3
    assert ask(shop, "listCategories", query={"status": "hidden"}) == []


def test_translations_are_shown_when_they_are_asked_for(shop: Shop) -> None:
    path, query = {"category": COFFEES}, {"with[]": ["translations"]}

    shown = ask(shop, "categoryDetails", None, query, **path)

    assert [shown["translations"][each]["name"] for each in ("ar", "en")] == ["قهوة", "Coffee"]
    assert "translations" not in ask(shop, "categoryDetails", **path)


def test_texts_of_other_languages_are_sent_along(shop: Shop) -> None:
    texts = {"fr": {"name": "Thé", "metadata_title": "Thé"}}

    made = ask(shop, "createCategory", {"name": "شاي", "translations": texts})

    query = {"with": "translations"}
    shown = ask(shop, "categoryDetails", None, query, category=made["id"])
    assert shown["translations"]["fr"]["metadata"]["title"] == "Thé"
