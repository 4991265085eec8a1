"""The lines of orders: each change is added up, taken out of stock, and told."""

import pytest

from mock_server.engine.errors import Invalid, NotFound
from mock_server.engine.shop import Shop
from tests.helpers import call
from tests.platforms.salla.ordering import (
    HONEY,
    WRAPPING,
    assert_adds_up,
    create,
    details,
    halalas,
    move,
    names,
    quantity,
)


def test_a_line_is_added_changed_and_removed(bare: Shop) -> None:
    order, before = create(bare, (HONEY, 1)), quantity(bare, HONEY)
    new = {"order_id": order["id"], "identifier_type": "sku", "identifier": HONEY, "quantity": 2}

    added = call(bare, "createOrderItem", body=new)[1]["data"]
    after_adding, told = quantity(bare, HONEY), details(bare, order)
    path = {"item_id": str(added[1]["id"])}
    changed = call(bare, "updateOrderItem", path, body={"quantity": 3})[1]["data"]
    after_changing = quantity(bare, HONEY)
    call(bare, "deleteOrderItem", path)

    assert [line["quantity"] for line in added] == [1, 2]
    assert_adds_up(told)
    assert {name for name in changed[1] if changed[1][name] != added[1][name]} == {
        "quantity",
        "amounts",
        "branches_quantity",
    }
    assert (after_adding, after_changing, quantity(bare, HONEY)) == (before - 2, before - 3, before)
    assert details(bare, order)["amounts"] == order["amounts"]
    assert names(bare).count("order.products.updated") == 3
    with pytest.raises(NotFound):
        call(bare, "deleteOrderItem", path)


def test_something_that_is_no_product_has_a_name_and_a_price_without_tax(bare: Shop) -> None:
    order = create(bare, (WRAPPING, 1))

    extra = {"order_id": order["id"], "name": "نقش اسم", "price": 33.33, "quantity": 3}
    line = call(bare, "createOrderItem", body=extra, language="ar")[1]["data"][1]

    assert line["name"] == "نقش اسم"
    assert halalas(line["amounts"]["price_without_tax"]) == 3333
    assert_adds_up(details(bare, order))


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"identifier": 5}, "identifier"),
        ({"name": "a"}, "price"),
        ({"price": 5}, "name"),
        ({"identifier": "EXTRA-9001", "identifier_type": "sku", "branch_id": 5}, "branch"),
    ],
)
def test_a_line_that_cannot_be_is_refused(bare: Shop, body: dict[str, object], field: str) -> None:
    order = create(bare, (WRAPPING, 1))

    with pytest.raises(Invalid, match=field):
        call(bare, "createOrderItem", body={"order_id": order["id"], **body})

    assert len(details(bare, order)["items"]) == 1


def test_the_last_line_and_those_of_a_completed_order_stay(bare: Shop) -> None:
    order = create(bare, (WRAPPING, 1))
    path = {"item_id": str(order["items"][0]["id"])}

    with pytest.raises(Invalid, match="last line"):
        call(bare, "deleteOrderItem", path)
    move(bare, order, "completed")
    with pytest.raises(Invalid, match="too far"):
        call(bare, "updateOrderItem", path, body={"quantity": 2})


def test_a_line_moves_to_another_variant_at_its_price(bare: Shop) -> None:
    first, second = bare.store.all("product_variant")
    order = create(bare, (first["sku"], 1))
    option = bare.store.all("product_option")[0]
    value = second["related_option_values"][0]

    path = {"item_id": str(order["items"][0]["id"])}
    chosen = [{"id": option["id"], "value": [str(value)]}]
    line = call(bare, "updateOrderItem", path, body={"options": chosen})[1]["data"][0]

    assert (line["id"], line["sku"]) == (order["items"][0]["id"], second["sku"])
    now = {each["sku"]: each["stock_quantity"] for each in bare.store.all("product_variant")}
    assert now == {
        first["sku"]: first["stock_quantity"],
        second["sku"]: second["stock_quantity"] - 1,
    }
