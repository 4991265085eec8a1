"""Where Salla's token sits, and how apps get theirs: one bearer token for a merchant and an app."""

from datetime import timedelta
from typing import Any

from mock_server.auth.carriers import Auth, Carrier
from mock_server.auth.rules import Grant, Key, OAuth
from mock_server.engine.shop import Shop
from mock_server.engine.text import Text

from .apps import app_installed, app_uninstalled


def token_answer(grant: Grant) -> dict[str, Any]:
    """`expires` is a moment, `expires_in` a span: clients read one or the other."""
    tokens = dict(grant.tokens)
    return {
        "token_type": "bearer",
        "access_token": tokens.pop("access_token"),
        "expires": int(grant.expires_at.timestamp()),
        "expires_in": grant.seconds,
        **tokens,
        "scope": " ".join(grant.scopes),
    }


def _without_hyphens(state: str) -> str:
    """Salla's own: what an app compares must be made without them."""
    return state.replace("-", "")


def _merchant(shop: Shop) -> Text:
    name: Text = shop.facts.store.name
    return name


OAUTH = OAuth(
    authorize_path="/oauth2/auth",
    token_path="/oauth2/token",  # noqa: S106 (an address)
    client_id="4710a11a-0a2d-4b1c-8f3e-5e55a11a4710",
    tokens={"access_token": Key("ory_at_", 43)},
    refresh=Key("ory_rt_", 43),
    code=Key("ory_ac_", 43),
    answer=token_answer,
    access_lifetime=timedelta(days=14),
    refresh_lifetime=timedelta(days=30),
    installed=app_installed,
    uninstalled=app_uninstalled,
    merchant=_merchant,
    offline_scope="offline_access",
    reuse_status=401,
    state=_without_hyphens,
)
AUTH = Auth({"oauth2": Carrier("Authorization", "Bearer")}, oauth=OAUTH)
