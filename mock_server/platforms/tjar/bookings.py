"""Times that are booked: within the working days of a product, and for no more than it holds."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from mock_server.engine.errors import Invalid
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.engine.text import Text

from .order_statuses import CANCELLED, REFUNDED
from .style import RIYADH

ORDER = "order"
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_NEEDED = Text("موعد الحجز مطلوب", "A booking needs its date and its time")
_PAST = Text("موعد الحجز مضى", "The time is over")
_FAR = Text("الموعد أبعد من المسموح", "The date is too far ahead")
_CLOSED = Text("لا يوجد حجز في هذا الموعد", "There is no booking at this time")
_FULL = Text("الموعد محجوز بالكامل", "The time is booked out")


def slot_of(sent: Mapping[str, Any], product: Record, place: str, shop: Shop) -> Record:
    """The time that a line books: `{date, from, to}`.

    Raises:
        Invalid: it is missing, over, too far ahead, outside the working days, or booked out.
    """
    asked = sent.get("booking")
    if asked is None:
        raise Invalid.field(f"{place}.booking", "required", _NEEDED)
    terms = product["booking"]
    begins = datetime.fromisoformat(f"{asked['date']}T{asked['from']}").replace(tzinfo=RIYADH)
    now = shop.clock.now()
    if begins <= now:
        raise Invalid.field(f"{place}.booking", "minimum", _PAST)
    if begins > now + timedelta(days=terms["max_days_ahead"]):
        raise Invalid.field(f"{place}.booking", "maximum", _FAR)
    ends = begins + timedelta(minutes=terms["duration_minutes"])
    if not _is_open(terms, begins, ends):
        raise Invalid.field(f"{place}.booking", "enum", _CLOSED)
    slot = {"date": asked["date"], "from": f"{begins:%H:%M}", "to": f"{ends:%H:%M}"}
    if booked(product["id"], begins, terms, shop) + sent["quantity"] > terms["capacity"]:
        raise Invalid.field(f"{place}.booking", "maximum", _FULL)
    return slot


def booked(product: int, begins: datetime, terms: Mapping[str, Any], shop: Shop) -> int:
    """How many places are taken by orders whose time, with its pause, runs into this one."""
    span = timedelta(minutes=terms["duration_minutes"] + terms["buffer_minutes"])
    taken = 0
    for order in shop.store.all(ORDER):
        if order["_status"] in (CANCELLED, REFUNDED):
            continue
        for line in order["_lines"]:
            slot = line["booking"]
            if line["product"] == product and slot and abs(_begin(slot) - begins) < span:
                taken += line["qty"]
    return taken


def _begin(slot: Mapping[str, str]) -> datetime:
    return datetime.fromisoformat(f"{slot['date']}T{slot['from']}").replace(tzinfo=RIYADH)


def _is_open(terms: Mapping[str, Any], begins: datetime, ends: datetime) -> bool:
    """Whether all of it lies in the hours of that day; without working days every hour does."""
    if not terms["working_days"]:
        return True
    day: date = begins.date()
    hours = [each for each in terms["working_days"] if each["day"] == DAYS[day.weekday()]]
    if ends.date() != day:
        return False
    first, last = f"{begins:%H:%M}", f"{ends:%H:%M}"
    return any(each["from"] <= first and last <= each["to"] for each in hours)
