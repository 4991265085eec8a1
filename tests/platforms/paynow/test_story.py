"""A checkout's life at PayNow: left, written about, bought, followed up."""

from datetime import timedelta

from mock_server.commerce import shopper
from mock_server.engine.shop import Shop
from tests.helpers import NOON
from tests.platforms.paynow.samples import (
    ABANDONED,
    FOLLOW_UP,
    HOUR,
    buy_cart,
    leave_cart,
    settings,
)

SUCCEEDED = "ON_ABANDONED_CHECKOUT_RECOVERY_ATTEMPT_SUCCEEDED"
PAID, COMPLETED = "ON_PAYMENT_COMPLETED", "ON_ORDER_COMPLETED"


def told(shop: Shop) -> list[tuple[str, timedelta]]:
    return [(event.name, event.at - NOON) for event in shop.events]


def test_a_checkout_that_is_left_is_written_about_and_its_purchase_is_a_success(
    shop: Shop,
) -> None:
    ABANDONED.write(shop, settings())
    leave_cart(shop, "first", "sara", "honey")
    shop.advance(timedelta(hours=2))
    shopper.come_back(shop, "first")
    shopper.pay(shop, "first")

    shop.advance(timedelta(days=30))

    assert told(shop) == [
        (ABANDONED.sent_event, HOUR),
        (PAID, timedelta(hours=2)),
        (COMPLETED, timedelta(hours=2)),
        (SUCCEEDED, timedelta(hours=2)),
    ]


def test_a_checkout_that_is_bought_in_time_is_not_written_about(shop: Shop) -> None:
    ABANDONED.write(shop, settings())
    leave_cart(shop, "first", "sara", "honey")
    shop.advance(timedelta(minutes=59))
    shopper.pay(shop, "first")

    shop.advance(timedelta(days=30))

    in_time = timedelta(minutes=59)
    assert told(shop) == [(PAID, in_time), (COMPLETED, in_time)]


def test_a_purchase_without_an_email_before_is_no_success_of_one(shop: Shop) -> None:
    ABANDONED.write(shop, settings(minimum_order_value=1_000_000))
    leave_cart(shop, "first", "sara", "honey")
    shop.advance(timedelta(hours=2))

    shopper.pay(shop, "first")

    assert [name for name, _ in told(shop)] == [PAID, COMPLETED]


def test_who_comes_back_is_waited_for_anew(shop: Shop) -> None:
    ABANDONED.write(shop, settings())
    leave_cart(shop, "first", "sara", "honey")
    shop.advance(timedelta(minutes=50))
    shopper.come_back(shop, "first")

    shop.advance(timedelta(minutes=59))
    early = ABANDONED.sent(shop)
    shop.advance(timedelta(days=30))

    assert early == []
    assert ABANDONED.sent(shop) == [NOON + timedelta(minutes=50) + HOUR]


def test_a_shorter_wait_counts_from_the_next_touch(shop: Shop) -> None:
    ABANDONED.write(shop, settings(trigger_after="P1D"))
    leave_cart(shop, "first", "sara", "honey")
    ABANDONED.write(shop, settings(trigger_after="PT10M"))
    shopper.come_back(shop, "first")

    shop.advance(timedelta(days=3))

    assert ABANDONED.sent(shop) == [NOON + timedelta(minutes=10)]


def test_an_empty_checkout_is_nobodys_loss(shop: Shop) -> None:
    ABANDONED.write(shop, settings())
    shopper.open_basket(shop, "empty")
    shopper.set_contact(shop, "empty", "sara")

    shop.advance(timedelta(days=1))

    assert told(shop) == []
    assert shop.store.count("checkout") == 0


def test_a_reminder_by_hand_is_none_of_paynows(shop: Shop) -> None:
    leave_cart(shop, "first", "sara", "honey")
    shop.advance(HOUR)

    shopper.remind(shop, "first", "whatsapp")
    shopper.pay(shop, "first")

    assert [name for name, _ in told(shop)] == [PAID, COMPLETED]
    assert shop.store.count("email_delivery") == 0


def test_the_email_carries_a_coupon_for_one_customer_that_expires(shop: Shop) -> None:
    ABANDONED.write(shop, settings())
    leave_cart(shop, "first", "sara", "honey")
    shop.advance(HOUR)

    event = shop.events[-1]
    coupon = shop.store.get("coupon", event.data["coupon_id"])
    assert coupon["_type"] == "generated"
    assert coupon["usable_by_customer_id"] == event.data["customer_id"]
    assert coupon["created_at"] == "2026-03-01T13:00:00.000Z"
    assert coupon["expires_at"] == "2026-03-15T13:00:00.000Z"
    assert (coupon["discount_type"], coupon["discount_amount"]) == ("amount", 1500)
    assert (coupon["duration"], coupon["duration_in_months"]) == ("repeating", 3)
    assert (coupon["minimum_order_value"], coupon["redeem_limit_customer_amount"]) == (5000, 1)


def test_a_coupon_without_a_life_or_with_an_endless_one_does_not_expire(shop: Shop) -> None:
    for number, life in enumerate([None, "P99999999999999999999Y"]):
        ABANDONED.write(shop, settings({"expires_after": life}))
        leave_cart(shop, f"cart-{number}", "sara", "honey")
        shop.advance(HOUR)

    coupons = [each for each in shop.store.all("coupon") if each["_type"] == "generated"]
    assert [each["expires_at"] for each in coupons] == [None, None]
    assert len({each["code"] for each in coupons}) == 2


def test_the_email_is_in_the_log_of_deliveries(shop: Shop) -> None:
    ABANDONED.write(shop, settings())
    leave_cart(shop, "first", "sara", "honey")
    shop.advance(HOUR)

    event = shop.events[-1]
    delivery = shop.store.get("email_delivery", event.data["email_delivery_id"])
    assert delivery["receiver_email"] == "sara@example.com"
    assert delivery["email_template_type"] == "abandoned_checkout_recovery_attempt"
    assert (delivery["status"], delivery["sent_at"]) == ("sent", "2026-03-01T13:00:00.000Z")
    assert shop.store.get("checkout", event.subject)["customer_id"] == event.data["customer_id"]


def test_a_purchase_is_followed_up_once(shop: Shop) -> None:
    FOLLOW_UP.write(shop, settings(trigger_after="P7D"))
    buy_cart(shop, "first", "sara", "honey")

    shop.advance(timedelta(days=60))

    assert told(shop) == [
        (PAID, timedelta()),
        (COMPLETED, timedelta()),
        (FOLLOW_UP.sent_event, timedelta(days=7)),
    ]
    event = shop.events[-1]
    order = shop.store.get("order", event.subject)
    assert order["customer_id"] == event.data["customer_id"]
    assert (order["total_amount"], order["total_amount_str"]) == (23900, "239.00 SAR")


def test_each_feature_counts_its_own_coupons(shop: Shop) -> None:
    limit = {"max_coupons_per_customer_amount": 1, "max_coupons_global_amount": 1}
    ABANDONED.write(shop, settings(**limit))
    FOLLOW_UP.write(shop, settings(**limit))
    leave_cart(shop, "first", "sara", "honey")
    shop.advance(HOUR)
    shopper.pay(shop, "first")

    shop.advance(HOUR)

    assert ABANDONED.sent(shop) == [NOON + HOUR]
    assert FOLLOW_UP.sent(shop) == [NOON + 2 * HOUR]
