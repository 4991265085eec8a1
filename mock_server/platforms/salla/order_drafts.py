"""Drafts: empty orders that updates fill, until they are orders."""

from typing import Any

from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record

from . import order_lines, order_making

ORDER = "order"
operations = Operations()


@operations.handles("createDraftedOrder")
def create_draft(request: Request, shop: Shop) -> Any:
    draft = {**order_making.blank(shop), "draft": True}
    shop.store.put(ORDER, draft["id"], draft)
    return {"id": draft["id"], "reference_id": draft["reference_id"]}


@operations.handles("duplicateOrder")
def duplicate_order(request: Request, shop: Shop) -> Record:
    """A draft of the same customer and place; what was in the order is not in it."""
    order = shop.store.get(ORDER, request.body["order_id"])
    kept = {name: order[name] for name in ("_customer", "receiver")}
    draft = {**order_making.blank(shop), **kept, "draft": True}
    return shop.store.put(ORDER, draft["id"], draft)


def is_complete(draft: Record, shop: Shop) -> bool:
    """Whether a draft says whose it is, what is in it and how it is paid."""
    paid = draft["payment_method"] is not None
    lines = order_lines.lines_of(shop, draft["id"])
    return paid and draft["_customer"] is not None and bool(lines)


def publish(draft: Record, shop: Shop) -> Record:
    """Make an order of a draft: from now on it is listed, and its goods are taken.

    Raises:
        Invalid: there is not enough of something.
    """
    order = {**draft, "draft": False, "_created_at": shop.clock.now()}
    return order_making.open_order(order, order_lines.lines_of(shop, draft["id"]), shop)
