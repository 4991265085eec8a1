"""What a merchant sets for the shop where the platform has no API for it in this sandbox."""

from collections.abc import Sequence
from datetime import timedelta

from mock_server.engine.shop import Shop

SETTINGS = "merchant_settings"


def reminder_delays(shop: Shop) -> tuple[timedelta, ...]:
    """When carts are reminded of by themselves, counted from the abandonment; () by default."""
    record = shop.store.find(SETTINGS, "") or {}
    return tuple(timedelta(seconds=each) for each in record.get("reminders", ()))


def set_reminder_delays(shop: Shop, delays: Sequence[timedelta]) -> None:
    """From now on, remind of newly abandoned carts after these delays."""
    seconds = [delay.total_seconds() for delay in sorted(delays)]
    shop.store.put(SETTINGS, "", {"reminders": seconds})
