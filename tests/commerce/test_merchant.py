from datetime import timedelta

from mock_server.commerce.merchant import reminder_delays, set_reminder_delays
from mock_server.engine.shop import Shop

HOUR = timedelta(hours=1)


def test_by_default_nobody_is_reminded(shop: Shop) -> None:
    assert reminder_delays(shop) == ()


def test_delays_are_kept_in_order(shop: Shop) -> None:
    set_reminder_delays(shop, [24 * HOUR, HOUR])

    assert reminder_delays(shop) == (HOUR, 24 * HOUR)
    set_reminder_delays(shop, [])
    assert reminder_delays(shop) == ()
