"""How orders move from one status to the next, and what that sets off."""

from collections.abc import Mapping
from dataclasses import dataclass

from mock_server.engine.errors import Invalid
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.engine.text import Text

from . import invoices, order_histories, order_lines, reservations, shipment_moves
from .order_events import tell
from .order_statuses import (
    BUILT_IN,
    CANCELED,
    COMPLETED,
    RESTORED,
    RESTORING,
    STATUS,
    status_id,
)

ORDER = "order"
_GONE = ("delivering", "delivered", "shipped", COMPLETED)
"""The goods have left the store."""

_FROM: Mapping[str, frozenset[str]] = {
    RESTORING: frozenset(_GONE),
    RESTORED: frozenset((*_GONE, RESTORING)),
    CANCELED: frozenset(BUILT_IN) - {"delivered", COMPLETED, RESTORING, RESTORED},
}
"""What an order must be before it can be this; what is not named here may follow on anything."""

_ENDS = (CANCELED, RESTORED)
_UNKNOWN = Text("حالة الطلب غير موجودة", "there is no such order status")
_HIDDEN = Text("حالة الطلب غير مفعلة", "the order status is not active")
_NOT_NOW = Text(
    "لا يمكن نقل الطلب من {before} إلى {after}", "an order cannot go from {before} to {after}"
)
_A_DRAFT = Text("لا يمكن تغيير حالة مسودة", "a draft has no status yet")


@dataclass(frozen=True, slots=True)
class Move:
    """Where to move an order. `restore`: its goods go back, to `branch` if one is named."""

    status: Record
    note: str = ""
    restore: bool = False
    branch: int | None = None


def status_named(shop: Shop, key: int | None, slug: str | None, field: str = "status_id") -> Record:
    """The status that is meant, by id or by the word of a built-in one.

    Raises:
        Invalid: there is none, or it is switched off.
    """
    found = None
    if key is not None:
        found = shop.store.find(STATUS, key)
    elif slug is not None and slug in BUILT_IN:
        found = shop.store.get(STATUS, status_id(slug))
    if found is None:
        raise Invalid.field(field if key is not None else "slug", "exists", _UNKNOWN)
    if not found["is_active"]:
        raise Invalid.field(field, "enum", _HIDDEN)
    return found


def move(order: Record, to: Move, shop: Shop) -> Record:
    """Move an order on: a history is written, stock given back, an invoice made, events told.

    Raises:
        Invalid: an order with this status cannot have that one next.
    """
    _check(order, to.status, shop)
    slug = to.status["slug"]
    order = {**order, "_status": to.status["id"], "_updated_at": shop.clock.now()}
    shop.store.put(ORDER, order["id"], order)
    order_histories.write(order, shop, to.note)
    if slug in _ENDS:
        _undo(order, to, shop)
    tell("order.status.updated", order, shop, note=to.note)
    if slug == CANCELED:
        shipment_moves.cancel_pending(order, shop)
        tell("order.cancelled", order, shop)
    if slug == COMPLETED:
        invoices.draw_up(order, shop, invoices.TAX_INVOICE)
    if slug == RESTORED:
        invoices.draw_up(order, shop, invoices.CREDIT_NOTE)
        tell("order.refunded", order, shop)
    return order


def slug_of(order: Record, shop: Shop) -> str:
    """The word of the built-in status that an order has, or is below."""
    slug: str = shop.store.get(STATUS, order["_status"])["slug"]
    return slug


def _check(order: Record, status: Record, shop: Shop) -> None:
    if order["draft"] or order["_status"] is None:
        raise Invalid.field("status_id", "enum", _A_DRAFT)
    before, after = slug_of(order, shop), status["slug"]
    if before == after:
        return
    if before in _ENDS or before not in _FROM.get(after, frozenset(BUILT_IN)):
        words = _NOT_NOW.fill(before=before, after=after)
        raise Invalid.field("status_id", "enum", words)


def _undo(order: Record, to: Move, shop: Shop) -> None:
    """What a cancellation or a return takes back: times that were booked, and goods if asked."""
    for item in order_lines.lines_of(shop, order["id"]):
        free = reservations.release(item, shop)
        back = order_lines.give_back(free, shop, to.branch) if to.restore else free
        order_lines.save(shop, [back])
