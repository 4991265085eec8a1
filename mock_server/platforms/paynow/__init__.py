"""PayNow.gg: marketing settings and webhooks of the Management API."""

from mock_server.engine.platform import Platform
from mock_server.engine.shop import Shop

from . import (
    abandoned_checkouts,
    carts,
    catalogue,
    checkouts,
    configurations,
    coupon_writing,
    coupons,
    customer_writing,
    email_branding,
    email_deliveries,
    email_templates,
    email_types,
    order_lists,
    products,
    purchase_follow_ups,
    refunds,
    store_members,
    stores,
    tags,
    webhook_history,
    webhook_subscriptions,
    webhooks,
)
from .auth import AUTH
from .flakes import store_id
from .style import PayNowStyle

FEATURES = (abandoned_checkouts.FEATURE, purchase_follow_ups.FEATURE)


def _setup(shop: Shop) -> None:
    catalogue.fill_store(shop)
    coupons.keep_coupons(shop)
    for feature in FEATURES:
        configurations.begin(feature, shop)


PLATFORM = Platform(
    name="paynow",
    title="PayNow Management API",
    hosts=("api.paynow.gg",),
    style=PayNowStyle(),
    auth=AUTH,
    dialect=carts.DIALECT,
    webhooks=webhooks.WEBHOOKS,
    operations=[
        stores.operations,
        store_members.operations,
        tags.operations,
        products.operations,
        customer_writing.operations,
        coupon_writing.operations,
        checkouts.operations,
        order_lists.operations,
        refunds.operations,
        email_types.operations,
        email_templates.operations,
        email_branding.operations,
        email_deliveries.operations,
        abandoned_checkouts.operations,
        purchase_follow_ups.operations,
        webhook_subscriptions.operations,
        webhook_history.operations,
    ],
    resources=[
        stores.RESOURCE,
        store_members.ROLES,
        store_members.MEMBERS,
        tags.RESOURCE,
        products.RESOURCE,
        customer_writing.RESOURCE,
        customer_writing.TOKENS,
        coupon_writing.RESOURCE,
        checkouts.RESOURCE,
        order_lists.RESOURCE,
        refunds.RESOURCE,
        email_templates.RESOURCE,
        email_deliveries.RESOURCE,
    ],
    workers=[carts.LIFECYCLE.workers, purchase_follow_ups.WORKERS],
    presenters={feature.configuration: configurations.present for feature in FEATURES},
    setup=_setup,
    client_facts=lambda shop: {"store_id": store_id(shop)},
)
