"""Figures over abandoned checkouts."""

from datetime import timedelta
from typing import Any

import pytest

from mock_server.commerce import shopper
from mock_server.engine.shop import Shop
from tests.helpers import NOON, call
from tests.platforms.surecart.steps import HALF_AN_HOUR, broken, fill, refused, set_protocol


def stats(shop: Shop, interval: str = "day", days: int = 2, **query: Any) -> list[dict[str, Any]]:
    moments = {"start_at": "2026-03-01T00:00:00.000Z", "end_at": f"2026-03-0{1 + days}T00:00:00Z"}
    answer = call(
        shop, "retrieveAbandonedCheckoutsStats", query={**moments, "interval": interval, **query}
    )
    return list(answer[1]["data"])


@pytest.fixture
def recovered(shop: Shop) -> Shop:
    """Two abandoned on the first of March, honey and coffee; the honey came back by a reminder."""
    set_protocol(shop, enabled=True)
    fill(shop, "honey", customer="sara")
    fill(shop, "coffee", customer="fahad", products=("coffee",), options={"live_mode": False})
    shop.advance(HALF_AN_HOUR + timedelta(hours=1))
    shopper.pay(shop, "honey")
    return shop


def test_each_day_has_its_figures(recovered: Shop) -> None:
    first, second = stats(recovered)

    assert first == {
        "interval_at": int(NOON.timestamp()) - 12 * 3600,
        "currency": "sar",
        "count": 2,
        "amount": 29650,
        "assisted_count": 1,
        "assisted_amount": 23900,
        "assisted_rate": 0.5,
        "assisted_amount_rate": 0.8061,
    }
    assert (second["count"], second["assisted_rate"]) == (0, 0)


@pytest.mark.parametrize(
    ("query", "count"),
    [({"live_mode": "1"}, 1), ({"live_mode": "0"}, 1), ({"currency": "SAR"}, 2),
     ({"currency": "usd"}, 0)],
)  # fmt: skip
def test_mode_and_currency_choose(recovered: Shop, query: dict[str, Any], count: int) -> None:
    assert sum(each["count"] for each in stats(recovered, **query)) == count


@pytest.mark.parametrize(
    ("interval", "spans"), [("hour", 48), ("day", 2), ("week", 1), ("month", 1), ("year", 1)]
)
def test_spans_follow_each_other(recovered: Shop, interval: str, spans: int) -> None:
    rows = stats(recovered, interval)

    assert len(rows) == spans
    assert sum(each["count"] for each in rows) == 2


@pytest.mark.parametrize(
    ("query", "rule"),
    [
        ({"end_at": "2026-02-01T00:00:00Z"}, ("end_at", "greater_than")),
        ({"end_at": "2027-02-01T00:00:00Z", "interval": "hour"}, ("interval", "outside_range")),
        ({"start_at": "yesterday"}, ("start_at", "invalid")),
    ],
)
def test_a_span_that_is_none_is_refused(
    shop: Shop, query: dict[str, str], rule: tuple[str, str]
) -> None:
    usual = {"start_at": "2026-03-01T00:00:00Z", "end_at": "2026-03-02", "interval": "day"}

    told = refused(shop, "retrieveAbandonedCheckoutsStats", **{**usual, **query})

    assert broken(told) == [rule]
