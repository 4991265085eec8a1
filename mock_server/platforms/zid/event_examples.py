"""What an event tells when it is triggered by hand: minimal, and from the shop's own story.

Only fields that Zid's pages and its official client name, of things that are not served here yet.
"""

from collections.abc import Mapping
from typing import Any

from mock_server.commerce.market import Market
from mock_server.commerce.money import decimal, major
from mock_server.commerce.records import record_key
from mock_server.commerce.vocabulary import Customer, Product
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record

from .app_examples import app_event
from .cart_events import example_cart
from .stores import store_facts
from .style import date, date_to_the_microsecond, money_text

_STATUSES: Mapping[str, Record] = {
    "order.create": {"name": "جديد", "code": "new"},
    "order.status.update": {"name": "جاري التوصيل", "code": "indelivery"},
    "order.payment_status.update": {"name": "جديد", "code": "new"},
}


def example(name: str, shop: Shop) -> Any:
    """The body of an event of this name."""
    match name.partition(".")[0]:
        case "app":
            return app_event(name, None, shop)
        case "abandoned_cart":
            return example_cart(name, shop)
        case "order":
            return _order(name, shop)
        case "product":
            return _product(name, shop)
        case "customer":
            return _customer(shop)
        case _:
            return _category(shop)


def _order(name: str, shop: Shop) -> Record:
    """An order of one piece of the story's first product, by its first customer."""
    market: Market = shop.facts
    product, customer = _first_product(shop), _first_customer(shop)
    currency, now = market.store.currency, date(shop.clock.now())
    number = shop.identifiers.number("example order", 20_000_000, 99_999_999)
    code = shop.identifiers.letters("example order", 10)
    return {
        "id": number,
        "invoice_number": number,
        "code": code,
        "store_id": int(store_facts(shop)["number"]),
        "order_url": f"https://{market.store.domain}/o/{code}/inv",
        "store_name": market.store.name.ar,
        "store_url": f"https://{market.store.domain}/",
        "order_status": _STATUSES[name],
        "currency_code": currency,
        "customer": {**_person(customer), "note": "", "type": "individual"},
        "is_guest_customer": 0,
        "order_total": _fourteen_decimals(product.price, currency),
        "order_total_string": money_text(product.price, currency),
        "payment_status": "paid" if name == "order.payment_status.update" else "pending",
        "source": "Store",
        "source_code": "catalog",
        "created_at": now,
        "updated_at": now,
        "requires_shipping": True,
        "shipping": {"method": {"id": 48_213, "name": "Courier", "code": None}},
        "payment": {"method": {"name": "Cash On Delivery", "code": "zid_cod", "type": "zid_cod"}},
        "products": [_ordered(product, shop)],
    }


def _ordered(product: Product, shop: Shop) -> Record:
    currency = shop.facts.store.currency
    return {
        "id": _product_id(product, shop),
        "name": product.name.ar,
        "sku": product.sku,
        "quantity": 1,
        "price": major(product.price, currency),
        "price_string": money_text(product.price, currency),
        "total": major(product.price, currency),
        "total_string": money_text(product.price, currency),
    }


def _product(name: str, shop: Shop) -> Record:
    """A product; of one that is gone no more than what it was known by is told."""
    market: Market = shop.facts
    product = _first_product(shop)
    known_by = {"id": _product_id(product, shop), "sku": product.sku}
    if name == "product.delete":
        return {**known_by, "store_id": int(store_facts(shop)["number"])}
    currency, now = market.store.currency, date_to_the_microsecond(shop.clock.now())
    return {
        **known_by,
        "product_class": None,
        "parent_id": None,
        "name": {"ar": product.name.ar, "en": product.name.en},
        "slug": product.key,
        "price": major(product.price, currency),
        "sale_price": None,
        "formatted_price": f" {currency} {decimal(product.price, currency)}",
        "formatted_sale_price": None,
        "currency": currency,
        "quantity": 50,
        "is_infinite": False,
        "is_draft": False,
        "is_published": True,
        "requires_shipping": True,
        "is_taxable": True,
        "structure": "standalone",
        "weight": {"value": product.weight, "unit": "kg"},
        "html_url": f"https://{market.store.domain}/products/{product.key}",
        "created_at": now,
        "updated_at": now,
    }


def _customer(shop: Shop) -> Record:
    customer, now = _first_customer(shop), date_to_the_microsecond(shop.clock.now())
    return {
        **_person(customer),
        "gender": customer.gender,
        "birth_date": None,
        "verified": True,
        "is_active": True,
        "type": "individual",
        "business_name": None,
        "created_at": now,
        "updated_at": now,
    }


def _category(shop: Shop) -> Record:
    market: Market = shop.facts
    category = _first_product(shop).category
    return {
        "id": 1_000_001,
        "uuid": record_key(
            shop, "category", category.en, lambda: shop.identifiers.uuid("category")
        ),
        "name": category.ar,
        "slug": category.en.lower().replace(" ", "-"),
        "names": {"ar": category.ar, "en": category.en},
        "description": None,
        "url": f"https://{market.store.domain}/categories/1000001",
        "image": None,
        "parent_id": None,
        "is_published": True,
    }


def _person(customer: Customer) -> Record:
    return {
        "id": 6_000_000 + customer.number,
        "name": customer.name.ar,
        "email": customer.email,
        "mobile": customer.mobile.lstrip("+"),
    }


def _product_id(product: Product, shop: Shop) -> str:
    return record_key(shop, "product", product.key, lambda: shop.identifiers.uuid("product"))


def _fourteen_decimals(minor: int, currency: str) -> str:
    return f"{major(minor, currency):.14f}"


def _first_product(shop: Shop) -> Product:
    market: Market = shop.facts
    return next(iter(market.products.values()))


def _first_customer(shop: Shop) -> Customer:
    market: Market = shop.facts
    return next(iter(market.customers.values()))
