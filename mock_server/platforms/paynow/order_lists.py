"""Orders as an API key reads them."""

from collections.abc import Callable, Mapping
from typing import Any

from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.resource import Resource
from mock_server.engine.shop import Shop
from mock_server.engine.store import Page, Record, TableSpec

from .lists import walked
from .orders import ORDER
from .stores import IN_STORE

operations = Operations()


def _is(field: str) -> Callable[[Record, Any], bool]:
    return lambda order, wanted: order[field] == wanted


def _has_line(field: str) -> Callable[[Record, Any], bool]:
    return lambda order, wanted: any(line.get(field) == wanted for line in order["lines"])


_FILTERS: Mapping[str, Callable[[Record, Any], bool]] = {
    "status": lambda order, wanted: order["status"] in wanted,
    "order_id": _is("id"),
    "customer_id": _is("customer_id"),
    "billing_email": lambda order, wanted: order["billing_email"].lower() == wanted.lower(),
    "customer_ip": _is("customer_ip"),
    "subscription_id": _is("subscription_id"),
    "checkout_id": _is("checkout_id"),
    "is_subscription": _is("is_subscription"),
    "affiliate_id": _is("affiliate_id"),
    "coupon_id": _is("coupon_id"),
    "giftcard_id": _is("giftcard_id"),
    "product_id": _has_line("product_id"),
    "sale_id": _has_line("sale_id"),
}


@operations.handles("listOrders")
def list_orders(request: Request, shop: Shop) -> Page:
    """Every parameter narrows the list."""
    asked = [(_FILTERS[name], value) for name, value in request.query.items() if name in _FILTERS]

    def asked_for(order: Record) -> bool:
        return all(passes(order, value) for passes, value in asked)

    return walked(ORDER, request, shop, asked_for if asked else None)


RESOURCE = Resource(
    name=ORDER, table=TableSpec(equal=("coupon_id", "customer_id")), parents=(IN_STORE,)
)
