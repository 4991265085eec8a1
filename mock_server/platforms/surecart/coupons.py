"""Coupons as a merchant makes and changes them through the API."""

from collections.abc import Mapping
from typing import Any

from mock_server.engine import keeping
from mock_server.engine.filters import contains
from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.resource import Resource
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record

from .catalogue import PRODUCT
from .promotion_writes import add_promotion
from .promotions import BLANK_COUPON, COUPON
from .queries import switched
from .writing import archiving, refused, stamped, taken

operations = Operations()

_PLAIN = (
    "name", "amount_off", "percent_off", "duration", "duration_in_months", "max_redemptions",
    "max_redemptions_per_customer", "max_subtotal_amount", "min_subtotal_amount", "product_ids",
    "redeem_by", "metadata",
)  # fmt: skip


@operations.handles("duplicateCoupon")
def duplicate(request: Request, shop: Shop) -> Record:
    """The same terms, without codes and not used yet."""
    known = shop.store.get(COUPON, request.path["id"])
    fields = stamped({**known, "times_redeemed": 0}, {}, BLANK_COUPON, shop)
    return keeping.add(shop, COUPON, {**fields, "id": shop.identifiers.uuid(COUPON)})


def coupon_written(sent: Mapping[str, Any], known: Record, request: Request, shop: Shop) -> Record:
    """The fields of a coupon that a body changes.

    Raises:
        Invalid: it takes off both an amount and a percentage, or neither, or another currency.
    """
    fields = taken(sent, _PLAIN) | archiving(sent, known, shop)
    currency = shop.facts.store.currency.lower()
    if (sent.get("currency") or currency).lower() != currency:
        raise refused("currency", "currency_mismatch", f"Currency must be {currency}.")
    _check({**BLANK_COUPON, **known, **fields})
    return stamped({**fields, "currency": currency}, known, BLANK_COUPON, shop)


def write_promotions(sent: Mapping[str, Any], coupon: Record, request: Request, shop: Shop) -> None:
    """The promotions that come with a new coupon."""
    if request.operation.method == "POST":
        for each in sent.get("promotions") or ():
            add_promotion({**each, "coupon": coupon["id"]}, shop)


def _check(coupon: Record) -> None:
    amount, percent = coupon["amount_off"], coupon["percent_off"]
    if amount is not None and percent is not None:
        english = "A coupon takes off an amount or a percentage, not both."
        raise refused("base", "conflicting_strategy", english)
    if amount is None and percent is None:
        raise refused("amount_off", "blank", "Amount off or percent off is needed.")
    least, most = coupon["min_subtotal_amount"], coupon["max_subtotal_amount"]
    if least is not None and most is not None and most < least:
        english = "Max subtotal amount must not be less than the lowest subtotal."
        raise refused("max_subtotal_amount", "greater_than_or_equal_to", english)
    if coupon["duration"] == "repeating" and coupon["duration_in_months"] is None:
        raise refused("duration_in_months", "blank", "Duration in months can't be blank.")
    if coupon["duration"] != "repeating" and coupon["duration_in_months"] is not None:
        raise refused("duration_in_months", "present", "Only repeating coupons have months.")


RESOURCE = Resource(
    name=COUPON,
    filters={"archived": switched("archived"), "query": contains("name")},
    refers={"product_ids": PRODUCT},
    writes=coupon_written,
    parts=write_promotions,
)
