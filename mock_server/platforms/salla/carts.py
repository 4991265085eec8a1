"""Abandoned carts at Salla."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from mock_server.commerce.basket import Basket, city_of
from mock_server.commerce.lifecycle import CartLifecycle, always
from mock_server.commerce.market import Market
from mock_server.commerce.records import record_key
from mock_server.engine.platform import Filter
from mock_server.engine.request import Request
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record, TableSpec
from mock_server.engine.style import visible
from mock_server.engine.text import Text

from . import order_baskets
from .cart_items import items_of
from .coupons import coupon_of, expires_at
from .style import date

CART = "abandoned_cart"
TABLE = TableSpec(order="_created_at", equal=("status",))

_COUNTRY = Text("السعودية", "Saudi Arabia")
_GUEST = Text("زائر", "Guest")


def cart_key(basket: Basket, shop: Shop) -> str:
    """The id that the basket's cart has, or will have when it is abandoned."""
    return record_key(shop, CART, basket.id, lambda: shop.identifiers.number(CART))


def _tell_of_coupon(basket: Basket, shop: Shop) -> None:
    shop.emit("coupon.applied", CART, cart_key(basket, shop), basket=basket.id)


def _make_order(basket: Basket, shop: Shop) -> None:
    """What is bought while the shop lives is an order at once; a story's orders are laid down."""
    if shop.put_off is None:
        order_baskets.make_order(basket, shop)


LIFECYCLE = CartLifecycle(
    resource=CART,
    abandoned_after=always(timedelta(hours=1)),
    reminded_after=always(()),
    abandoned_event="abandoned.cart",
    purchased_event="abandoned.cart.purchased",
    after_purchase=_make_order,
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
        record = cart_record(int(key), basket, shop)
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
    """Everything about a cart as it is now, in Arabic."""
    shown, expiry = visible(cart), cart["_coupon_expires_at"]
    shown["age_in_minutes"] = _age_in_minutes(cart, shop)
    if expiry is not None and expiry <= shop.clock.now():
        shown["coupon"] = {**cart["coupon"], "status": "expired"}
    return shown


def cart_of(basket: Basket, shop: Shop) -> Record:
    """A basket as a cart, whether it was abandoned or not."""
    return cart_record(int(cart_key(basket, shop)), basket, shop)


def ages_until(cart: Record, shop: Shop) -> datetime:
    """When the cart will be a minute older, or its coupon over if that comes first."""
    created_at: datetime = cart["_created_at"]
    older_at = created_at + timedelta(minutes=_age_in_minutes(cart, shop) + 1)
    expiry: datetime | None = cart["_coupon_expires_at"]
    return expiry if expiry is not None and shop.clock.now() < expiry < older_at else older_at


def _age_in_minutes(cart: Record, shop: Shop) -> int:
    """Nought for a cart that was made later than now: a shop's clock may be set back."""
    created_at: datetime = cart["_created_at"]
    return max(shop.clock.now() - created_at, timedelta()) // timedelta(minutes=1)


def cart_record(cart_id: int, basket: Basket, shop: Shop) -> Record:
    market: Market = shop.facts
    items, sums = items_of(basket, market)
    return {
        "id": cart_id,
        **sums,
        "checkout_url": f"https://{market.store.domain}/checkout/{cart_id}",
        "status": "purchased" if basket.paid_at else "active",
        "age_in_minutes": 0,
        "created_at": date(basket.opened_at),
        "updated_at": date(basket.touched_at),
        "customer": _customer(basket, market),
        "coupon": coupon_of(basket, shop),
        "items": items,
        "_created_at": basket.opened_at,
        "_coupon_expires_at": expires_at(basket, shop),
        "_customer_en": _customer_in_english(basket, market),
    }


def _customer(basket: Basket, market: Market) -> Record:
    """Who the cart belongs to; a guest has a number and nothing else."""
    contact, city = basket.contact, city_of(basket, market)
    avatar = f"https://{market.store.domain}/images/avatar.png"
    if contact is None:
        nobody = {"name": _GUEST.ar, "mobile": "", "email": "", "avatar": avatar}
        return {"id": 900_000_000 + basket.number, **nobody, "country": "", "city": ""}
    return {
        "id": 1_000_000_000 + contact["number"],
        "name": contact["name"],
        "mobile": contact["mobile"],
        "email": contact["email"],
        "avatar": avatar,
        "country": _COUNTRY.ar,
        "city": city.name.ar if city else "",
    }


def _customer_in_english(basket: Basket, market: Market) -> Record:
    """What of the customer is told otherwise in English: a person's name is what it is."""
    city = city_of(basket, market)
    if basket.contact is None:
        return {"name": _GUEST.en}
    return {"country": _COUNTRY.en, "city": city.name.en if city else ""}


def _older_than(cart: Record, minutes: int, shop: Shop) -> bool:
    """`offset`: carts made at least this many minutes ago."""
    return bool(cart["_created_at"] <= shop.clock.now() - timedelta(minutes=minutes))


def _about(cart: Record, keyword: str, shop: Shop) -> bool:
    """`keyword`: the customer's id or mobile; an empty one filters nothing."""
    customer, wanted = cart["customer"], keyword.strip().lstrip("+")
    return not wanted or wanted in (str(customer["id"]), customer["mobile"].lstrip("+"))


FILTERS: Mapping[str, Filter] = {"offset": _older_than, "keyword": _about}
