"""How shipments move: made, told of, cancelled, sent back."""

from typing import Any

from mock_server.engine import keeping
from mock_server.engine.errors import Conflict, Invalid
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.engine.text import Text

from .order_events import tell
from .order_lines import ORDER
from .shipment_shown import SHIPMENT

PENDING = ("created", "in_progress")
"""Not with the courier yet."""

_ENDS = ("cancelled", "lost", "return_to_origin")
_LINK = "https://track.example/"
_TOO_LATE = Text("لا يمكن إلغاء الشحنة بعد شحنها", "a shipment that was sent cannot be cancelled")
_NOT_SENT = Text("لا يمكن إرجاع شحنة لم تشحن", "only a shipment that was sent can come back")
_OVER = Text("انتهت رحلة الشحنة", "nothing follows on this status")


def with_policy(shipment: Record, company: Record, shop: Shop) -> Record:
    """A shipment with the numbers that the app of a courier gives; others are told later."""
    if company["activation_type"] == "manual":
        return shipment
    number = str(shop.identifiers.number("shipping_number", 4_000_000_000, 4_999_999_999))
    return {**shipment, **policy(number)}


def policy(number: str) -> Record:
    """The fields that follow from the number of a courier's policy."""
    link = f"{_LINK}{number}"
    return {
        "shipping_number": number,
        "tracking_number": number,
        "tracking_link": link,
        "label": {"format": "pdf", "url": f"{link}.pdf"},
    }


def keep(shipment: Record, shop: Shop) -> Record:
    """Keep a new shipment, and tell of it and to its order."""
    kept = shop.store.put(SHIPMENT, shipment["id"], shipment)
    for stage in ("creating", "created"):
        keeping.announce(shop, SHIPMENT, f"shipment.{stage}", kept)
        _tell_order(kept, stage, shop)
    return kept


def cancel(shipment: Record, shop: Shop) -> Record:
    """Cancel a shipment that is not with the courier yet.

    Raises:
        Conflict: it is.
    """
    if shipment["status"] not in PENDING:
        raise Conflict(f"{shipment['id']} is {shipment['status']}", _TOO_LATE)
    kept = _moved(shipment, "cancelled", None, shop)
    keeping.announce(shop, SHIPMENT, "shipment.cancelled", kept)
    _tell_order(kept, "cancelled", shop)
    return kept


def cancel_pending(order: Record, shop: Shop) -> None:
    """Cancel what was not sent of an order yet."""
    for shipment in of_order(order["id"], shop):
        if shipment["status"] in PENDING:
            cancel(shipment, shop)


def send_back(shipment: Record, company: Record, shop: Shop) -> Record:
    """A new shipment, from where the first one went to where it came from.

    Raises:
        Conflict: it was not sent, or is a return itself.
    """
    was_sent = shipment["status"] not in (*PENDING, *_ENDS, "return_in_progress")
    if shipment["type"] == "return" or not was_sent:
        raise Conflict(f"{shipment['id']} is {shipment['status']}", _NOT_SENT)
    key = shop.store.fresh(SHIPMENT, lambda: shop.identifiers.number(SHIPMENT))
    origin = {**shipment["_to"], "branch_id": None}
    goal = {name: value for name, value in shipment["_from"].items() if name != "branch_id"}
    now = shop.clock.now()
    back = {
        **shipment,
        "id": key,
        "type": "return",
        "status": "created",
        "source": "api",
        "payment_method": "pre_paid",
        "_cash": 0,
        "_from": origin,
        "_to": goal,
        "_created_at": now,
        "_history": [{"status": "created", "note": None, "at": now}],
    }
    return keep(with_policy(back, company, shop), shop)


def moved(shipment: Record, status: str, note: str | None, shop: Shop) -> Record:
    """A shipment in its next status, not kept yet; its history grows when it moves or is noted.

    Raises:
        Invalid: nothing follows on the status it has.
    """
    if shipment["status"] == status and note is None:
        return shipment
    if shipment["status"] in _ENDS and shipment["status"] != status:
        raise Invalid.field("status", "enum", _OVER)
    step = {"status": status, "note": note, "at": shop.clock.now()}
    return {**shipment, "status": status, "_history": [*shipment["_history"], step]}


def of_order(order_id: Any, shop: Shop) -> list[Record]:
    """The shipments of an order, the first first."""
    return shop.store.table(SHIPMENT).select({"_order": order_id}, newest_first=False)[0]


def _moved(shipment: Record, status: str, note: str | None, shop: Shop) -> Record:
    return shop.store.put(SHIPMENT, shipment["id"], moved(shipment, status, note, shop))


def _tell_order(shipment: Record, stage: str, shop: Shop) -> None:
    """Tell the same of the order, which says of a cancelled one no more than its numbers."""
    order = shop.store.find(ORDER, shipment["_order"]) if shipment["_order"] else None
    if order is None:
        return
    name = f"order.shipment.{'return.' if shipment['type'] == 'return' else ''}{stage}"
    if stage != "cancelled":
        tell(name, order, shop)
        return
    told = {"id": order["id"], "reference_id": order["reference_id"]}
    told["shipping_number"] = shipment["shipping_number"]
    shop.emit(name, SHIPMENT, shipment["id"], **told)
