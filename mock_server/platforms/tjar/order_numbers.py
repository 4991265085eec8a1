"""Which number an order has: the older ones first, then the story's purchases, then the new."""

from mock_server.commerce.market import Market
from mock_server.commerce.records import record_key
from mock_server.engine.shop import Shop

ORDER = "order"
_MOST = 60


def older_orders(market: Market) -> int:
    """How many orders there were before the story began."""
    return min(_MOST, 7 + len(market.customers)) if market.customers and market.products else 0


def order_of(basket: str, shop: Shop) -> int:
    """The number of the order that a basket became; baskets are numbered as they are paid for."""
    return int(record_key(shop, ORDER, basket, lambda: next_order(shop)))


def next_order(shop: Shop) -> int:
    return older_orders(shop.facts) + shop.identifiers.count(ORDER)
