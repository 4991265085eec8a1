"""Days in the time of the store, as filters of lists and as fields of records."""

from datetime import UTC, date, datetime, time, timedelta

from mock_server.engine.resource import Filter
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record

from .style import RIYADH


def begins(day: str) -> datetime:
    """The first moment of a day such as 2026-11-20."""
    return datetime.combine(date.fromisoformat(day), time(), RIYADH).astimezone(UTC)


def written(moment: datetime) -> str:
    """`2026-11-20 18:40:00`."""
    return f"{moment.astimezone(RIYADH):%Y-%m-%d %H:%M:%S}"


def from_day(field: str) -> Filter:
    """The moment in the field is not before this day."""

    def passes(record: Record, day: str, shop: Shop) -> bool:
        return bool(record[field] >= begins(day))

    return passes


def to_day(field: str) -> Filter:
    """The moment in the field is not after this day."""

    def passes(record: Record, day: str, shop: Shop) -> bool:
        return bool(record[field] < begins(day) + timedelta(days=1))

    return passes
