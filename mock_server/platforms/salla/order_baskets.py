"""A shopper's basket that was paid for becomes an order."""

from collections.abc import Mapping
from typing import Any

from mock_server.commerce.basket import Basket
from mock_server.commerce.coupon_terms import story_terms
from mock_server.commerce.market import Market
from mock_server.engine.errors import Invalid
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record

from . import order_lines, stock
from .catalogue import product_id
from .couriers import COMPANY
from .customers import CUSTOMER, customer_for, customer_id
from .order_amounts import coupon_kept
from .order_making import blank, open_order
from .order_places import story_place

ORDER = "order"


def make_order(basket: Basket, shop: Shop) -> Record:
    """The order of a basket, at the prices and with the coupon that it was paid with."""
    order = {
        **blank(shop),
        "source": "abandoned-cart" if basket.abandoned_at else "store",
        "source_device": "mobile",
        "payment_method": "mada",
        "_basket": basket.id,
        "_customer": _customer(basket, shop),
        **_coupon(basket),
        **_delivery(basket, shop),
    }
    items = [_line(line, order, shop) for line in basket.lines]
    return open_order(order, items, shop, short=True)


def _line(line: Mapping[str, Any], order: Record, shop: Shop) -> Record:
    """A line of goods; of a product with variants, the one of which there is most."""
    market: Market = shop.facts
    key = product_id(market.products[line["product"]])
    product = shop.store.find(stock.PRODUCT, key)
    number = int(str(shop.store.fresh(order_lines.ITEM, lambda: _new_id(shop))))
    told = {"id": number, "quantity": line["quantity"], "notes": line["note"]}
    if product is None:  # it was deleted while it lay in the basket
        names = {"name": line["name_ar"], "_name_en": line["name_en"], "sku": line["sku"]}
        return {
            **order_lines.blank_line(order, order["currency"]),
            **names,
            **told,
            "_price": line["price"],
        }
    item = _most(product, shop)
    return {**order_lines.from_product(product, item, order), **told, "_price": line["price"]}


def _most(product: Record, shop: Shop) -> Record:
    variants, _ = shop.store.table(stock.VARIANT).select({"_product_id": product["id"]})
    return max(variants, key=lambda each: stock.left(each) or 0) if variants else product


def _new_id(shop: Shop) -> int:
    return shop.identifiers.number(order_lines.ITEM)


def _customer(basket: Basket, shop: Shop) -> int | None:
    """The customer that a shopper is; nobody, for a guest."""
    contact = basket.contact
    if contact is None:
        return None
    known = shop.store.find(CUSTOMER, customer_id(contact["number"]))
    if known is not None:
        key: int = known["id"]
        return key
    try:
        return int(customer_for(contact, shop)["id"])
    except Invalid:  # a shopper may give a number that no customer could have
        return None


def _coupon(basket: Basket) -> Record:
    terms = basket.terms
    if terms is None:
        return {}
    return {"_coupon": coupon_kept(story_terms(terms)), "_coupon_code": terms.code}


def _delivery(basket: Basket, shop: Shop) -> Record:
    """The store's first courier brings it to the shopper's city; what they paid holds that."""
    market: Market = shop.facts
    city = basket.contact["city"] if basket.contact else market.store.city.key
    courier = shop.store.all(COMPANY)[0]
    place = story_place(city, basket.number)
    shipping = {"_courier": courier["id"], "_shipping": courier["_price"], "_ship_to": place}
    return {"_delivery": "shipping", **shipping}
