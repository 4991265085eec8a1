"""Reminders: when they go out, what stops them, which of them carries a promotion."""

from datetime import timedelta

import pytest

from mock_server.commerce.basket import find_basket
from mock_server.engine.jobs import JOBS
from mock_server.engine.shop import Shop
from tests.platforms.surecart.steps import abandon, read, set_protocol, switch

HOUR, DAY = 3600, 86400


def sent_after(shop: Shop, basket: str = "b") -> list[tuple[int, int]]:
    """Number and seconds after the abandonment of each reminder that went out."""
    found = find_basket(shop, basket)
    assert found.abandoned_at is not None
    return [
        (each["number"], int((each["at"] - found.abandoned_at).total_seconds()))
        for each in found.reminders
    ]


@pytest.mark.parametrize(
    ("settings", "sent"),
    [
        ({"enabled": False}, []),
        ({"enabled": True}, [(1, HOUR), (2, DAY), (3, 5 * DAY)]),
        ({"enabled": True, "notification_delays": [60]}, [(1, 60)]),
        ({"enabled": True, "notification_delays": [HOUR, 2 * HOUR]}, [(1, HOUR), (2, 2 * HOUR)]),
        ({"enabled": True, "notification_delays": [DAY, HOUR]}, [(1, HOUR), (2, DAY)]),
        ({"enabled": True, "notification_delays": [HOUR, HOUR]}, [(1, HOUR), (2, HOUR)]),
        ({"enabled": True, "notification_delays": [365 * DAY]}, [(1, 365 * DAY)]),
    ],
)
def test_each_schedule_is_kept(
    shop: Shop, settings: dict[str, object], sent: list[tuple[int, int]]
) -> None:
    set_protocol(shop, **settings)
    abandon(shop)

    shop.advance(timedelta(days=400))

    assert sent_after(shop) == sent


@pytest.mark.parametrize(
    ("seconds", "status", "still_to_come"),
    [
        (0, "scheduled", [HOUR, DAY, 5 * DAY]),
        (HOUR - 1, "scheduled", [HOUR, DAY, 5 * DAY]),
        (HOUR, "scheduled", [DAY, 5 * DAY]),
        (DAY, "scheduled", [5 * DAY]),
        (5 * DAY, "sent", []),
        (50 * DAY, "sent", []),
    ],
)
def test_the_record_tells_what_is_still_to_come(
    shop: Shop, seconds: int, status: str, still_to_come: list[int]
) -> None:
    set_protocol(shop, enabled=True)
    record = abandon(shop)

    shop.advance(timedelta(seconds=seconds))
    shown = read(shop, record)

    assert shown["notification_status"] == status
    moments = [each - shown["created_at"] for each in shown["notifications_scheduled_at"]]
    assert moments == still_to_come


def test_nothing_is_planned_while_the_protocol_is_off(shop: Shop) -> None:
    shown = read(shop, abandon(shop))

    assert shown["notification_status"] == "not_scheduled"
    assert shown["notifications_scheduled_at"] == []


def test_switching_the_protocol_on_plans_what_is_abandoned_already(shop: Shop) -> None:
    record = abandon(shop)
    shop.advance(timedelta(hours=2))

    set_protocol(shop, enabled=True)
    planned = read(shop, record)
    shop.advance(timedelta(days=6))

    assert planned["notification_status"] == "scheduled"
    assert len(planned["notifications_scheduled_at"]) == 2
    assert sent_after(shop) == [(2, DAY), (3, 5 * DAY)]


def test_switching_the_protocol_off_stops_what_was_planned(shop: Shop) -> None:
    set_protocol(shop, enabled=True)
    record = abandon(shop)
    shop.advance(timedelta(hours=1))

    set_protocol(shop, enabled=False)
    shown = read(shop, record)
    shop.advance(timedelta(days=6))

    assert (shown["notification_status"], shown["notifications_scheduled_at"]) == (
        "not_scheduled",
        [],
    )
    assert sent_after(shop) == [(1, HOUR)]


def test_a_new_schedule_replaces_the_old_one_without_repeating_what_was_sent(shop: Shop) -> None:
    set_protocol(shop, enabled=True, notification_delays=[HOUR, DAY])
    record = abandon(shop)
    shop.advance(timedelta(hours=1))

    set_protocol(shop, notification_delays=[2 * HOUR, 3 * HOUR, 4 * HOUR])
    shown = read(shop, record)
    shop.advance(timedelta(days=6))

    moments = [each - shown["created_at"] for each in shown["notifications_scheduled_at"]]
    assert moments == [3 * HOUR, 4 * HOUR]
    assert sent_after(shop) == [(1, HOUR), (2, 3 * HOUR), (3, 4 * HOUR)]


def test_a_job_of_the_old_schedule_does_not_pass_for_another_number(shop: Shop) -> None:
    set_protocol(shop, enabled=True, notification_delays=[HOUR, DAY])
    abandon(shop)

    set_protocol(shop, notification_delays=[DAY])
    shop.advance(timedelta(days=6))

    assert sent_after(shop) == [(1, DAY)]


def test_turning_the_notifications_off_and_on_drops_and_restores_the_plan(shop: Shop) -> None:
    set_protocol(shop, enabled=True)
    record = abandon(shop)

    off = switch(shop, record, on=False)
    shop.advance(timedelta(hours=2))
    on = switch(shop, record, on=True)
    shop.advance(timedelta(days=6))

    assert (off["notification_status"], off["notifications_scheduled_at"]) == ("not_scheduled", [])
    assert (on["notification_status"], len(on["notifications_scheduled_at"])) == ("scheduled", 2)
    assert sent_after(shop) == [(2, DAY), (3, 5 * DAY)]


def test_planning_again_and_again_plans_each_reminder_once(shop: Shop) -> None:
    set_protocol(shop, enabled=True)
    record = abandon(shop)
    planned = shop.store.count(JOBS)

    for _ in range(5):
        set_protocol(shop, enabled=False)
        set_protocol(shop, enabled=True)
        switch(shop, record, on=False)
        switch(shop, record, on=True)

    assert shop.store.count(JOBS) == planned


def test_a_customer_who_wants_no_mail_gets_none_until_the_merchant_says_so(shop: Shop) -> None:
    set_protocol(shop, enabled=True)
    record = abandon(shop, customer="shy")
    shop.advance(timedelta(hours=2))

    before = read(shop, record)
    switch(shop, record, on=True)
    shop.advance(timedelta(days=1))

    assert (before["notifications_enabled"], before["notification_status"]) == (
        False,
        "not_scheduled",
    )
    assert sent_after(shop) == [(2, DAY)]


@pytest.mark.parametrize(
    ("first", "codes"),
    [
        (None, [False, False, False]),
        (1, [True, True, True]),
        (2, [False, True, True]),
        (3, [False, False, True]),
    ],
)
def test_the_nth_reminder_is_the_first_with_a_promotion(
    shop: Shop, first: int | None, codes: list[bool]
) -> None:
    set_protocol(shop, enabled=True, first_promotion_notification=first)
    abandon(shop)

    shop.advance(timedelta(days=6))

    assert [bool(each["coupon"]) for each in find_basket(shop, "b").reminders] == codes


def test_later_reminders_repeat_the_code_of_the_first_promotion(shop: Shop) -> None:
    set_protocol(shop, enabled=True, first_promotion_notification=1)
    abandon(shop)

    shop.advance(timedelta(days=6))

    assert len({each["coupon"] for each in find_basket(shop, "b").reminders}) == 1


@pytest.mark.parametrize("days", [None, 1, 7])
def test_a_promotion_comes_from_the_coupon_of_the_protocol_and_expires(
    shop: Shop, days: int | None
) -> None:
    settings = {"first_promotion_notification": 1, "promotion_expires_after_days": days}
    protocol = set_protocol(shop, enabled=True, notification_delays=[HOUR], **settings)
    record = abandon(shop)

    shop.advance(timedelta(hours=1))
    promotion = read(shop, record, "promotion")["promotion"]
    shop.advance(timedelta(days=days or 1000) - timedelta(seconds=1))
    last_second = read(shop, record, "promotion")["promotion"]
    shop.advance(timedelta(seconds=1))
    afterwards = read(shop, record, "promotion")["promotion"]

    lasts = None if days is None else promotion["created_at"] + days * DAY
    assert (promotion["coupon"], promotion["redeem_by"]) == (protocol["coupon"], lasts)
    assert promotion["code"] == find_basket(shop, "b").reminders[0]["coupon"]
    assert (last_second["expired"], afterwards["expired"]) == (False, days is not None)
