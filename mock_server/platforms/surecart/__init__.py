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
)
from .abandoned_checkouts import ABANDONED
from .account import open_account
from .auth import AUTH
from .event_log import EVENT
from .limits import LIMITS
from .protocol import PROTOCOL
from .style import SureCartStyle

PLATFORM = Platform(
    name="surecart",
    title="SureCart API",
    hosts=("api.surecart.com",),
    style=SureCartStyle(),
    auth=AUTH,
    dialect=carts.DIALECT,
    remember=event_log.remember,
    limits=LIMITS,
    operations=[abandoned_checkouts.operations, protocol_updates.operations],
    workers=[carts.LIFECYCLE.workers],
    presenters={ABANDONED: expansion.present, PROTOCOL: expansion.present},
    varies={ABANDONED: expansion.shown_by, PROTOCOL: expansion.shown_by},
    tables={
        ABANDONED: abandoned_checkouts.TABLE,
        checkouts.CHECKOUT: checkouts.TABLE,
        EVENT: event_log.TABLE,
    },
    filters={
        ABANDONED: abandoned_checkouts.FILTERS,
        EVENT: event_log.FILTERS,
    },
    sorts=dict.fromkeys((ABANDONED, EVENT), queries.sort),
    apart=dict.fromkeys((ABANDONED, EVENT), ("expand[]", "sort")),
    setup=open_account,
)
