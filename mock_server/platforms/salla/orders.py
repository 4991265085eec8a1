"""Orders: listed, read, made and changed."""

from collections.abc import Mapping
from typing import Any

from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.resource import Resource
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record, TableSpec

from . import order_changes, order_making, order_story
from .order_filters import FILTERS
from .order_shown import present

ORDER = "order"
operations = Operations()

_SORTED_BY = {
    "id": "id",
    "total": "_total",
    "updated_at": "_updated_at",
    "created_at": "_created_at",
}


@operations.handles("createOrder")
def create_order(request: Request, shop: Shop) -> Record:
    return order_making.make(request.body, shop)


@operations.handles("orderDetails")
def read_order(request: Request, shop: Shop) -> Record:
    """By its id, or by `reference_id` in the query, which then counts."""
    reference = request.query.get("reference_id")
    if reference is not None:
        found, _ = shop.store.table(ORDER).select({"reference_id": reference}, limit=1)
        if found:
            return found[0]
    return shop.store.get(ORDER, request.path["order_id"])


@operations.handles("updateOrder")
def update_order(request: Request, shop: Shop) -> Record:
    order = shop.store.get(ORDER, request.path["order_id"])
    return order_changes.change(order, request.body, shop)


def sort(query: Mapping[str, Any]) -> tuple[str | None, bool]:
    """`sort_by`: a field and its direction, as `total-desc`; the newest first without it."""
    field, _, direction = query.get("sort_by", "created_at-desc").rpartition("-")
    return _SORTED_BY[field], direction == "desc"


RESOURCE = Resource(
    name=ORDER,
    table=TableSpec(
        order="_created_at",
        equal=("draft", "reference_id", "_status", "_customer", "_coupon_code", "_basket"),
    ),
    seed=order_story.seed_orders,
    present=present,
    listed={"draft": False},
    filters=FILTERS,
    sort=sort,
    apart=frozenset({"expanded", "sort_by"}),
)
