"""An app comes into a shop and leaves it, and what is told of that."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from mock_server.engine.errors import NotFound
from mock_server.engine.jobs import JOBS, Job, Worker
from mock_server.engine.shop import Shop
from mock_server.engine.shops import TOKENS
from mock_server.engine.store import Record

from .apps import APPS, app_number, demo_app, find_app, granted_scopes, keep_app, with_wishes
from .rules import Grant
from .server import Server
from .settings import in_force
from .tokens import give_grant, revoke_client, revoke_gained

EASY = "easy"
CUSTOM = "custom"
MODES = (EASY, CUSTOM)

_TELL = "tell_app_event"

Told = tuple[str, dict[str, Any]]
"""The name of an event, and its data."""


@dataclass(frozen=True, slots=True)
class Telling:
    """How the events of an app arrive: late, twice, in another order."""

    delay: timedelta = timedelta()
    duplicate: bool = False
    shuffle: bool = False


AT_ONCE = Telling()


@dataclass(frozen=True, slots=True)
class Installation:
    """The app in the shop, what it was given in easy mode, and what is told of it, in order."""

    app: Record
    grant: Grant | None
    events: Sequence[str]


def install(
    server: Server, shop: Shop, client_id: str, wishes: Mapping[str, Any], telling: Telling
) -> Installation:
    """Install an app, and give it tokens in easy mode. Who installs again begins anew.

    `wishes` are fields of the app (`redirect_uris`, `scopes`, `mode`, `secret`, ...).

    Raises:
        Invalid: a redirect URI is none.
        Conflict: the shop has too many apps.
    """
    with shop.unit():
        known = find_app(server.shops, shop, server.oauth, client_id)
        app = with_wishes(known or _new_app(server, shop, client_id), wishes)
        revoke_gained(server.shops, shop, client_id, "the app was installed anew")
        app = _settle(shop, app)
        grant = None
        if app["mode"] == EASY:
            scopes = granted_scopes(app, None, list(server.scopes))
            oauth = in_force(server.oauth, shop)
            grant = give_grant(server.shops, shop, oauth, client_id, scopes)
        told = _tell(shop, app["id"], server.oauth.installed(app, grant, shop), telling)
    return Installation(app, grant, told)


def settle(server: Server, shop: Shop, app: Record) -> Record:
    """The app is in the shop from now on, if it was not yet: a merchant has agreed to it."""
    if app["installed"]:
        return app
    app = _settle(shop, app)
    _tell(shop, app["id"], server.oauth.installed(app, None, shop), AT_ONCE)
    return app


def uninstall(server: Server, shop: Shop, client_id: str, telling: Telling) -> Record:
    """Remove an app: all that it holds of the shop opens nothing from this moment on.

    Raises:
        NotFound: it is not installed.
    """
    app = shop.store.find(APPS, client_id)
    if app is None or not app["installed"]:
        raise NotFound(f"no app {client_id[:80]!r} is installed in this shop", APPS)
    with shop.unit():
        revoke_client(server.shops, shop, client_id, "the app was uninstalled")
        gone = {**app, "installed": False, "uninstalled_at": shop.clock.now()}
        shop.store.put(APPS, client_id, gone)
        _tell(shop, client_id, server.oauth.uninstalled(gone, None, shop), telling)
    return gone


def leave_access_behind(shop: Shop) -> None:
    """Of a copy: tokens open the first shop only, and whoever is installed is installed there."""
    for token in shop.store.all(TOKENS):
        shop.store.delete(TOKENS, token["id"])
    for app in shop.store.all(APPS):
        shop.store.update(APPS, app["id"], installed=False, installed_at=None)
    for job in shop.store.all(JOBS):
        if job["name"] == _TELL:
            shop.store.delete(JOBS, job["id"])


def _settle(shop: Shop, app: Record) -> Record:
    now = shop.clock.now()
    return keep_app(shop, {**app, "installed": True, "installed_at": now, "uninstalled_at": None})


def _new_app(server: Server, shop: Shop, client_id: str) -> Record:
    """An app that only its client id is known of: everything else is the demo app's."""
    demo = demo_app(shop.platform, server.oauth)
    return {**demo, "id": client_id, "number": app_number(client_id), "name": "My app"}


def _tell(shop: Shop, client_id: str, events: Sequence[Told], telling: Telling) -> list[str]:
    """Tell the events of an app; their names in the order in which they are told."""
    wanted = [event for event in events for _ in range(2 if telling.duplicate else 1)]
    if telling.shuffle:
        wanted = _shuffled(shop, wanted)
    for name, data in wanted:
        if telling.delay:
            shop.later(telling.delay, Job(_TELL, client_id, {"name": name, "data": data}))
        else:
            shop.emit(name, APPS, client_id, **data)
    return [name for name, _ in wanted]


def _shuffled(shop: Shop, events: Sequence[Told]) -> list[Told]:
    """Another order than the natural one, wherever there is one."""
    digest = shop.identifiers.digest("shuffle", 32)
    places = sorted(range(len(events)), key=lambda place: (digest[place % 32], place))
    shuffled = [events[place] for place in places]
    return shuffled if shuffled != list(events) else shuffled[::-1]


def _tell_later(job: Job, shop: Shop) -> None:
    shop.emit(job.details["name"], APPS, job.subject, **job.details["data"])


WORKERS: Mapping[str, Worker] = {_TELL: _tell_later}
