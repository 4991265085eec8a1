"""When a checkout left alone counts as abandoned; all of it is looked at when the moment comes."""

from datetime import timedelta

from mock_server.commerce.basket import Basket
from mock_server.engine.shop import Shop

from .abandoned_checkouts import ABANDONED
from .catalogue import product_of
from .customers import customer_id
from .options import abandoned_checkout_enabled, is_canceled, is_live, is_ordered
from .protocol import protocol_of
from .purchases import purchases_of
from .timestamps import unix

ONE_IN = timedelta(days=10)
"""A customer has at most one abandoned checkout in this time."""


def may_abandon(basket: Basket, shop: Shop) -> bool:
    """Whether the vendor's conditions all hold for a checkout that nobody touched for a while."""
    customer = customer_id(basket, shop)
    return (
        customer is not None
        and abandoned_checkout_enabled(basket)
        and not is_ordered(basket)
        and not is_canceled(basket)
        and _mode_counts(basket, shop)
        and not _had_one_lately(customer, shop)
        and not _is_in_grace(customer, shop)
        and not _has_bought_it_all(basket, customer, shop)
    )


def _mode_counts(basket: Basket, shop: Shop) -> bool:
    return is_live(basket) or bool(protocol_of(shop)["test_mode_enabled"])


def _had_one_lately(customer: str, shop: Shop) -> bool:
    latest = shop.store.page(ABANDONED, size=1, where={"customer": customer}).records
    return bool(latest) and latest[0]["created_at"] > unix(shop.clock.now() - ONE_IN)


def _is_in_grace(customer: str, shop: Shop) -> bool:
    """Whether the customer's last purchase is too fresh."""
    paid = [checkout["paid_at"] for checkout in purchases_of(customer, shop)]
    grace = timedelta(days=protocol_of(shop)["grace_period_days"])
    return bool(paid) and max(paid) > unix(shop.clock.now() - grace)


def _has_bought_it_all(basket: Basket, customer: str, shop: Shop) -> bool:
    """Whether nothing in the checkout would be new to the customer, if that matters."""
    if not protocol_of(shop)["ignore_purchased_products"]:
        return False
    bought = {product for each in purchases_of(customer, shop) for product in each["_products"]}
    return bought.issuperset(product_of(line, shop) for line in basket.lines)
