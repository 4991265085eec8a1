"""Customers, how they are found, and their tokens."""

from typing import Any

import pytest

from mock_server.engine.shop import Shop
from tests.platforms.paynow.asking import ask, fault, refusal
from tests.platforms.paynow.samples import leave_cart

STEAM = "76561198000000001"


def names(customers: list[Any]) -> list[str]:
    return [each["name"] for each in customers]


def test_a_customer_is_made_read_and_changed(shop: Shop) -> None:
    made = ask(shop, "createCustomer", {"name": "Sara", "steam_id": STEAM})

    assert made["profile"]["platform"] == "steam"
    assert ask(shop, "getCustomer", customerId=made["id"]) == made
    changed = ask(shop, "updateCustomer", {"metadata": {"level": "gold"}}, customerId=made["id"])
    assert {name for name in made if made[name] != changed[name]} == {"metadata", "updated_at"}
    assert refusal(shop, "getCustomer", customerId="1")["status"] == 404


def test_many_are_made_or_none(shop: Shop) -> None:
    two = [{"name": "Sara", "steam_id": STEAM}, {"name": "Fahad"}]

    assert names(ask(shop, "createCustomers", two)) == ["Sara", "Fahad"]
    told = refusal(shop, "createCustomers", [{"name": "Noura"}, {"steam_id": STEAM}])
    assert fault(told) == (400, "steam_id", "unique")
    assert names(ask(shop, "listCustomers")) == ["Fahad", "Sara"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, ["e", "d", "c", "b", "a"]),
        ({"asc": True}, ["a", "b", "c", "d", "e"]),
        ({"limit": 2}, ["e", "d"]),
        ({"after": "c"}, ["b", "a"]),
        ({"after": "c", "asc": True, "limit": 1}, ["d"]),
        ({"before": "b"}, ["e", "d", "c"]),
        ({"before": "b", "limit": 2}, ["d", "c"]),
        ({"after": "e", "before": "b"}, ["d", "c"]),
        ({"customer_id": ["a", "d"]}, ["d", "a"]),
        ({"search": "C"}, ["c"]),
    ],
)
def test_a_list_is_walked_from_id_to_id(shop: Shop, query: Any, found: list[str]) -> None:
    ids = {each["name"]: each["id"] for each in ask(shop, "createCustomers", _named("abcde"))}
    query = {
        name: ids.get(value, value) if name != "search" and isinstance(value, str) else value
        for name, value in query.items()
    }
    if "customer_id" in query:
        query["customer_id"] = [ids[each] for each in query["customer_id"]]

    assert names(ask(shop, "listCustomers", query=query)) == found


def test_a_lookup_finds_whom_all_of_it_is_true_of(shop: Shop) -> None:
    made = ask(shop, "createCustomer", {"name": "Steve", "minecraft_platform": "java"})

    assert ask(shop, "lookupCustomer", query={"minecraft_java_name": "steve"}) == made
    assert ask(shop, "lookupCustomer", query={"id": made["id"], "name": "Steve"}) == made
    for query in ({"minecraft_bedrock_name": "steve"}, {"name": "Alex", "id": made["id"]}):
        assert refusal(shop, "lookupCustomer", query=query)["status"] == 404
    assert refusal(shop, "lookupCustomer")["status"] == 400


def test_tokens_are_void_together(shop: Shop) -> None:
    customer = ask(shop, "createCustomer", {"name": "Sara"})["id"]
    tokens = {ask(shop, "createCustomerToken", customerId=customer)["token"] for _ in range(2)}

    kept = shop.store.count("customer_token")
    ask(shop, "invalidateCustomerTokens", customerId=customer)

    assert (len(tokens), kept, shop.store.count("customer_token")) == (2, 2, 0)
    assert refusal(shop, "createCustomerToken", customerId="1")["status"] == 404


def test_a_shopper_is_in_the_list(shop: Shop) -> None:
    leave_cart(shop, "first", "sara", "honey")

    assert names(ask(shop, "listCustomers")) == ["Sara Al-Harbi"]


def _named(letters: str) -> list[dict[str, str]]:
    return [{"name": each} for each in letters]
