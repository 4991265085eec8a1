"""Apps as a shop knows them: the demo app, which is always there, and those that were installed."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from mock_server.engine.errors import Conflict, Invalid
from mock_server.engine.identifiers import Identifiers, seed_of
from mock_server.engine.shop import Shop
from mock_server.engine.shops import Shops
from mock_server.engine.store import Record
from mock_server.engine.text import Text

from .rules import OAuth

APPS = "app"
APPS_KEPT = 100
DEMO_REDIRECT = "http://127.0.0.1:3000/callback"
LONGEST_URI = 2000


def demo_secret(platform: str) -> str:
    """The demo app's secret; the same on every start, and worthless anywhere else."""
    return sha256(f"souqbox demo app {platform}".encode()).hexdigest()[:40]


def find_app(shops: Shops, shop: Shop, oauth: OAuth, client_id: str) -> Record | None:
    """The app of this client id, as this shop knows it, or as another where it is installed."""
    known = shop.store.find(APPS, client_id)
    if known is not None:
        return known
    elsewhere = shop_of_app(shops, shop.platform, client_id)
    if elsewhere is not None:
        app = elsewhere.store.get(APPS, client_id)
        return {**app, "installed": False, "installed_at": None, "uninstalled_at": None}
    return demo_app(shop.platform, oauth) if client_id == oauth.client_id else None


def demo_app(platform: str, oauth: OAuth) -> Record:
    """The app that nobody has to register; `scopes` of None are all that are asked for."""
    return {
        "id": oauth.client_id,
        "number": app_number(oauth.client_id),
        "secret": demo_secret(platform),
        "name": "souqbox demo app",
        "redirect_uris": [DEMO_REDIRECT],
        "scopes": None,
        "mode": "custom",
        "webhook_url": None,
        "webhook_secret": None,
        "installed": False,
        "installed_at": None,
        "uninstalled_at": None,
    }


def client_facts(shop: Shop, oauth: OAuth) -> dict[str, str]:
    """What the demo app must know to get tokens for this shop."""
    app = shop.store.find(APPS, oauth.client_id) or demo_app(shop.platform, oauth)
    return {
        "client_id": app["id"],
        "client_secret": app["secret"],
        "redirect_uri": app["redirect_uris"][0],
    }


def app_number(client_id: str) -> int:
    """The app's number in its events; one app has one number in every shop."""
    return Identifiers(seed_of("app", client_id)).number("app")


def keep_app(shop: Shop, app: Record) -> Record:
    """Keep an app.

    Raises:
        Conflict: the shop has as many apps as it can have.
    """
    if shop.store.find(APPS, app["id"]) is None and shop.store.count(APPS) >= APPS_KEPT:
        raise Conflict(f"a shop keeps {APPS_KEPT} apps at most; reset it to begin anew")
    return shop.store.put(APPS, app["id"], app)


def with_wishes(app: Record, wishes: Mapping[str, Any]) -> Record:
    """The app with what was asked for at its installation; None leaves a field as it is.

    Raises:
        Invalid: a redirect URI is none.
    """
    changed = {name: value for name, value in wishes.items() if value is not None}
    for uri in changed.get("redirect_uris", ()):
        check_redirect(uri)
    return {**app, **changed}


def check_redirect(uri: str) -> None:
    """Plain http is fine here; the rest is as RFC 6749, 3.1.2, has it.

    Raises:
        Invalid: it is not absolute, not http, has a fragment, or is too long.
    """
    try:
        parts = urlsplit(uri)
        good = parts.scheme in ("http", "https") and parts.hostname and not parts.fragment
    except ValueError:
        good = False
    if not good or len(uri) > LONGEST_URI or not uri.isprintable() or " " in uri:
        words = "an absolute http or https address without a fragment"
        raise Invalid.field("redirect_uri", "format", Text("عنوان كامل بدون #", words))


def shop_of_app(shops: Shops, platform: str, client_id: str) -> Shop | None:
    """The shop in which this app was installed last; None if it is installed nowhere."""
    found: Shop | None = None
    latest: Any = None
    for shop in shops:
        app = shop.store.find(APPS, client_id) if shop.platform == platform else None
        if (
            app is not None
            and app["installed"]
            and (latest is None or app["installed_at"] >= latest)
        ):
            found, latest = shop, app["installed_at"]
    return found


def granted_scopes(app: Record, wished: Sequence[str] | None, known: Sequence[str]) -> list[str]:
    """What an app gets: what it asks for, else all that it may have, else all that there are."""
    if wished:
        return list(dict.fromkeys(wished))
    return list(app["scopes"]) if app["scopes"] is not None else list(known)


def refused_scopes(app: Record, wished: Sequence[str]) -> list[str]:
    """What an app asks for beyond what it may have; `x.read_write` includes `x.read`."""
    if app["scopes"] is None:
        return []
    allowed = {*app["scopes"], *(s.removesuffix("_write") for s in app["scopes"])}
    return [scope for scope in wished if scope not in allowed]
