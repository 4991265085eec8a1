"""Abandoned carts at Tjar."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from mock_server.commerce.basket import Basket, city_of
from mock_server.commerce.coupons import Offer, offer
from mock_server.commerce.lifecycle import CartLifecycle, Reminder, always
from mock_server.commerce.market import Market
from mock_server.commerce.merchant import reminder_delays
from mock_server.commerce.money import major
from mock_server.commerce.records import record_key
from mock_server.commerce.vocabulary import Coupon
from mock_server.engine.platform import Filter
from mock_server.engine.request import Request
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record, TableSpec
from mock_server.engine.style import visible
from mock_server.engine.text import Text

from .ages import ago
from .coupons import COUPON, make_coupon
from .customers import address_of, customer_of
from .order_numbers import order_of
from .orders import make_order
from .stores import UPLOADS, store_id
from .style import date, money

CART = "abandoned_cart"
TABLE = TableSpec(order="_created_at", equal=("phase", "products_count"))

_WHATSAPP = Text(
    "مرحبًا {name}، سلتك بقيمة {total} بانتظارك: {url}",
    "Hello {name}, your cart of {total} is waiting for you: {url}",
)


def present(cart: Record, shop: Shop, request: Request) -> Record:
    """The cart with its age now and its message; a row of the list leaves the products out."""
    shown = in_full(cart, shop, request.language)
    if request.operation.id == "listAbandonedCarts":
        del shown["products"]
    return shown


def in_full(cart: Record, shop: Shop, language: str) -> Record:
    """Everything about a cart, as it is now."""
    shown = visible(cart)
    shown["last_activity"] = ago(shop.clock.now() - cart["_updated_at"], language)
    shown["whatsapp_message"] = _WHATSAPP.say(language).format(
        name=cart["customer"]["name"], total=cart["cart_total_string"], url=cart["url"]
    )
    return shown


def idle_until(cart: Record, shop: Shop) -> datetime:
    """When `last_activity` may read differently: with the next second, and later minute."""
    updated_at: datetime = cart["_updated_at"]
    idle = shop.clock.now() - updated_at
    step = timedelta(minutes=1) if idle >= timedelta(minutes=1) else timedelta(seconds=1)
    return updated_at + (idle // step + 1) * step


def _identifier(basket: Basket, shop: Shop) -> str:
    """1, 2, 3 ... as text, in the order in which carts are abandoned."""
    return record_key(shop, CART, basket.id, lambda: shop.identifiers.count(CART))


def _offer(basket: Basket, reminder: Reminder, shop: Shop) -> str | None:
    """The code of the coupon that comes with a reminder; None without an offer."""
    percent = reminder.details.get("offer_discount", 0)
    if not percent:
        return None
    code = make_coupon(shop, _identifier(basket, shop), percent)
    coupon = Coupon(code, shop.store.get(COUPON, code)["id"], code, percent=percent)
    offer(shop, Offer(coupon, (basket.contact or {}).get("key"), until=None))
    return code


def _after_purchase(basket: Basket, shop: Shop) -> None:
    """Baskets are numbered as they are paid for, and become orders."""
    order_of(basket.id, shop)
    make_order(basket, shop)


def _has_address(basket: Basket, shop: Shop) -> bool:
    """Reminders that go out by themselves go by e-mail."""
    return address_of(customer_of(basket, shop.facts), "email") is not None


LIFECYCLE = CartLifecycle(
    resource=CART,
    abandoned_after=always(timedelta(minutes=5)),
    reminded_after=reminder_delays,
    abandoned_event="abandoned_cart.created",
    reminded_event="abandoned_cart.reminder_sent",
    may_remind=_has_address,
    coupon_for=_offer,
    after_purchase=_after_purchase,
)
"""Tjar does not publish its idle time; its sample lists a cart that is nine minutes idle."""


class TjarDialect:
    """A cart is shown once it was abandoned, and stays, completed, when it is bought."""

    lifecycle = LIFECYCLE

    def write(self, basket: Basket, shop: Shop) -> str | None:
        if basket.abandoned_at is None:
            return None
        identifier = _identifier(basket, shop)
        shop.store.put(CART, identifier, cart_record(identifier, basket, shop))
        return identifier


DIALECT = TjarDialect()


def cart_record(identifier: str, basket: Basket, shop: Shop) -> Record:
    market: Market = shop.facts
    currency = market.store.currency
    total = sum(line["price"] * line["quantity"] for line in basket.lines)
    city = city_of(basket, market)
    store = store_id(shop)
    return {
        "id": None,
        "identifier": identifier,
        "store_id": store,
        "session_id": identifier,
        "url": f"https://{market.store.domain}/checkout/fromBasket/{identifier}",
        "cart_id": None,
        "order_id": _order_id(basket, shop),
        "phase": "completed" if basket.paid_at else "abandoned",
        "customer": customer_of(basket, market),
        "city_id": city.number if city else None,
        "products_count": len(basket.lines),
        "reminders_count": len(basket.reminders),
        "cart_total": major(total, currency),
        "cart_total_string": money(total, currency),
        "whatsapp_message": "",
        "created_at": date(basket.opened_at),
        "updated_at": date(basket.touched_at),
        "last_activity": "",
        "source": "catalog",
        "products": [_product(line, market, store) for line in basket.lines],
        "_basket": basket.id,
        "_created_at": basket.opened_at,
        "_updated_at": basket.touched_at,
    }


def _order_id(basket: Basket, shop: Shop) -> int | None:
    return None if basket.paid_at is None else order_of(basket.id, shop)


def _product(line: Mapping[str, Any], market: Market, store: str) -> Record:
    currency = market.store.currency
    uploads = f"https://{market.store.domain}{UPLOADS}/{store}"
    return {
        "id": market.products[line["product"]].number,
        "name": line["name_en"],
        "name_ar": line["name_ar"],
        "price": major(line["price"], currency),
        "qty": line["quantity"],
        "subtotal": major(line["price"] * line["quantity"], currency),
        "image": f"{uploads}/{line['product']}.png",
        "sku": line["sku"] or None,
    }


def _created_from(cart: Record, day: str, shop: Shop) -> bool:
    """`date_from`: created on this day of the store (`2026-11-01`) or later."""
    return bool(cart["created_at"][:10] >= day)


def _created_to(cart: Record, day: str, shop: Shop) -> bool:
    """`date_to`: created on this day of the store or earlier."""
    return bool(cart["created_at"][:10] <= day)


FILTERS: Mapping[str, Filter] = {"date_from": _created_from, "date_to": _created_to}
