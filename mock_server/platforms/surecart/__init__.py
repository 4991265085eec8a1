"""SureCart: the REST API v1."""

from mock_server.engine.platform import Platform

from . import (
    abandoned_checkouts,
    account,
    carts,
    checkout_actions,
    checkout_writes,
    coupons,
    customer_writes,
    discarded,
    discounts,
    event_log,
    expansion,
    line_item_writes,
    order_operations,
    prices,
    products,
    promotion_writes,
    protocol_updates,
    queries,
    statistics,
    webhook_endpoints,
    webhook_health,
)
from .abandoned_checkouts import ABANDONED
from .account import open_account
from .auth import AUTH
from .event_log import EVENT
from .limits import LIMITS
from .protocol import PROTOCOL
from .serving import served
from .style import SureCartStyle
from .webhook_health import ENDPOINT
from .webhooks import WEBHOOKS

PLATFORM = Platform(
    name="surecart",
    title="SureCart API",
    hosts=("api.surecart.com",),
    style=SureCartStyle(),
    auth=AUTH,
    dialect=carts.DIALECT,
    webhooks=WEBHOOKS,
    remember=event_log.remember,
    limits=LIMITS,
    operations=[
        abandoned_checkouts.operations,
        account.operations,
        checkout_actions.operations,
        checkout_writes.operations,
        coupons.operations,
        customer_writes.operations,
        discarded.operations,
        line_item_writes.operations,
        order_operations.operations,
        prices.operations,
        products.operations,
        promotion_writes.operations,
        protocol_updates.operations,
        statistics.operations,
        webhook_endpoints.operations,
    ],
    resources=[
        *account.RESOURCES,
        *map(
            served,
            (
                checkout_writes.RESOURCE,
                coupons.RESOURCE,
                customer_writes.RESOURCE,
                discounts.RESOURCE,
                line_item_writes.RESOURCE,
                *order_operations.RESOURCES,
                prices.RESOURCE,
                products.RESOURCE,
                promotion_writes.RESOURCE,
            ),
        ),
    ],
    workers=[carts.LIFECYCLE.workers, webhook_health.WORKERS],
    presenters={ABANDONED: expansion.present, PROTOCOL: expansion.present},
    varies={ABANDONED: expansion.shown_by, PROTOCOL: expansion.shown_by},
    tables={
        ABANDONED: abandoned_checkouts.TABLE,
        EVENT: event_log.TABLE,
        ENDPOINT: webhook_endpoints.TABLE,
    },
    filters={
        ABANDONED: abandoned_checkouts.FILTERS,
        EVENT: event_log.FILTERS,
        ENDPOINT: webhook_endpoints.FILTERS,
    },
    sorts=dict.fromkeys((ABANDONED, EVENT, ENDPOINT), queries.sort),
    apart=dict.fromkeys((ABANDONED, EVENT, ENDPOINT), ("expand[]", "sort")),
    setup=open_account,
)
