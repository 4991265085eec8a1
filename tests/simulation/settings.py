"""What a merchant may set, at random, through the API where the platform has one for it."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from random import Random
from typing import Any

from mock_server.commerce.merchant import set_reminder_delays
from mock_server.engine.shop import Shop
from mock_server.platforms.paynow.flakes import store_id
from tests.helpers import call

_DELAYS = (60, 600, 3600, 86_400, 432_000)
_PERIODS = (None, "PT6H", "P1D", "P1M")


def set_delays(shop: Shop, random: Random) -> None:
    """Zid and Tjar: the sandbox sets them."""
    seconds = random.choices(_DELAYS, k=random.randint(0, 3))
    with shop.unit():
        set_reminder_delays(shop, [timedelta(seconds=each) for each in seconds])


def patch_protocol_or_switch(shop: Shop, random: Random) -> None:
    """SureCart: some of the protocol, or the reminders of one checkout."""
    left = shop.store.all("abandoned_checkout")
    if left and random.random() < 0.5:
        body = {"abandoned_checkout": {"notifications_enabled": random.random() < 0.6}}
        call(shop, "updateAbandonedCheckout", {"id": random.choice(left)["id"]}, body=body)
        return
    coupons = [each["id"] for each in shop.store.all("coupon")]
    all_of_it: dict[str, Any] = {
        "enabled": random.random() < 0.9,
        "first_promotion_notification": random.choice([None, 1, 1, 1, 2, 3]),
        "grace_period_days": random.choice([0, 1, "14"]),
        "ignore_purchased_products": random.random() < 0.3,
        "notification_delays": random.choices(_DELAYS, k=random.randint(1, 3)),
        "promotion_expires_after_days": random.choice([None, 1, "7"]),
        "test_mode_enabled": random.choice([True, False, 1]),
        "coupon": random.choice(coupons),
    }
    names = [*random.sample(sorted(all_of_it), random.randint(0, 4)), "notification_delays"]
    body = {"abandoned_checkout_protocol": {name: all_of_it[name] for name in names}}
    call(shop, "updateAbandonedCheckoutProtocol", body=body)


def switch_on(shop: Shop) -> None:
    """Reminders go out from the beginning where the merchant must want them first."""
    if shop.platform == "surecart":
        protocol = {"enabled": True, "first_promotion_notification": 1}
        body: Any = {"abandoned_checkout_protocol": protocol}
        call(shop, "updateAbandonedCheckoutProtocol", body=body)
    if shop.platform == "paynow":
        body = {**configuration(Random(1)), "trigger_after": "PT1H"}
        body["coupon_configuration"]["discount_type"] = "amount"
        for feature in ("AbandonedCheckout", "PurchaseFollowUp"):
            call(shop, f"set{feature}Configuration", {"storeId": store_id(shop)}, body=body)


def put_configuration(shop: Shop, random: Random) -> None:
    """PayNow: all the settings of one of its two e-mails."""
    feature = random.choice(["AbandonedCheckout", "PurchaseFollowUp"])
    body = configuration(random)
    call(shop, f"set{feature}Configuration", {"storeId": store_id(shop)}, body=body)


def configuration(random: Random) -> dict[str, Any]:
    return {
        "enabled": random.random() < 0.9,
        "trigger_after": random.choice(["PT0S", "PT5M", "PT5M", "PT1H", "P2D", "P10Y"]),
        "minimum_order_value": random.choice([0, 0, 6000]),
        "maximum_order_value": random.choice([None, None, 50_000]),
        "max_coupons_per_customer_amount": random.choice([None, 0, 1, 2, 2]),
        "max_coupons_per_customer_period": random.choice(_PERIODS),
        "max_coupons_global_amount": random.choice([None, 1, 2, 3]),
        "max_coupons_global_period": random.choice(_PERIODS),
        "coupon_configuration": {
            "duration": "once",
            "discount_type": random.choice([*3 * ["percent", "amount"], "unspecified"]),
            "discount_amount": random.choice([0, 15, 250, 1500]),
            "discount_only_required_tags_or_products": False,
            "discount_apply_before_sales": True,
            "required_tag_ids": [],
            "required_product_ids": random.choice([*5 * [[]], ["1"]]),
            "minimum_order_value": random.choice([0, 5000]),
            "customer_redeem_limit_enabled": True,
            "customer_redeem_limit": 1,
            "usable_on_one_time_purchases": True,
            "usable_on_subscriptions": True,
            "expires_after": random.choice([None, "PT2H", "P14D"]),
        },
        "commands": [{"command": "say welcome back", "online_only": True}],
    }


SETTINGS: Mapping[str, Callable[[Shop, Random], None]] = {
    "paynow": put_configuration,
    "surecart": patch_protocol_or_switch,
    "tjar": set_delays,
    "zid": set_delays,
}
"""Salla's merchant sets nothing that its carts show."""
