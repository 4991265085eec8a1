from datetime import UTC, datetime

import pytest

from mock_server.app.moments import read_moment
from tests.helpers import NOON


@pytest.mark.parametrize(
    "text",
    ["2026-03-01T12:00:00Z", "2026-03-01T12:00Z", "2026-03-01 12:00", "2026-03-01T15:00+03:00"],
)
def test_a_moment_may_be_written_in_many_ways(text: str) -> None:
    assert read_moment(text) == NOON


def test_a_day_begins_at_midnight_in_utc() -> None:
    assert read_moment("2026-03-01") == datetime(2026, 3, 1, tzinfo=UTC)


def test_what_is_no_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="noon"):
        read_moment("noon")
