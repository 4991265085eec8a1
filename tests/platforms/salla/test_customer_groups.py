"""Groups of customers, by hand and by conditions."""

from typing import Any

import pytest

from mock_server.engine.shop import Shop
from mock_server.platforms.salla.customers import DEFAULT_GROUP
from tests.helpers import make_shop

from .goods import ask, names, refusal

SARA_ID, FAHAD_ID = 1_000_000_001, 1_000_000_002


@pytest.fixture
def shop() -> Shop:
    return make_shop("salla")


def groups(shop: Shop, customer: int) -> Any:
    return ask(shop, "customerDetails", customer=customer)["groups"]


def test_a_group_is_made_listed_changed_and_deleted(shop: Shop) -> None:
    made = ask(shop, "createCustomerGroup", {"name": "Tasters"})

    assert ask(shop, "listCustomerGroups")[-1] == made
    features = {"shipping": ["pickup"]}
    changed = ask(shop, "updateCustomerGroup", {"features": features}, group=made["id"])
    assert changed == {**made, "features": {**made["features"], **features}}
    assert ask(shop, "deleteCustomerGroup", group=made["id"])["code"] == 200
    assert refusal(shop, "updateCustomerGroup", {"name": "a"}, group=made["id"])["code"] == 404


def test_members_are_put_into_a_group_and_live_on_without_it(shop: Shop) -> None:
    made = ask(shop, "createCustomerGroup", {"name": "Tasters"})
    body = {"group_id": made["id"], "customers": [SARA_ID, SARA_ID]}

    assert "added" in ask(shop, "addCustomersToGroupCustomer", body)[0]

    assert groups(shop, SARA_ID).count(made["id"]) == 1
    assert made["id"] not in groups(shop, FAHAD_ID)
    assert names(shop) == ["customer.updated"]
    ask(shop, "deleteCustomerGroup", group=made["id"])
    assert made["id"] not in groups(shop, SARA_ID)


@pytest.mark.parametrize(
    ("group", "customers", "field"),
    [(7, [SARA_ID], "group_id"), (None, [SARA_ID, 7], "customers.1")],
)
def test_nobody_is_put_into_a_group_where_something_is_not_there(
    shop: Shop, group: int | None, customers: list[int], field: str
) -> None:
    made = ask(shop, "createCustomerGroup", {"name": "Tasters"})
    body = {"group_id": group or made["id"], "customers": customers}

    assert list(refusal(shop, "addCustomersToGroupCustomer", body)["fields"]) == [field]
    assert made["id"] not in groups(shop, SARA_ID)


def test_who_meets_all_conditions_belongs_to_a_group(shop: Shop) -> None:
    none = [{"type": "doesnt_have_orders"}]
    few = [{"type": "total_orders", "symbol": "between", "min_value": 100, "max_value": 200}]
    without = ask(shop, "createCustomerGroup", {"name": "New", "conditions": none})["id"]
    many = ask(shop, "createCustomerGroup", {"name": "Many", "conditions": few})["id"]
    made = ask(shop, "createCustomer", {"email": "reem@example.com"})

    assert without in made["groups"]
    assert many not in made["groups"]


@pytest.mark.parametrize(
    ("condition", "field"),
    [
        ({"type": "total_sales"}, "symbol"),
        ({"type": "total_sales", "symbol": ">"}, "value"),
        ({"type": "total_sales", "symbol": "between", "min_value": 1}, "max_value"),
        (
            {"type": "total_sales", "symbol": "between", "min_value": 2, "max_value": 1},
            "max_value",
        ),
    ],
)
def test_a_condition_needs_what_it_compares_with(shop: Shop, condition: Any, field: str) -> None:
    body = {"name": "Best", "conditions": [condition]}

    assert list(refusal(shop, "createCustomerGroup", body)["fields"]) == [f"conditions.0.{field}"]


def test_the_default_group_changes_its_features_only(shop: Shop) -> None:
    features = {"payment_method": ["mada"]}

    done = ask(shop, "updateDefaultCustomerGroup", {"features": features})

    assert done["code"] == 201
    assert ask(shop, "listCustomerGroups")[0]["features"]["payment_method"] == ["mada"]
    for operation, body in (("updateCustomerGroup", {"name": "a"}), ("deleteCustomerGroup", None)):
        refused = refusal(shop, operation, body, group=DEFAULT_GROUP)
        assert refused["message"] == (
            "the default group stays, with its name and without conditions"
        )


def test_best_customers_are_those_who_bought_for_more_than_the_condition_says(shop: Shop) -> None:
    best = ask(shop, "listCustomerGroups")[1]
    limit = best["conditions"][0]["value"]
    asked = {"fields[]": ["orders_amount"]}

    for customer in (SARA_ID, FAHAD_ID):
        shown = ask(shop, "customerDetails", None, asked, customer=customer)
        orders = ask(shop, "listOrders", query={"customer_id": customer, "per_page": 60})
        assert shown["stats"]["orders_count"] == len(orders)
        assert (best["id"] in shown["groups"]) == (shown["stats"]["orders_amount"] > limit)
        assert orders[0]["customer"]["groups"] == shown["groups"]
