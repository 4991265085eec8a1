"""Makes orders: out of what a client sends, and out of a basket that was paid for."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from mock_server.commerce.basket import Basket
from mock_server.commerce.coupon_terms import story_terms
from mock_server.commerce.market import Market
from mock_server.engine.errors import Invalid
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.engine.text import Text

from . import order_coupons, stock
from .customers import customer_of, known_customer
from .order_amounts import add_up, coupon_kept
from .order_lines import from_product, is_shippable, line_of
from .order_numbers import next_order, order_of
from .order_places import NOWHERE, place_of, story_place
from .order_statuses import PENDING, PROCESSING
from .product_kinds import PRODUCT, TYPE_IDS

ORDER = "order"

_NOBODY = Text("العميل غير موجود", "There is no such customer")
_NO_RECEIVER = Text("بيانات المستلم غير مكتملة", "The recipient needs a name and a number")


def make(sent: Mapping[str, Any], shop: Shop) -> Record:
    """A new order of a customer, not paid for yet; its goods are taken out of stock.

    Raises:
        Invalid: something in it is unknown, missing, not on sale, short, or not allowed.
    """
    market: Market = shop.facts
    customer = known_customer(sent["customer"]["user_id"], market)
    if customer is None:
        raise Invalid.field("customer.user_id", "exists", _NOBODY)
    lines = [
        line_of(each, f"products.{index}", shop) for index, each in enumerate(sent["products"])
    ]
    order = {
        **blank_order(0, shop.clock.now(), market),
        **place_of(sent.get("shipping_address"), market, ships=is_shippable(lines)),
        "_customer": customer,
        "_receiver": _receiver(sent["customer"], customer),
        "_gateway": sent.get("payment_gateway", "tjar-pay"),
        "_note": sent.get("note"),
    }
    if sent.get("coupon"):
        terms = order_coupons.enter(sent["coupon"], customer["id"], lines, shop)
        order |= {"_coupon": sent["coupon"], "_terms": coupon_kept(terms)}
        order_coupons.use_up(sent["coupon"], shop)
    return _open(order, lines, next_order(shop), shop)


def make_of_basket(basket: Basket, shop: Shop) -> Record:
    """The order of a basket, at the prices and with the coupon that it was paid with."""
    market: Market = shop.facts
    lines = [_basket_line(line, shop) for line in basket.lines]
    city = basket.contact["city"] if basket.contact else market.store.city.key
    customer, terms = customer_of(basket, market), basket.terms
    number = order_of(basket.id, shop)
    order = {
        **blank_order(0, shop.clock.now(), market),
        **(story_place(city, number) if is_shippable(lines) else NOWHERE),
        **paid(number, shop.identifiers.hex("transaction", 20)),
        "_customer": customer,
        "_receiver": receiver_of(customer),
        "_coupon": basket.coupon if terms else None,
        "_terms": coupon_kept(story_terms(terms)) if terms else None,
        "_basket": basket.id,
    }
    return _open(order, lines, number, shop, short=True)


def blank_order(number: int, at: datetime, market: Market) -> Record:
    """An order that says nothing but its number and its moment."""
    return {
        "id": number,
        "_customer": None,
        "_receiver": None,
        "_lines": [],
        **NOWHERE,
        "_status": PENDING,
        "_payment": "pending",
        "_gateway": "tjar-pay",
        "_transaction": None,
        "_coupon": None,
        "_terms": None,
        "_note": None,
        "_basket": None,
        "_percent": market.store.tax_percent,
        "_currency": market.store.currency,
        "_shipping": 0,
        "_off": 0,
        "_total": 0,
        "_created_at": at,
        "_updated_at": at,
    }


def paid(number: int, token: str) -> Record:
    """What is known of an order that was paid for at the checkout."""
    return {
        "_status": PROCESSING,
        "_payment": "paid",
        "_transaction": f"tjar-pay::{token}{number:04}",
    }


def receiver_of(customer: Record) -> Record:
    """Without another word, who buys receives."""
    return {name: customer[name] or "" for name in ("name", "email", "mobile")}


def _open(
    order: Record, lines: Sequence[Record], number: int, shop: Shop, *, short: bool = False
) -> Record:
    """Put an order on the books: goods out of stock, amounts added up, told of."""
    taken = [
        stock.take(line, f"products.{index}", shop, short=short) for index, line in enumerate(lines)
    ]
    made = add_up({**order, "id": number, "_lines": taken})
    shop.store.put(ORDER, number, made)
    shop.emit("order.created", ORDER, number)
    return made


def _receiver(sent: Mapping[str, Any], customer: Record) -> Record:
    """Who receives the goods, where that is somebody else.

    Raises:
        Invalid: they have no name or no number.
    """
    if not sent.get("different_recipient"):
        return receiver_of(customer)
    for name in ("user_recipient_name", "user_mobile_recipient"):
        if not sent.get(name):
            raise Invalid.field(f"customer.{name}", "required", _NO_RECEIVER)
    return {
        "name": sent["user_recipient_name"],
        "email": sent.get("user_email_recipient") or "",
        "mobile": sent["user_mobile_recipient"],
    }


def _basket_line(line: Mapping[str, Any], shop: Shop) -> Record:
    """A line of goods; of a product with variants, the one of which there is most."""
    market: Market = shop.facts
    number = market.products[line["product"]].number
    product = shop.store.find(PRODUCT, number)
    if product is None:  # it was deleted while it lay in the basket
        names = {"ar": line["name_ar"], "en": line["name_en"]}
        product = _gone(number, names, line["weight"])
    variants = product["variants"]
    variant = max(variants, key=lambda each: int(each["stock"])) if variants else None
    made = from_product(product, line["quantity"], variant, market)
    return {**made, "price": line["price"], "discount": 0}


def _gone(number: int, names: Mapping[str, str], weight: float) -> Record:
    nothing: Record = {"image": None, "brand": None, "price": 0, "sale_price": None}
    none: Record = {"variants": [], "categories": [], "sub_categories": [], "dimensions": None}
    kind = {"type": "physical", "type_id": TYPE_IDS["physical"]}
    return {"id": number, "name": names, "weight": weight, **kind, **nothing, **none}
