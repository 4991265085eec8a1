"""Money of orders that is paid out at once, for stores that send others' goods."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from mock_server.commerce.money import MINOR
from mock_server.engine.errors import Invalid
from mock_server.engine.filters import equals
from mock_server.engine.jobs import Job, Worker
from mock_server.engine.request import Request
from mock_server.engine.resource import Resource
from mock_server.engine.seeds import Beginning
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record, TableSpec
from mock_server.engine.style import visible
from mock_server.engine.text import Text

from .order_statuses import CANCELED, status_id
from .style import money

SETTLEMENT = "settlement"
SETTLED_AFTER = timedelta(days=1)
"""How long a settlement that is ready waits for its money."""

_NO_ORDER = Text("الطلب غير موجود", "there is no such order")
_OTHER_WAY = Text("لم يُدفع الطلب عبر بوابة سلة", "the order was not paid through Salla's gateway")
_PAID_OUT = Text("تمت تسوية الطلب من قبل", "the order has a settlement already")
_TOO_MUCH = Text("المبلغ أكبر من إجمالي الطلب", "this is more than the order's total")
_OVER = Text("لا يمكن تعديل التسوية", "this settlement cannot be changed any more")
_BACK = Text("لا تعود التسوية إلى الانتظار", "a settlement that is ready does not wait again")
_ELSEWHERE = ("cod", "bank", "waiting", "paypal")


def settlement_written(
    sent: Mapping[str, Any], known: Record, request: Request, shop: Shop
) -> Record:
    """The fields of a settlement that a body changes; one that is ready will be paid out.

    Raises:
        Invalid: the order cannot be settled, or the settlement cannot be changed.
    """
    if "id" not in known:
        order = _order_for(sent["reference_id"], shop)
        _check_amount(sent["amount"], order, shop)
        return {
            "reference_id": sent["reference_id"],
            "amount": round(sent["amount"], 2),
            "status": "pending",
        }
    if _status(known, shop) in ("settled", "canceled"):
        raise Invalid.field("status", "enum", _OVER)
    if "amount" in sent:
        _check_amount(sent["amount"], _order(known["reference_id"], shop), shop)
    return _changes(sent, known, shop)


def present(settlement: Record, shop: Shop, request: Request) -> Record:
    return {**visible(settlement), "status": _status(settlement, shop)}


def settle(job: Job, shop: Shop) -> None:
    """Pay out what is still ready."""
    settlement = shop.store.get(SETTLEMENT, job.subject)
    if _status(settlement, shop) == "ready":
        shop.store.update(SETTLEMENT, job.subject, status="settled")


def seed(beginning: Beginning) -> Iterator[Record]:
    """Those of the first orders that could be settled."""
    orders = [
        each
        for each in beginning.records("order")
        if each["payment_method"] not in _ELSEWHERE and each["_total"] > 0 and not each["draft"]
        if each["_status"] != status_id(CANCELED)
    ]
    states = ("settled", "settled", "pending")
    for number, (order, status) in enumerate(zip(orders, states, strict=False), start=1):
        yield {
            "id": 1_850_000_000 + number,
            "reference_id": order["reference_id"],
            "amount": money(order["_total"], order["currency"])["amount"],
            "status": status,
        }


def _changes(sent: Mapping[str, Any], known: Record, shop: Shop) -> Record:
    changed: Record = {}
    if "amount" in sent:
        changed["amount"] = round(sent["amount"], 2)
    status = sent.get("status", known["status"])
    if status != known["status"]:
        if status == "pending":
            raise Invalid.field("status", "enum", _BACK)
        changed["status"] = status
        shop.later(SETTLED_AFTER, Job("settle", str(known["id"])))
    return changed


def _status(settlement: Record, shop: Shop) -> str:
    """With its order it is cancelled, unless the money is gone."""
    status: str = settlement["status"]
    order = _order(settlement["reference_id"], shop)
    gone = order is None or order["_status"] == status_id(CANCELED)
    return "canceled" if gone and status != "settled" else status


def _order(reference: int, shop: Shop) -> Record | None:
    found, _ = shop.store.table("order").select({"reference_id": reference}, limit=1)
    return found[0] if found else None


def _order_for(reference: int, shop: Shop) -> Record:
    order = _order(reference, shop)
    if order is None:
        raise Invalid.field("reference_id", "exists", _NO_ORDER)
    if order["payment_method"] in _ELSEWHERE or order["_status"] == status_id(CANCELED):
        raise Invalid.field("reference_id", "enum", _OTHER_WAY)
    if shop.store.table(SETTLEMENT).select({"reference_id": reference})[0]:
        raise Invalid.field("reference_id", "unique", _PAID_OUT)
    return order


def _check_amount(amount: float, order: Record | None, shop: Shop) -> None:
    unit = MINOR.get(shop.facts.store.currency, 100)
    if order is None or round(amount * unit) > order["_total"]:
        raise Invalid.field("amount", "max", _TOO_MUCH)


WORKERS: Mapping[str, Worker] = {"settle": settle}

RESOURCE = Resource(
    name=SETTLEMENT,
    table=TableSpec(equal=("reference_id",)),
    seed=seed,
    present=present,
    filters={"reference_id": equals("reference_id")},
    new_id=lambda shop: shop.identifiers.number(SETTLEMENT),
    writes=settlement_written,
)
