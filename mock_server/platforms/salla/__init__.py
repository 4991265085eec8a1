"""Salla: the Merchant API v2."""

from mock_server.auth import installing
from mock_server.engine.platform import Platform

from . import (
    accounts,
    brands,
    carts,
    categories,
    coupons,
    digital,
    images,
    option_templates,
    options,
    prices,
    product_actions,
    product_import,
    products,
    quantities,
    subscriptions,
    tags,
    users,
    variants,
    webhooks,
)
from .auth import AUTH
from .limits import LIMITS
from .style import SallaStyle

PLATFORM = Platform(
    name="salla",
    title="Salla Merchant API",
    hosts=("api.salla.dev", "accounts.salla.sa"),
    style=SallaStyle(),
    auth=AUTH,
    dialect=carts.DIALECT,
    webhooks=webhooks.WEBHOOKS,
    limits=LIMITS,
    operations=[
        subscriptions.operations,
        users.operations,
        products.operations,
        options.operations,
        variants.operations,
        images.operations,
        quantities.operations,
        prices.operations,
        product_actions.operations,
        product_import.operations,
        digital.operations,
        tags.operations,
    ],
    resources=[
        products.RESOURCE,
        options.OPTION_RESOURCE,
        options.VALUE_RESOURCE,
        variants.RESOURCE,
        images.RESOURCE,
        quantities.REASON_RESOURCE,
        quantities.AUDIT_RESOURCE,
        digital.RESOURCE,
        tags.RESOURCE,
        option_templates.RESOURCE,
        categories.RESOURCE,
        brands.RESOURCE,
    ],
    workers=[carts.LIFECYCLE.workers, installing.WORKERS],
    presenters={carts.CART: carts.present, webhooks.WEBHOOK: subscriptions.present},
    lasts={carts.CART: carts.ages_until},
    tables={carts.CART: carts.TABLE},
    listed={carts.CART: {"status": "active"}},
    filters={carts.CART: carts.FILTERS},
    setup=coupons.make_coupons,
    client_facts=accounts.facts,
    beside={"accounts": accounts.ACCOUNTS},
)
