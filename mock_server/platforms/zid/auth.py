"""Where Zid's two tokens sit, and how apps get them: one names the app, the other the store."""

from datetime import timedelta
from typing import Any

from mock_server.auth.carriers import Auth, Carrier
from mock_server.auth.rules import Grant, Key, OAuth
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.engine.text import Text

from .headers import READ, check_headers

_YEAR = timedelta(days=365)
_GRACE = timedelta(days=30)
"""So that a pair that has just expired can still be refreshed; Zid says about a year for both."""

Told = list[tuple[str, dict[str, Any]]]


def token_answer(grant: Grant) -> dict[str, Any]:
    """`access_token` goes into X-Manager-Token, `authorization` after the word Bearer."""
    return {**grant.tokens, "token_type": "Bearer", "expires_in": grant.seconds}


def _installed(app: Record, grant: Grant | None, shop: Shop) -> Told:
    """Zid pushes no tokens: an app gets them by OAuth only."""
    facts = {"app_id": app["number"]}
    events = ("authorized", "install")  # in the order of the documentation: consent comes first
    return [(f"app.market.application.{word}", facts) for word in events]


def _uninstalled(app: Record, grant: Grant | None, shop: Shop) -> Told:
    return [("app.market.application.uninstall", {"app_id": app["number"]})]


def _merchant(shop: Shop) -> Text:
    name: Text = shop.facts.store.name
    return name


OAUTH = OAuth(
    authorize_path="/oauth/authorize",
    token_path="/oauth/token",  # noqa: S106 (an address)
    client_id="4710",
    tokens={
        "access_token": Key("zid_store_", 54, "managerToken"),
        "authorization": Key("zid_app_", 56, "authorization"),
    },
    refresh=Key("zid_refresh_", 52),
    code=Key("zid_code_", 55),
    answer=token_answer,
    access_lifetime=_YEAR,
    refresh_lifetime=_YEAR + _GRACE,
    installed=_installed,
    uninstalled=_uninstalled,
    merchant=_merchant,
    asks_scopes=False,
    refresh_needs_redirect=True,
)
AUTH = Auth(
    {
        "authorization": Carrier("Authorization", "Bearer", holds="authorization token"),
        "managerToken": Carrier("X-Manager-Token", also=("Access-Token",), holds="store token"),
    },
    rule=check_headers,
    also_read=READ,
    oauth=OAUTH,
)
"""Zid's product API calls the store's token `Access-Token`; it holds the same value."""
