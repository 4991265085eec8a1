"""Figures over abandoned checkouts: how many there were, and what of them came back."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

from mock_server.engine.errors import Invalid, Problem
from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.engine.style import Answer
from mock_server.engine.text import Text
from mock_server.spec.validators import Violation

from .abandoned_checkouts import ABANDONED
from .purchases import CHECKOUT
from .queries import in_mode
from .timestamps import unix

operations = Operations()

MOST_SPANS = 1000
_STEPS = {"hour": timedelta(hours=1), "day": timedelta(days=1), "week": timedelta(weeks=1)}
_MONTHS = {"month": 1, "year": 12}


@operations.handles("retrieveAbandonedCheckoutsStats")
def abandoned_checkouts(request: Request, shop: Shop) -> Any:
    """Each abandoned checkout counts in the span in which it was abandoned."""
    query = request.query
    begins = _begins(_moment(query, "start_at"), _moment(query, "end_at"), query["interval"])
    records = [each for each in shop.store.all(ABANDONED) if _is_asked_for(each, request, shop)]
    currency = query.get("currency", shop.facts.store.currency).lower()
    spans = [
        {"interval_at": begin, "currency": currency, **_figures(_within(records, begin, end), shop)}
        for begin, end in pairwise(begins)
    ]
    return Answer({"object": "statistic", "data": spans})


def _figures(records: Sequence[Record], shop: Shop) -> Record:
    worth = {each["id"]: _worth(each, shop) for each in records}
    helped = [each for each in records if each["recovery_status"] == "assisted_recovered"]
    amount, assisted = sum(worth.values()), sum(worth[each["id"]] for each in helped)
    return {
        "count": len(records),
        "amount": amount,
        "assisted_count": len(helped),
        "assisted_amount": assisted,
        "assisted_rate": _share(len(helped), len(records)),
        "assisted_amount_rate": _share(assisted, amount),
    }


def _worth(record: Record, shop: Shop) -> int:
    amount: int = shop.store.get(CHECKOUT, record["checkout"])["total_amount"]
    return amount


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0


def _within(records: Sequence[Record], begin: int, end: int) -> list[Record]:
    return [each for each in records if begin <= each["created_at"] < end]


def _is_asked_for(record: Record, request: Request, shop: Shop) -> bool:
    mode, currency = request.query.get("live_mode"), request.query.get("currency")
    if mode is not None and not in_mode(record, mode, shop):
        return False
    checkout = shop.store.get(CHECKOUT, record["checkout"])
    return currency is None or checkout["currency"] == currency.lower()


def _begins(start: datetime, end: datetime, interval: str) -> list[int]:
    """Where the spans begin, and where the last one ends.

    Raises:
        Invalid: the end is not after the begin, or there are too many spans.
    """
    if end <= start:
        raise _refused("end_at", "greater_than", "End at must be after start at.")
    begins: list[int] = []
    for moment in _steps(start, interval):
        if moment >= end:
            return [*begins, unix(end)]
        begins.append(unix(moment))
        if len(begins) > MOST_SPANS:
            break
    raise _refused("interval", "outside_range", f"There are more than {MOST_SPANS} spans.")


def _steps(start: datetime, interval: str) -> Iterator[datetime]:
    """The begin of every span; those of months and years are counted by the calendar."""
    for number in range(MOST_SPANS + 2):
        try:
            if interval in _STEPS:
                yield start + number * _STEPS[interval]
            else:
                years, month = divmod(start.month - 1 + number * _MONTHS[interval], 12)
                day = min(start.day, 28)
                yield start.replace(year=start.year + years, month=month + 1, day=day)
        except (OverflowError, ValueError):  # the end of the calendar
            return


def _moment(query: Any, name: str) -> datetime:
    try:
        moment = datetime.fromisoformat(query[name].strip())
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise _refused(name, "invalid", f"{name} is no moment in ISO 8601.") from error


def _refused(name: str, rule: str, english: str) -> Invalid:
    text = Text("القيمة غير مقبولة.", english)
    return Invalid([Problem("query", Violation((name,), rule, None, english), text)])
