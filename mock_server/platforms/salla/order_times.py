"""Orders of a span of time, as exports ask for them."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from mock_server.engine.errors import Invalid
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.engine.text import Text

from .moments import read_moment
from .style import RIYADH

_NEEDED = Text("أرسل تاريخي البداية والنهاية", "send the first and the last day")
_BACKWARDS = Text("يجب أن تكون النهاية بعد البداية", "it must end after it begins")
_DAYS = {"today": 0, "week": 6, "month": 29}
"""How many days before today are meant."""


def span_of(query: Mapping[str, Any], shop: Shop) -> tuple[datetime, datetime]:
    """The first and the last moment that are asked for.

    Raises:
        Invalid: a day is missing, or is none, or they are the wrong way round.
    """
    if query["filter_orders"] == "dates":
        for name in ("from_date", "to_date"):
            if not query.get(name):
                raise Invalid.field(name, "required", _NEEDED)
        begins = read_moment("from_date", query["from_date"])
        ends = read_moment("to_date", query["to_date"], ends=True)
        if ends < begins:
            raise Invalid.field("to_date", "after", _BACKWARDS)
        return begins, ends
    now = shop.clock.now()
    midnight = now.astimezone(RIYADH).replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight - timedelta(days=_DAYS[query["filter_orders"]]), now


def orders_between(begins: datetime, ends: datetime, shop: Shop) -> list[Record]:
    """The orders that were made from one moment to the other, drafts left out."""
    return [
        each
        for each in shop.store.all("order")
        if not each["draft"] and begins <= each["_created_at"] <= ends
    ]
