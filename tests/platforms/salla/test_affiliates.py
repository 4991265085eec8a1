"""Campaigns of affiliates and their links."""

from datetime import timedelta
from typing import Any

import pytest

from mock_server.engine.shop import Shop
from tests.helpers import make_shop

from .goods import COFFEE_ID, ask, refusal

NEWER = {
    "title": "Ambassadors",
    "type": "public",
    "apply_to": "first-order",
    "commission": {"type": "percent", "value": 10},
    "discount": {"type": None},
    "scopes": [{"type": "product", "id": COFFEE_ID, "operation": "include"}],
    "start_date": "2026-03-02",
    "end_date": "2026-03-10",
}
OLDER = {
    "marketer_name": "Abeer",
    "marketer_city": "Riyadh",
    "commission_type": "percentage",
    "amount": 12,
    "apply_to": "all_orders",
}


@pytest.fixture
def shop() -> Shop:
    return make_shop("salla")


def test_a_campaign_is_made_listed_changed_and_deleted(shop: Shop) -> None:
    made = ask(shop, "createAffiliate", NEWER)

    row = ask(shop, "listAffiliates")[0]
    assert row == {name: made[name] for name in row}
    assert made.keys() - row.keys() == {"hide_total_stats", "statistics"}
    changed = ask(shop, "updateAffiliate", {**NEWER, "title": "Friends"}, affiliates_id=made["id"])
    assert changed == {**made, "title": "Friends"}
    assert ask(shop, "deleteAffiliate", affiliates_id=made["id"])["code"] == 200
    assert refusal(shop, "affiliateDetails", affiliates_id=made["id"])["code"] == 404


def test_a_campaign_names_what_it_is_about_and_runs_between_its_days(shop: Shop) -> None:
    made = ask(shop, "createAffiliate", NEWER)

    (scope,) = made["scopes"]
    assert (scope["name"], scope["link"]) == (
        "Khawlani coffee",
        f"https://alwaha.example/p/{COFFEE_ID}",
    )
    seen = [made["status"]]
    for days in (1, 9):
        shop.advance(timedelta(days=days))
        seen.append(ask(shop, "affiliateDetails", affiliates_id=made["id"])["status"])
    assert seen == ["scheduled", "active", "expired"]


def test_a_body_of_the_older_form_makes_a_campaign_for_its_marketer(shop: Shop) -> None:
    made = ask(shop, "createAffiliate", OLDER)

    assert (made["title"], made["type"], made["apply_to"]) == (
        "Abeer",
        "private",
        "first-second-order",
    )
    assert made["commission"] == {"type": "percent", "value": 12, "minimum_apply": 0}
    assert made["scopes"][0]["type"] == "store"


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({}, {*NEWER}),
        ({"marketer_name": "Abeer"}, {*OLDER} - {"marketer_name"}),
        ({**NEWER, "apply_to": "first_order"}, {"apply_to"}),
        ({**NEWER, "end_date": "2026-03-01"}, {"end_date"}),
        ({**NEWER, "commission": {"type": "percent", "value": 101}}, {"commission.value"}),
        ({**OLDER, "amount": 101}, {"amount"}),
        ({**NEWER, "discount": {"type": "percent", "value": 101}}, {"discount.value"}),
        (
            {**NEWER, "scopes": [{"type": "category", "id": 7, "operation": "exclude"}]},
            {"scopes.0.id"},
        ),
    ],
)
def test_a_campaign_that_cannot_be_is_refused(shop: Shop, body: Any, fields: set[str]) -> None:
    assert refusal(shop, "createAffiliate", body)["fields"].keys() == fields


def test_what_a_campaign_brought_is_what_its_links_brought(shop: Shop) -> None:
    key = ask(shop, "listAffiliates")[0]["id"]

    links = ask(shop, "listAffiliateLinks", affiliates_id=key)
    total = ask(shop, "affiliateDetails", affiliates_id=key)["statistics"]

    for part in ("visits", "orders_count"):
        assert total[part] == sum(each["statistics"][part] for each in links)
    for part in ("sales", "profit"):
        brought = sum(each["statistics"][part]["amount"] for each in links)
        assert total[part]["amount"] == pytest.approx(brought)
    assert len({each["link"] for each in links}) == len(links) == 3
    assert refusal(shop, "listAffiliateLinks", affiliates_id=7)["code"] == 404
