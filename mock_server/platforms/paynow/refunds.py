"""Refunds: of a whole order, or of one line of it."""

from mock_server.engine import keeping
from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.resource import Parent, Resource
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record

from .events import REFUND as REFUNDED
from .flakes import new_flake
from .orders import ORDER
from .refund_record import refund_record
from .refusals import NotNow, refused
from .stores import check_store

REFUND = "refund"

operations = Operations()


@operations.handles("refundOrder")
def refund(request: Request, shop: Shop) -> Record:
    """Give back a line, or all that is left; an order of which nothing is left is refunded."""
    check_store(request, shop)
    order = shop.store.get(ORDER, request.path["orderId"])
    if order["status"] != "completed":
        raise NotNow(f"An order that is {order['status']} cannot be refunded.")
    left = _left(order, shop)
    lines = _asked_for(request.body.get("order_line_id"), order, left)
    if not sum(line["total_amount"] for line in lines):
        raise NotNow("Nothing was paid for it, so nothing can be given back.")
    record = refund_record(new_flake(shop), order, lines, shop)
    asked = bool(request.body.get("refund_from_connected_user_balance"))
    record = {**record, "refund_from_connected_user_balance": asked}
    if request.body.get("order_line_id") is None:
        record["order_line_id"] = None
    shop.store.put(REFUND, record["id"], record)
    if len(lines) == len(left):
        shop.store.update(ORDER, order["id"], status="refunded")
    shop.emit(REFUNDED, REFUND, record["id"])
    return record


def _left(order: Record, shop: Shop) -> list[Record]:
    """The lines of an order that were not given back yet."""
    given = {key for each in keeping.below(shop, REFUND, order["id"]) for key in each["_lines"]}
    return [line for line in order["lines"] if line["id"] not in given]


def _asked_for(line_id: str | None, order: Record, left: list[Record]) -> list[Record]:
    """The lines that are meant.

    Raises:
        Invalid: the order has no such line.
        NotNow: it was given back before.
    """
    if line_id is None:
        return left
    if all(line["id"] != line_id for line in order["lines"]):
        raise refused("order_line_id", "exists", "The order has no such line.")
    lines = [line for line in left if line["id"] == line_id]
    if not lines:
        raise NotNow("This line was refunded before.")
    return lines


RESOURCE = Resource(name=REFUND, parents=(Parent(ORDER, "_order_id"),))
