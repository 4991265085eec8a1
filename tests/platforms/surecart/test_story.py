"""A cart's life at SureCart, told once from the beginning to the end."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from mock_server.commerce import shopper
from mock_server.commerce.market import Market
from mock_server.engine.shop import Shop
from tests.helpers import NOON, left_cart, make_shop, story
from tests.platforms.surecart.steps import fill, listed, read, set_protocol

RECORD: dict[str, type] = {
    "id": str,
    "object": str,
    "notifications_enabled": bool,
    "notification_status": str,
    "notifications_scheduled_at": list,
    "portal_url": str,
    "recovery_status": str,
    "recovered_at": type(None),
    "checkout": str,
    "customer": str,
    "promotion": type(None),
    "recovered_checkout": type(None),
    "created_at": int,
    "updated_at": int,
}


def types(record: dict[str, Any]) -> dict[str, type]:
    return {name: type(value) for name, value in record.items()}


def test_a_checkout_is_left_then_reminded_of_then_paid(shop: Shop) -> None:
    set_protocol(shop, enabled=True, first_promotion_notification=2)
    fill(shop, "b")

    shop.advance(timedelta(minutes=29))
    assert listed(shop) == []

    shop.advance(timedelta(minutes=1))
    (row,) = listed(shop)
    assert types(row) == RECORD
    assert row["created_at"] == int((NOON + timedelta(minutes=30)).timestamp())
    assert (row["recovery_status"], row["notification_status"]) == ("abandoned", "scheduled")

    shop.advance(timedelta(hours=1))
    reminded = read(shop, row["id"])
    assert len(reminded["notifications_scheduled_at"]) == 2
    assert reminded["updated_at"] - row["updated_at"] == 3600
    assert reminded["promotion"] is None

    shopper.come_back(shop, "b")
    shop.advance(timedelta(days=1))
    assert isinstance(read(shop, row["id"])["promotion"], str)

    shopper.pay(shop, "b")
    shop.advance(timedelta(days=30))
    ended = read(shop, row["id"])
    assert ended["recovery_status"] == "assisted_recovered"
    assert ended["notifications_scheduled_at"] == []
    assert [event.name for event in shop.events] == [
        "customer.created",
        "abandoned_checkout.created",
        "customer.updated",
        "order.created",
        "order.paid",
        "purchase.created",
        "abandoned_checkout.recovered",
    ]


def test_a_shop_starts_with_what_its_story_left_behind() -> None:
    steps = left_cart("old", "sara", timedelta(hours=3), "honey")
    steps += left_cart("new", "fahad", timedelta(minutes=10), "coffee")
    steps += left_cart("guest", None, timedelta(hours=5), "coffee")

    shop = make_shop("surecart", told=story(*steps))

    (row,) = listed(shop)
    assert row["created_at"] == int((NOON - timedelta(hours=2, minutes=30)).timestamp())
    assert shop.store.count("checkout") == 3


def test_two_shops_of_one_seed_hold_the_same_records() -> None:
    steps = left_cart("old", "sara", timedelta(hours=3), "honey")
    one, other = (make_shop("surecart", told=story(*steps)) for _ in range(2))

    assert listed(one) == listed(other)
    assert one.store.all("checkout") == other.store.all("checkout")


def test_a_scenario_may_tell_the_protocol() -> None:
    told = replace(
        story(*left_cart("old", "sara", timedelta(hours=3), "honey")),
        native={"surecart": {"abandoned_checkout_protocol": {"enabled": True}}},
    )

    shop = make_shop("surecart", told=told)

    market: Market = shop.facts
    assert market.native == told.native
    assert len(listed(shop)[0]["notifications_scheduled_at"]) == 2


def test_a_shop_that_is_older_than_the_sample_has_a_protocol_of_its_own_time() -> None:
    moment = NOON.replace(year=2025)

    shop = make_shop("surecart", clock=moment)

    assert shop.store.get("abandoned_checkout_protocol", "")["created_at"] == int(
        moment.timestamp()
    )
