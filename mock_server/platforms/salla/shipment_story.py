"""The shipments that a shop begins with: what was sent of its orders, and where it has come to."""

from collections.abc import Iterator, Mapping
from datetime import timedelta

from mock_server.commerce.market import Market
from mock_server.engine.seeds import Beginning
from mock_server.engine.store import Record

from .couriers import COMPANY
from .customers import CUSTOMER, full_mobile, full_name
from .order_lines import ITEM, ORDER, SHIPPED_TYPES
from .order_statuses import status_id
from .shipment_moves import policy
from .shipment_orders import package_of
from .shipment_places import address_of, order_place
from .stock import BRANCH

_WAYS: Mapping[str, tuple[str, ...]] = {
    "in_progress": ("created",),
    "shipped": ("created", "in_progress", "shipped"),
    "delivering": ("created", "in_progress", "shipped", "delivering"),
    "delivered": ("created", "in_progress", "shipped", "delivered"),
    "completed": ("created", "in_progress", "delivered"),
}
"""By the status of the order, the statuses through which its shipment came to the one it has."""

_STEP = timedelta(hours=9)


def seed_shipments(beginning: Beginning) -> Iterator[Record]:
    """One for each order that was sent or is about to be, the oldest first."""
    ways = {status_id(slug): way for slug, way in _WAYS.items()}
    lines: dict[int, list[Record]] = {}
    for line in beginning.records(ITEM):
        if line["_type"] not in SHIPPED_TYPES:
            continue
        lines.setdefault(line["_order"], []).append(line)
    sent = [
        order
        for order in beginning.records(ORDER)
        if order["_status"] in ways and order["_delivery"] == "shipping" and order["_customer"]
    ]
    for number, order in enumerate(sent, start=1):
        packages = [package_of(line) for line in lines.get(order["id"], ())]
        shipment = _of(order, ways[order["_status"]], beginning)
        named = {"id": 1_730_000_000 + number, **policy(str(4_000_000_000 + number))}
        yield {**shipment, **named, "_packages": packages}


def _of(order: Record, way: tuple[str, ...], beginning: Beginning) -> Record:
    market: Market = beginning.facts
    company = next(c for c in beginning.records(COMPANY) if c["id"] == order["_courier"])
    customer = next(c for c in beginning.records(CUSTOMER) if c["id"] == order["_customer"])
    receiver = {"name": full_name(customer), "email": customer["email"]}
    receiver["phone"] = full_mobile(customer)
    city = market.cities.get(order["_ship_to"]["city"])
    cash = order["payment_method"] == "cod"
    left = beginning.moment - order["_created_at"]
    step = min(_STEP, left / (len(way) + 1))
    history = [
        {"status": status, "note": None, "at": order["_created_at"] + step * turn}
        for turn, status in enumerate(way, start=1)
    ]
    return {
        "type": "shipment",
        "payment_method": "cod" if cash else "pre_paid",
        "source": "dashboard",
        "status": way[-1],
        "pickup_id": None,
        "description": "",
        "remarks": "",
        "external_company_name": "",
        "service_types": [],
        "_reference": {"external_id": "", "external_additional_id": ""},
        "_order": order["id"],
        "_courier": company["id"],
        "_courier_name": company["name"],
        "_cash": order["_total"] if cash else 0,
        "_policy": {"boxes": 1},
        "_from": address_of(beginning.records(BRANCH)[0], market.store),
        "_to": order_place(order, receiver, city.number if city else None),
        "_created_at": history[0]["at"],
        "_history": history,
    }
