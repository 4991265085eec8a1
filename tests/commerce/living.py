"""Baskets of a shop and what it told of them, for tests of the rules of carts."""

from datetime import timedelta

from mock_server.commerce.lifecycle import CartLifecycle
from mock_server.commerce.shopper import add_line, open_basket
from mock_server.engine.shop import Shop
from tests.helpers import NOON
from tests.toy.making import toy_shop

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def fill(shop: Shop) -> str:
    """A basket with honey in it."""
    basket = open_basket(shop)
    return add_line(shop, basket.id, "honey").id


def told(shop: Shop) -> list[tuple[str, timedelta]]:
    return [(event.name, event.at - NOON) for event in shop.events]


def shop_with(lifecycle: CartLifecycle) -> Shop:
    """A shop of a platform whose rule differs in these fields."""
    shop = toy_shop()

    class Dialect:
        write = staticmethod(shop.dialect.write)

    Dialect.lifecycle = lifecycle  # type: ignore[attr-defined]
    shop.dialect = Dialect()
    shop._workers = lifecycle.workers
    return shop
