"""When an e-mail goes out: the rules of both features, each as a line of a table."""

from datetime import timedelta
from typing import Any

import pytest

from mock_server.engine.shop import Shop
from mock_server.platforms.paynow.flakes import store_id
from tests.helpers import NOON
from tests.platforms.paynow.samples import HONEY_PRICE, HOUR, Feature, after, settings

NOTHING = "1"
"""The id of no tag and no product."""


@pytest.mark.parametrize(
    ("changes", "coupon", "customer", "goes"),
    [
        ({}, {}, "sara", True),
        ({"enabled": False}, {}, "sara", False),
        ({"minimum_order_value": HONEY_PRICE}, {}, "sara", True),
        ({"minimum_order_value": HONEY_PRICE + 1}, {}, "sara", False),
        ({"maximum_order_value": HONEY_PRICE}, {}, "sara", True),
        ({"maximum_order_value": HONEY_PRICE - 1}, {}, "sara", False),
        ({"maximum_order_value": 0}, {}, "sara", False),
        ({}, {}, "shy", False),
        ({}, {}, None, False),
        ({}, {"discount_type": "percent", "discount_amount": 10}, "sara", True),
        ({}, {"discount_type": "unspecified"}, "sara", False),
        ({}, {"required_tag_ids": [NOTHING]}, "sara", False),
        ({}, {"required_product_ids": [NOTHING]}, "sara", False),
        ({"max_coupons_per_customer_amount": 0}, {}, "sara", False),
        ({"max_coupons_global_amount": 0}, {}, "sara", False),
        ({"max_coupons_global_amount": 1}, {}, "sara", True),
        ({"max_coupons_global_period": "P1W"}, {}, "sara", True),
    ],
)
def test_an_email_goes_out_only_when_every_rule_allows_it(
    shop: Shop,
    feature: Feature,
    changes: dict[str, Any],
    coupon: dict[str, Any],
    customer: str | None,
    goes: bool,
) -> None:
    feature.write(shop, settings(coupon, **changes))

    feature.start(shop, "first", customer, "honey")
    shop.advance(HOUR)

    assert feature.sent(shop) == ([NOON + HOUR] if goes else [])
    assert shop.store.count("email_delivery") == int(goes)


@pytest.mark.parametrize(
    ("limit", "amount", "period", "later", "customer", "goes"),
    [
        ("per_customer", 1, "P30D", "P29DT23H59M59S", "sara", False),
        ("per_customer", 1, "P30D", "P30D", "sara", True),
        ("per_customer", 1, "P30D", "PT1H", "fahad", True),
        ("per_customer", 2, "P30D", "PT1H", "sara", True),
        ("per_customer", 1, "P1M", "P30D", "sara", False),
        ("per_customer", 1, "P1M", "P1M", "sara", True),
        ("per_customer", 1, None, "P2Y", "sara", False),
        ("per_customer", 1, "P99999999999999999999Y", "P2Y", "sara", False),
        ("per_customer", None, "P30D", "PT1H", "sara", True),
        ("per_customer", 2147483647, "P30D", "PT1H", "sara", True),
        ("global", 1, "P1W", "P6DT23H59M59S", "fahad", False),
        ("global", 1, "P1W", "P1W", "fahad", True),
        ("global", 2, "P1W", "PT1H", "fahad", True),
        ("global", 1, None, "P2Y", "fahad", False),
        ("global", 1, "P0D", "PT1H", "sara", True),
    ],
)
def test_a_limit_counts_the_coupons_of_its_period(
    shop: Shop,
    feature: Feature,
    limit: str,
    amount: int | None,
    period: str | None,
    later: str,
    customer: str,
    goes: bool,
) -> None:
    limits = {f"max_coupons_{limit}_amount": amount, f"max_coupons_{limit}_period": period}
    feature.write(shop, settings(**limits))
    feature.start(shop, "first", "sara", "honey")
    first_due = NOON + HOUR
    second_due = after(first_due, later)

    shop.travel(second_due - HOUR)
    feature.start(shop, "second", customer, "honey")
    shop.travel(second_due)

    assert feature.sent(shop) == ([first_due, second_due] if goes else [first_due])


def test_after_the_period_the_limit_begins_anew(shop: Shop, feature: Feature) -> None:
    limits = {"max_coupons_per_customer_amount": 2, "max_coupons_per_customer_period": "P10D"}
    feature.write(shop, settings(**limits))

    for day in range(25):
        feature.start(shop, f"cart-{day}", "sara", "honey")
        shop.advance(timedelta(days=1))

    days = [(sent - NOON - HOUR).days for sent in feature.sent(shop)]
    assert days == [0, 1, 10, 11, 20, 21]


@pytest.mark.parametrize(
    ("trigger", "before"),
    [
        ("PT1H", timedelta(minutes=59, seconds=59)),
        ("PT30M", timedelta(minutes=29, seconds=59)),
        ("P1M", timedelta(days=30, hours=23)),
        ("P1Y2M3DT4H5M6S", timedelta(days=400)),
    ],
)
def test_an_email_waits_for_exactly_its_period(
    shop: Shop, feature: Feature, trigger: str, before: timedelta
) -> None:
    feature.write(shop, settings(trigger_after=trigger))
    feature.start(shop, "first", "sara", "honey")

    shop.travel(NOON + before)
    early = feature.sent(shop)
    shop.travel(after(NOON, trigger) + HOUR)

    assert early == []
    assert feature.sent(shop) == [after(NOON, trigger)]


def test_a_period_beyond_the_calendar_never_comes(shop: Shop, feature: Feature) -> None:
    feature.write(shop, settings(trigger_after="P99999999999999999999Y"))
    feature.start(shop, "first", "sara", "honey")

    shop.advance(timedelta(days=365 * 1000))

    assert feature.sent(shop) == []


@pytest.mark.parametrize(
    ("until_changed", "trigger", "goes"),
    [
        (timedelta(), "PT10M", timedelta(minutes=10)),
        (timedelta(minutes=5), "PT10M", timedelta(minutes=10)),
        (timedelta(hours=5), "PT10M", timedelta(hours=5)),
        (timedelta(hours=5), "PT0S", timedelta(hours=5)),
        (timedelta(hours=5), "PT23H59M59S", timedelta(hours=23, minutes=59, seconds=59)),
    ],
)
def test_a_shorter_wait_counts_for_who_waits_already_and_only_once(
    shop: Shop, feature: Feature, until_changed: timedelta, trigger: str, goes: timedelta
) -> None:
    feature.write(shop, settings(trigger_after="P1D"))
    feature.start(shop, "first", "sara", "honey")
    shop.advance(until_changed)

    feature.write(shop, settings(trigger_after=trigger))
    planned = feature.waits(shop)
    shop.advance(timedelta(days=9))

    assert planned == [NOON + goes]
    assert feature.sent(shop) == [NOON + goes]


def test_a_wait_that_was_shortened_again_and_again_is_one_wait(
    shop: Shop, feature: Feature
) -> None:
    feature.write(shop, settings(trigger_after="P1M"))
    feature.start(shop, "first", "sara", "honey")
    shop.advance(HOUR)

    for trigger in ("P7D", "P1D", "P2D", "PT3H", "PT3H"):
        feature.write(shop, settings(trigger_after=trigger))

    assert feature.waits(shop) == [NOON + 3 * HOUR]
    shop.advance(timedelta(days=40))
    assert feature.sent(shop) == [NOON + 3 * HOUR]


def test_what_was_written_about_is_not_written_about_again_when_the_wait_is_shortened(
    shop: Shop, feature: Feature
) -> None:
    feature.write(shop, settings(trigger_after="PT2H"))
    feature.start(shop, "first", "sara", "honey")
    shop.advance(2 * HOUR)

    feature.write(shop, settings(trigger_after="PT1H"))
    shop.advance(timedelta(days=9))

    assert feature.sent(shop) == [NOON + 2 * HOUR]


def test_a_longer_wait_does_not_count_for_who_waits_already(shop: Shop, feature: Feature) -> None:
    feature.write(shop, settings(trigger_after="PT1H"))
    feature.start(shop, "first", "sara", "honey")
    feature.write(shop, settings(trigger_after="P1D"))

    shop.advance(timedelta(days=2))

    assert feature.sent(shop) == [NOON + HOUR]


def test_all_other_rules_are_those_of_the_moment_when_the_wait_is_over(
    shop: Shop, feature: Feature
) -> None:
    feature.write(shop, settings())
    feature.start(shop, "first", "sara", "honey")
    feature.write(shop, settings(enabled=False))

    shop.advance(timedelta(days=2))

    assert feature.sent(shop) == []


def test_settings_become_invalid_when_a_product_goes(shop: Shop, feature: Feature) -> None:
    tag, product = (str(int(store_id(shop)) + more) for more in (1, 2))
    ids = {"required_tag_ids": [tag], "required_product_ids": [product]}
    saved = feature.write(shop, settings(ids))
    feature.start(shop, "first", "sara", "honey")
    shop.store.delete("product", product)

    shop.advance(HOUR)

    assert not saved["invalid"]
    assert feature.read(shop)["invalid"]
    assert feature.sent(shop) == []
