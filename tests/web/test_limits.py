"""The headers that tell of a budget."""

import pytest

from mock_server.web.limits import limit_headers


@pytest.mark.parametrize(("status", "left"), [(200, b"7"), (401, b"7"), (429, b"0")])
def test_a_budget_in_headers(status: int, left: bytes) -> None:
    assert limit_headers((120, 7, 1772366460, 0.0), status) == [
        (b"x-ratelimit-limit", b"120"),
        (b"x-ratelimit-remaining", left),
        (b"x-ratelimit-reset", b"1772366460"),
    ]


def test_headers_are_made_once_but_not_kept_for_ever() -> None:
    first = limit_headers((120, 7, 1, 0.0), 200)[2]
    again = limit_headers((120, 7, 1, 0.0), 200)[2]
    for reset_at in range(5000):
        limit_headers((120, 7, reset_at, 0.0), 200)

    assert first is again
    assert limit_headers((120, 7, 4999, 0.0), 200)[2] == (b"x-ratelimit-reset", b"4999")
