"""Ages in words, in both languages."""

from datetime import timedelta

import pytest

from mock_server.platforms.tjar.ages import ago


@pytest.mark.parametrize(
    ("age", "english", "arabic"),
    [
        (timedelta(0), "0 seconds ago", "منذ 0 ثانية"),
        (timedelta(seconds=1), "1 second ago", "منذ ثانية"),
        (timedelta(seconds=59), "59 seconds ago", "منذ 59 ثانية"),
        (timedelta(minutes=1), "1 minute ago", "منذ دقيقة"),
        (timedelta(minutes=2), "2 minutes ago", "منذ دقيقتين"),
        (timedelta(minutes=9, seconds=59), "9 minutes ago", "منذ 9 دقائق"),
        (timedelta(minutes=11), "11 minutes ago", "منذ 11 دقيقة"),
        (timedelta(hours=23, minutes=59), "23 hours ago", "منذ 23 ساعة"),
        (timedelta(days=6), "6 days ago", "منذ 6 أيام"),
        (timedelta(days=14), "2 weeks ago", "منذ أسبوعين"),
        (timedelta(days=100), "3 months ago", "منذ 3 أشهر"),
        (timedelta(days=366), "1 year ago", "منذ سنة"),
    ],
)
def test_an_age_is_said_in_its_largest_unit(age: timedelta, english: str, arabic: str) -> None:
    assert ago(age, "en") == english
    assert ago(age, "ar") == arabic


def test_what_is_still_to_come_is_as_if_it_were_now() -> None:
    assert ago(timedelta(seconds=-5), "en") == "0 seconds ago"
