"""Zid: the Merchant API v1."""

from mock_server.auth import installing
from mock_server.engine.platform import Platform

from . import cart_list, carts, oauth, subscriptions, webhooks
from .auth import AUTH
from .limits import LIMITS
from .style import ZidStyle

PLATFORM = Platform(
    name="zid",
    title="Zid Merchant API",
    hosts=("api.zid.sa", "oauth.zid.sa"),
    style=ZidStyle(),
    auth=AUTH,
    dialect=carts.DIALECT,
    webhooks=webhooks.WEBHOOKS,
    limits=LIMITS,
    operations=[subscriptions.operations],
    workers=[carts.LIFECYCLE.workers, installing.WORKERS],
    presenters={carts.CART: carts.present},
    lasts={carts.CART: carts.looks_the_same},
    tables={carts.CART: carts.TABLE},
    filters={carts.CART: cart_list.FILTERS},
    sorts={carts.CART: cart_list.sort},
    apart={carts.CART: ("filter_order_by", "filter_sort_by")},
    setup=oauth.open_store,
    client_facts=oauth.facts,
    beside={"oauth": oauth.SERVER},
)
