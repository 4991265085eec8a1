"""Dates as merchants write and read them: in the time of the store, without saying so."""

from datetime import UTC, datetime

from mock_server.engine.errors import Invalid
from mock_server.engine.text import Text

from .style import RIYADH

_NO_DATE = Text("التاريخ غير صحيح", "this is no date")


def read_moment(field: str, text: str, *, ends: bool = False) -> datetime:
    """The moment that is meant, in UTC; of a date alone its begin, or its end when it `ends`.

    Raises:
        Invalid: there is no such date.
    """
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise Invalid.field(field, "format", _NO_DATE) from None
    if len(text) == len("2026-11-22") and ends:
        moment = moment.replace(hour=23, minute=59, second=59)
    local = moment if moment.tzinfo else moment.replace(tzinfo=RIYADH)
    try:
        return local.astimezone(UTC)
    except OverflowError:
        raise Invalid.field(field, "format", _NO_DATE) from None


def told(moment: datetime) -> str:
    """A moment as lists of the dashboard have it."""
    return f"{moment.astimezone(RIYADH):%Y-%m-%d %H:%M:%S}"
