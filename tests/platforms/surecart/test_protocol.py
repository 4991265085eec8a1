"""The abandoned checkout protocol: its first values, and what an update makes of them."""

from typing import Any

import pytest

from mock_server.engine.errors import NotFound
from mock_server.engine.shop import Shop
from tests.helpers import call, error_of
from tests.platforms.surecart.steps import refusal, set_protocol

SEED: dict[str, Any] = {
    "id": "85789eeb-dcf4-47a4-a2d4-176481547f39",
    "object": "abandoned_checkout_protocol",
    "enabled": False,
    "first_promotion_notification": None,
    "grace_period_days": 0,
    "ignore_purchased_products": False,
    "notification_delays": [3600, 86400, 432000],
    "promotion_expires_after_days": None,
    "test_mode_enabled": True,
    "coupon": "3d76d094-38e7-46b4-b8ce-40214a51b521",
    "created_at": 1767909648,
    "updated_at": 1767909648,
}
"""The sample of the vendor's page."""

UPDATE = "updateAbandonedCheckoutProtocol"


def read_protocol(shop: Shop, *expand: str) -> dict[str, Any]:
    query = {"expand[]": list(expand)} if expand else {}
    body: dict[str, Any] = call(shop, "retrieveAbandonedCheckoutProtocol", query=query)[1]
    return body


def test_a_new_account_has_the_values_of_the_vendors_page(shop: Shop) -> None:
    assert list(read_protocol(shop).items()) == list(SEED.items())


def test_its_coupon_exists(shop: Shop) -> None:
    coupon = read_protocol(shop, "coupon")["coupon"]

    assert (coupon["id"], coupon["object"]) == (SEED["coupon"], "coupon")


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ({"enabled": 1}, {"enabled": True}),
        ({"enabled": 0}, {"enabled": False}),
        ({"enabled": True}, {"enabled": True}),
        ({"ignore_purchased_products": 1}, {"ignore_purchased_products": True}),
        ({"test_mode_enabled": 0}, {"test_mode_enabled": False}),
        ({"grace_period_days": "14"}, {"grace_period_days": 14}),
        ({"grace_period_days": 3.0}, {"grace_period_days": 3}),
        ({"promotion_expires_after_days": "7"}, {"promotion_expires_after_days": 7}),
        ({"promotion_expires_after_days": None}, {"promotion_expires_after_days": None}),
        ({"first_promotion_notification": 2}, {"first_promotion_notification": 2}),
        ({"notification_delays": [60, 7200.0]}, {"notification_delays": [60, 7200]}),
        ({"coupon": SEED["coupon"].upper()}, {"coupon": SEED["coupon"]}),
        ({"coupon": {"id": SEED["coupon"], "name": "x"}}, {"coupon": SEED["coupon"]}),
        ({"id": "x", "object": "y", "created_at": 1, "unknown": 2}, {}),
        ({}, {}),
    ],
)
def test_an_update_keeps_true_types_and_leaves_the_rest(
    shop: Shop, sent: dict[str, Any], kept: dict[str, Any]
) -> None:
    set_protocol(shop, **sent)

    after = read_protocol(shop)
    wanted = {**SEED, **kept, "updated_at": after["updated_at"]}
    assert after == wanted
    assert {name: type(value) for name, value in after.items()} == {
        name: type(value) for name, value in wanted.items()
    }


def test_updated_at_moves_only_with_a_change(shop: Shop) -> None:
    same = set_protocol(shop, enabled=False)
    changed = set_protocol(shop, enabled=True)

    assert same["updated_at"] == SEED["updated_at"]
    assert changed["updated_at"] == int(shop.clock.now().timestamp())
    assert changed["created_at"] == SEED["created_at"]


def test_another_coupon_of_the_account_can_be_chosen(shop: Shop) -> None:
    coupon = shop.store.all("coupon")[-1]["id"]

    assert set_protocol(shop, coupon=coupon)["coupon"] == coupon


def test_an_unknown_coupon_is_not_found_and_changes_nothing(shop: Shop) -> None:
    unknown = "00000000-0000-4000-8000-000000000000"

    with pytest.raises(NotFound) as caught:
        set_protocol(shop, enabled=True, coupon=unknown)

    told = error_of(shop, caught.value, UPDATE)
    assert (told["http_status"], told["code"]) == ("not_found", "coupon.not_found")
    assert read_protocol(shop) == SEED


@pytest.mark.parametrize(
    ("fields", "attribute", "kind"),
    [
        ({"notification_delays": [60, 60, 60, 60]}, "notification_delays", "too_long"),
        ({"notification_delays": []}, "notification_delays", "too_short"),
        ({"notification_delays": [59]}, "notification_delays", "greater_than_or_equal_to"),
        ({"notification_delays": [31536001]}, "notification_delays", "less_than_or_equal_to"),
        ({"notification_delays": [None]}, "notification_delays", "not_an_integer"),
        ({"notification_delays": None}, "notification_delays", "invalid"),
        ({"first_promotion_notification": 4}, "first_promotion_notification", "inclusion"),
        ({"enabled": 2}, "enabled", "invalid"),
        ({"grace_period_days": -1}, "grace_period_days", "invalid"),
        ({"promotion_expires_after_days": 0}, "promotion_expires_after_days", "invalid"),
        ({"coupon": "not-a-uuid"}, "coupon", "invalid"),
        ({"coupon": None}, "coupon", "invalid"),
    ],
)
def test_a_value_outside_the_rules_is_named(
    shop: Shop, fields: dict[str, Any], attribute: str, kind: str
) -> None:
    told = refusal(shop, UPDATE, {"abandoned_checkout_protocol": fields})

    assert told["http_status"] == "unprocessable_entity"
    assert told["code"] == "abandoned_checkout_protocol.invalid"
    broken = told["validation_errors"][0]
    assert (broken["attribute"], broken["type"]) == (attribute, kind)
    assert broken["code"] == f"abandoned_checkout_protocol.{attribute}.{kind}"
