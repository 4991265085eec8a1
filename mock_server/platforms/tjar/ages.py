"""How long ago something was, in words: `9 minutes ago`, `منذ 9 دقائق`.

The rules are those of Laravel's dates: the largest unit that fits, rounded down, nothing smaller
beside it. Months count as 30 days and years as 365, where Laravel looks at the calendar.
"""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Unit:
    """A span and its names. Arabic counts one, two, three to ten, and all else differently."""

    span: timedelta
    english: str
    one: str
    two: str
    few: str

    def count_english(self, number: int) -> str:
        return f"{number} {self.english}{'' if number == 1 else 's'}"

    def count_arabic(self, number: int) -> str:
        if number == 1:
            return self.one
        if number == 2:
            return self.two
        return f"{number} {self.few if 3 <= number <= 10 else self.one}"


_SECOND = Unit(timedelta(seconds=1), "second", "ثانية", "ثانيتين", "ثواني")
_UNITS = (
    Unit(timedelta(days=365), "year", "سنة", "سنتين", "سنوات"),
    Unit(timedelta(days=30), "month", "شهر", "شهرين", "أشهر"),
    Unit(timedelta(days=7), "week", "أسبوع", "أسبوعين", "أسابيع"),
    Unit(timedelta(days=1), "day", "يوم", "يومين", "أيام"),
    Unit(timedelta(hours=1), "hour", "ساعة", "ساعتين", "ساعات"),
    Unit(timedelta(minutes=1), "minute", "دقيقة", "دقيقتين", "دقائق"),
)


def ago(age: timedelta, language: str) -> str:
    """The age in words; one that is not over yet counts as nought seconds."""
    age = max(age, timedelta(0))
    unit = next((unit for unit in _UNITS if age >= unit.span), _SECOND)
    number = age // unit.span
    if language == "en":
        return f"{unit.count_english(number)} ago"
    return f"منذ {unit.count_arabic(number)}"
