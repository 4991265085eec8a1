"""A cart for an event that is triggered by hand: one that there is, or one made up."""

from datetime import timedelta

from mock_server.commerce.basket import Basket, contact_of, line_of
from mock_server.commerce.market import Market
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record

from .carts import CART, cart_record


def example_cart(name: str, shop: Shop) -> Record:
    """The newest cart that the event could be about, or one made up where there is none."""
    reminded = name == "abandoned_cart.reminder_sent"
    newest, _ = shop.store.table(CART).select(
        {"phase": "abandoned"}, lambda cart: bool(cart["reminders_count"]) or not reminded, limit=1
    )
    return newest[0] if newest else _made_up(reminded, shop)


def example_basket(shop: Shop) -> Basket:
    """What the first customer of the story might have left behind."""
    market: Market = shop.facts
    product, customer = next(iter(market.products.values())), next(iter(market.customers.values()))
    opened = shop.clock.now() - timedelta(hours=1)
    return Basket.opened("an example", 1, opened, {}).changed(
        lines=(line_of(1, product, 1, ""),), contact=contact_of(customer), abandoned_at=opened
    )


def _made_up(reminded: bool, shop: Shop) -> Record:
    """It has the number that the next cart will have."""
    sent = ({"number": 1, "channel": "email"},) if reminded else ()
    basket = example_basket(shop).changed(reminders=sent)
    return cart_record(str(shop.store.count(CART) + 1), basket, shop)
