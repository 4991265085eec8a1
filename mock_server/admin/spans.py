"""ISO 8601 spans in and out, in the form that the admin API takes: weeks to seconds."""

import re
from datetime import timedelta

from mock_server.engine.errors import Invalid
from mock_server.engine.text import Text

_SPAN = re.compile(
    r"P(?:(?P<weeks>\d+)W)?(?:(?P<days>\d+)D)?"
    r"(?:T(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?(?:(?P<seconds>\d+(?:\.\d+)?)S)?)?"
)
LONGEST = timedelta(days=36_525)
"""A hundred years: more is a typing mistake, and leaves the calendar."""


def read_span(text: str, field: str) -> timedelta:
    """`PT3H` as three hours.

    Raises:
        Invalid: it is no such span, or longer than a hundred years.
    """
    match = _SPAN.fullmatch(text)
    parts = (
        {name: float(value) for name, value in match.groupdict().items() if value} if match else {}
    )
    span = timedelta(**parts) if parts else None
    if span is None or span > LONGEST:
        words = Text(
            "مدة غير صحيحة، مثال: PT3H", "a span of at most 100 years, such as PT3H or P1DT12H"
        )
        raise Invalid.field(field, "format", words)
    return span


def write_span(span: timedelta) -> str:
    """Three hours as `PT3H`."""
    hours, rest = divmod(int(span.total_seconds()) % 86_400, 3600)
    minutes, seconds = divmod(rest, 60)
    days = f"{span.days}D" if span.days else ""
    clock = "".join(
        f"{count}{unit}" for count, unit in ((hours, "H"), (minutes, "M"), (seconds, "S")) if count
    )
    return f"P{days}{'T' if clock else ''}{clock}" if days or clock else "PT0S"
