"""Shipments: made by hand or for an order, followed, cancelled and sent back."""

from collections.abc import Mapping, Sequence
from typing import Any

from mock_server.commerce.money import MINOR
from mock_server.engine import keeping
from mock_server.engine.errors import Invalid
from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.resource import Events, Resource
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record, TableSpec
from mock_server.engine.style import Answer
from mock_server.engine.text import Text

from . import shipment_moves
from .couriers import courier_of
from .order_lines import ORDER
from .order_moves import Move, move, slug_of, status_named
from .shipment_filters import FILTERS
from .shipment_moves import PENDING, cancel, keep, of_order, send_back, with_policy
from .shipment_orders import lines_of, order_named, package_of
from .shipment_places import goal_of, origin_of
from .shipment_shown import SHIPMENT, present, told, tracking
from .shipment_story import seed_shipments

operations = Operations()

_FOLLOWED = ("shipped", "delivering", "delivered")
"""Statuses of a shipment that its order takes over."""

_PLAIN = ("description", "remarks", "external_company_name", "service_types")
_TOLD = ("tracking_number", "tracking_link", "external_company_name")
_PENDING_ALREADY = Text(
    "للطلب شحنة لم ترسل بعد", "the order has a shipment that was not sent yet; overwrite it"
)
_NO_SHIPMENT = Text("لا توجد شحنة معلقة بهذا الرقم", "no pending shipment has this id")
_EMPTY = Text("يجب تحديد محتوى الشحنة", "say what is in the shipment")
_NO_CASH = Text("يجب تحديد مبلغ الدفع عند الاستلام", "say how much is paid on delivery")


@operations.handles("createShipment")
def create_shipment(request: Request, shop: Shop) -> Record:
    return make(request.body, shop)


@operations.handles("updateShipmentDetails")
def update_shipment(request: Request, shop: Shop) -> Record:
    """What the courier says: numbers, a label, and where the shipment is."""
    sent = request.body
    known = shop.store.get(SHIPMENT, request.path["shipment_id"])
    changed = shipment_moves.moved(known, sent["status"], sent.get("status_note"), shop)
    changed = {**changed, "shipping_number": sent["shipment_number"]}
    changed |= {name: sent[name] for name in _TOLD if name in sent}
    if "pdf_label" in sent:
        changed["label"] = {"format": "pdf", "url": sent["pdf_label"]}
    if "order_id" in sent:
        changed["_order"] = order_named(shop, sent["order_id"])["id"]
    if "cost" in sent:
        changed["_cost"] = sent["cost"]
    changed["_policy"] = {**known["_policy"], **sent.get("policy_options", {})}
    kept = keeping.change(shop, SHIPMENT, known["id"], **changed)
    if kept["status"] != known["status"]:
        _follow(kept, shop)
    return kept


@operations.handles("cancelShipment")
def cancel_shipment(request: Request, shop: Shop) -> Record:
    return cancel(shop.store.get(SHIPMENT, request.path["shipment_id"]), shop)


@operations.handles("returnShipment")
def return_shipment(request: Request, shop: Shop) -> Record:
    shipment = shop.store.get(SHIPMENT, request.path["shipment_id"])
    return send_back(shipment, courier_of(shop, shipment["_courier"]), shop)


@operations.handles("shipmentTracking")
def track_shipment(request: Request, shop: Shop) -> Any:
    shipment = shop.store.get(SHIPMENT, request.path["shipment_id"])
    return Answer(tracking(shipment, shop, request.language))


def make(sent: Mapping[str, Any], shop: Shop) -> Record:
    """A new shipment; it may take the place of one of its order that was not sent yet.

    Raises:
        Invalid: courier, order or branch are not there, or it does not say what goes where.
    """
    company = courier_of(shop, sent["courier_id"])
    order = order_named(shop, sent["order_id"]) if "order_id" in sent else None
    pending = _pending(sent, order, shop)
    if order is None and pending is not None and pending["_order"]:
        order = shop.store.find(ORDER, pending["_order"])
    now = shop.clock.now()
    shipment: Record = {
        "id": pending["id"] if pending else _new_id(shop),
        "type": sent["shipment_type"],
        "payment_method": sent["payment_method"],
        "source": "api",
        "status": "created",
        "pickup_id": None,
        "shipping_number": "",
        "tracking_number": "",
        "tracking_link": "",
        "label": {"format": "pdf", "url": ""},
        **{name: sent.get(name, [] if name == "service_types" else "") for name in _PLAIN},
        "_reference": {
            name: sent.get(name, "") for name in ("external_id", "external_additional_id")
        },
        "_order": order["id"] if order else None,
        "_courier": company["id"],
        "_courier_name": company["name"],
        "_cash": _cash(sent, order, shop),
        "_policy": dict(sent.get("policy_options", {})),
        "_packages": _packages(sent["packages"], order, shop),
        "_from": origin_of(sent.get("ship_from"), shop),
        "_to": goal_of(sent.get("ship_to"), order, shop),
        "_created_at": now,
        "_history": [{"status": "created", "note": None, "at": now}],
    }
    return keep(with_policy(shipment, company, shop), shop)


def _new_id(shop: Shop) -> object:
    return shop.store.fresh(SHIPMENT, lambda: shop.identifiers.number(SHIPMENT))


def _pending(sent: Mapping[str, Any], order: Record | None, shop: Shop) -> Record | None:
    """The shipment whose place a new one takes."""
    if "shipment_id" in sent:
        found = shop.store.find(SHIPMENT, sent["shipment_id"])
        if found is None or found["status"] not in PENDING:
            raise Invalid.field("shipment_id", "exists", _NO_SHIPMENT)
        return found
    waiting = [
        each
        for each in (of_order(order["id"], shop) if order else ())
        if each["status"] in PENDING and each["type"] == sent["shipment_type"]
    ]
    if waiting and not sent.get("overwrite_exists_pending"):
        raise Invalid.field("overwrite_exists_pending", "unique", _PENDING_ALREADY)
    return waiting[0] if waiting else None


def _cash(sent: Mapping[str, Any], order: Record | None, shop: Shop) -> int:
    """What is paid on delivery, in minor units: what is sent, else the total of the order."""
    if sent["payment_method"] == "pre_paid":
        return 0
    if "cash_on_delivery" in sent:
        unit: int = MINOR.get(shop.facts.store.currency, 100)
        return round(float(sent["cash_on_delivery"]["amount"]) * unit)
    if order is None:
        raise Invalid.field("cash_on_delivery", "required", _NO_CASH)
    return int(order["_total"])


def _packages(sent: Sequence[Mapping[str, Any]], order: Record | None, shop: Shop) -> list[Record]:
    if sent:
        return [_package(each, order, shop) for each in sent]
    packages = [package_of(line) for line in lines_of(order, shop)] if order else []
    if not packages:
        raise Invalid.field("packages", "required", _EMPTY)
    return packages


def _package(sent: Mapping[str, Any], order: Record | None, shop: Shop) -> Record:
    """Pieces as they are sent; with the order's line that has the same SKU."""
    sku = sent.get("sku", "")
    lines = lines_of(order, shop) if order else []
    line = next((each for each in lines if sku and each["sku"] == sku), None)
    price = sent.get("price") or {"amount": 0}
    weight = sent.get("weight") or {"value": 0, "units": "kg"}
    return {
        "item_id": line["id"] if line else None,
        "external_id": int(sent["external_id"]) if "external_id" in sent else None,
        "name": sent.get("name") or (line["name"] if line else ""),
        "sku": sku,
        "price": {"amount": price["amount"], "currency": shop.facts.store.currency},
        "quantity": sent.get("quantity", 1),
        "weight": {"value": weight["value"], "units": weight["units"]},
        "options": [],
    }


def _follow(shipment: Record, shop: Shop) -> None:
    """An order that is on its way or has arrived says so, unless it is over."""
    order = shop.store.find(ORDER, shipment["_order"]) if shipment["_order"] else None
    if order is None or shipment["type"] == "return" or shipment["status"] not in _FOLLOWED:
        return
    over = ("completed", "canceled", "restored", "restoring", shipment["status"])
    if order["_status"] is not None and slug_of(order, shop) not in over:
        move(order, Move(status_named(shop, None, shipment["status"])), shop)


RESOURCE = Resource(
    name=SHIPMENT,
    table=TableSpec(order="_created_at", equal=("_order",)),
    seed=seed_shipments,
    present=present,
    filters=FILTERS,
    announces=Events(updated="shipment.updated"),
    tells=told,
)
