"""Periods of the calendar as ISO 8601 writes them: `P1Y2M3DT4H5M6S`, `P2W`, `PT30M`."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache

NEVER = datetime(9999, 12, 31, tzinfo=UTC)
"""A moment that no clock here comes to, for what must have a moment all the same."""

_PERIOD = re.compile(
    r"P(?=[0-9T])(?:([0-9]+)Y)?(?:([0-9]+)M)?(?:([0-9]+)W)?(?:([0-9]+)D)?"
    r"(?:T(?=[0-9])(?:([0-9]+)H)?(?:([0-9]+)M)?(?:([0-9]+)S)?)?"
)
_DIGITS = 18
"""Longer numbers are beyond every calendar; they count as the largest of this many digits."""


@dataclass(frozen=True, slots=True)
class Period:
    """Whole months, days and seconds. A month is a step of the calendar, a day is 24 hours."""

    months: int = 0
    days: int = 0
    seconds: int = 0

    def after(self, moment: datetime) -> datetime | None:
        """The moment one period later; None when that is beyond the calendar: never.

        A day that the month does not have becomes its last: P1M after 31 January is 28 February.
        """
        if self.months:
            year, month = divmod(moment.year * 12 + moment.month - 1 + self.months, 12)
            if year > NEVER.year:
                return None
            day = min(moment.day, monthrange(year, month + 1)[1])
            moment = moment.replace(year=year, month=month + 1, day=day)
        try:
            return moment + timedelta(days=self.days, seconds=self.seconds)
        except OverflowError:
            return None


@lru_cache(maxsize=1024)
def read_period(text: str) -> Period:
    """The period that a text means, in whole numbers.

    Raises:
        ValueError: the text is no ISO 8601 period, or has a sign or a fraction.
    """
    match = _PERIOD.fullmatch(text)
    if match is None:
        raise ValueError(f"not an ISO 8601 period like P1DT12H: {text[:64]!r}")
    years, months, weeks, days, hours, minutes, seconds = map(_number, match.groups())
    return Period(
        months=years * 12 + months,
        days=weeks * 7 + days,
        seconds=(hours * 60 + minutes) * 60 + seconds,
    )


def _number(digits: str | None) -> int:
    significant = (digits or "").lstrip("0")
    return int(significant or "0") if len(significant) <= _DIGITS else 10**_DIGITS
