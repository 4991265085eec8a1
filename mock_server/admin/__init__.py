"""The admin API: drives shops, their clocks and their shoppers; bound like any platform."""

from mock_server.auth.carriers import Auth, Carrier
from mock_server.engine.platform import Platform

from . import (
    apps,
    clocks,
    faults,
    record_writing,
    records,
    requests,
    sandbox,
    settings,
    shoppers,
    shops,
    tokens,
    webhooks,
)
from .style import AdminStyle

ADMIN = "__admin"

PLATFORM = Platform(
    name=ADMIN,
    title="souqbox admin API",
    style=AdminStyle(),
    auth=Auth({"adminToken": Carrier("Authorization", "Bearer")}),
    dialect=None,
    operations=[
        sandbox.operations,
        shops.operations,
        settings.operations,
        records.operations,
        record_writing.operations,
        clocks.operations,
        shoppers.operations,
        tokens.operations,
        apps.operations,
        webhooks.operations,
        requests.operations,
        faults.operations,
    ],
)
