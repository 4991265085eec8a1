"""Moments as users write them."""

from datetime import UTC, datetime


def as_utc(moment: datetime) -> datetime:
    """The moment in UTC. Without a zone it is UTC already, so a test means the same everywhere."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def read_moment(text: str) -> datetime:
    """`2026-03-01T12:00:00Z`, `2026-03-01T15:00+03:00` or `2026-03-01`.

    Raises:
        ValueError: it is no ISO 8601 moment.
    """
    return as_utc(datetime.fromisoformat(text))
