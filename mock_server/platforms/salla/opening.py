"""The hours in which a place works: as they are sent, kept and shown, and whether it is open."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from re import compile as pattern
from typing import Any

from mock_server.engine.errors import Invalid
from mock_server.engine.store import Record
from mock_server.engine.text import Text

from .style import RIYADH

Hours = Mapping[str, list[dict[str, str]]]
"""Spans of each day that is worked: `{"sunday": [{"from": "09:00", "to": "22:00"}]}`."""

DAYS: Mapping[str, Text] = {
    "sunday": Text("الأحد", "Sunday"),
    "monday": Text("الاثنين", "Monday"),
    "tuesday": Text("الثلاثاء", "Tuesday"),
    "wednesday": Text("الأربعاء", "Wednesday"),
    "thursday": Text("الخميس", "Thursday"),
    "friday": Text("الجمعة", "Friday"),
    "saturday": Text("السبت", "Saturday"),
}

_TIME = pattern(r"(?:[01]\d|2[0-3]):[0-5]\d")
_PAIRS = Text(
    "يجب أن يقابل كل وقت بداية وقت نهاية بعده",
    "each begin needs an end after it, both as 09:00",
)


def usual_hours() -> dict[str, list[dict[str, str]]]:
    """All days but Friday morning."""
    hours = {day: [{"from": "09:00", "to": "22:00"}] for day in DAYS}
    return {**hours, "friday": [{"from": "16:00", "to": "23:00"}]}


def write_hours(sent: Mapping[str, Any], known: Hours, field: str) -> Hours:
    """The hours after days were sent; a day that is off has none, others stay.

    Raises:
        Invalid: a span has no end, or ends before it begins.
    """
    told = {**known, **{day: _spans(sent[day], f"{field}.{day}") for day in DAYS if day in sent}}
    return {day: told[day] for day in DAYS if told.get(day)}


def shown_hours(hours: Hours, language: str) -> list[Record]:
    """A row for each day that is worked, in the order of the week."""
    return [
        {"name": name.say(language), "times": hours[day]}
        for day, name in DAYS.items()
        if day in hours
    ]


def is_open(hours: Hours, moment: datetime) -> bool:
    """Whether the place works at a moment, in the time of the store."""
    local = moment.astimezone(RIYADH)
    now = f"{local:%H:%M}"
    return any(span["from"] <= now < span["to"] for span in hours.get(_day(local), ()))


def next_span(hours: Hours, moment: datetime) -> dict[str, str] | None:
    """When a place that is closed opens next; None when it is open, or never works."""
    if is_open(hours, moment):
        return None
    local = moment.astimezone(RIYADH)
    now = f"{local:%H:%M}"
    for ahead in range(8):
        for span in hours.get(_day(local + timedelta(days=ahead)), ()):
            if ahead or span["from"] > now:
                return span
    return None


def _day(local: datetime) -> str:
    return tuple(DAYS)[(local.weekday() + 1) % 7]


def _spans(sent: Mapping[str, Any], field: str) -> list[dict[str, str]]:
    if sent["enabled"] == "off":
        return []
    begins, ends = sent.get("from", ()), sent.get("to", ())
    pairs = list(zip(begins, ends, strict=False))
    right = all(_TIME.fullmatch(each) for pair in pairs for each in pair)
    if not pairs or len(begins) != len(ends) or not right or any(a >= b for a, b in pairs):
        raise Invalid.field(f"{field}.to", "format", _PAIRS)
    return sorted(({"from": a, "to": b} for a, b in pairs), key=lambda span: span["from"])
