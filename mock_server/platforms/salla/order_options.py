"""Questions that every order is asked: a gift wrapping, a date, a few words."""

from collections.abc import Mapping
from typing import Any

from mock_server.engine.errors import Conflict
from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.resource import Resource
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.engine.style import visible
from mock_server.engine.text import Text

OPTION = "order_option"
MOST = 20
"""Options of a store; that there is a limit is known, its height is not."""

operations = Operations()

_FULL = Text("تجاوزت الحد الأقصى لعدد الخيارات", "the store has as many options as it may have")
_DELETED = Text("تم حذف الخيار", "The option was deleted")
_AS_SENT = (
    "name", "description", "is_required", "type", "length", "is_multi_choice",
    "selected_products", "price", "status",
)  # fmt: skip


@operations.handles("createOrderOption")
def create_option(request: Request, shop: Shop) -> Record:
    if shop.store.count(OPTION) >= MOST:
        raise Conflict(f"a store has {MOST} order options at most", _FULL)
    key = int(str(shop.store.fresh(OPTION, lambda: shop.identifiers.number(OPTION))))
    blank = {**_blank(shop), "id": key, "reference_id": shop.identifiers.count("order option")}
    return shop.store.put(OPTION, key, {**blank, **_written(request.body, shop)})


@operations.handles("updateOrderOption")
def update_option(request: Request, shop: Shop) -> Record:
    option = shop.store.get(OPTION, request.path["id"])
    return shop.store.put(OPTION, option["id"], {**option, **_written(request.body, shop)})


@operations.handles("deleteOrderOptions")
def delete_option(request: Request, shop: Shop) -> Any:
    shop.store.delete(OPTION, request.path["id"])
    return {"code": "200", "message": _DELETED.say(request.language)}


def present(option: Record, shop: Shop, request: Request) -> Record:
    shown = visible(option)
    if request.operation.id == "listOrderOptions":
        return {"id": shown["id"], "name": shown["name"]}
    return shown


def _written(sent: Mapping[str, Any], shop: Shop) -> Record:
    fields = {name: sent[name] for name in _AS_SENT if name in sent}
    if "options" in sent:
        fields["options"] = [_value(each, shop) for each in sent["options"]]
    if "categories" in sent:
        fields["categories"] = [_category(key, shop) for key in sent["categories"]]
    if "booking_details" in sent:
        booking = fields["booking_details"] = _booking(sent["booking_details"], shop)
        for name in ("session_duration", "session_gap"):
            fields[name] = booking[name]
    return fields


def _category(key: int, shop: Shop) -> Record:
    known = shop.store.find("category", key)
    return {"id": key, "name": known["name"] if known else ""}


def _value(sent: Mapping[str, Any], shop: Shop) -> Record:
    blank = {"price": None, "cost": None, "weight": None, "is_default": False}
    named = {name: sent[name] for name in (*blank, "name") if name in sent}
    return {"id": shop.identifiers.number("order_option_value"), **blank, **named}


def _booking(sent: Mapping[str, Any], shop: Shop) -> Record:
    new_id = shop.identifiers.number
    return {
        "id": new_id("order_option_booking"),
        "type": sent["type"],
        "location": sent.get("location", ""),
        "sessions_count": sent["sessions_count"],
        "time_strict_value": sent["time_strict"],
        "time_strict_type": sent["time_strict_type"],
        "maximum_quantity_per_order": sent.get("maximum_quantity_per_order", 1),
        "availabilities": [
            {
                "id": new_id("order_option_day"),
                "day": each["day"],
                "is_available": each.get("is_available", True),
                "times": [
                    {"from": time["from"], "to": time["to"]} for time in each.get("times", ())
                ],
            }
            for each in sent["availabilities"]
        ],
        "overrides": [
            {"id": new_id("order_option_override"), "date": each["day"]}
            for each in sent.get("overrides", ())
        ],
        "session_duration": sent.get("session_duration", 0),
        "session_gap": sent.get("session_gap", 0),
    }


def _blank(shop: Shop) -> Record:
    return {
        "name": "",
        "description": None,
        "status": True,
        "is_required": False,
        "type": "text",
        "length": 0,
        "is_multi_choice": False,
        "selected_products": False,
        "categories": [],
        "price": 0,
        "currency": shop.facts.store.currency,
        "options": [],
        "booking_details": None,
        "session_duration": 0,
        "session_gap": 0,
    }


RESOURCE = Resource(name=OPTION, present=present)
