"""SureCart: the REST API v1."""

from mock_server.engine.platform import Platform

from . import (
    abandoned_checkouts,
    carts,
    checkouts,
    event_log,
    expansion,
    protocol_updates,
    queries,
    webhook_endpoints,
    webhook_health,
)
from .abandoned_checkouts import ABANDONED
from .account import open_account
from .auth import AUTH
from .event_log import EVENT
from .limits import LIMITS
from .protocol import PROTOCOL
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
        protocol_updates.operations,
        webhook_endpoints.operations,
    ],
    workers=[carts.LIFECYCLE.workers, webhook_health.WORKERS],
    presenters={ABANDONED: expansion.present, PROTOCOL: expansion.present},
    varies={ABANDONED: expansion.shown_by, PROTOCOL: expansion.shown_by},
    tables={
        ABANDONED: abandoned_checkouts.TABLE,
        checkouts.CHECKOUT: checkouts.TABLE,
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
