"""Changing the abandoned checkout protocol."""

from collections.abc import Callable, Mapping
from typing import Any

from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record

from .abandoned_checkouts import plan_anew
from .promotions import COUPON
from .protocol import PROTOCOL, delays_now, protocol_of
from .style import unwrapped
from .timestamps import keep

operations = Operations()


@operations.handles("updateAbandonedCheckoutProtocol")
def update_protocol(request: Request, shop: Shop) -> Record:
    """Change what was sent; a new schedule counts for checkouts that are abandoned already."""
    fields = unwrapped(request)
    changed = {name: read(fields[name]) for name, read in _STRICT.items() if name in fields}
    if "coupon" in changed:
        shop.store.get(COUPON, changed["coupon"])
    before = delays_now(shop)
    protocol = keep(shop, PROTOCOL, "", {**protocol_of(shop), **changed})
    if delays_now(shop) != before:
        plan_anew(shop)
    return protocol


def _whole(value: Any) -> int:
    """A number of days, which the vendor's own plugin sends as text."""
    return int(value)


def _whole_or_none(value: Any) -> int | None:
    return None if value is None else int(value)


def _seconds(value: Any) -> list[int]:
    return [int(each) for each in value]


def _coupon_id(value: Any) -> str:
    """A coupon's id, sent alone or inside the coupon."""
    told = value["id"] if isinstance(value, dict) else value
    return str(told).lower()


_STRICT: Mapping[str, Callable[[Any], Any]] = {
    "enabled": bool,
    "first_promotion_notification": _whole_or_none,
    "grace_period_days": _whole,
    "ignore_purchased_products": bool,
    "notification_delays": _seconds,
    "promotion_expires_after_days": _whole_or_none,
    "test_mode_enabled": bool,
    "coupon": _coupon_id,
}
"""What can be written, and the type in which it is kept whatever the client sent."""
