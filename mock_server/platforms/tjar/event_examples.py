"""What an event tells when it is triggered by hand: minimal, and from the shop's own story.

Only fields that Tjar's pages name, of things that are not served here yet.
"""

from typing import Any

from mock_server.commerce.market import Market
from mock_server.commerce.money import major
from mock_server.commerce.vocabulary import Product
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record

from .cart_events import example_basket, example_cart
from .carts import in_full, store_id
from .customers import customer_of
from .style import date, money

_PENDING = {"ar": "قيد الانتظار", "en": "Pending"}
_SHIPPED = {"ar": "تم الشحن", "en": "Shipped"}


def example(name: str, shop: Shop) -> Any:
    """The data of an event of this name."""
    match name.partition(".")[0]:
        case "abandoned_cart":
            return in_full(example_cart(name, shop), shop, "ar")
        case "order":
            return _order(name, shop)
        case _:
            return _product(name, shop)


def _order(name: str, shop: Shop) -> Record:
    """An order of one piece of the story's first product, by its first customer."""
    market: Market = shop.facts
    currency, product = market.store.currency, _first_product(shop)
    customer = customer_of(example_basket(shop), market)
    number = shop.identifiers.number("example order", 1, 9_999)
    label = _SHIPPED if name == "order.status.updated" else _PENDING
    paid = {"value": "pending", "label": _PENDING, "color": "warning"}
    return {
        "id": number,
        "identifier": number,
        "order_id": f"26{number:04}",
        "name": customer["name"],
        "email": customer["email"],
        "phone": customer["mobile"],
        "customer": customer,
        "total_amount": major(product.price, currency),
        "formatted_total_amount": money(product.price, currency),
        "coupon": None,
        "coupon_discounted": 0,
        "status": {"value": label["en"], "label": label, "color": "warning"},
        "payment_status": paid,
        "payment_gateway": {"value": "tjar-pay", "label": {"ar": "تجار باي", "en": "Tjar Pay"}},
        "order_details": [
            {
                "id": product.number,
                "name": product.name.ar,
                "qty": 1,
                "price": major(product.price, currency),
                "weight": product.weight,
                "type": 1,
                "type_label": "منتج مادي",
                "discount": 0,
                "subtotal": major(product.price, currency),
            }
        ],
        "created_at": date(shop.clock.now()),
        "updated_at": date(shop.clock.now()),
    }


def _product(name: str, shop: Shop) -> Record:
    """A product; of one that is gone only its id is told."""
    market: Market = shop.facts
    product = _first_product(shop)
    known_by = {"id": product.number, "identifier": product.number}
    if name == "product.deleted":
        return known_by
    uploads = f"https://{market.store.domain}/assets/tenant/uploads/media-uploader/{store_id(shop)}"
    return {
        **known_by,
        "name": {"ar": product.name.ar, "en": product.name.en},
        "type": "physical",
        "type_id": 1,
        "price": major(product.price, market.store.currency),
        "sale_price": None,
        "image": f"{uploads}/{product.key}.png",
        "is_published": True,
        "stock": 50,
        "is_unlimited": False,
        "ratings": None,
        "created_at": date(shop.clock.now()),
        "updated_at": date(shop.clock.now()),
    }


def _first_product(shop: Shop) -> Product:
    market: Market = shop.facts
    return next(iter(market.products.values()))
