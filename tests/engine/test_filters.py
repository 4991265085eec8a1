from datetime import UTC, datetime
from typing import Any

import pytest

from mock_server.engine.filters import contains, equals, holds, since, until
from mock_server.engine.resource import Filter
from mock_server.engine.shop import Shop

RECORD = {
    "id": 7,
    "name": "AlSamra Honey",
    "tags": [3, 4],
    "day": "2026-03-01 12:00:00",
    "at": datetime(2026, 3, 1, 12, tzinfo=UTC),
    "gone": None,
}


@pytest.mark.parametrize(
    ("passes", "wanted", "expected"),
    [
        (equals("id"), 7, True),
        (equals("id"), [6, 7], True),
        (equals("id"), [6], False),
        (equals("gone"), "x", False),
        (holds("tags"), 4, True),
        (holds("tags"), ["4", "9"], True),
        (holds("tags"), ["9"], False),
        (holds("gone"), ["9"], False),
        (contains("id", "name"), "honey", True),
        (contains("gone"), "none", False),
        (since("day"), "2026-03-01", True),
        (since("day"), "2026-03-02", False),
        (since("at"), "2026-03-01", True),
        (since("gone"), "2026-03-01", False),
        (until("day"), "2026-03-01", True),
        (until("day"), "2026-02-28", False),
        (until("gone"), "2026-03-01", False),
    ],
)
def test_a_filter_lets_through_what_is_asked_for(
    passes: Filter, wanted: Any, expected: bool, shop: Shop
) -> None:
    assert passes(RECORD, wanted, shop) is expected
