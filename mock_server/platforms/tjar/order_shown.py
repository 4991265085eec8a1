"""An order as answers and events show it."""

from typing import Any

from mock_server.commerce.market import Market
from mock_server.commerce.money import major
from mock_server.engine.request import Request
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record

from .media import image_url
from .order_places import shown_place, shown_way
from .order_statuses import GATEWAYS, PAYMENTS, STATUSES, label, shown
from .product_kinds import CATEGORY, LABELS
from .stores import origin_of
from .style import date, money


def present(order: Record, shop: Shop, request: Request) -> Record:
    return in_full(order, shop, request.language, origin_of(request))


def in_full(order: Record, shop: Shop, language: str, origin: str = "") -> Record:
    """Everything about an order, in a language where it is not told in both."""
    market: Market = shop.facts
    currency, receiver = order["_currency"], order["_receiver"]
    return {
        "id": order["id"],
        "identifier": order["id"],
        "order_id": order_id(order),
        "name": receiver["name"],
        "email": receiver["email"],
        "phone": receiver["mobile"],
        "customer": order["_customer"],
        **shown_place(order, market, language),
        "total_amount": major(order["_total"], currency),
        "formatted_total_amount": money(order["_total"], currency),
        "coupon": order["_coupon"],
        "coupon_discounted": major(order["_off"], currency),
        "status": shown(STATUSES, order["_status"]),
        "payment_status": shown(PAYMENTS, order["_payment"]),
        "payment_gateway": {
            "value": order["_gateway"],
            "label": label(GATEWAYS[order["_gateway"]]),
        },
        "transaction_id": order["_transaction"],
        "shipping": shown_way(order, major(order["_shipping"], currency)),
        "notes": order["_note"],
        "order_details": [_line(each, order, shop, language, origin) for each in order["_lines"]],
        "created_at": date(order["_created_at"]),
        "updated_at": date(order["_updated_at"]),
    }


def order_id(order: Record) -> str:
    """The year's last two digits and the number: `260679` for 679 in 2026."""
    return f"{order['_created_at']:%y}{order['id']:04}"


def _line(line: Record, order: Record, shop: Shop, language: str, origin: str) -> Record:
    currency = order["_currency"]
    return {
        "id": line["product"],
        "name": line["name"][language],
        "qty": line["qty"],
        "price": major(line["price"], currency),
        "weight": line["weight"],
        "type": line["type_id"],
        "type_label": LABELS[line["type"]].say(language),
        "options": _options(line, order, shop, language, origin),
        "discount": major(line["discount"], currency),
        "tax": major(line["tax"], currency),
        "subtotal": major(line["subtotal"], currency),
    }


def _options(line: Record, order: Record, shop: Shop, language: str, origin: str) -> dict[str, Any]:
    variant = line["variant"]
    return {
        "image": image_url(shop, line["image"], origin),
        "used_categories": {
            "category": _categories(line["categories"], shop, language),
            "subcategory": _categories(line["subcategories"], shop, language),
        },
        "product_options_cost": major(line["options_cost"], order["_currency"]),
        "product_options": line["chosen"],
        "dimensions": line["dimensions"] or {"h": 0, "l": 0, "w": 0},
        "variant_id": variant["id"] if variant else None,
        "color_name": variant["color"] if variant else None,
        "size_name": variant["size"] if variant else None,
        "is_booking": line["booking"] is not None,
        "booking": line["booking"],
    }


def _categories(ids: list[int], shop: Shop, language: str) -> list[Record]:
    found = [shop.store.find(CATEGORY, each) for each in ids]
    return [{"id": each["id"], "label": each["name"][language]} for each in found if each]
