"""The e-mails of PayNow: sent when the wait is over, within the limits of the settings."""

from typing import Any

import pytest

from tests.stories.conftest import Visiting
from tests.stories.visits import FAHAD, SARA, Visit

COUPON: dict[str, Any] = {
    "duration": "once",
    "discount_type": "percent",
    "discount_amount": 10,
    "discount_only_required_tags_or_products": False,
    "discount_apply_before_sales": False,
    "required_tag_ids": [],
    "required_product_ids": [],
    "minimum_order_value": 0,
    "customer_redeem_limit_enabled": True,
    "customer_redeem_limit": 1,
    "usable_on_one_time_purchases": True,
    "usable_on_subscriptions": True,
    "expires_after": "P7D",
}
SETTINGS: dict[str, Any] = {
    "enabled": True,
    "trigger_after": "PT2H",
    "minimum_order_value": 10_000,
    "maximum_order_value": 50_000,
    "coupon_configuration": COUPON,
}
"""An e-mail two hours after, about orders of 100 to 500; the first of the goods costs 239."""

LEFT, BOUGHT = "abandoned-checkouts", "purchase-follow-ups"
SENT = {
    LEFT: "ON_ABANDONED_CHECKOUT_RECOVERY_ATTEMPT_EMAIL_SENT",
    BOUGHT: "ON_PURCHASE_FOLLOW_UP_ATTEMPT_EMAIL_SENT",
}
FEATURES = [LEFT, BOUGHT]


def set_up(shop: Visit, feature: str, **changes: Any) -> None:
    """Save the settings of an e-mail, with changes."""
    store = shop.described["facts"]["store_id"]
    path = f"/stores/{store}/marketing/{feature}/configuration"
    shop.write("PUT", path, {**SETTINGS, **changes})


def begin(shop: Visit, feature: str, basket: str, **facts: Any) -> None:
    """Do what the e-mail is about: leave a cart, or buy it."""
    shop.open(basket, **facts)
    if feature == BOUGHT:
        shop.act(basket, "pay")


def mails(shop: Visit) -> list[Any]:
    return shop.records("email_delivery")


def generated(shop: Visit) -> list[Any]:
    return [coupon for coupon in shop.records("coupon") if coupon["_type"] == "generated"]


@pytest.mark.parametrize("feature", FEATURES)
def test_the_mail_goes_out_when_the_wait_is_over_and_not_a_minute_before(
    visit: Visiting, feature: str
) -> None:
    shop = visit("paynow")
    set_up(shop, feature)
    begin(shop, feature, "b1")

    shop.advance("PT1H59M")
    before = mails(shop)
    shop.advance("PT1M")

    (mail,) = mails(shop)
    assert before == []
    assert (mail["receiver_email"], mail["status"]) == (SARA["email"], "sent")
    assert mail["sent_at"] == "2026-03-01T14:00:00.000Z"
    assert shop.events().count(SENT[feature]) == 1


@pytest.mark.parametrize("feature", FEATURES)
def test_the_mail_brings_a_coupon_of_the_model_in_the_settings(
    visit: Visiting, feature: str
) -> None:
    shop = visit("paynow")
    set_up(shop, feature)
    begin(shop, feature, "b1")
    shop.advance("PT2H")

    (coupon,) = generated(shop)

    event = shop.admin("GET", f"/events?name={SENT[feature]}")["events"][0]
    assert event["data"]["coupon_id"] == coupon["id"]
    assert event["data"]["email_delivery_id"] == mails(shop)[0]["id"]
    assert (coupon["discount_type"], coupon["discount_amount"]) == ("percent", 10)
    assert coupon["usable_by_customer_id"] == event["data"]["customer_id"]
    assert (coupon["created_at"], coupon["expires_at"]) == (
        "2026-03-01T14:00:00.000Z",
        "2026-03-08T14:00:00.000Z",
    )


def test_the_coupon_takes_its_share_off_the_cart_that_was_left(visit: Visiting) -> None:
    shop = visit("paynow")
    set_up(shop, LEFT)
    begin(shop, LEFT, "b1")
    shop.advance("PT2H")
    before = shop.admin("GET", "/shopper/baskets/b1")["total"]

    after = shop.act("b1", "coupon", code=generated(shop)[0]["code"])["total"]
    shop.act("b1", "pay")

    assert after == before * 9 // 10
    assert "ON_ABANDONED_CHECKOUT_RECOVERY_ATTEMPT_SUCCEEDED" in shop.events()


@pytest.mark.parametrize("feature", FEATURES)
@pytest.mark.parametrize(
    "changes",
    [
        {"enabled": False},
        {"minimum_order_value": 23_901},
        {"maximum_order_value": 23_899},
        {"max_coupons_per_customer_amount": 0},
        {"max_coupons_global_amount": 0},
        {"coupon_configuration": {**COUPON, "discount_type": "unspecified"}},
        {"coupon_configuration": {**COUPON, "required_tag_ids": ["1"]}},
    ],
    ids=["disabled", "too small", "too large", "none each", "none at all", "no kind", "no tag"],
)
def test_no_mail_goes_out_against_the_settings(
    visit: Visiting, feature: str, changes: dict[str, Any]
) -> None:
    shop = visit("paynow")
    set_up(shop, feature, **changes)
    begin(shop, feature, "b1")

    shop.advance("P30D")

    assert (mails(shop), generated(shop)) == ([], [])
    assert SENT[feature] not in shop.events()


@pytest.mark.parametrize("feature", FEATURES)
@pytest.mark.parametrize(
    "changes", [{"minimum_order_value": 23_900}, {"maximum_order_value": 23_900}]
)
def test_the_limits_of_the_value_are_within_it(
    visit: Visiting, feature: str, changes: dict[str, Any]
) -> None:
    shop = visit("paynow")
    set_up(shop, feature, **changes)
    begin(shop, feature, "b1")

    shop.advance("PT2H")

    assert len(mails(shop)) == 1


@pytest.mark.parametrize("feature", FEATURES)
@pytest.mark.parametrize(
    ("limit", "counts"), [("per_customer", [1, 1, 2, 3]), ("global", [1, 1, 1, 2])]
)
def test_a_limit_counts_for_its_period(
    visit: Visiting, feature: str, limit: str, counts: list[int]
) -> None:
    shop = visit("paynow")
    amount, period = f"max_coupons_{limit}_amount", f"max_coupons_{limit}_period"
    set_up(shop, feature, **{amount: 1, period: "P1D"})

    sent = []
    visits = [(SARA, "PT0S"), (SARA, "PT0S"), (FAHAD, "PT0S"), (SARA, "P1D")]
    for number, (customer, pause) in enumerate(visits):
        shop.advance(pause)
        begin(shop, feature, f"b{number}", customer=customer)
        shop.advance("PT2H")
        sent.append(len(mails(shop)))

    assert sent == counts


@pytest.mark.parametrize("feature", FEATURES)
def test_whoever_wants_no_mail_gets_none(visit: Visiting, feature: str) -> None:
    shop = visit("paynow")
    set_up(shop, feature)
    begin(shop, feature, "b1", customer={**SARA, "accepts_marketing": False})

    shop.advance("P30D")

    assert mails(shop) == []


def test_whoever_buys_in_time_gets_no_mail_about_a_cart_that_was_left(visit: Visiting) -> None:
    shop = visit("paynow")
    set_up(shop, LEFT)
    begin(shop, LEFT, "b1")

    shop.advance("PT1H59M")
    shop.act("b1", "pay")
    shop.advance("P365D")

    assert mails(shop) == []


@pytest.mark.parametrize("feature", FEATURES)
def test_one_mail_is_all_however_far_the_clock_goes(visit: Visiting, feature: str) -> None:
    shop = visit("paynow")
    set_up(shop, feature)
    begin(shop, feature, "b1")

    shop.advance("PT2H")
    happened = len(shop.events())
    shop.advance("P365D")

    assert len(mails(shop)) == 1
    assert shop.events(since=happened) == []


@pytest.mark.parametrize("feature", FEATURES)
def test_settings_count_as_they_are_when_the_moment_comes(visit: Visiting, feature: str) -> None:
    shop = visit("paynow")
    set_up(shop, feature)
    begin(shop, feature, "b1")

    shop.advance("PT1H")
    set_up(shop, feature, enabled=False)
    shop.advance("P30D")

    assert mails(shop) == []
