"""An order as Salla shows it: in full, in the details, light, or as a row of the list."""

from typing import Any

from mock_server.engine.request import Request
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.engine.style import visible

from . import customers, order_lines, order_places, payments
from .customer_groups import groups_of
from .merchants import merchant_id
from .order_amounts import shown_amounts
from .order_line_shown import line, name_of, weight_of
from .order_payment import seconds_left
from .order_statuses import UNDER_REVIEW, shown_status
from .shipment_shown import SHIPMENT, brief
from .style import date, money

_LONG = ("shipments", "items", "pickup_branch")
"""What a light answer leaves out."""

_RATEABLE = ("completed", "delivered", "shipped")
_CANCELLABLE = (UNDER_REVIEW, "in_progress")


def present(order: Record, shop: Shop, request: Request) -> Record:
    """The order as its operation shows it."""
    language = request.language
    if request.operation.id == "listOrders":
        return row(order, shop, language)
    shown = in_full(order, shop, language)
    if request.operation.id != "orderDetails":
        return shown
    shown |= _details(order, shown, shop)
    if request.query.get("format") != "light":
        return shown
    light = {name: value for name, value in shown.items() if name not in _LONG}
    if light["customer"] is not None:
        customer = light["customer"].items()
        light["customer"] = {name: value for name, value in customer if name != "groups"}
    return light


def in_full(order: Record, shop: Shop, language: str) -> Record:
    """Everything about an order, as it is now."""
    items = order_lines.lines_of(shop, order["id"])
    receiver, urls = receiver_of(order, shop), _urls(order, items, shop)
    picked = order["_delivery"] == "pickup" and order["_branch"]
    sending = None if picked else order["_branch"]
    return {
        **{name: value for name, value in visible(order).items() if name != "receiver"},
        "cart_reference_id": order_lines.order_cart(order, shop),
        "urls": urls,
        "date": date(order["_created_at"]),
        "updated_at": date(order["_updated_at"]),
        "source_details": _source(order),
        "status": _status(order, shop, language) or [],
        "amounts": shown_amounts(order),
        "exchange_rate": _rate(order),
        "can_cancel": _slug(order, shop) in _CANCELLABLE,
        "show_weight": True,
        "can_reorder": not order["draft"],
        "pending_payment_ends_at": seconds_left(order, shop),
        "pending_payment_start_at": _moment(order["_pending_since"]),
        "total_weight": weight_of(items),
        "rating_link": urls.get("rating", ""),
        "checkout_url": urls.get("checkout", ""),
        "shipping": order_places.shown_shipping(order, receiver, shop, language),
        "shipments": _shipments(order, shop, language),
        "pickup_branch": order_places.shown_branch(picked, shop, language) if picked else None,
        "shipment_branch": [order_places.shown_branch(sending, shop, language)] if sending else [],
        "customer": _customer(order, shop, language),
        "items": [line(item, shop, language) for item in items],
        "bank": payments.shown_bank(order["_bank"], shop, language),
        "store": _store(shop),
    }


def row(order: Record, shop: Shop, language: str) -> Record:
    """An order in a list."""
    items = order_lines.lines_of(shop, order["id"])
    return {
        "id": order["id"],
        "reference_id": order["reference_id"],
        "total": money(order["_total"], order["currency"]),
        "exchange_rate": _rate(order),
        "date": date(order["_created_at"]),
        "status": _status(order, shop, language),
        "draft": False,
        "read": order["read"],
        "can_cancel": _slug(order, shop) in _CANCELLABLE,
        "can_reorder": True,
        "payment_method": order["payment_method"],
        "is_pending_payment": order["is_pending_payment"],
        "pending_payment_ends_at": seconds_left(order, shop),
        "features": {
            "digitalable": _is_digital(items),
            "shippable": order_lines.is_shippable(items),
            "has_suspicious_alert": False,
        },
        "items": [
            {
                "name": name_of(each, language),
                "quantity": each["quantity"],
                "thumbnail": each["_image"],
            }
            for each in items
        ],
        "customer": _customer(order, shop, language),
    }


def receiver_of(order: Record, shop: Shop) -> Record | None:
    """Who receives: the one that was named, else the customer."""
    if order["receiver"] is not None or order["_customer"] is None:
        receiver: Record | None = order["receiver"]
        return receiver
    customer = shop.store.find(customers.CUSTOMER, order["_customer"])
    if customer is None:
        return None
    name, phone = customers.full_name(customer), customers.full_mobile(customer)
    return {"name": name, "email": customer["email"], "phone": phone}


def _details(order: Record, shown: Record, shop: Shop) -> Record:
    items = order_lines.lines_of(shop, order["id"])
    return {
        "features": {
            "shippable": order_lines.is_shippable(items),
            "digitalable": _is_digital(items),
            "multiple_shipments_supported": False,
            "order_type_price_quote": order["is_price_quote"],
            "has_suspicious_alert": False,
        },
        "actions": {
            "cancellable": shown["can_cancel"],
            "reorderable": shown["can_reorder"],
            "payable": order["is_pending_payment"],
        },
        "receiver": receiver_of(order, shop),
        "checkout_id": shown["cart_reference_id"],
    }


def _status(order: Record, shop: Shop, language: str) -> Record | None:
    return shown_status(order["_status"], shop, language) if order["_status"] else None


def _slug(order: Record, shop: Shop) -> str:
    status = _status(order, shop, "ar")
    return status["slug"] if status else ""


def _urls(order: Record, items: list[Record], shop: Shop) -> Record:
    """Where to pay is told while it is not paid, where to rate once it arrived."""
    place = f"https://{shop.facts.store.domain}"
    urls = {
        "customer": f"{place}/orders/{order['id']}",
        "admin": f"https://s.salla.sa/orders/order/{order['id']}",
    }
    if order["is_pending_payment"]:
        urls["checkout"] = f"{place}/checkout/{order['id']}"
    if _slug(order, shop) in _RATEABLE:
        urls["rating"] = f"{place}/orders/{order['id']}/rating"
    if _is_digital(items):
        urls["digital_content"] = f"{place}/orders/{order['id']}/digital"
    return urls


def _source(order: Record) -> Record:
    shopper = {"device": order["source_device"], "user-agent": "", "ip": None}
    return {"type": "direct", "value": None, **shopper}


def _rate(order: Record) -> Record:
    return {"base_currency": order["currency"], "exchange_currency": order["currency"], "rate": 1}


def _moment(moment: Any) -> Record | None:
    return date(moment) if moment else None


def _shipments(order: Record, shop: Shop, language: str) -> list[Record]:
    """What was sent of an order; shipments are records that name it."""
    sent, _ = shop.store.table(SHIPMENT).select({"_order": order["id"]}, newest_first=False)
    return [brief(each, shop, language) for each in sent]


def _customer(order: Record, shop: Shop, language: str) -> Record | None:
    if order["_customer"] is None:
        return None
    known = shop.store.find(customers.CUSTOMER, order["_customer"])
    if known is None:
        return None
    return {**customers.shown(known, language), "groups": groups_of(known, shop)}


def _store(shop: Shop) -> Record:
    store, key = shop.facts.store, merchant_id(shop)
    return {
        "id": key,
        "store_id": key,
        "user_id": key,
        "user_email": store.email,
        "username": store.domain.partition(".")[0],
        "name": {"ar": store.name.ar, "en": store.name.en},
        "avatar": f"https://{store.domain}/logo.png",
    }


def _is_digital(items: list[Record]) -> bool:
    return any(each["_type"] in ("digital", "codes") for each in items)
