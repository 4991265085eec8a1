"""Stores and who works in them."""

import pytest

from mock_server.engine.shop import Shop
from mock_server.platforms.paynow.flakes import store_id
from tests.platforms.paynow.asking import ask, fault, refusal

NEW = {
    "slug": "nakheel",
    "name": "Nakheel",
    "platform": "web",
    "game": "other",
    "currency": "SAR",
    "description": "Dates",
}


def test_a_second_store_is_made_listed_changed_and_deleted(shop: Shop) -> None:
    made = ask(shop, "createStore", NEW)

    assert [each["id"] for each in ask(shop, "listStores")] == [store_id(shop), made["id"]]
    assert (made["currency"], made["created_at"]) == ("sar", "2026-03-01T12:00:00.000Z")
    changed = ask(shop, "updateStore", {"description": "Palms"}, storeId=made["id"])
    assert {name for name in made if made[name] != changed[name]} == {"description", "updated_at"}
    assert ask(shop, "deleteStore", storeId=made["id"]) is None
    assert refusal(shop, "getStore", storeId=made["id"])["status"] == 404


def test_the_store_of_the_key_stays_and_another_is_not_opened_by_it(shop: Shop) -> None:
    made = ask(shop, "createStore", NEW)

    assert refusal(shop, "deleteStore")["status"] == 409
    for operation in ("listTags", "listStoreMembers"):
        assert refusal(shop, operation, storeId=made["id"])["status"] == 404
    told = refusal(shop, "createTag", {"name": "Dates"}, storeId=made["id"])
    assert told["message"] == "There is no store with this id."


def test_a_slug_is_that_of_one_store(shop: Shop) -> None:
    ask(shop, "createStore", NEW)

    assert fault(refusal(shop, "createStore", NEW)) == (400, "slug", "unique")


def test_a_member_gets_another_role_and_what_it_permits(shop: Shop) -> None:
    owner, manager, support = ask(shop, "listStoreMembers")
    before = ask(shop, "getStoreMemberPermissions", memberId=support["id"])

    ask(shop, "updateStoreMember", {"role_id": manager["role_id"]}, memberId=support["id"])

    after = ask(shop, "getStoreMemberPermissions", memberId=support["id"])
    assert (before["orders_refund"], after["orders_refund"]) == (False, True)
    assert owner["user_id"] == ask(shop, "getStore")["owner_id"]
    told = refusal(shop, "updateStoreMember", {"role_id": "1"}, memberId=support["id"])
    assert fault(told) == (400, "role_id", "exists")


@pytest.mark.parametrize("operation", ["updateStoreMember", "removeStoreMember"])
def test_the_owner_stays_the_owner(shop: Shop, operation: str) -> None:
    owner, manager, _ = ask(shop, "listStoreMembers")
    body = {"role_id": manager["role_id"]} if operation == "updateStoreMember" else None

    assert refusal(shop, operation, body, memberId=owner["id"])["status"] == 409


def test_who_was_removed_is_gone(shop: Shop) -> None:
    *_, last = ask(shop, "listStoreMembers")

    ask(shop, "removeStoreMember", memberId=last["id"])

    assert last not in ask(shop, "listStoreMembers")
    assert refusal(shop, "getStoreMemberPermissions", memberId=last["id"])["status"] == 404
