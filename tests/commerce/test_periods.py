"""Periods of the calendar, and the moments after them."""

from datetime import UTC, datetime

import pytest

from mock_server.commerce.periods import Period, read_period


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("P1Y2M3DT4H5M6S", Period(months=14, days=3, seconds=4 * 3600 + 5 * 60 + 6)),
        ("P2W", Period(days=14)),
        ("P1W2D", Period(days=9)),
        ("PT90M", Period(seconds=5400)),
        ("P5M", Period(months=5)),
        ("PT5M", Period(seconds=300)),
        ("P0D", Period()),
        ("PT007H", Period(seconds=7 * 3600)),
    ],
)
def test_a_period_is_read_in_months_days_and_seconds(text: str, period: Period) -> None:
    assert read_period(text) == period


@pytest.mark.parametrize(
    "text", ["", "P", "PT", "P1DT", "1D", "P1", "P-1D", "P1.5D", "P1M1Y", "p1d", "P1D\n", "P٣D"]
)
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not an ISO 8601 period"):
        read_period(text)


@pytest.mark.parametrize(
    ("start", "text", "end"),
    [
        ("2026-03-01T12:00", "PT1H", "2026-03-01T13:00"),
        ("2026-03-01T12:00", "P1W", "2026-03-08T12:00"),
        ("2026-01-31T12:00", "P1M", "2026-02-28T12:00"),
        ("2028-01-31T12:00", "P1M", "2028-02-29T12:00"),
        ("2026-01-31T12:00", "P1M1D", "2026-03-01T12:00"),
        ("2028-02-29T12:00", "P1Y", "2029-02-28T12:00"),
        ("2026-12-31T23:59", "PT1M", "2027-01-01T00:00"),
        ("2026-11-15T00:00", "P2M", "2027-01-15T00:00"),
        ("2025-08-01T18:23", "P1Y2M3DT4H5M6S", "2026-10-04T22:28:06"),
    ],
)
def test_months_are_steps_of_the_calendar_and_end_with_the_month(
    start: str, text: str, end: str
) -> None:
    assert read_period(text).after(at(start)) == at(end)


@pytest.mark.parametrize(
    "text",
    [
        "P8000Y",
        "P99999999999999999999Y",
        "P" + "9" * 50 + "M",
        "P" + "9" * 50 + "W",
        "P" + "9" * 5000 + "D",
        "P999999999D",
        "PT" + "9" * 50 + "S",
        "PT" + "9" * 15 + "H",
    ],
)
def test_a_period_beyond_the_calendar_never_ends(text: str) -> None:
    assert read_period(text).after(at("2026-03-01T12:00")) is None
