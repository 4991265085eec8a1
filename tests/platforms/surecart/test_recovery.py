"""What a purchase does to abandoned checkouts."""

from datetime import timedelta

import pytest

from mock_server.commerce import shopper
from mock_server.commerce.basket import find_basket
from mock_server.engine.shop import Shop
from tests.platforms.surecart.steps import abandon, buy, fill, read, set_protocol


def recoveries(shop: Shop) -> list[str]:
    return [event.subject for event in shop.events if event.name == "abandoned_checkout.recovered"]


@pytest.mark.parametrize(
    ("hours", "status"),
    [(0.5, "unassisted_recovered"), (1, "assisted_recovered"), (30, "assisted_recovered")],
)
def test_a_reminder_before_the_purchase_makes_the_recovery_assisted(
    shop: Shop, hours: float, status: str
) -> None:
    set_protocol(shop, enabled=True)
    record = abandon(shop)
    shop.advance(timedelta(hours=hours))

    shopper.pay(shop, "b")
    shown = read(shop, record)

    assert shown["recovery_status"] == status
    assert shown["recovered_at"] == int(shop.clock.now().timestamp())
    assert shown["recovered_checkout"] == shown["checkout"]
    assert recoveries(shop) == [record]


def test_a_purchase_ends_the_reminders_that_were_still_to_come(shop: Shop) -> None:
    set_protocol(shop, enabled=True)
    record = abandon(shop)
    shop.advance(timedelta(hours=2))

    shopper.pay(shop, "b")
    shop.advance(timedelta(days=10))

    shown = read(shop, record)
    assert len(find_basket(shop, "b").reminders) == 1
    assert (shown["notification_status"], shown["notifications_scheduled_at"]) == (
        "not_scheduled",
        [],
    )


def test_after_the_last_reminder_a_purchase_leaves_it_sent(shop: Shop) -> None:
    set_protocol(shop, enabled=True)
    record = abandon(shop)
    shop.advance(timedelta(days=6))

    shopper.pay(shop, "b")

    assert read(shop, record)["notification_status"] == "sent"


def test_a_purchase_through_another_checkout_recovers_too_and_ends_the_reminders(
    shop: Shop,
) -> None:
    set_protocol(shop, enabled=True)
    record = abandon(shop, "left")
    shop.advance(timedelta(hours=2))

    buy(shop, "another", products=("coffee",))
    shop.advance(timedelta(days=10))

    shown = read(shop, record, "recovered_checkout")
    assert shown["recovery_status"] == "assisted_recovered"
    assert shown["recovered_checkout"]["id"] != shown["checkout"]
    assert shown["recovered_checkout"]["status"] == "paid"
    assert len(find_basket(shop, "left").reminders) == 1
    assert recoveries(shop) == [record]


def test_what_was_recovered_once_is_not_recovered_again(shop: Shop) -> None:
    record = abandon(shop, "left")
    buy(shop, "another")
    before = read(shop, record)

    shopper.pay(shop, "left")

    assert read(shop, record) == before
    assert recoveries(shop) == [record]


@pytest.mark.parametrize("facts", [{"customer": "fahad"}, {"options": {"live_mode": False}}])
def test_a_purchase_by_another_customer_recovers_nothing(
    shop: Shop, facts: dict[str, object]
) -> None:
    record = abandon(shop, "left")

    fill(shop, "another", **facts)  # type: ignore[arg-type]
    shopper.pay(shop, "another")

    assert read(shop, record)["recovery_status"] == "abandoned"
    assert recoveries(shop) == []


def test_a_purchase_uses_up_the_coupon_of_its_checkout(shop: Shop) -> None:
    record = abandon(shop)
    shopper.apply_coupon(shop, "b", "WELCOME10")

    shopper.pay(shop, "b")

    names = ("checkout", "checkout.discount", "discount.promotion", "discount.coupon")
    discount = read(shop, record, *names)["checkout"]["discount"]
    assert discount["promotion"]["code"] == "WELCOME10"
    assert discount["promotion"]["times_redeemed"] == 1
    assert discount["coupon"]["times_redeemed"] == 1


def test_a_coupon_below_its_minimum_is_not_used_up(shop: Shop) -> None:
    record = abandon(shop, products=("coffee",))
    shopper.apply_coupon(shop, "b", "EID50")

    shopper.pay(shop, "b")

    names = ("checkout", "checkout.discount", "discount.promotion")
    discount = read(shop, record, *names)["checkout"]["discount"]
    assert discount["redeemable_status"] == "less_than_min_subtotal_amount"
    assert discount["promotion"]["times_redeemed"] == 0
