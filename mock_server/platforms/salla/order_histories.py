"""What happened to orders: an entry for each change of status, and notes by hand."""

from typing import Any

from mock_server.engine import keeping
from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.resource import Parent, Resource
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record, TableSpec

from .order_statuses import STATUS, shown_name, status_id
from .style import date

HISTORY, ORDER = "order_history", "order"
operations = Operations()


def write(order: Record, shop: Shop, note: str = "", kind: str = "activity") -> Record:
    """Note what became of an order: the status that it has now, and words."""
    key = int(str(shop.store.fresh(HISTORY, lambda: shop.identifiers.number(HISTORY))))
    entry = entry_of(key, order, note, kind)
    return shop.store.put(HISTORY, key, {**entry, "_at": shop.clock.now()})


def entry_of(key: int, order: Record, note: str, kind: str) -> Record:
    """An entry that has no moment yet."""
    return {
        "id": key,
        "note": note,
        "type": kind,
        "_order": order["id"],
        "_status": order["_status"],
        "_by": None,
    }


@operations.handles("createOrderHistory")
def create_history(request: Request, shop: Shop) -> Record:
    order = keeping.locate(shop, ORDER, "order_id", request.path["order_id"])
    return write(order, shop, request.body["note"], "comment")


def present(entry: Record, shop: Shop, request: Request) -> Record:
    status = shop.store.find(STATUS, entry["_status"] or status_id("under_review"))
    name = shown_name(status, request.language) if status else ""
    shown = {"id": entry["id"], "status": name, "note": entry["note"]}
    shown["created_at"] = date(entry["_at"])
    if request.operation.id == "createOrderHistory":
        return {**shown, "customized": _customized(status, name, shop, request.language)}
    return {**shown, "created_by": entry["_by"], "type": entry["type"]}


def _customized(status: Record | None, name: str, shop: Shop, language: str) -> Any:
    status = status or shop.store.get(STATUS, status_id("under_review"))
    above = shop.store.find(STATUS, status["_parent"]) if status["_parent"] else None
    words = shown_name(above, language) if above else None
    return {
        "id": status["id"],
        "name": name,
        "type": status["type"],
        "slug": status["slug"],
        "original": {"id": above["id"], "name": words} if above else None,
        "parent": words,
    }


RESOURCE = Resource(
    name=HISTORY,
    table=TableSpec(order="_at"),
    present=present,
    parents=(Parent(ORDER, "_order", "order_id"),),
)
