"""Shipping companies, zones and their prices, rules, routes and promises."""

from typing import Any

import pytest

from mock_server.engine.errors import Invalid
from mock_server.engine.shop import Shop
from tests.helpers import make_shop

from .goods import ask, names, refusal
from .ordering import HONEY, assert_adds_up, create

SMSA, ARAMEX, OWN = 1_710_000_001, 1_710_000_002, 1_710_000_003
BY_WEIGHT = {"type": "rate", "amount": 10, "up_to_weight": 2, "amount_per_unit": 3, "per_unit": 1}
SHIPPING = {"country": 1, "city": 71, "fees": BY_WEIGHT, "duration": "1 day"}


@pytest.fixture
def shop() -> Shop:
    return make_shop("salla")


def rates(shop: Shop, **query: Any) -> dict[int, float]:
    told = ask(shop, "listEstimateRates", query={"country_id": 1, **query})
    return {row["company_id"]: row["total"]["amount"] for row in told}


def test_a_company_is_made_renamed_and_deleted_with_its_zones(shop: Shop) -> None:
    made = ask(shop, "createShippingCompany", {"name": "Runner"})
    zone = ask(shop, "createShippingZone", {"company": made["id"], "shipping": SHIPPING})

    assert (made["activation_type"], made["slug"], made["app_id"]) == ("manual", None, "")
    renamed = ask(shop, "updateShippingCompany", {"name": "Racer"}, company_id=made["id"])
    assert renamed == {**made, "name": "Racer"}
    assert len(ask(shop, "listShippingCompanies")) == 4
    assert ask(shop, "deleteShippingCompany", company_id=made["id"])["code"] == 200
    assert refusal(shop, "shippingCompanyDetails", company_id=made["id"])["code"] == 404
    assert refusal(shop, "shippingZoneDetails", zone_id=zone["id"])["code"] == 404
    assert [name for name in names(shop) if "company" in name] == [
        f"shipping.company.{did}" for did in ("created", "updated", "deleted")
    ]


def test_a_company_of_an_app_keeps_its_name_and_asks_for_boxes(shop: Shop) -> None:
    refused = refusal(shop, "updateShippingCompany", {"name": "Racer"}, company_id=SMSA)

    assert refused["code"] == "error"
    asked = ask(shop, "shippingCompanyOptions", company_id=SMSA)
    assert [option["name"] for option in asked] == ["boxes", "shipment_content_type"]
    assert ask(shop, "shippingCompanyOptions", company_id=OWN) == []


def test_a_zone_is_made_listed_changed_and_deleted(shop: Shop) -> None:
    made = ask(shop, "createShippingZone", {"company": OWN, "shipping": SHIPPING})

    assert (made["zone_code"], made["city"]["name_en"]) == ("SA-71", "Jeddah")
    assert (made["fees"]["amount"], made["cash_on_delivery"]["status"]) == ("10.00", True)
    mine = ask(shop, "listShippingZones", query={"company": OWN})
    assert mine[1:] == [made]
    moved = ask(shop, "updateShippingZone", {"company": SMSA}, zone_id=made["id"])
    assert moved == {**made, "company": {"id": SMSA, "slug": "smsa"}}
    ask(shop, "deleteShippingZone", zone_id=made["id"])
    assert refusal(shop, "shippingZoneDetails", zone_id=made["id"])["code"] == 404
    assert names(shop) == ["shipping.zone.created", "shipping.zone.updated"]


def test_a_zone_of_all_countries_has_no_codes(shop: Shop) -> None:
    abroad = ask(shop, "shippingZoneDetails", zone_id=1_740_000_004)

    assert abroad["country"] == {"id": -1, "name": "All", "name_en": "All"}
    assert abroad["zone_code"] == "ALL-ALL"


@pytest.mark.parametrize(
    ("company", "change", "field"),
    [
        (5, {}, "company"),
        (OWN, {"country": 99}, "shipping.country"),
        (OWN, {"city": 2001}, "shipping.city"),
        (OWN, {"country": -1}, "shipping.city"),
        (OWN, {"cities_excluded": [5]}, "shipping.cities_excluded.0"),
        (OWN, {"fees": {"type": "rate", "amount": 10}}, "shipping.fees.up_to_weight"),
        (OWN, {"city": 1}, "shipping.city"),
    ],
)
def test_a_zone_that_cannot_be_is_refused(
    shop: Shop, company: int, change: Any, field: str
) -> None:
    sent = {"company": company, "shipping": {**SHIPPING, **change}}

    assert list(refusal(shop, "createShippingZone", sent)["fields"]) == [field]


def test_rates_are_those_of_the_zone_that_names_the_place_most_closely(shop: Shop) -> None:
    assert rates(shop, city_id=71) == {SMSA: 20, ARAMEX: 25}
    assert rates(shop, city_id=1) == {SMSA: 20, ARAMEX: 25, OWN: 15}

    ask(shop, "createShippingZone", {"company": SMSA, "shipping": SHIPPING})

    assert rates(shop, city_id=71) == {SMSA: 10, ARAMEX: 25}


def test_a_price_by_weight_grows_with_each_unit_begun(shop: Shop) -> None:
    ask(shop, "createShippingZone", {"company": OWN, "shipping": SHIPPING})

    light, heavy = (create(shop, (HONEY, number))["id"] for number in (2, 7))
    assert rates(shop, city_id=71, order_id=light)[OWN] == 10
    assert rates(shop, city_id=71, order_id=heavy)[OWN] == 10 + 3 * 2
    assert rates(shop, country_id=2, city_id=2001) == {ARAMEX: 60}


def test_an_order_pays_what_the_zone_of_its_courier_says(shop: Shop) -> None:
    runner = ask(shop, "createShippingCompany", {"name": "Runner"})["id"]
    ask(shop, "createShippingZone", {"company": runner, "shipping": SHIPPING})

    order = create(shop, (HONEY, 1), courier_id=runner)

    assert order["amounts"]["shipping_cost"]["amount"] == 10
    assert_adds_up(order)


def test_rates_of_an_order_or_a_place_that_is_not_there_are_refused(shop: Shop) -> None:
    for query in ({"city_id": 2001}, {"city_id": 71, "order_id": 7}):
        with pytest.raises(Invalid):
            rates(shop, **query)


def test_a_rule_is_listed_read_and_deleted_and_forgets_a_company(shop: Shop) -> None:
    first, second = ask(shop, "listShippingRules")

    ask(shop, "deleteShippingCompany", company_id=SMSA)
    left = ask(shop, "shippingRuleDetails", rule_id=first["id"])
    assert left["shipping_companies_ids"] == [ARAMEX]
    assert ask(shop, "deleteShippingRule", rule_id=first["id"])["code"] == 200
    assert ask(shop, "listShippingRules") == [second]
    assert refusal(shop, "shippingRuleDetails", rule_id=first["id"])["code"] == 404


def route(**fields: Any) -> dict[str, Any]:
    usual = {"name": "Heavy", "type": "normal", "status": 1, "priority": 5}
    return {**usual, "companies": [{"id": SMSA}], "strategy": {"type": "ratio"}, **fields}


def test_a_route_is_made_listed_changed_and_deleted(shop: Shop) -> None:
    made = ask(shop, "createRoute", route())

    assert made["companies"] == [{"id": SMSA, "priority": 1, "capacity": 0}]
    rows = ask(shop, "routesList", query={"name": "heav"})
    assert [(row["id"], row["status"], row["strategy"]) for row in rows] == [
        (made["id"], True, "ratio")
    ]
    assert ask(shop, "updateRoute", {"status": 0}, id=made["id"]) == {**made, "status": False}
    ask(shop, "deleteShippingCompany", company_id=SMSA)
    assert ask(shop, "routeDetails", id=made["id"])["companies"] == []
    ask(shop, "deleteRoute", id=made["id"])
    assert refusal(shop, "routeDetails", id=made["id"])["code"] == 404


def test_the_default_route_changes_and_stays(shop: Shop) -> None:
    changed = ask(shop, "defaultRoute", {"status": False, "strategy": {"type": "manual"}})

    assert (changed["type"], changed["status"]) == ("default", False)
    assert ask(shop, "routeDetails", id=changed["id"])["strategy"]["type"] == "manual"
    assert refusal(shop, "deleteRoute", id=changed["id"])["code"] == "error"
    assert refusal(shop, "updateRoute", {"type": "auto"}, id=changed["id"])["fields"].keys() == {
        "type"
    }


@pytest.mark.parametrize(
    ("kind", "operator", "value", "is_right"),
    [
        ("cart_total", ">=", 200, True),
        ("cart_total", "between", {"min": 100, "max": 200}, True),
        ("cart_total", "between", {"min": 300, "max": 200}, False),
        ("cart_total", ">=", [200], False),
        ("categories", "in", [1310000001], True),
        ("categories", ">", [1310000001], False),
        ("areas", "not_in", [{"id": 71, "name": "Jeddah"}], True),
        (
            "schedule",
            "within_range",
            {"days": ["Sunday"], "time_from": "09:00", "time_to": "17:00"},
            True,
        ),
        ("schedule", "within_range", 5, False),
    ],
)
def test_a_condition_compares_what_its_type_is_about(
    shop: Shop, kind: str, operator: str, value: Any, is_right: bool
) -> None:
    sent = route(conditions=[{"type": kind, "operator": operator, "value": value}])

    if is_right:
        assert ask(shop, "createRoute", sent)["conditions"] == sent["conditions"]
    else:
        assert list(refusal(shop, "createRoute", sent)["fields"]) == ["conditions.0.value"]


def test_a_branded_route_says_how_it_looks(shop: Shop) -> None:
    assert list(refusal(shop, "createRoute", route(type="branded"))["fields"]) == ["branded"]

    look = {"name": "Ours", "description": "Two days", "logo_url": "https://a.example/l.png"}
    made = ask(shop, "createRoute", route(type="branded", branded=look))

    assert made["branded"]["pricing"]["type"] == "fixed"
    normal = ask(shop, "updateRoute", {"type": "normal"}, id=made["id"])
    assert normal == {**made, "type": "normal"}


def test_a_promise_is_listed_read_and_changed(shop: Shop) -> None:
    first = ask(shop, "listDeliveryPromises")[0]

    assert (first["name"], first["min_days"], first["max_days"]) == ("SMSA", 1, 3)
    changed = ask(shop, "updateDeliveryPromise", {"max_days": 5}, promise_id=first["id"])
    assert changed == {**first, "max_days": 5}
    assert ask(shop, "deliveryPromiseDetails", promise_id=first["id"]) == changed
    backwards = refusal(shop, "updateDeliveryPromise", {"min_days": 9}, promise_id=first["id"])
    assert list(backwards["fields"]) == ["max_days"]
    assert refusal(shop, "deliveryPromiseDetails", promise_id=5)["code"] == 404
