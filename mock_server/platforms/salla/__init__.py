"""Salla: the Merchant API v2."""

from mock_server.engine.platform import Platform

from . import carts
from .auth import AUTH
from .style import SallaStyle

PLATFORM = Platform(
    name="salla",
    title="Salla Merchant API",
    hosts=("api.salla.dev", "accounts.salla.sa"),
    style=SallaStyle(),
    auth=AUTH,
    dialect=carts.DIALECT,
    workers=[carts.LIFECYCLE.workers],
    presenters={carts.CART: carts.present},
    lasts={carts.CART: carts.ages_until},
    tables={carts.CART: carts.TABLE},
    listed={carts.CART: {"status": "active"}},
    filters={carts.CART: carts.FILTERS},
)
