"""What merchants set in apps."""

from typing import Any

from mock_server.auth.apps import APPS, app_number
from mock_server.engine.errors import Invalid, NotFound
from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.engine.text import Text

from .auth import OAUTH

APP_SETTINGS = "app_settings"
_MOST = 200
operations = Operations()

_TOO_MANY = Text("عدد الإعدادات كبير", "an app has 200 settings at most")


@operations.handles("appSettingDetails")
def read_settings(request: Request, shop: Shop) -> Record:
    return _of(request, shop)


@operations.handles("updateAppSettings")
def update_settings(request: Request, shop: Shop) -> Any:
    """What is not sent stays; the app is told."""
    before = _of(request, shop)
    settings = {**before["settings"], **request.body}
    if len(settings) > _MOST:
        raise Invalid.field("body", "max_items", _TOO_MANY)
    after = {**before, "settings": settings}
    if after != before:
        shop.store.put(APP_SETTINGS, before["id"], after)
        shop.emit("app.settings.updated", APP_SETTINGS, before["id"], **_told(after, shop))
    return after


def _of(request: Request, shop: Shop) -> Record:
    """The settings of the app in the path.

    Raises:
        NotFound: the store has no such app.
    """
    number = next((each for each in _numbers(shop) if str(each) == request.path["app_id"]), None)
    if number is None:
        raise NotFound("the store has no such app", APP_SETTINGS)
    return shop.store.find(APP_SETTINGS, number) or {"id": number, "settings": {}}


def _numbers(shop: Shop) -> list[int]:
    """The demo app is always there."""
    own = [each["number"] for each in shop.store.all(APPS)]
    return [app_number(OAUTH.client_id), *own]


def _told(settings: Record, shop: Shop) -> Record:
    known = (each for each in shop.store.all(APPS) if each["number"] == settings["id"])
    app = next(known, {"name": "souqbox demo app"})
    return {
        "id": settings["id"],
        "app_name": app["name"],
        "app_type": "app",
        "settings": settings["settings"],
    }
