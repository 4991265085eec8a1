"""Coupons as merchants see them: listed, with how they are used, and the codes of a group."""

from typing import Any

from mock_server.engine import keeping, listing
from mock_server.engine.errors import Invalid
from mock_server.engine.filters import contains
from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.resource import Resource
from mock_server.engine.shop import Shop
from mock_server.engine.store import Page, Record, TableSpec
from mock_server.engine.style import Answer, visible
from mock_server.engine.text import Text

from .coupon_writing import coupon_written
from .coupons import COUPON, DELETED
from .order_statuses import CANCELED, status_id
from .style import SallaStyle, money

operations = Operations()

_NO_GROUP = Text("الكوبون ليس مجموعة", "this coupon is no group")


@operations.handles("listCouponCodes")
def list_codes(request: Request, shop: Shop) -> Page:
    coupon = shop.store.find(COUPON, request.query["coupon_id"])
    if coupon is None or not coupon["is_group"]:
        raise Invalid.field("coupon_id", "exists", _NO_GROUP)
    return listing.page_of(coupon["_codes"], request, SallaStyle.paging)


@operations.handles("deleteCoupon")
def delete_coupon(request: Request, shop: Shop) -> Any:
    """Carts on which it was entered keep telling of it."""
    coupon = shop.store.get(COUPON, request.path["coupon_id"])
    keeping.remove(shop, COUPON, coupon["id"])
    if coupon["_named"]:
        shop.store.put(DELETED, coupon["_named"], coupon)
    return Answer(SallaStyle().deleted(request))


def present(coupon: Record, shop: Shop, request: Request) -> Record:
    domain, active = shop.facts.store.domain, coupon["marketing_active"]
    address = f"https://{domain}/?coupon={coupon['id']}" if active else None
    return {
        "id": coupon["id"],
        **visible(coupon),
        "group_coupons": [{"code": each["code"]} for each in coupon["_codes"]],
        "statistics": _statistics(coupon, shop),
        "marketing_url": address,
        "marketing_statistics_url": f"{address}&statistics" if address else None,
    }


def _statistics(coupon: Record, shop: Shop) -> Record:
    """Orders with its code, or one of its codes, that were not cancelled."""
    codes = [coupon["code"]] if coupon["code"] else [each["code"] for each in coupon["_codes"]]
    orders = [
        order
        for code in codes
        for order in shop.store.table("order").select({"_coupon_code": code})[0]
        if order["_status"] != status_id(CANCELED) and not order["draft"]
    ]
    currency = shop.facts.store.currency
    return {
        "num_of_usage": len(orders),
        "num_of_customers": len({order["_customer"] for order in orders} - {None}),
        "coupon_sales": money(sum(order["_total"] for order in orders), currency),
    }


RESOURCE = Resource(
    name=COUPON,
    table=TableSpec(equal=("code", "_named", "is_group")),
    present=present,
    filters={"keyword": contains("code", "group_name")},
    new_id=lambda shop: shop.identifiers.number(COUPON),
    writes=coupon_written,
)
