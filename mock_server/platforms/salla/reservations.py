"""Times that orders book: a product to be booked reserves an hour, which cancelling gives up."""

from datetime import datetime, timedelta
from typing import Any

from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.resource import Resource
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record, TableSpec
from mock_server.engine.style import visible

from .style import RIYADH

RESERVATION = "reservation"
operations = Operations()

_FIRST_HOUR, _LEAD = 16, timedelta(days=3)


def book(item: Record, order: Record, shop: Shop) -> Record:
    """Reserve a time for a line that is a booking; the line, which knows it."""
    if item["_type"] != "booking":
        return item
    key = int(str(shop.store.fresh(RESERVATION, lambda: shop.identifiers.number(RESERVATION))))
    shop.store.put(RESERVATION, key, reservation(key, item, order, shop.clock.now()))
    return {**item, "_booked": key}


def reservation(key: int, item: Record, order: Record, now: datetime) -> Record:
    """An hour in the afternoon, three days from now: nobody says here which one was chosen."""
    day = (now + _LEAD).astimezone(RIYADH)
    begins = day.replace(hour=_FIRST_HOUR, minute=0, second=0, microsecond=0, tzinfo=None)
    return {
        "id": key,
        "title": item["name"],
        "type": "booking",
        "start": f"{begins:%Y-%m-%d %H:%M:%S}",
        "end": f"{begins + timedelta(hours=1):%Y-%m-%d %H:%M:%S}",
        "weight": item["quantity"],
        "url": f"https://s.salla.sa/orders/order/{order['id']}",
        "created_at": f"{now.astimezone(RIYADH):%Y-%m-%d %H:%M:%S}",
        "seats_count": item["quantity"],
    }


def release(item: Record, shop: Shop) -> Record:
    """Give up the time that a line booked; the line without it."""
    if item["_booked"] is None:
        return item
    if shop.store.find(RESERVATION, item["_booked"]) is not None:
        shop.store.delete(RESERVATION, item["_booked"])
    return {**item, "_booked": None}


def shown_in(item: Record, shop: Shop) -> list[Record]:
    """The times that a line booked, as it shows them."""
    booked = shop.store.find(RESERVATION, item["_booked"]) if item["_booked"] else None
    if booked is None:
        return []
    day, begins = booked["start"].split(" ")
    ends = booked["end"].split(" ")[1]
    return [{"id": booked["id"], "from": begins[:5], "to": ends[:5], "date": day}]


@operations.handles("listOrderReservations")
def list_reservations(request: Request, shop: Shop) -> Any:
    """Those that begin between two moments; a day that ends the search is in it."""
    start, end = request.query["start"], request.query["end"]

    def between(record: Record) -> bool:
        return bool(start <= record["start"] and record["start"][: len(end)] <= end)

    rows, _ = shop.store.table(RESERVATION).select({}, between, newest_first=False)
    return [visible(row) for row in rows]


RESOURCE = Resource(name=RESERVATION, table=TableSpec(order="start"))
