"""The access to a shop of an embedded sandbox: its tokens, and the apps that have them."""

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from mock_server.auth.carriers import Auth
from mock_server.auth.handling import Issued, Which, expire_tokens, issue_by_hand, revoke_tokens
from mock_server.auth.installing import Installation, Telling, install, uninstall
from mock_server.auth.server import Server
from mock_server.auth.settings import AccessSettings, change_settings
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record

if TYPE_CHECKING:
    from .embedded_shop import EmbeddedShop


class ShopAccess:
    """Tokens by hand, and apps that come and go."""

    def __init__(self, shop: "EmbeddedShop", server: Server, auth: Auth) -> None:
        self._shop = shop
        self._server = server
        self._auth = auth

    def issue(
        self,
        scopes: Sequence[str] | None = None,
        lifetime: timedelta | None = None,
        kind: str | None = None,
    ) -> Issued:
        """A token with these scopes, all of them for None; its `headers` are those to send.

        Raises:
            Invalid: the platform has no such kind of token.
        """
        return self._shop.change(
            lambda shop: issue_by_hand(self._server, shop, self._auth, kind, scopes, lifetime)
        )

    def expire(self, token: str | None = None) -> int:
        """Make a token too old, or all access tokens; how many that were still good."""
        which = Which(token, kinds=("access",))
        return self._shop.change(lambda shop: expire_tokens(self._server.shops, shop, which))

    def revoke(self, token: str | None = None) -> int:
        """Revoke a token, or all of them; how many that were not revoked yet."""
        which = Which(token, kinds=("access", "refresh", "code"))
        return self._shop.change(lambda shop: revoke_tokens(self._server.shops, shop, which))

    def install(
        self, client_id: str | None = None, telling: Telling | None = None, **wishes: Any
    ) -> Installation:
        """Install an app, the demo app for None; it gets its tokens unless `mode="custom"`.

        Raises:
            Invalid: a redirect URI is none.
        """
        wanted = {"mode": "easy", **wishes}
        name = client_id or self._server.oauth.client_id
        how = telling or Telling()
        return self._shop.change(lambda shop: install(self._server, shop, name, wanted, how))

    def uninstall(self, client_id: str | None = None, telling: Telling | None = None) -> Record:
        """Uninstall an app: its tokens open nothing from then on.

        Raises:
            NotFound: it is not installed.
        """
        name = client_id or self._server.oauth.client_id
        how = telling or Telling()
        return self._shop.change(lambda shop: uninstall(self._server, shop, name, how))

    def settings(self, **changed: Any) -> AccessSettings:
        """Set `access_lifetime`, `refresh_lifetime` or `strict`; what is in force."""

        def change(shop: Shop) -> AccessSettings:
            return change_settings(self._server.shops, shop, changed)

        return self._shop.change(change)
