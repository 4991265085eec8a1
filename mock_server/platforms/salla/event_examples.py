"""What an event tells when it is triggered by hand: minimal, and from the shop's own story.

Only fields that the vendor's pages name, of things that this sandbox does not serve yet.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from mock_server.commerce.basket import Basket, contact_of, line_of
from mock_server.commerce.market import Market
from mock_server.commerce.vocabulary import Customer, Product
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record

from .app_examples import app_event
from .cart_events import purchased, status_changed, told
from .carts import CART, cart_record
from .merchants import merchant_id
from .style import date, money

_EXAMPLE_CART = 1_860_000_001
_STATUS = {"id": 566_146_469, "name": "بإنتظار المراجعة", "slug": "under_review"}


def example(name: str, shop: Shop) -> Any:
    """The data of an event of this name."""
    group, _, rest = name.partition(".")
    if group == "app":
        return app_event(rest, shop)
    return _GROUPS[group](rest, shop)


def _abandoned(rest: str, shop: Shop) -> Record:
    match rest:
        case "cart":
            return told(_cart(shop), shop)
        case "cart.status.changed":
            return status_changed({**_cart(shop), "status": "purchased"})
        case _:
            return purchased({**_cart(shop), "status": "purchased"})


def _cart(shop: Shop) -> Record:
    """The newest abandoned cart, or one that is made up where there is none."""
    newest = shop.store.table(CART).select({}, limit=1)[0]
    return newest[0] if newest else cart_record(_EXAMPLE_CART, _basket(shop), shop)


def _coupon(rest: str, shop: Shop) -> Record:
    return {"cart": told(_cart(shop), shop)}


def _order(rest: str, shop: Shop) -> Record:
    order = _whole_order(shop)
    if rest == "status.updated":
        return {
            "id": order["id"],
            "status": _STATUS["name"],
            "customized": _STATUS,
            "note": "",
            "created_at": order["date"],
            "order": order,
        }
    if rest == "shipment.cancelled":
        named = {"id": order["id"], "reference_id": order["reference_id"]}
        return {**named, "shipping_number": "4000000001"}
    return order


def _whole_order(shop: Shop) -> Record:
    cart = cart_record(_EXAMPLE_CART, _basket(shop), shop)
    currency = cart["total"]["currency"]
    tax = sum(item["amounts"]["tax"]["amount"]["amount"] for item in cart["items"])
    percent = cart["items"][0]["amounts"]["tax"]["percent"]
    nothing = {"amount": 0, "currency": currency}
    return {
        "id": 1_500_000_001,
        "cart_reference_id": cart["id"],
        "reference_id": 100_000_001,
        "date": date(shop.clock.now()),
        "updated_at": date(shop.clock.now()),
        "source": "store",
        "draft": False,
        "read": False,
        "source_device": "desktop",
        "status": {**_STATUS, "customized": _STATUS},
        "payment_method": "mada",
        "currency": currency,
        "amounts": {
            "sub_total": cart["subtotal"],
            "shipping_cost": nothing,
            "cash_on_delivery": nothing,
            "tax": {"percent": percent, "amount": {"amount": round(tax, 2), "currency": currency}},
            "discounts": [],
            "total": cart["total"],
        },
        "total": cart["total"],
        "can_cancel": True,
        "is_pending_payment": False,
        "customer": cart["customer"],
        "items": cart["items"],
    }


def _basket(shop: Shop) -> Basket:
    """What the first customer of the story might buy."""
    market: Market = shop.facts
    now = shop.clock.now()
    line = line_of(1, _a_product(market), 1, "")
    opened = Basket.opened("example", 1, now - timedelta(hours=1), {})
    return opened.changed(lines=(line,), contact=contact_of(_a_customer(market)))


def _product(rest: str, shop: Shop) -> Record:
    market: Market = shop.facts
    product, currency = _a_product(market), market.store.currency
    return {
        "id": 1_300_000_000 + product.number,
        "sku": product.sku,
        "type": "product",
        "name": product.name.ar,
        "price": money(product.price, currency),
        "regular_price": money(product.price, currency),
        "currency": currency,
        "status": "deleted" if rest == "deleted" else "sale",
        "is_available": rest != "deleted",
        "quantity": 2 if rest == "quantity.low" else 50,
        "unlimited_quantity": False,
        "weight": product.weight,
        "weight_type": "kg",
        "url": f"https://{market.store.domain}/p/{product.key}",
    }


def _customer(rest: str, shop: Shop) -> Record:
    customer = _a_customer(shop.facts)
    if rest == "otp.request":
        return {"contact": customer.mobile, "code": "0000"}
    return {
        "id": 1_000_000_000 + customer.number,
        "first_name": customer.first_name.ar,
        "last_name": customer.last_name.ar,
        "mobile": int(customer.mobile[4:]),
        "mobile_code": customer.mobile[:4],
        "email": customer.email,
        "gender": customer.gender,
        "city": customer.city.name.ar,
        "country": "السعودية",
        "country_code": "SA",
        "currency": shop.facts.store.currency,
        "updated_at": date(shop.clock.now()),
    }


def _shipment(rest: str, shop: Shop) -> Record:
    order = _whole_order(shop)
    return {
        "id": 1_600_000_001,
        "order_id": order["id"],
        "order_reference_id": order["reference_id"],
        "created_at": order["date"],
        "type": "shipment",
        "courier_name": "شركة شحن",
        "shipping_number": "4000000001",
        "status": "cancelled" if rest == "cancelled" else "created",
        "total": order["total"],
    }


def _shipping(rest: str, shop: Shop) -> Record:
    if rest.startswith("company"):
        company = {"id": 1_700_000_001, "name": "شركة شحن", "app_id": "", "slug": None}
        return {**company, "activation_type": "manual"}
    city = shop.facts.store.city
    return {
        "id": 1_700_000_002,
        "zone_code": "SA-1",
        "company": {"id": 1_700_000_001, "slug": None},
        "country": {"name": "السعودية", "name_en": "Saudi Arabia", "code": "SA"},
        "city": {"id": city.number, "name": city.name.ar, "name_en": city.name.en},
    }


def _category(rest: str, shop: Shop) -> Record:
    product = _a_product(shop.facts)
    category = {"id": 1_800_000_001, "name": product.category.ar, "image": "", "parent_id": 0}
    return {**category, "sort_order": 1, "status": "active"}


def _brand(rest: str, shop: Shop) -> Record:
    store = shop.facts.store
    brand = {"id": 1_800_000_002, "name": store.name.ar, "description": "", "banner": None}
    return {**brand, "logo": f"https://{store.domain}/logo.png", "status": rest != "deleted"}


def _store(rest: str, shop: Shop) -> Record:
    city = shop.facts.store.city
    return {
        "id": 1_800_000_003,
        "name": shop.facts.store.name.ar,
        "status": "inactive" if rest == "branch.deleted" else "active",
        "type": "branch",
        "is_default": rest == "branch.setDefault",
        "city": {"id": city.number, "name": city.name.ar, "name_en": city.name.en},
    }


def _tax(rest: str, shop: Shop) -> Record:
    tax = shop.facts.store.tax_percent
    return {"id": 1_800_000_004, "tax": tax, "status": "active", "country": "السعودية"}


def _invoice(rest: str, shop: Shop) -> Record:
    order = _whole_order(shop)
    return {
        "id": 1_800_000_005,
        "invoice_number": "1",
        "order_id": order["id"],
        "type": "Tax Invoice",
        "date": order["date"]["date"][:19],
        "payment_method": order["payment_method"],
        "subtotal": order["amounts"]["sub_total"],
        "total": order["total"],
    }


def _offer(rest: str, shop: Shop) -> Record:
    return {
        "id": 1_800_000_006,
        "name": "عرض خاص",
        "message": "خصم ١٠٪",
        "offer_type": "percentage",
        "status": "active",
        "start_date": date(shop.clock.now())["date"][:19],
        "expiry_date": date(shop.clock.now() + timedelta(days=30))["date"][:19],
    }


def _review(rest: str, shop: Shop) -> Record:
    order = _whole_order(shop)
    return {
        "id": 1_800_000_007,
        "type": "rating",
        "rating": 5,
        "content": "منتج رائع",
        "order_id": order["id"],
        "is_published": True,
        "created_at": order["date"]["date"][:19],
        "customer": order["customer"],
    }


def _communication(rest: str, shop: Shop) -> Record:
    customer = _a_customer(shop.facts)
    to = customer.email if rest.startswith("email") else customer.mobile
    return {
        "notifiable": [to],
        "type": "order.status.updated",
        "content": "تم تحديث حالة طلبك",
        "store_id": merchant_id(shop),
    }


def _a_product(market: Market) -> Product:
    return next(iter(market.products.values()))


def _a_customer(market: Market) -> Customer:
    return next(iter(market.customers.values()))


_GROUPS: Mapping[str, Callable[[str, Shop], Any]] = {
    "abandoned": _abandoned,
    "coupon": _coupon,
    "order": _order,
    "product": _product,
    "customer": _customer,
    "shipment": _shipment,
    "shipping": _shipping,
    "category": _category,
    "brand": _brand,
    "store": _store,
    "storetax": _tax,
    "invoice": _invoice,
    "specialoffer": _offer,
    "review": _review,
    "communication": _communication,
}
