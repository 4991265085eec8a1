"""A cart's life at Zid, told with the clock."""

from datetime import timedelta

import pytest

from mock_server.commerce import shopper
from mock_server.commerce.merchant import set_reminder_delays
from mock_server.engine.errors import Conflict
from mock_server.engine.shop import Shop
from tests.helpers import NOON, call
from tests.platforms.zid.telling import cart_of, emails, listed

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
SARA = "sara@example.com"


def fill(shop: Shop, customer: str | None = "sara") -> None:
    """Open a cart called `b`, put honey in and say who is buying."""
    shopper.open_basket(shop, "b")
    shopper.add_line(shop, "b", "honey")
    if customer:
        shopper.set_contact(shop, "b", customer)


def happened(shop: Shop) -> list[tuple[str, timedelta]]:
    return [(event.name, event.at - NOON) for event in shop.events]


def test_a_cart_is_listed_after_ten_idle_minutes_and_not_before(bare: Shop) -> None:
    fill(bare)

    bare.advance(10 * MINUTE - timedelta(seconds=1))
    before = emails(bare)
    bare.advance(timedelta(seconds=1))

    assert before == []
    assert emails(bare) == [SARA]
    assert happened(bare) == [("abandoned_cart.created", 10 * MINUTE)]


def test_activity_starts_the_ten_minutes_anew(bare: Shop) -> None:
    fill(bare)
    bare.advance(9 * MINUTE)
    shopper.reach_phase(bare, "b", "shipping_address")

    bare.advance(9 * MINUTE)
    before = emails(bare)
    bare.advance(MINUTE)

    assert before == []
    assert cart_of(bare, "b")["phase"] == "shipping_address"
    assert happened(bare) == [("abandoned_cart.created", 19 * MINUTE)]


def test_an_empty_cart_and_one_bought_in_time_are_never_listed(bare: Shop) -> None:
    shopper.open_basket(bare, "empty")
    fill(bare)
    shopper.pay(bare, "b")

    bare.advance(24 * HOUR)

    assert emails(bare) == []
    assert happened(bare) == []


def test_a_shopper_who_returns_moves_the_cart_and_tells_nobody(bare: Shop) -> None:
    fill(bare)
    bare.advance(HOUR)

    shopper.come_back(bare, "b")
    shopper.add_line(bare, "b", "coffee")
    shopper.reach_phase(bare, "b", "payment_method")

    cart = cart_of(bare, "b")
    assert (cart["phase"], cart["products_count"], cart["cart_total"]) == (
        "payment_method",
        2,
        296.5,
    )
    assert (cart["created_at"], cart["updated_at"]) == (
        "2026-03-01 12:00:00",
        "2026-03-01 13:00:00",
    )
    assert len(happened(bare)) == 1


def test_a_phase_only_moves_forward(bare: Shop) -> None:
    fill(bare)
    shopper.reach_phase(bare, "b", "verification")
    shopper.reach_phase(bare, "b", "shipping_address")
    bare.advance(HOUR)

    assert cart_of(bare, "b")["phase"] == "verification"


def test_a_purchase_completes_the_cart_and_gives_it_an_order(bare: Shop) -> None:
    fill(bare)
    bare.advance(HOUR)

    shopper.pay(bare, "b")

    cart = cart_of(bare, "b")
    assert cart["phase"] == "completed"
    assert cart["order_id"] > 0
    assert listed(bare, phase="completed")["count"] == 1
    assert happened(bare) == [
        ("abandoned_cart.created", 10 * MINUTE),
        ("abandoned_cart.completed", HOUR),
    ]


def test_a_reminder_counts_and_leaves_one_entry_in_the_history(bare: Shop) -> None:
    fill(bare)
    bare.advance(HOUR)
    shopper.remind(bare, "b", "whatsapp")
    bare.advance(HOUR)
    shopper.remind(bare, "b", "sms")

    cart = cart_of(bare, "b")

    assert cart["reminders_count"] == 2
    assert [(entry["type"], entry["created_at"][11:19]) for entry in cart["history"]] == [
        ("SMS Reminder Sent", "14:00:00"),
        ("WhatsApp Reminder Sent", "13:00:00"),
        ("Created Successfully", "12:10:00"),
    ]
    assert len({entry["uuid"] for entry in cart["history"]}) == 3
    assert cart["updated_at"] == "2026-03-01 12:00:00"
    assert emails(bare, has_reminders="1") == [SARA]


def test_what_happened_keeps_its_id_when_more_happens(bare: Shop) -> None:
    fill(bare)
    bare.advance(HOUR)
    first = cart_of(bare, "b")["history"][0]

    shopper.remind(bare, "b")

    assert cart_of(bare, "b")["history"][1] == first


def test_the_merchants_schedule_reminds_until_the_cart_is_bought(bare: Shop) -> None:
    set_reminder_delays(bare, [HOUR, 24 * HOUR, 72 * HOUR])
    fill(bare)

    counts = []
    for _ in range(2):
        bare.advance(25 * HOUR)
        counts.append(cart_of(bare, "b")["reminders_count"])
    shopper.pay(bare, "b")
    bare.advance(240 * HOUR)

    assert counts == [2, 2]
    assert cart_of(bare, "b")["reminders_count"] == 2
    assert [name for name, _ in happened(bare)] == [
        "abandoned_cart.created",
        "abandoned_cart.completed",
    ]


def test_nobody_is_reminded_where_the_merchant_set_no_schedule(bare: Shop) -> None:
    fill(bare)

    bare.advance(240 * HOUR)

    assert cart_of(bare, "b")["reminders_count"] == 0


def test_a_guest_is_not_reminded_by_the_schedule(bare: Shop) -> None:
    set_reminder_delays(bare, [HOUR])
    fill(bare, customer=None)

    bare.advance(240 * HOUR)

    assert cart_of(bare, "b")["reminders_count"] == 0


def test_a_bought_cart_takes_no_reminder_by_hand(bare: Shop) -> None:
    fill(bare)
    bare.advance(HOUR)
    shopper.pay(bare, "b")

    with pytest.raises(Conflict):
        shopper.remind(bare, "b")


def test_reading_changes_nothing(shop: Shop) -> None:
    before = shop.version

    listed(shop)
    call(shop, "getAbandonedCart", path={"cart-id": listed(shop)["abandoned-carts"][0]["id"]})

    assert shop.version == before


def test_a_snapshot_brings_the_carts_back_as_they_were(bare: Shop) -> None:
    fill(bare)
    bare.advance(HOUR)
    saved, before = bare.snapshot(), cart_of(bare, "b")
    shopper.pay(bare, "b")

    bare.restore(saved)

    assert cart_of(bare, "b") == before
