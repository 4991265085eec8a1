"""The abandoned checkout protocol: the merchant's settings, as the rules read them."""

from datetime import timedelta

from mock_server.commerce.market import Market
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record

from .promotions import write_reminder_coupon
from .timestamps import unix

PROTOCOL = "abandoned_checkout_protocol"

_ID = "85789eeb-dcf4-47a4-a2d4-176481547f39"
_COUPON_ID = "3d76d094-38e7-46b4-b8ce-40214a51b521"
_CREATED_AT = 1767909648
"""These and the values below are those of the vendor's page, the same in every shop."""

_NEW: Record = {
    "enabled": False,
    "first_promotion_notification": None,
    "grace_period_days": 0,
    "ignore_purchased_products": False,
    "notification_delays": [3600, 86400, 432000],
    "promotion_expires_after_days": None,
    "test_mode_enabled": True,
    "coupon": _COUPON_ID,
}


def open_protocol(shop: Shop) -> None:
    """The settings of a new account, with those that its scenario tells."""
    market: Market = shop.facts
    told = market.native.get("surecart", {}).get(PROTOCOL, {})
    created_at = min(_CREATED_AT, unix(shop.clock.now()))
    times = {"created_at": created_at, "updated_at": created_at}
    write_reminder_coupon(shop, _COUPON_ID, times)
    record = {"id": _ID, "object": PROTOCOL, **_NEW, **told, **times}
    shop.store.put(PROTOCOL, "", record)


def protocol_of(shop: Shop) -> Record:
    return shop.store.get(PROTOCOL, "")


def delays_now(shop: Shop) -> tuple[timedelta, ...]:
    """When reminders go out, counted from the abandonment; none while they are switched off."""
    protocol = protocol_of(shop)
    if not protocol["enabled"]:
        return ()
    return tuple(timedelta(seconds=each) for each in sorted(protocol["notification_delays"]))
