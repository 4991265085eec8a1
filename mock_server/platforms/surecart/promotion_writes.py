"""Promotions as a merchant makes and changes them through the API."""

from collections.abc import Mapping
from typing import Any

from mock_server.commerce.records import link_record
from mock_server.engine import keeping
from mock_server.engine.filters import contains, equals
from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.resource import Parent, Resource
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record

from .customers import CUSTOMER
from .promotions import BLANK_PROMOTION, COUPON, PROMOTION, new_code
from .queries import switched
from .redeeming import find_code
from .style import unwrapped
from .writing import archiving, refused, stamped, taken

operations = Operations()

_PLAIN = ("max_redemptions", "redeem_by", "customer", "metadata")


@operations.handles("createPromotion")
def create(request: Request, shop: Shop) -> Record:
    return add_promotion(unwrapped(request), shop)


@operations.handles("updatePromotion")
def update(request: Request, shop: Shop) -> Record:
    """Change what was sent; a basket in which the old code was entered keeps the promotion."""
    known, sent = shop.store.get(PROMOTION, request.path["id"]), unwrapped(request)
    fields = stamped(_written(sent, known, shop), known, BLANK_PROMOTION, shop)
    promotion = keeping.change(shop, PROMOTION, known["id"], **fields)
    link_record(shop, PROMOTION, promotion["code"], promotion["id"])
    return promotion


def add_promotion(sent: Mapping[str, Any], shop: Shop) -> Record:
    """A new code for a coupon, made up unless one is sent.

    Raises:
        Invalid: the code is another promotion's, or there is no such coupon or customer.
    """
    code = sent.get("code") or new_code(shop)
    fields = _written({**sent, "code": code}, {}, shop)
    key = shop.identifiers.uuid(PROMOTION)
    record = {**stamped(fields, {}, BLANK_PROMOTION, shop), "id": key, "coupon": sent["coupon"]}
    made = keeping.add(shop, PROMOTION, record)
    link_record(shop, PROMOTION, code, key)
    return made


def _written(sent: Mapping[str, Any], known: Record, shop: Shop) -> Record:
    fields = taken(sent, _PLAIN) | archiving(sent, known, shop)
    if sent.get("code"):
        other = find_code(sent["code"], shop)
        if other is not None and other["id"] != known.get("id"):
            raise refused("code", "taken", "Code has already been taken.")
        fields["code"] = sent["code"].strip()
    return fields


RESOURCE = Resource(
    name=PROMOTION,
    filters={
        "affiliation_ids[]": equals("affiliation"),
        "archived": switched("archived"),
        "coupon_ids[]": equals("coupon"),
        "customer_ids[]": equals("customer"),
        "query": contains("code"),
    },
    parents=(Parent(COUPON, "coupon"),),
    refers={"coupon": COUPON, "customer": CUSTOMER},
)
