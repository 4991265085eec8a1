"""A cart as Zid's webhooks show it: all there is, and bare, without the name of the event."""

from datetime import timedelta

from mock_server.commerce.basket import Basket, contact_of, line_of
from mock_server.commerce.market import Market
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.engine.style import visible

from .carts import CART, cart_record

_EXAMPLE = "an example of a cart"


def told(cart: Record) -> Record:
    """The list's fields and the details' together, in the language of the store."""
    return {**visible(cart), **cart["_ar"]}


def example_cart(name: str, shop: Shop) -> Record:
    """The newest cart that the event could be about, or one made up where there is none."""
    completed = name == "abandoned_cart.completed"
    newest, _ = shop.store.table(CART).select(
        {}, lambda cart: (cart["phase"] == "completed") == completed, limit=1
    )
    return told(newest[0] if newest else _made_up(completed, shop))


def _made_up(completed: bool, shop: Shop) -> Record:
    market: Market = shop.facts
    product, customer = next(iter(market.products.values())), next(iter(market.customers.values()))
    now = shop.clock.now()
    opened = now - timedelta(hours=1)
    basket = Basket.opened(_EXAMPLE, 1, opened, {}).changed(
        lines=(line_of(1, product, 1, ""),),
        contact=contact_of(customer),
        phase="payment_method",
        abandoned_at=opened + timedelta(minutes=10),
        paid_at=now if completed else None,
    )
    return cart_record(basket, shop)
