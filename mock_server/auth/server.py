"""The accounts of a platform: who an app is, and which shop it means."""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mock_server.engine.masking import mask
from mock_server.engine.platform import Platform
from mock_server.engine.shop import Shop
from mock_server.engine.shops import Shops
from mock_server.engine.store import Record
from mock_server.spec.bundle import Document

from .apps import find_app
from .oauth_errors import invalid_client
from .rules import OAuth


@dataclass(frozen=True, slots=True)
class Server:
    """The accounts of one platform: all its shops, its rules, the scopes of its documents."""

    shops: Shops
    platform: str
    oauth: OAuth
    scopes: Mapping[str, str]
    """What each scope allows, in words."""

    @classmethod
    def of(cls, shops: Shops, platform: Platform, document: Document) -> "Server":
        """The accounts of a platform that has apps, with all scopes that its document knows."""
        scopes: dict[str, str] = {}
        for scheme in document["components"]["securitySchemes"].values():
            for flow in scheme.get("flows", {}).values():
                scopes.update(flow["scopes"])
        return cls(shops, platform.name, platform.auth.oauth, scopes)


def known_app(server: Server, shop: Shop, client_id: str) -> Record:
    """The app of this client id.

    Raises:
        OAuthError: there is none.
    """
    app = find_app(server.shops, shop, server.oauth, client_id)
    if app is None:
        words = (
            f"no app has the client_id {client_id[:80]!r}; "
            f"`souqbox app install {server.platform}` prints one"
        )
        raise invalid_client(words)
    return app


def check_client(server: Server, shop: Shop, form: Mapping[str, Any]) -> Record:
    """The app that `client_id` and `client_secret` name.

    Raises:
        OAuthError: there is none, or the secret is another's.
    """
    client_id, secret = form.get("client_id"), form.get("client_secret")
    if not client_id:
        raise invalid_client("client_id is missing, in the body and in a Basic header")
    app = known_app(server, shop, client_id)
    if not secret:
        raise invalid_client("client_secret is missing, in the body and in a Basic header")
    if not hmac.compare_digest(str(secret).encode(), app["secret"].encode()):
        words = f"client_secret is not that of {app['name']!r}, which ends in {mask(app['secret'])}"
        raise invalid_client(words)
    return app
