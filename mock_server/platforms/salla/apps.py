"""What Salla tells an app of its own life in a store, easy mode's tokens among it."""

from datetime import datetime
from typing import Any

from mock_server.auth.rules import Grant
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record

from .style import RIYADH


def app_installed(app: Record, grant: Grant | None, shop: Shop) -> list[tuple[str, dict[str, Any]]]:
    """In easy mode the tokens follow the news of the installation."""
    scopes = grant.scopes if grant is not None else app["scopes"] or ()
    told = [("app.installed", {**_facts(app), "app_scopes": list(scopes)})]
    if grant is not None:
        told.append(("app.store.authorize", _pushed(grant)))
    return told


def app_uninstalled(
    app: Record, grant: Grant | None, shop: Shop
) -> list[tuple[str, dict[str, Any]]]:
    gone = {"uninstallation_date": _date(app["uninstalled_at"])}
    return [("app.uninstalled", {**_facts(app), **gone})]


def _facts(app: Record) -> dict[str, Any]:
    return {
        "id": app["number"],
        "app_name": app["name"],
        "app_description": app["name"],
        "app_type": "app",
        "installation_date": _date(app["installed_at"]),
    }


def _pushed(grant: Grant) -> dict[str, Any]:
    """`expires` is a moment in Unix time, never a span."""
    return {
        **grant.tokens,
        "expires": int(grant.expires_at.timestamp()),
        "scope": " ".join(grant.scopes),
        "token_type": "bearer",
    }


def _date(moment: datetime) -> str:
    return f"{moment.astimezone(RIYADH):%Y-%m-%d %H:%M:%S}"
