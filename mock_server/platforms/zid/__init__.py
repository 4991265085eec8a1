"""Zid: the Merchant API v1."""

from mock_server.engine.platform import Platform

from . import cart_list, carts
from .auth import AUTH
from .style import ZidStyle

PLATFORM = Platform(
    name="zid",
    title="Zid Merchant API",
    hosts=("api.zid.sa", "oauth.zid.sa"),
    style=ZidStyle(),
    auth=AUTH,
    dialect=carts.DIALECT,
    workers=[carts.LIFECYCLE.workers],
    presenters={carts.CART: carts.present},
    lasts={carts.CART: carts.looks_the_same},
    tables={carts.CART: carts.TABLE},
    filters={carts.CART: cart_list.FILTERS},
    sorts={carts.CART: cart_list.sort},
)
