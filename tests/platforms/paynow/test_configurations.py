"""The settings of both e-mails: what is written is read."""

from dataclasses import replace
from typing import Any

import pytest

from mock_server.engine.errors import NotFound
from mock_server.engine.shop import Shop
from mock_server.platforms.paynow.flakes import DEMO_STORE, store_id
from tests.helpers import SMALL_STORY, call, error_of, make_shop
from tests.platforms.paynow.samples import DOCUMENTED, HOUR, LEAST, Feature, settings

SEED_KEYS: dict[str, Any] = {
    "store_id": str,
    "enabled": bool,
    "invalid": bool,
    "trigger_after": str,
    "minimum_order_value": int,
    "maximum_order_value": int,
    "max_coupons_per_customer_amount": int,
    "max_coupons_per_customer_period": str,
    "max_coupons_global_amount": int,
    "max_coupons_global_period": str,
    "coupon_configuration": {
        "duration": str,
        "duration_in_months": int,
        "discount_type": str,
        "discount_amount": int,
        "discount_only_required_tags_or_products": bool,
        "discount_apply_before_sales": bool,
        "required_tag_ids": [str],
        "required_product_ids": [str],
        "minimum_order_value": int,
        "customer_redeem_limit_enabled": bool,
        "customer_redeem_limit": int,
        "usable_on_one_time_purchases": bool,
        "usable_on_subscriptions": bool,
        "expires_after": str,
    },
    "updated_by": {"type": str, "id": str},
    "updated_at": str,
}
"""Every key of the reference page's answer, with its type."""


def types_of(value: Any, known: Any) -> Any:
    """The types of a value where `known` has keys."""
    if isinstance(known, dict):
        return {key: types_of(value.get(key), part) for key, part in known.items()}
    if isinstance(known, list):
        return [types_of(each, known[0]) for each in value]
    return type(value)


def test_an_answer_has_every_key_of_the_reference_page_with_its_type(
    shop: Shop, feature: Feature
) -> None:
    saved = feature.write(shop, DOCUMENTED)

    assert types_of(saved, SEED_KEYS) == SEED_KEYS
    assert types_of(feature.read(shop), SEED_KEYS) == SEED_KEYS


def test_the_body_of_the_reference_page_comes_back_field_for_field(feature: Feature) -> None:
    demo = make_shop("paynow", name="demo")

    saved = feature.write(demo, DOCUMENTED)

    coupon = saved["coupon_configuration"]
    assert {name: saved[name] for name in DOCUMENTED} == {
        **DOCUMENTED,
        "coupon_configuration": {**coupon, **DOCUMENTED["coupon_configuration"]},
    }
    assert coupon.keys() - DOCUMENTED["coupon_configuration"].keys() == {"duration_in_intervals"}
    assert (saved["store_id"], saved["invalid"], saved["commands"]) == (DEMO_STORE, True, [])
    assert feature.read(demo) == saved


def test_a_new_store_sends_nothing_and_has_no_limits(shop: Shop, feature: Feature) -> None:
    untouched = feature.read(shop)

    assert not untouched["enabled"]
    assert not untouched["invalid"]
    assert untouched["trigger_after"] == "PT1H"
    assert untouched["updated_by"] == {"type": "internal", "id": None}
    assert untouched["updated_at"] == "2026-03-01T12:00:00.000Z"


def test_a_put_replaces_everything_and_what_it_leaves_out_is_unset(
    shop: Shop, feature: Feature
) -> None:
    command = {"command": "say hello", "online_only": True}
    feature.write(shop, {**DOCUMENTED, "commands": [command]})

    saved = feature.write(shop, LEAST)

    unset = [name for name in DOCUMENTED if name not in LEAST]
    assert {name: saved[name] for name in unset} == dict.fromkeys(unset)
    assert saved["commands"] == []


def test_the_two_features_do_not_share_their_settings(shop: Shop, feature: Feature) -> None:
    before = feature.read(shop)
    other = next(each for each in ("Abandoned", "Purchase") if not feature.name.startswith(each))
    name = {"Abandoned": "AbandonedCheckout", "Purchase": "PurchaseFollowUp"}[other]

    replace(feature, name=name).write(shop, DOCUMENTED)

    assert feature.read(shop) == before


@pytest.mark.parametrize(
    ("sent", "number"),
    [
        ({"duration_in_months": 3}, 3),
        ({"duration_in_intervals": 4}, 4),
        ({"duration_in_months": 3, "duration_in_intervals": 4}, 4),
        ({"duration_in_months": 3, "duration_in_intervals": None}, 3),
        ({"duration_in_months": 0, "duration_in_intervals": 0}, 0),
        ({}, None),
    ],
)
def test_both_names_of_the_number_of_payments_answer_the_same(
    shop: Shop, feature: Feature, sent: dict[str, Any], number: int | None
) -> None:
    model = {**LEAST["coupon_configuration"]}
    del model["duration_in_intervals"]

    saved = feature.write(shop, {**LEAST, "coupon_configuration": {**model, **sent}})

    coupon = saved["coupon_configuration"]
    assert (coupon["duration_in_months"], coupon["duration_in_intervals"]) == (number, number)


@pytest.mark.parametrize("text", ["PT1H", "PT60M", "P0D", "P2W", "P000Y", "P99999999999999999999Y"])
def test_a_duration_is_kept_as_it_was_written(shop: Shop, feature: Feature, text: str) -> None:
    saved = feature.write(shop, settings(coupon={"expires_after": text}, trigger_after=text))

    assert saved["trigger_after"] == text
    assert saved["coupon_configuration"]["expires_after"] == text


def test_a_write_is_signed_with_the_key_and_the_moment_of_the_shop(
    shop: Shop, feature: Feature
) -> None:
    shop.advance(HOUR)

    saved = feature.write(shop, LEAST)
    again = feature.write(shop, LEAST)

    assert saved["updated_at"] == "2026-03-01T13:00:00.000Z"
    assert saved["updated_by"]["type"] == "api_key"
    assert saved["updated_by"]["id"].isdigit()
    assert again["updated_by"] == saved["updated_by"]


def test_commands_get_ids_of_their_own(shop: Shop, feature: Feature) -> None:
    commands = [{"command": f"say {n}", "online_only": n == 1} for n in range(3)]

    saved = feature.write(shop, settings(commands=commands))["commands"]

    ids = {each["id"] for each in saved}
    assert [{**each, "id": "", "store_id": ""} for each in saved] == [
        {"id": "", "store_id": "", **each} for each in commands
    ]
    assert len(ids) == 3
    assert {each["store_id"] for each in saved} == {store_id(shop)}


def test_a_whole_number_written_with_a_point_is_kept_as_a_whole_number(
    shop: Shop, feature: Feature
) -> None:
    saved = feature.write(shop, settings(max_coupons_global_amount=2.0, minimum_order_value=5e3))

    assert repr(saved["max_coupons_global_amount"]) == "2"
    assert repr(saved["minimum_order_value"]) == "5000"


@pytest.mark.parametrize("operation", ["get", "set"])
def test_another_store_is_not_found(shop: Shop, feature: Feature, operation: str) -> None:
    operation_id = getattr(feature, operation)

    with pytest.raises(NotFound) as caught:
        call(shop, operation_id, {"storeId": DEMO_STORE}, body=LEAST)

    assert error_of(shop, caught.value, operation_id) == {
        "status": 404,
        "code": "not-found",
        "message": "There is no store with this id.",
        "trace_id": error_of(shop, caught.value, operation_id)["trace_id"],
        "errors": None,
    }
    assert not feature.read(shop)["enabled"]


def test_a_scenario_may_begin_with_settings_of_its_own(feature: Feature) -> None:
    told = {"enabled": True, "trigger_after": "PT30M"}
    story = replace(SMALL_STORY, native={"paynow": {feature.resource: told}})

    begun = feature.read(make_shop("paynow", told=story))

    assert (begun["enabled"], begun["trigger_after"]) == (True, "PT30M")
    assert begun["minimum_order_value"] == 0
    assert begun["updated_by"]["type"] == "user"
