"""Abandoned carts at Zid."""

from datetime import timedelta

from mock_server.commerce.basket import Basket, city_of
from mock_server.commerce.lifecycle import CartLifecycle, always
from mock_server.commerce.market import Market
from mock_server.commerce.merchant import reminder_delays
from mock_server.commerce.money import major
from mock_server.commerce.records import record_key
from mock_server.engine.request import Request
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record, TableSpec

from .cart_parts import (
    city_shown,
    history_labels,
    history_shown,
    product_shown,
    product_words,
)
from .stores import store_facts
from .style import date, money_text

CART = "abandoned_cart"
TABLE = TableSpec(order="created_at", equal=("phase", "city_id", "products_count"))

SUMMARY = (
    *("id", "store_id", "session_id", "url", "cart_id", "order_id", "phase"),
    *("customer_id", "customer_name", "customer_email", "customer_mobile", "city_id"),
    *("products_count", "reminders_count", "cart_total", "cart_total_string"),
    *("whatsapp_message", "currency_code", "source", "created_at", "updated_at"),
)
"""What the list shows of a cart, in its order."""

DETAIL = (
    *("id", "url", "store_id", "store_name", "store_logo", "store_url"),
    *("products_count", "products", "city", "order_id", "history", "phase"),
    *("customer_id", "customer_name", "customer_email", "customer_mobile"),
    *("reminders_count", "cart_total", "cart_total_string", "whatsapp_message", "source"),
    *("created_at", "updated_at"),
)
"""A cart in full, in the order of Zid's page."""


def _reachable(basket: Basket, shop: Shop) -> bool:
    return basket.contact is not None


LIFECYCLE = CartLifecycle(
    resource=CART,
    abandoned_after=always(timedelta(minutes=10)),
    reminded_after=reminder_delays,
    abandoned_event="abandoned_cart.created",
    purchased_event="abandoned_cart.completed",
    may_remind=_reachable,
)
"""Ten minutes of idleness are Zid's own figure; a guest can be reminded by nobody."""


class ZidDialect:
    """A cart is shown once it was abandoned, and stays when it is bought: then it is completed."""

    lifecycle = LIFECYCLE

    def write(self, basket: Basket, shop: Shop) -> str | None:
        if basket.abandoned_at is None:
            return None
        cart = cart_record(basket, shop)
        key: str = cart["id"]
        shop.store.put(CART, key, cart)
        return key


DIALECT = ZidDialect()


def cart_record(basket: Basket, shop: Shop) -> Record:
    """The record that shows this basket, in both languages."""
    key = record_key(shop, CART, basket.id, lambda: shop.identifiers.uuid(CART))
    cart = _cart(key, basket, shop)
    return {**cart, "_ar": _in_arabic(cart, basket, shop.facts)}


def present(cart: Record, shop: Shop, request: Request) -> Record:
    """The cart as the list or as the details show it, in the language of the one who asks."""
    shown = request.operation.shown
    if shown is not None and shown.many:
        return {name: cart[name] for name in SUMMARY}
    words = cart["_ar"] if request.language == "ar" else {}
    return {name: words[name] if name in words else cart[name] for name in DETAIL}


def looks_the_same(cart: Record, shop: Shop) -> None:
    """Nothing of a cart moves with the clock alone."""


def _cart(cart_id: str, basket: Basket, shop: Shop) -> Record:
    """All that is told of a cart, in English where it depends on the language."""
    market: Market = shop.facts
    store = store_facts(shop)
    city = city_of(basket, market)
    ids, domain = shop.identifiers, market.store.domain
    token = record_key(shop, "cart", basket.id, lambda: ids.hex("cart", 24))
    url = f"https://{domain}/checkout/fromBasket/{store['number']}:{token}"
    return {
        "id": cart_id,
        "store_id": store["id"],
        "store_name": market.store.name.en,
        "store_logo": store["logo"],
        "store_url": f"https://{domain}/",
        "session_id": record_key(shop, "session", basket.id, lambda: ids.hex("session", 24)),
        "url": url,
        "cart_id": token,
        "order_id": _order_id(basket, shop),
        "phase": "completed" if basket.paid_at else basket.phase,
        **_customer(basket, url),
        "city_id": city.number if city else None,
        "city": city_shown(city, "en") if city else None,
        **_amounts(basket, market.store.currency),
        "products": [product_shown(line, shop, store["id"]) for line in basket.lines],
        "history": history_shown(cart_id, basket, shop),
        "reminders_count": len(basket.reminders),
        "source": "catalog",
        "created_at": date(basket.opened_at),
        "updated_at": date(basket.touched_at),
    }


def _in_arabic(cart: Record, basket: Basket, market: Market) -> Record:
    """What of a cart is told otherwise to who asks in Arabic."""
    city = city_of(basket, market)
    return {
        "store_name": market.store.name.ar,
        "city": city_shown(city, "ar") if city else None,
        "products": [
            {**product, **product_words(line, "ar")}
            for product, line in zip(cart["products"], basket.lines, strict=True)
        ],
        "history": [
            {**entry, "type": label.ar}
            for entry, label in zip(cart["history"], history_labels(basket), strict=True)
        ],
    }


def _amounts(basket: Basket, currency: str) -> Record:
    """The cart costs what its lines cost together; a coupon is not told of."""
    total = sum(line["price"] * line["quantity"] for line in basket.lines)
    return {
        "products_count": len(basket.lines),
        "cart_total": major(total, currency),
        "cart_total_string": money_text(total, currency),
        "currency_code": currency,
    }


def _order_id(basket: Basket, shop: Shop) -> int | None:
    """The order that the cart became; None until it is paid for."""
    if basket.paid_at is None:
        return None
    ids = shop.identifiers
    return int(
        record_key(shop, "order", basket.id, lambda: ids.number("order", 20_000_000, 99_999_999))
    )


def _customer(basket: Basket, url: str) -> Record:
    """Who the cart belongs to; of a guest nothing is known. The message is for the customer to
    read, so it is in Arabic whoever asks."""
    contact = basket.contact
    if contact is None:
        names = ("customer_id", "customer_name", "customer_email", "customer_mobile")
        return dict.fromkeys((*names, "whatsapp_message"))
    return {
        "customer_id": 6_000_000 + contact["number"],
        "customer_name": contact["name"],
        "customer_email": contact["email"],
        "customer_mobile": contact["mobile"].lstrip("+"),
        "whatsapp_message": f"مرحبا {contact['first_name']}، سلتك في انتظارك: {url}",
    }
