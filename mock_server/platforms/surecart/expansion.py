"""`expand[]`: shows objects in the place of ids, by the type of an object and its attribute."""

from collections.abc import Collection, Hashable, Mapping

from mock_server.engine.request import Request
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.engine.style import visible

from .abandoned_checkouts import ABANDONED
from .catalogue import PRICE, PRODUCT
from .checkouts import CHECKOUT
from .customers import ADDRESS, CUSTOMER
from .discarded import find_any
from .discounts import DISCOUNT
from .line_items import LINE_ITEM
from .orders import ORDER
from .promotions import COUPON, PROMOTION, is_over
from .protocol import PROTOCOL

_ADDRESSES = {"billing_address": ADDRESS, "shipping_address": ADDRESS}

RELATIONS: Mapping[str, Mapping[str, str]] = {
    PROTOCOL: {"coupon": COUPON},
    ABANDONED: {
        "checkout": CHECKOUT,
        "customer": CUSTOMER,
        "promotion": PROMOTION,
        "recovered_checkout": CHECKOUT,
    },
    CHECKOUT: {**_ADDRESSES, "geo_address": ADDRESS, "customer": CUSTOMER, "discount": DISCOUNT},
    LINE_ITEM: {"price": PRICE},
    ORDER: {"checkout": CHECKOUT},
    PRICE: {"product": PRODUCT},
    CUSTOMER: _ADDRESSES,
    PROMOTION: {"coupon": COUPON, "customer": CUSTOMER},
    DISCOUNT: {"coupon": COUPON, "promotion": PROMOTION},
}
"""What each attribute of an object holds the id of. There is no way in a circle."""

Wanted = Collection[tuple[str, str]]
"""Pairs of an object's type and an attribute to expand."""

_LINES = (CHECKOUT, "line_items")


def present(record: Record, shop: Shop, request: Request) -> Record:
    """The record with the relations that the request expands; unknown names are ignored."""
    names = request.query.get("expand[]", ())
    return _shown(record, shop, {_pair(name, record["object"]) for name in names})


def shown_by(record: Record, shop: Shop, request: Request) -> Hashable:
    """A record shows itself; one that is expanded shows others too, and so is shown anew."""
    return object() if request.query.get("expand[]") else None


def _pair(name: str, root: str) -> tuple[str, str]:
    """`line_item.price` names its type; a name alone is an attribute of the object asked for."""
    kind, dot, attribute = name.partition(".")
    return (kind, attribute) if dot else (root, name)


def _shown(record: Record, shop: Shop, wanted: Wanted) -> Record:
    shown, kind = visible(record), record["object"]
    if kind in (COUPON, PROMOTION):
        shown["expired"] = is_over(record, shop)
    for attribute, target in RELATIONS.get(kind, {}).items():
        if (kind, attribute) in wanted and shown[attribute] is not None:
            related = find_any(target, shown[attribute], shop)
            if related is not None:
                shown[attribute] = _shown(related, shop, wanted)
    if kind == CHECKOUT and _LINES in wanted:
        shown["line_items"] = _lines(record, shop, wanted)
    return shown


def _lines(checkout: Record, shop: Shop, wanted: Wanted) -> Record:
    """All lines on one page, however many there are: no operation here shows a second."""
    lines = [
        _shown(shop.store.get(LINE_ITEM, key), shop, wanted) for key in checkout["_line_items"]
    ]
    count = len(lines)
    pagination = {"count": count, "limit": max(20, count), "page": 1, "url": "/v1/line_items"}
    return {"object": "list", "pagination": pagination, "data": lines}
