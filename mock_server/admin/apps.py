"""A shop's apps: installed and uninstalled, with the events of their life."""

from typing import Any

from mock_server.auth.apps import APPS, demo_app
from mock_server.auth.installing import Telling, install, uninstall
from mock_server.auth.rules import OAuth
from mock_server.engine.errors import NotFound
from mock_server.engine.masking import mask
from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record

from .control import Control, control_of
from .spans import read_span
from .tokens import auth_of, server_of

operations = Operations()

_WISHES = {
    "redirect_uris": "redirect_uris",
    "scopes": "scopes",
    "mode": "mode",
    "name": "name",
    "client_secret": "secret",
    "webhook_url": "webhook_url",
    "webhook_secret": "webhook_secret",
}


@operations.handles("listApps")
def list_apps(request: Request, shop: Shop) -> Any:
    control = control_of(shop)
    visited = control.shop(request)
    oauth = _oauth(control, visited)
    known = visited.store.all(APPS)
    if oauth.client_id not in {app["id"] for app in known}:
        known = [demo_app(visited.platform, oauth), *known]
    return {"apps": [_show(app) for app in known]}


@operations.handles("installApp")
def install_app(request: Request, shop: Shop) -> Any:
    control, facts = control_of(shop), request.body or {}
    visited = control.shop(request)
    oauth = _oauth(control, visited)
    server, telling = server_of(control, visited), _telling(facts)
    wishes = {ours: facts[theirs] for theirs, ours in _WISHES.items() if theirs in facts}
    wishes.setdefault("mode", "easy")
    client_id = facts.get("client_id", oauth.client_id)
    installed = install(server, visited, client_id, wishes, telling)
    app, grant = installed.app, installed.grant
    return {
        **_show(app),
        "platform": visited.platform,
        "shop": visited.name,
        "client_secret": app["secret"],
        "redirect_uri": app["redirect_uris"][0],
        "authorize_url": f"/{visited.platform}{oauth.authorize_path}",
        "token_url": f"/{visited.platform}{oauth.token_path}",
        "tokens": None if grant is None else oauth.answer(grant),
        "events": list(installed.events),
    }


@operations.handles("uninstallApp")
def uninstall_app(request: Request, shop: Shop) -> Any:
    control, facts = control_of(shop), request.body or {}
    visited = control.shop(request)
    client_id = facts.get("client_id", _oauth(control, visited).client_id)
    return _show(uninstall(server_of(control, visited), visited, client_id, _telling(facts)))


def _oauth(control: Control, shop: Shop) -> OAuth:
    oauth = auth_of(control, shop).oauth
    if oauth is None:
        words = f"{shop.platform} has no apps; issue a key: souqbox token issue {shop.platform}"
        raise NotFound(words, APPS)
    return oauth


def _telling(facts: dict[str, Any]) -> Telling:
    delay = read_span(facts.get("delay", "PT0S"), "delay")
    return Telling(delay, facts.get("duplicate", False), facts.get("shuffle", False))


def _show(app: Record) -> dict[str, Any]:
    return {
        "client_id": app["id"],
        "client_secret": mask(app["secret"]),
        "app_id": app["number"],
        "name": app["name"],
        "redirect_uris": list(app["redirect_uris"]),
        "scopes": None if app["scopes"] is None else list(app["scopes"]),
        "mode": app["mode"],
        "installed": app["installed"],
        "installed_at": app["installed_at"],
        "uninstalled_at": app["uninstalled_at"],
        "webhook_url": app["webhook_url"],
    }
