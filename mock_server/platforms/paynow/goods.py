"""What can be bought now, by a shopper or by a checkout of the API: products as they are."""

from dataclasses import replace

from mock_server.commerce.basket import Basket
from mock_server.commerce.market import Market
from mock_server.commerce.vocabulary import Product, Text
from mock_server.engine.errors import Conflict
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record

from .catalogue import PRODUCT, product_id
from .customers import customer_of
from .refusals import refused
from .stock import available

_NOTHING = Text("", "")


def find(shop: Shop, wanted: str) -> Product:
    """A product by its key in the story or its SKU, by its id or by its slug; at its price now.

    Raises:
        Invalid: there is none, or no longer.
    """
    record = shop.store.find(PRODUCT, wanted) or _by_slug(shop, wanted)
    if record is None:
        market: Market = shop.facts
        told = market.product(wanted)
        record = shop.store.find(PRODUCT, product_id(told.key, shop))
        if record is None:
            raise refused("product", "enum", f"the product {wanted!r} was deleted")
    return as_goods(record, shop)


def as_goods(record: Record, shop: Shop) -> Product:
    """A product as baskets hold it: by the story's key for it, else by its id."""
    market: Market = shop.facts
    told = market.products.get(record.get("_story") or "")
    if told is None:
        name = Text(record["name"], record["name"])
        facts = (name, _NOTHING, record["slug"], record["price"], 0.0, "digital")
        return Product(record["id"], 0, *facts)
    if (told.price, told.name.en) == (record["price"], record["name"]):
        return told
    name = Text(told.name.ar, record["name"])
    return replace(told, price=record["price"], name=name)


def check_stock(basket: Basket, shop: Shop) -> None:
    """Make sure that as many are left as the basket has.

    Raises:
        Conflict: somebody else was quicker, or it was deleted.
    """
    customer = customer_of(basket, shop)
    wanted: dict[str, int] = {}
    for line in basket.lines:
        key = product_id(line["product"], shop)
        wanted[key] = wanted.get(key, 0) + line["quantity"]
    for key, quantity in wanted.items():
        product = shop.store.find(PRODUCT, key)
        if product is not None and quantity > left_for(product, customer, shop):
            raise Conflict(f"there are not {quantity} of {product['name']!r} left")


def left_for(product: Record, customer_id: str | None, shop: Shop) -> int:
    """How many of a product this customer can still buy."""
    left: int = available(product, shop, customer_id)["customer_available"]
    return left


def _by_slug(shop: Shop, slug: str) -> Record | None:
    found, _ = shop.store.table(PRODUCT).select({"slug": slug}, limit=1)
    return found[0] if found and not found[0].get("_story") else None
