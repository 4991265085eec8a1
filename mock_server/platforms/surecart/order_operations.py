"""Orders as the API finds them, and the confirmation that is sent again."""

from typing import Any

from mock_server.engine.filters import contains, equals
from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.resource import Filter, Resource
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.engine.table import TableSpec

from .orders import ORDER, PURCHASE
from .purchases import CHECKOUT
from .queries import in_mode
from .timestamps import unix
from .writing import refused

operations = Operations()


@operations.handles("resendOrderNotification")
def resend(request: Request, shop: Shop) -> Record:
    """Note that the confirmation went out once more; the order itself does not change.

    Raises:
        Invalid: the order was voided.
    """
    order = shop.store.get(ORDER, request.path["id"])
    if order["status"] == "void":
        raise refused("status", "invalid", "A voided order is not confirmed again.")
    sent_at = [*order.get("_notified_at", ()), unix(shop.clock.now())]
    return shop.store.update(ORDER, order["id"], _notified_at=sent_at[-100:])


def _of(field: str) -> Filter:
    """The order's checkout has one of the values in this field."""

    def passes(order: Record, wanted: list[str], shop: Shop) -> bool:
        value: Any = shop.store.get(CHECKOUT, order["checkout"])[field]
        return any(each in wanted for each in (value if isinstance(value, list) else [value]))

    return passes


RESOURCES = [
    Resource(
        name=ORDER,
        filters={
            "checkout_ids[]": equals("checkout"),
            "customer_ids[]": _of("customer"),
            "product_ids[]": _of("_sold"),
            "fulfillment_status[]": equals("fulfillment_status"),
            "live_mode": in_mode,
            "order_type[]": equals("order_type"),
            "return_status[]": equals("return_status"),
            "shipment_status[]": equals("shipment_status"),
            "status[]": equals("status"),
            "query": contains("number"),
        },
    ),
    Resource(name=PURCHASE, table=TableSpec(equal=("initial_order",))),
]
