"""Loyalty points: given for orders and by hand, used oldest first, lost after a year."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from mock_server.commerce.money import MINOR
from mock_server.engine.errors import ApiError, Invalid
from mock_server.engine.listing import page_of
from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.resource import Parent, Resource
from mock_server.engine.seeds import Beginning
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record, TableSpec
from mock_server.engine.style import visible
from mock_server.engine.text import Text

from .customers import CUSTOMER
from .days import written
from .style import SallaStyle, date
from .words import done

POINTS, ORDER, STATUS = "loyalty_points", "order", "order_status"
operations = Operations()

_GOOD_FOR = timedelta(days=365)
_POINT = 10
"""Major units of an order that one point is given for."""

_CUSTOM = Text("مخصصة", "Custom")
_FOR_ORDER = Text("نقاط طلب", "Points of an order")
_WELCOME = Text("نقاط ترحيبية", "Welcome points")
_NAMES = {"custom": _CUSTOM, "order": _FOR_ORDER, "welcome": _WELCOME}
_STATUSES = {
    "confirmed": Text("مؤكدة", "Confirmed"),
    "used": Text("مستخدمة", "Used"),
    "expired": Text("منتهية", "Expired"),
}
_DONE = Text("تم تحديث نقاط العملاء", "The points of the customers were changed")
_NOBODY = Text("العميل غير موجود", "there is no such customer")
_FEWER = Text("نقاط العميل أقل من المطلوب", "the customer has fewer points")
_NONE = Text("اختر عميلًا واحدًا على الأقل", "choose one customer at least")


def seed(beginning: Beginning) -> Iterable[Record]:
    """A welcome for everybody, and a point for each ten riyals of what was completed."""
    drawn = beginning.identifiers(POINTS)
    for customer in beginning.records(CUSTOMER)[:40]:
        yield _entry(drawn.number(POINTS), customer["id"], 20, customer["_created_at"], "welcome")
    if ORDER not in beginning.seeds:
        return
    done_ = {
        each["id"]
        for each in beginning.records(STATUS)
        if each["slug"] in ("completed", "delivered")
    }
    for order in beginning.records(ORDER):
        points = order["_total"] // (MINOR.get(order["currency"], 100) * _POINT)
        if order["_status"] in done_ and order["_customer"] and points:
            entry = _entry(
                drawn.number(POINTS), order["_customer"], points, order["_created_at"], "order"
            )
            reference = str(order["reference_id"])
            yield {**entry, "order_id": str(order["id"]), "reference_id": reference}


def balance_of(customer: int, shop: Shop) -> int:
    """The points that a customer can use now."""
    return sum(each["points"] - each["used_points"] for each in _usable(customer, shop))


@operations.handles("customerLoyaltyPoints")
def list_points(request: Request, shop: Shop) -> Any:
    """All that ever was given and taken away, the latest first."""
    customer = shop.store.find(CUSTOMER, request.query["customer_id"])
    if customer is None:
        raise Invalid.field("customer_id", "exists", _NOBODY)
    entries, _ = shop.store.table(POINTS).select({"_customer": customer["id"]})
    return page_of(entries, request, SallaStyle.paging)


@operations.handles("updateCustomerLoyaltyPoints")
def update_points(request: Request, shop: Shop) -> Any:
    """For all the customers, or for none where one has fewer than are taken away."""
    sent = request.body
    for customer in _chosen(sent, shop):
        if sent.get("reset_points") or sent.get("reset_point"):
            _use(customer, balance_of(customer, shop), shop)
        if sent["type"] == "minus":
            if balance_of(customer, shop) < sent["points"]:
                raise ApiError(f"customer {customer} has fewer points", _FEWER)
            _use(customer, sent["points"], shop)
        points = sent["points"] if sent["type"] == "plus" else -sent["points"]
        key = int(str(shop.store.fresh(POINTS, lambda: shop.identifiers.number(POINTS))))
        entry = _entry(key, customer, points, shop.clock.now(), "custom")
        shop.store.put(POINTS, key, {**entry, "notes": sent["reason"]})
    return done(_DONE, request)


def present(entry: Record, shop: Shop, request: Request) -> Record:
    return {
        **{name: value for name, value in visible(entry).items() if name != "id"},
        "name": _NAMES[entry["_kind"]].say(request.language),
        "status": _STATUSES[_status(entry, shop.clock.now())].say(request.language),
        "created_at": date(entry["_created_at"]),
        "expiry_date": written(entry["_created_at"] + _GOOD_FOR),
    }


def _status(entry: Record, now: datetime) -> str:
    if entry["points"] <= entry["used_points"]:
        return "used"
    return "expired" if _is_expired(entry, now) else "confirmed"


def _chosen(sent: Record, shop: Shop) -> list[int]:
    """Ids of the customers that a body is about.

    Raises:
        Invalid: there are none, or one is not there.
    """
    if sent.get("select_all"):
        return [each["id"] for each in shop.store.table(CUSTOMER).select({}, newest_first=False)[0]]
    if not sent["customers"]:
        raise Invalid.field("customers", "min_items", _NONE)
    for index, key in enumerate(sent["customers"]):
        if shop.store.find(CUSTOMER, key) is None:
            raise Invalid.field(f"customers.{index}", "exists", _NOBODY)
    return list(dict.fromkeys(sent["customers"]))


def _usable(customer: int, shop: Shop) -> list[Record]:
    """What was given and is neither used up nor lost, the oldest first."""
    now = shop.clock.now()
    entries, _ = shop.store.table(POINTS).select({"_customer": customer}, newest_first=False)
    return [each for each in entries if _status(each, now) == "confirmed"]


def _use(customer: int, points: int, shop: Shop) -> None:
    """Use so many points, of those that are lost first."""
    for entry in _usable(customer, shop):
        taken = min(points, entry["points"] - entry["used_points"])
        used = entry["used_points"] + taken
        at = written(shop.clock.now()) if used == entry["points"] else None
        shop.store.update(POINTS, entry["id"], used_points=used, used_at=at)
        points -= taken
        if not points:
            return


def _is_expired(entry: Record, now: datetime) -> bool:
    return bool(entry["_created_at"] + _GOOD_FOR <= now)


def _entry(key: int, customer: int, points: int, at: datetime, kind: str) -> Record:
    return {
        "id": key,
        "points": points,
        "used_points": 0,
        "order_id": None,
        "reference_id": None,
        "used_at": None,
        "notes": None,
        "_customer": customer,
        "_created_at": at,
        "_kind": kind,
    }


RESOURCE = Resource(
    name=POINTS,
    table=TableSpec(order="_created_at"),
    seed=seed,
    present=present,
    parents=(Parent(CUSTOMER, "_customer"),),
)
