"""Coupons as an API key makes, lists and changes them."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from mock_server.commerce.coupons import OFFERED
from mock_server.engine import keeping
from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.resource import Resource
from mock_server.engine.shop import Shop
from mock_server.engine.store import Page, Record

from .actors import changed, made
from .catalogue import PRODUCT
from .coupon_use import is_active
from .coupons import BLANK, COUPON, TABLE
from .customers import CUSTOMER
from .flakes import new_flake, stamp
from .lists import walked
from .refusals import refused
from .stores import IN_STORE, check_store
from .tags import TAG

operations = Operations()

_MOMENTS = ("usable_at", "expires_at")
_MAY_BE_NOTHING = {name for name, value in BLANK.items() if value is None}


@operations.handles("listCoupons")
def list_coupons(request: Request, shop: Shop) -> Page:
    status = request.query.get("status", "all")
    kind = request.query.get("type", "all")
    whose = request.query.get("usable_by_customer_id")
    now = shop.clock.now()

    def asked_for(coupon: Record) -> bool:
        return (
            (status == "all" or is_active(coupon, now) == (status == "active"))
            and kind in ("all", coupon["_type"])
            and whose in (None, coupon["usable_by_customer_id"])
        )

    return walked(COUPON, request, shop, asked_for)


@operations.handles("deleteCoupon")
def delete(request: Request, shop: Shop) -> None:
    """One that an e-mail brought cannot be entered any more either."""
    check_store(request, shop)
    coupon = shop.store.get(COUPON, request.path["couponId"])
    if shop.store.find(OFFERED, coupon["code"]) is not None:
        shop.store.delete(OFFERED, coupon["code"])
    keeping.remove(shop, COUPON, coupon["id"])


def written(sent: Mapping[str, Any], known: Record, request: Request, shop: Shop) -> Record:
    """A coupon as it is sent; every change makes another version of it."""
    told = {
        name: sent[name]
        for name in (*BLANK, "code")
        if name in sent and (sent[name] is not None or name in _MAY_BE_NOTHING)
    }
    told |= {name: _moment(name, told[name]) for name in _MOMENTS if told.get(name)}
    _join_durations(told)
    version = {"version_id": new_flake(shop)}
    if "id" in known:
        told |= {**version, **changed(request, shop)}
        _check({**known, **told})
        return told
    coupon = {**BLANK, **version, **made(request, shop), "_type": "manual", **told}
    _check(coupon)
    return coupon


def _join_durations(told: Record) -> None:
    """Both names of the number of payments say the same; the newer one wins."""
    for name in ("duration_in_intervals", "duration_in_months"):
        if told.get(name) is not None:
            told["duration_in_intervals"] = told["duration_in_months"] = told[name]
            return


def _moment(name: str, text: str) -> str:
    try:
        moment = datetime.fromisoformat(text)
        return stamp(moment if moment.tzinfo else moment.replace(tzinfo=UTC))
    except (ValueError, OverflowError):
        raise refused(name, "format", f"{name} is a moment that no calendar has.") from None


def _check(coupon: Record) -> None:
    """Hold a coupon against what the document cannot say.

    Raises:
        Invalid: a percentage beyond all, an end before the start, a repetition without a number.
    """
    if coupon["discount_type"] == "percent" and coupon["discount_amount"] > 100:
        raise refused("discount_amount", "maximum", "No more than 100 per cent can be taken off.")
    starts, ends = (coupon[name] for name in _MOMENTS)
    if starts and ends and datetime.fromisoformat(ends) <= datetime.fromisoformat(starts):
        raise refused("expires_at", "minimum", "A coupon expires after it can first be used.")
    if coupon["duration"] == "repeating" and not coupon["duration_in_intervals"]:
        english = "A repeating coupon says for how many payments it counts."
        raise refused("duration_in_intervals", "required", english)


RESOURCE = Resource(
    name=COUPON,
    table=TABLE,
    new_id=new_flake,
    writes=written,
    unique=("code",),
    refers={
        "apply_to_products": PRODUCT,
        "apply_to_tags": TAG,
        "usable_by_customer_id": CUSTOMER,
    },
    parents=(IN_STORE,),
)
