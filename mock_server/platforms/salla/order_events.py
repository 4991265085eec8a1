"""What Salla's webhooks tell of orders."""

from typing import Any

from mock_server.engine.shop import Event, Shop
from mock_server.engine.store import Record

from .order_shown import in_full
from .order_statuses import shown_status
from .style import date

ORDER = "order"


def tell(name: str, order: Record, shop: Shop, **data: Any) -> None:
    """Announce something about an order, which the store holds as it is now."""
    shop.emit(name, ORDER, order["id"], **data)


def told(event: Event, shop: Shop) -> Any:
    """What an event says: the order in full, and of a new status also what it is."""
    order = shop.store.get(ORDER, event.subject)
    shown = in_full(order, shop, "ar")
    if event.name != "order.status.updated" or order["_status"] is None:
        return shown
    status = shown_status(order["_status"], shop, "ar")
    return {
        "id": order["id"],
        "status": status["name"],
        "customized": status["customized"],
        "note": event.data.get("note", ""),
        "created_at": date(event.at),
        "order": shown,
    }
