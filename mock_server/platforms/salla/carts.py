"""Abandoned carts at Salla."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from mock_server.commerce.basket import Basket, city_of, totals_of
from mock_server.commerce.lifecycle import CartLifecycle, always
from mock_server.commerce.market import Market
from mock_server.commerce.money import LineAmounts
from mock_server.commerce.records import record_key
from mock_server.engine.platform import Filter
from mock_server.engine.request import Request
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record, TableSpec
from mock_server.engine.style import visible

from .style import date, money

CART = "abandoned_cart"
TABLE = TableSpec(order="_created_at", equal=("status",))


def cart_key(basket: Basket, shop: Shop) -> str:
    """The id that the basket's cart has, or will have when it is abandoned."""
    return record_key(shop, CART, basket.id, lambda: shop.identifiers.number(CART))


def _tell_of_coupon(basket: Basket, shop: Shop) -> None:
    shop.emit("coupon.applied", CART, cart_key(basket, shop), basket=basket.id)


LIFECYCLE = CartLifecycle(
    resource=CART,
    abandoned_after=always(timedelta(hours=1)),
    reminded_after=always(()),
    abandoned_event="abandoned.cart",
    purchased_event="abandoned.cart.purchased",
    after_coupon=_tell_of_coupon,
)
"""Salla does not publish its idle time: an hour is inferred. Its reminders leave no trace here."""


class SallaDialect:
    """A cart is shown once it was abandoned, and stays when it is bought."""

    lifecycle = LIFECYCLE

    def write(self, basket: Basket, shop: Shop) -> str | None:
        if basket.abandoned_at is None:
            return None
        key = cart_key(basket, shop)
        before = shop.store.find(CART, key)
        record = cart_record(int(key), basket, shop.facts)
        shop.store.put(CART, key, record)
        if before is not None and before["status"] != record["status"]:
            shop.emit("abandoned.cart.status.changed", CART, key, status=record["status"])
        return key


DIALECT = SallaDialect()


def present(cart: Record, shop: Shop, request: Request) -> Record:
    """The cart with its age now; `status` is told in the details only."""
    shown = in_full(cart, shop)
    if request.language == "en":
        shown["customer"] = {**cart["customer"], **cart["_customer_en"]}
    if request.operation.id == "listAbandonedCarts":
        del shown["status"]
    return shown


def in_full(cart: Record, shop: Shop) -> Record:
    """Everything about a cart, in Arabic."""
    shown = visible(cart)
    shown["age_in_minutes"] = _age_in_minutes(cart, shop)
    return shown


def cart_of(basket: Basket, shop: Shop) -> Record:
    """A basket as a cart, whether it was abandoned or not."""
    return cart_record(int(cart_key(basket, shop)), basket, shop.facts)


def ages_until(cart: Record, shop: Shop) -> datetime:
    """When the cart will be a minute older."""
    created_at: datetime = cart["_created_at"]
    return created_at + timedelta(minutes=_age_in_minutes(cart, shop) + 1)


def _age_in_minutes(cart: Record, shop: Shop) -> int:
    """Nought for a cart that was made later than now: a shop's clock may be set back."""
    created_at: datetime = cart["_created_at"]
    return max(shop.clock.now() - created_at, timedelta()) // timedelta(minutes=1)


def cart_record(cart_id: int, basket: Basket, market: Market) -> Record:
    currency = market.store.currency
    totals = totals_of(basket, market)
    city = city_of(basket, market)
    return {
        "id": cart_id,
        "total": money(totals.total, currency),
        "subtotal": money(totals.subtotal, currency),
        "total_discount": money(totals.discount, currency),
        "checkout_url": f"https://{market.store.domain}/checkout/{cart_id}",
        "status": "purchased" if basket.paid_at else "active",
        "age_in_minutes": 0,
        "created_at": date(basket.opened_at),
        "updated_at": date(basket.touched_at),
        "customer": _customer(basket, market),
        "coupon": _coupon(basket, market),
        "items": [
            _item(line, amounts, market)
            for line, amounts in zip(basket.lines, totals.lines, strict=True)
        ],
        "_created_at": basket.opened_at,
        "_customer_en": {"country": "Saudi Arabia", "city": city.name.en} if city else {},
    }


def _customer(basket: Basket, market: Market) -> Record:
    """Who the cart belongs to; a guest has a number and nothing else."""
    contact = basket.contact
    if contact is None:
        guest = {"name": "زائر", "mobile": "", "email": "", "country": "", "city": ""}
        return {"id": 900_000_000 + basket.number, **guest, "avatar": _avatar(market)}
    city = city_of(basket, market)
    return {
        "id": 1_000_000_000 + contact["number"],
        "name": contact["name"],
        "mobile": contact["mobile"],
        "email": contact["email"],
        "avatar": _avatar(market),
        "country": "السعودية",
        "city": city.name.ar if city else "",
    }


def _avatar(market: Market) -> str:
    return f"https://{market.store.domain}/images/avatar.png"


def _coupon(basket: Basket, market: Market) -> Record | None:
    coupon = basket.terms
    if coupon is None:
        return None
    currency = market.store.currency
    opened = basket.opened_at
    return {
        "id": 1_100_000_000 + coupon.number,
        "code": coupon.code,
        "status": "purchased" if basket.paid_at else "active",
        "type": "percentage" if coupon.percent else "fixed",
        "amount": money(coupon.percent * 100 if coupon.percent else coupon.amount, currency),
        "minimum_amount": money(coupon.minimum, currency),
        "expiry_date": date(opened + coupon.valid_for)["date"][:19],
        "created_at": date(opened - timedelta(days=30)),
    }


def _item(line: Mapping[str, Any], amounts: LineAmounts, market: Market) -> Record:
    currency = market.store.currency
    return {
        "id": 1_200_000_000 + line["number"],
        "product_id": 1_300_000_000 + market.products[line["product"]].number,
        "quantity": line["quantity"],
        "weight": line["weight"],
        "amounts": {
            "price_without_tax": money(amounts.net, currency),
            "total_discount": money(amounts.discount, currency),
            "tax": {
                "percent": f"{market.store.tax_percent:.2f}",
                "amount": money(amounts.tax, currency),
            },
            "total": money(amounts.total, currency),
        },
        "notes": line["note"],
    }


def _older_than(cart: Record, minutes: int, shop: Shop) -> bool:
    """`offset`: carts made at least this many minutes ago."""
    return bool(cart["_created_at"] <= shop.clock.now() - timedelta(minutes=minutes))


def _about(cart: Record, keyword: str, shop: Shop) -> bool:
    """`keyword`: the customer's id or mobile; an empty one filters nothing."""
    customer, wanted = cart["customer"], keyword.strip()
    return not wanted or wanted.lstrip("+") in (str(customer["id"]), customer["mobile"].lstrip("+"))


FILTERS: Mapping[str, Filter] = {"offset": _older_than, "keyword": _about}
