"""Options and values make variants; what stays keeps its variants."""

from typing import Any

import pytest

from mock_server.engine.shop import Shop
from tests.helpers import make_shop

from .goods import COFFEE_ID, HONEY_ID, ask, make, product, refusal

SIZES = {"name": "Size", "type": "radio", "values": [{"name": "S", "quantity": 4}, {"name": "L"}]}


@pytest.fixture
def shop() -> Shop:
    return make_shop("salla")


def variants(shop: Shop, number: int) -> list[Any]:
    rows: list[Any] = ask(shop, "listProductVariants", product=number)
    return rows


def test_an_option_makes_a_variant_for_each_value_and_they_have_the_stock(shop: Shop) -> None:
    option = ask(shop, "createProductOption", SIZES, product=HONEY_ID)

    assert [each["name"] for each in option["values"]] == ["S", "L"]
    assert [each["stock_quantity"] for each in variants(shop, HONEY_ID)] == [4, 0]
    assert product(shop, HONEY_ID)["quantity"] == 4
    assert option["values"][1]["is_out_of_stock"] is True


def test_two_options_make_every_combination_with_their_prices(shop: Shop) -> None:
    made = make(
        shop,
        options=[
            {"name": "Size", "values": [{"name": "S"}, {"name": "L", "price": 5}]},
            {"name": "Colour", "values": [{"name": "red"}, {"name": "blue", "price": 1}]},
        ],
    )

    assert sorted(each["price"]["amount"] for each in made["skus"]) == [20, 21, 25, 26]


def test_a_value_of_the_same_name_keeps_its_variant(shop: Shop) -> None:
    option = ask(shop, "createProductOption", SIZES, product=HONEY_ID)
    before = variants(shop, HONEY_ID)

    values = [{"name": "S"}, {"name": "XL"}]
    ask(shop, "updateProductOption", {"values": values}, option=option["id"])

    after = variants(shop, HONEY_ID)
    assert next(each["id"] for each in after) == before[0]["id"]
    assert {each["id"] for each in after} & {each["id"] for each in before} == {before[0]["id"]}


def test_values_that_are_sent_take_the_place_of_all_also_where_two_have_one_name(
    shop: Shop,
) -> None:
    option = ask(shop, "createProductOption", SIZES, product=HONEY_ID)
    last = option["values"][1]["id"]
    ask(shop, "updateProductOptionValue", {"name": "S"}, value=last)

    changed = ask(shop, "updateProductOption", {"values": [{"name": "S"}]}, option=option["id"])

    assert [each["id"] for each in changed["values"]] == [option["values"][0]["id"]]


def test_a_null_takes_a_price_away(shop: Shop) -> None:
    sized = {**SIZES, "values": [{"name": "S", "price": 5}]}
    option = ask(shop, "createProductOption", sized, product=HONEY_ID)
    variant = variants(shop, HONEY_ID)[0]["id"]
    ask(shop, "updateProductVariant", {"cost_price": 9}, variant=variant)

    value = {"name": "S", "price": None}
    free = ask(shop, "updateProductOptionValue", value, value=option["values"][0]["id"])
    changed = ask(shop, "updateProductVariant", {"cost_price": None}, variant=variant)

    assert (free["price"]["amount"], changed["cost_price"]["amount"]) == (0, 0)


def test_a_value_is_added_read_changed_and_deleted(shop: Shop) -> None:
    option_id = product(shop)["options"][0]["id"]

    option = ask(shop, "createProductOptionValue", {"name": "Fine"}, option=option_id)

    value = option["values"][-1]
    assert len(variants(shop, COFFEE_ID)) == 3
    renamed = ask(shop, "updateProductOptionValue", {"name": "Finest"}, value=value["id"])
    assert renamed == {
        **value,
        "name": "Finest",
        "translations": renamed["translations"],
    }
    assert ask(shop, "deleteProductOptionValue", value=value["id"])["code"] == 202
    assert len(variants(shop, COFFEE_ID)) == 2
    assert refusal(shop, "productOptionValueDetails", value=value["id"])["code"] == 404


def test_without_its_option_a_product_is_one_thing_again(shop: Shop) -> None:
    quantity, option = product(shop)["quantity"], product(shop)["options"][0]

    ask(shop, "deleteProductOption", option=option["id"])

    alone = product(shop)
    assert (alone["skus"], alone["options"], alone["quantity"]) == ([], [], quantity)


def test_more_variants_than_a_product_has_are_refused(shop: Shop) -> None:
    many = [{"name": str(number)} for number in range(11)]
    options = [{"name": name, "values": many} for name in "AB"]
    body = {"name": "Tea", "price": 20, "product_type": "product", "options": options}

    assert "maximum" in refusal(shop, "createProduct", body)["message"]


def test_a_variant_is_changed_by_what_is_sent(shop: Shop) -> None:
    first, second = variants(shop, COFFEE_ID)
    sent = {"price": 60, "sale_price": 50, "stock_quantity": 9}

    changed = ask(shop, "updateProductVariant", sent, variant=first["id"])

    assert (changed["price"]["amount"], changed["has_special_price"]) == (50, True)
    assert product(shop)["quantity"] == 9 + second["stock_quantity"]
    assert refusal(shop, "updateProductVariant", {}, variant=first["id"])["fields"]
    taken = refusal(shop, "updateProductVariant", {"sku": second["sku"]}, variant=first["id"])
    assert list(taken["fields"]) == ["sku"]


def test_with_a_product_go_its_options_values_and_variants(shop: Shop) -> None:
    coffee = product(shop)

    ask(shop, "deleteProduct", product=COFFEE_ID)

    value = coffee["options"][0]["values"][0]["id"]
    assert refusal(shop, "productOptionDetails", option=coffee["options"][0]["id"])
    assert refusal(shop, "productOptionValueDetails", value=value)
    assert refusal(shop, "productVariantDetails", variant=coffee["skus"][0]["id"])


def test_a_template_is_kept_with_its_details(shop: Shop) -> None:
    detail = {
        "id": 1,
        "name": "red",
        "is_default": True,
        "display_value": "#f00",
        "translation": {"ar": {"name": "أحمر"}},
    }
    body = {"name": "Colour", "type": "radio", "display_type": "color", "details": [detail]}

    made = ask(shop, "createOptionTemplate", body, {"with": "details"})

    assert made["details"][0]["translation"]["ar"] == {"name": "أحمر"}
    plain = ask(shop, "optionTemplateDetails", id=made["id"])
    assert plain == {name: value for name, value in made.items() if name != "details"}
    changed = ask(shop, "updateOptionTemplate", {"name": "Hue"}, id=made["id"])
    assert (changed["name"], changed["type"]) == ("Hue", "radio")
    assert ask(shop, "deleteOptionTemplate", id=made["id"])["code"] == 202
    assert len(ask(shop, "listOptionTemplates")) == 1
