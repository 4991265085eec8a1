"""Reads the moments that platforms show, each in its own form."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from mock_server.engine.shop import Shop

RIYADH = ZoneInfo("Asia/Riyadh")

Times = tuple[datetime, datetime]
"""When something was made, and when it last changed."""


def times_of(shop: Shop) -> Iterator[Times]:
    """Those of every record that tells of them."""
    for resource in shop.store.resources():
        for record in shop.store.all(resource):
            if record.get("created_at") is not None:
                made = read_moment(record["created_at"], shop.platform)
                changed = record.get("updated_at")
                yield made, made if changed is None else read_moment(changed, shop.platform)


def read_moment(shown: Any, platform: str) -> datetime:
    if isinstance(shown, datetime):
        return shown
    if isinstance(shown, int):
        return datetime.fromtimestamp(shown, UTC)
    if isinstance(shown, dict):
        zone = ZoneInfo(shown["timezone"])
        return datetime.fromisoformat(shown["date"]).replace(tzinfo=zone)
    moment = datetime.fromisoformat(shown)
    if moment.tzinfo is not None:
        return moment
    return moment.replace(tzinfo=RIYADH if platform == "tjar" else UTC)


def age_shown(row: Mapping[str, Any], platform: str) -> int | None:
    """How many minutes, hours or days old a cart is shown to be; None where nothing says it."""
    if platform == "salla":
        return int(row["age_in_minutes"])
    return int(row["last_activity"].split()[0]) if platform == "tjar" else None
