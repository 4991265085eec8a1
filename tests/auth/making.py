"""An OAuth server over shops of the toy platform, and the steps of its clients."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from mock_server.auth.apps import demo_secret
from mock_server.auth.consent import give_code, read_asked
from mock_server.auth.exchange import exchange, shop_of_form
from mock_server.auth.rules import Grant, Key, OAuth
from mock_server.auth.server import Server
from mock_server.engine.shop import Shop
from mock_server.engine.shops import Shops
from mock_server.engine.store import Record
from mock_server.engine.text import Text
from tests.toy.making import toy_maker

CLIENT = "toy-app"
REDIRECT = "http://127.0.0.1:3000/callback"


def _told(word: str) -> Any:
    def told(app: Record, grant: Grant | None, shop: Shop) -> list[tuple[str, dict[str, Any]]]:
        events: list[tuple[str, dict[str, Any]]] = [(f"app.{word}", {"app": app["number"]})]
        if grant is not None:
            events.append(("app.tokens", dict(grant.tokens)))
        return events

    return told


OAUTH = OAuth(
    authorize_path="/auth",
    token_path="/token",
    client_id=CLIENT,
    tokens={"access_token": Key("at_", 30)},
    refresh=Key("rt_", 30),
    code=Key("ac_", 30),
    answer=lambda grant: {**grant.tokens, "expires_in": grant.seconds},
    access_lifetime=timedelta(days=14),
    refresh_lifetime=timedelta(days=30),
    installed=_told("installed"),
    uninstalled=_told("uninstalled"),
    merchant=lambda shop: Text("متجر", "Store"),
    offline_scope="offline",
)
SCOPES = {"notes.read": "Read notes.", "notes.read_write": "Write notes.", "offline": "Refresh."}


def toy_server(oauth: OAuth = OAUTH) -> Server:
    return Server(Shops(toy_maker()), "toy", oauth, SCOPES)


def asking(**changes: Any) -> dict[str, Any]:
    """What an app sends to the authorize address; None leaves a word out."""
    query = {
        "client_id": CLIENT,
        "response_type": "code",
        "redirect_uri": REDIRECT,
        "scope": "notes.read offline",
        "state": "xyz",
        **changes,
    }
    return {name: value for name, value in query.items() if value is not None}


def agreed(server: Server, shop: Shop, **changes: Any) -> str:
    """The code of a merchant who agreed."""
    return give_code(server, shop, read_asked(server, shop, asking(**changes)))


def secret_of(server: Server) -> str:
    return demo_secret(server.platform)


def form(server: Server, **words: Any) -> Mapping[str, Any]:
    """What an app sends to the token address beside these words; None leaves one out."""
    sent = {
        "client_id": CLIENT,
        "client_secret": secret_of(server),
        "redirect_uri": REDIRECT,
        **words,
    }
    return {name: value for name, value in sent.items() if value is not None}


def redeem(server: Server, code: str, **words: Any) -> Grant:
    asked = form(server, grant_type="authorization_code", code=code, **words)
    return exchange(server, shop_of_form(server, asked), asked)


def refresh(server: Server, token: str, **words: Any) -> Grant:
    asked = form(server, grant_type="refresh_token", refresh_token=token, **words)
    return exchange(server, shop_of_form(server, asked), asked)
