"""Zid's OAuth server, which answers beside the API."""

from mock_server.auth.accounts import oauth_operations
from mock_server.auth.apps import client_facts
from mock_server.auth.style import OAuthStyle
from mock_server.engine.platform import Platform
from mock_server.engine.shop import Shop

from .auth import AUTH, OAUTH
from .stores import store_facts

SERVER = Platform(
    name="zid",
    title="Zid OAuth",
    style=OAuthStyle(),
    auth=AUTH,
    dialect=None,
    operations=[oauth_operations("oauthAuthorize", "oauthToken")],
)


def facts(shop: Shop) -> dict[str, str]:
    """What an app must know beside its tokens."""
    store = store_facts(shop)
    return {"store_id": store["number"], **client_facts(shop, OAUTH)}


def open_store(shop: Shop) -> None:
    """The store's numbers are there before anybody asks for them."""
    store_facts(shop)
