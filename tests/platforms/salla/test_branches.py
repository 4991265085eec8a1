"""Branches, where they deliver and what they send."""

from datetime import UTC, datetime
from typing import Any

import pytest

from mock_server.engine.shop import Shop
from mock_server.platforms.salla.stock import MAIN_BRANCH
from tests.helpers import make_shop

from .goods import HONEY_ID, ask, names, product, refusal

SECOND = MAIN_BRANCH + 1
WAREHOUSE = MAIN_BRANCH + 2
NORTH = {
    "name": "فرع الشمال",
    "city_id": 1,
    "country_id": 1,
    "location": "24.8, 46.65",
    "type": "branch",
    "address_description": "قرب المحطة",
    "street": "طريق أنس",
    "local": "الياسمين",
    "postal_code": "13326",
    "contacts": {"phone": "+966500000010"},
}


@pytest.fixture
def shop() -> Shop:
    return make_shop("salla")


def test_a_branch_is_made_listed_changed_and_deleted(shop: Shop) -> None:
    made = ask(shop, "createBranch", NORTH)

    assert made["location"] == {"lat": "24.8", "lng": "46.65"}
    assert made["city"]["name_en"] == "Riyadh"
    assert ask(shop, "listBranches", query={"keyword": "الشمال"}) == [made]
    changed = ask(shop, "updateBranch", {"cod_cost": "7.5"}, branch=made["id"])
    assert changed == {**made, "cod_cost": "7.5"}
    assert ask(shop, "deleteBranch", branch=made["id"])["code"] == 200
    assert refusal(shop, "branchDetails", branch=made["id"])["code"] == 404
    assert names(shop) == [f"store.branch.{did}" for did in ("created", "updated", "deleted")]


def test_exactly_one_branch_is_the_default(shop: Shop) -> None:
    ask(shop, "updateBranch", {"is_default": True}, branch=SECOND)

    defaults = ask(shop, "listBranches", query={"is_default": True})
    assert [each["id"] for each in defaults] == [SECOND]
    assert names(shop) == ["store.branch.updated", "store.branch.setDefault"]
    for change in ({"is_default": False}, {"status": "inactive"}):
        assert refusal(shop, "updateBranch", change, branch=SECOND)["code"] == "error"
    assert refusal(shop, "deleteBranch", branch=SECOND)["code"] == "error"


def test_a_branch_that_works_again_is_told_of(shop: Shop) -> None:
    ask(shop, "updateBranch", {"status": "inactive"}, branch=WAREHOUSE)
    ask(shop, "updateBranch", {"status": "active"}, branch=WAREHOUSE)

    assert names(shop)[-1] == "store.branch.activated"


def test_what_a_deleted_branch_had_goes_to_the_default_one(shop: Shop) -> None:
    row = {"identifer_type": "id", "identifer": str(HONEY_ID), "quantity": 7, "branch": SECOND}
    ask(shop, "updateBulkQuantities", {"products": [{**row, "mode": "overwrite"}]})
    before = product(shop, HONEY_ID)["quantity"]

    ask(shop, "deleteBranch", branch=SECOND)

    assert product(shop, HONEY_ID)["quantity"] == before
    assert shop.store.get("product", HONEY_ID)["_branches"] == {str(MAIN_BRANCH): before}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"city_id": 9999}, "city_id"),
        ({"country_id": 2}, "city_id"),
        ({"location": "somewhere"}, "location"),
        ({"location": "95,10"}, "location"),
        (
            {"working_hours": {"sunday": {"enabled": "on", "from": ["22:00"], "to": ["09:00"]}}},
            "working_hours.sunday.to",
        ),
    ],
)
def test_what_cannot_be_is_refused_by_field(shop: Shop, change: Any, field: str) -> None:
    assert list(refusal(shop, "createBranch", {**NORTH, **change})["fields"]) == [field]


@pytest.mark.parametrize(
    ("moment", "is_open", "closest"),
    [
        (datetime(2026, 3, 1, 12, tzinfo=UTC), True, None),
        (datetime(2026, 3, 1, 20, tzinfo=UTC), False, {"from": "09:00", "to": "22:00"}),
        (datetime(2026, 3, 6, 9, tzinfo=UTC), False, {"from": "16:00", "to": "23:00"}),
    ],
)
def test_a_branch_is_open_in_its_hours(moment: datetime, is_open: bool, closest: Any) -> None:
    branch = ask(make_shop("salla", moment), "branchDetails", branch=MAIN_BRANCH)

    assert (branch["is_open"], branch["closest_time"]) == (is_open, closest)


def test_days_that_are_off_are_not_shown_and_the_others_stay(shop: Shop) -> None:
    hours = {"friday": {"enabled": "off"}}

    branch = ask(shop, "updateBranch", {"working_hours": hours}, branch=MAIN_BRANCH)

    assert [day["name"] for day in branch["working_hours"]] == [
        "Sunday",
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Saturday",
    ]


def test_a_branch_has_its_texts_in_both_languages(shop: Shop) -> None:
    shown = ask(shop, "branchDetails", None, {"with": "translations"}, branch=MAIN_BRANCH)

    assert shown["name"] == "Main branch"
    assert shown["translations"]["ar"]["name"] == "الفرع الرئيسي"


def test_a_zone_of_a_branch_is_made_listed_changed_and_goes_with_its_branch(shop: Shop) -> None:
    place = {"enabled": True, "method": "radius", "radius_meters": 900, "coordinates": None}
    zone = {"status": 1, "branch_id": WAREHOUSE, "rules": {"coverage": place}}
    made = ask(shop, "createBranchDeliveryZone", zone)

    assert ask(shop, "listBranchDeliveryZones", query={"branch_id": WAREHOUSE}) == [made]
    off = ask(shop, "updateBranchDeliveryZone", {"status": 0, "rules": None}, zone_id=made["id"])
    assert off == {**made, "status": False}
    ask(shop, "deleteBranch", branch=WAREHOUSE)
    assert refusal(shop, "branchDeliveryZoneDetails", zone_id=made["id"])["code"] == 404
    assert refusal(shop, "createBranchDeliveryZone", zone)["fields"].keys() == {"branch_id"}


def test_a_zone_without_a_place_is_refused(shop: Shop) -> None:
    place = {"enabled": True, "method": "area", "radius_meters": None, "coordinates": None}
    zone = {"status": 1, "branch_id": SECOND, "rules": {"coverage": place}}

    refused = refusal(shop, "createBranchDeliveryZone", zone)

    assert list(refused["fields"]) == ["rules.coverage.coordinates"]
    ask(shop, "deleteBranchDeliveryZone", zone_id=1_775_000_001)
    assert refusal(shop, "branchDeliveryZoneDetails", zone_id=1_775_000_001)["code"] == 404


def test_an_allocation_is_made_changed_and_deleted(shop: Shop) -> None:
    rule = {"type": "destination_city", "operator": "in", "value": ["71"]}
    several = {"type": "branches", "branch_ids": [SECOND], "strategy": "priority"}
    sent = {"priority": 4, "rules": [rule], "action": {**several, "single_branch_only": True}}
    made = ask(shop, "createBranchesAllocations", sent)

    assert (made["action"], made["name"]) == (sent["action"], None)
    changes = {"priority": 9, "rules": None, "company_id": None}
    assert ask(shop, "updateBranchesAllocations", changes, Id=made["id"]) == {**made, "priority": 9}
    ask(shop, "deleteBranch", branch=SECOND)
    assert ask(shop, "branchAllocationDetails", Id=made["id"])["action"]["branch_ids"] == []
    ask(shop, "deleteBranchesAllocations", Id=made["id"])
    assert refusal(shop, "branchAllocationDetails", Id=made["id"])["code"] == 404
    assert len(ask(shop, "listBranchesAllocations")) == 3


@pytest.mark.parametrize(
    ("rule", "action", "field"),
    [
        ({"operator": ">"}, {}, "rules.0.operator"),
        ({"type": "total_items", "value": ["many"]}, {}, "rules.0.value"),
        ({}, {"branch_ids": [1]}, "action.branch_ids.0"),
        ({}, {"branch_ids": []}, "action.branch_ids"),
        ({}, {"type": "branches"}, "action.strategy"),
    ],
)
def test_an_allocation_that_says_nothing_is_refused(
    shop: Shop, rule: Any, action: Any, field: str
) -> None:
    usual = {"type": "destination_city", "operator": "in", "value": ["71"], **rule}
    one = {"type": "branch", "branch_ids": [SECOND], "strategy": None, "single_branch_only": None}

    refused = refusal(
        shop,
        "createBranchesAllocations",
        {"priority": 1, "rules": [usual], "action": {**one, **action}},
    )

    assert list(refused["fields"]) == [field]


def test_branches_are_chosen_as_the_settings_say(shop: Shop) -> None:
    turns = [{"branch_id": SECOND, "priority": 1}]
    sent = {"scope_id": None, "strategy": "priority", "priorities": turns}

    assert ask(shop, "allocationBranchSettings", sent) == {"strategy": "priority", "scope_id": None}
    unknown = {**sent, "priorities": [{"branch_id": 5, "priority": 1}]}
    fields = refusal(shop, "allocationBranchSettings", unknown)["fields"]
    assert list(fields) == ["priorities.0.branch_id"]
