"""Tjar: the Core API v1."""

from mock_server.engine.platform import Platform

from . import (
    assets,
    carts,
    catalogue,
    media,
    order_statuses,
    orders,
    products,
    reminders,
    stores,
    subscriptions,
    webhooks,
)
from .auth import AUTH
from .limits import LIMITS
from .style import TjarStyle

PLATFORM = Platform(
    name="tjar",
    title="Tjar Core API",
    hosts=("*.tjar.sa",),
    style=TjarStyle(),
    auth=AUTH,
    dialect=carts.DIALECT,
    webhooks=webhooks.WEBHOOKS,
    limits=LIMITS,
    operations=[
        reminders.operations,
        subscriptions.operations,
        products.operations,
        media.operations,
        orders.operations,
        order_statuses.operations,
    ],
    resources=[
        products.RESOURCE,
        *catalogue.SORTED_BY,
        media.RESOURCE,
        media.FILES,
        orders.RESOURCE,
    ],
    workers=[carts.LIFECYCLE.workers],
    presenters={carts.CART: carts.present},
    lasts={carts.CART: carts.idle_until},
    tables={carts.CART: carts.TABLE},
    listed={carts.CART: {"phase": "abandoned"}},
    filters={carts.CART: carts.FILTERS},
    setup=stores.open_store,
    beside={"assets": assets.ASSETS},
)
