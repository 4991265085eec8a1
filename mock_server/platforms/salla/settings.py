"""How a store behaves: its settings, each by its name."""

import json
from typing import Any

from mock_server.engine.errors import Invalid, NotFound
from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.engine.text import Text

from . import words
from .settings_kept import ENTITIES, SETTINGS, Setting

SETTING = "setting"
operations = Operations()

_DONE = Text("تم تحديث الإعداد بنجاح", "The setting has been changed")
_NO_KIND = Text("القيمة لا تناسب هذا الإعداد", "this is no value for that setting")
_TYPES = {"boolean": bool, "string": str, "dropdown": str, "integer": int}
_CHOICES = {
    "display_product_quantity": ("show", "hide", "less_than_five"),
    "types": ("random", "category", "brand", "tag"),
    "units": ("kg", "g", "lb", "oz"),
}
"""Words that a field of a form can be."""


@operations.handles("settingsList")
def list_settings(request: Request, shop: Shop) -> list[Record]:
    """Values as texts; forms are told one by one only."""
    return [
        {"slug": each.slug, "type": each.kind, "value": _text(_value(each, shop))}
        for each in ENTITIES[request.query["entity"]]
    ]


@operations.handles("settingDetails")
def read_setting(request: Request, shop: Shop) -> Any:
    setting = _asked(request)
    value = _value(setting, shop)
    if isinstance(value, dict):
        return value
    return {"slug": setting.slug, "type": setting.kind, "value": _text(value)}


@operations.handles("updateSettingSlug")
def update_setting(request: Request, shop: Shop) -> Any:
    """Of a form a switch, the ids that are chosen, or some of its fields."""
    setting, sent = _asked(request), request.body["value"]
    known = _value(setting, shop)
    if not isinstance(known, dict):
        value = _plain(setting, sent)
    elif isinstance(sent, list):
        value = _chosen(known, sent)
    elif isinstance(sent, bool):
        value = _switched(known, sent)
    else:
        value = _merged(known, sent, "value")
    shop.store.put(SETTING, setting.slug, {"id": setting.slug, "value": value})
    return words.done(_DONE, request)


def _asked(request: Request) -> Setting:
    setting = SETTINGS.get(request.path["slug"])
    if setting is None:
        raise NotFound("there is no such setting", SETTING)
    return setting


def _value(setting: Setting, shop: Shop) -> Any:
    kept = shop.store.find(SETTING, setting.slug)
    return setting.value if kept is None else kept["value"]


def _text(value: Any) -> str | None:
    if isinstance(value, dict):
        return None
    return value if isinstance(value, str) else json.dumps(value)


def _plain(setting: Setting, sent: Any) -> Any:
    if type(sent) is not _TYPES[setting.kind]:
        raise _wrong("value")
    if setting.options and sent not in setting.options:
        raise _wrong("value")
    return sent


def _switched(known: Record, on: bool) -> Record:
    """The first field of a form is its switch, where it is one."""
    first = next(iter(known))
    if not isinstance(known[first], bool):
        raise _wrong("value")
    return {**known, first: on}


def _chosen(known: Record, sent: list[str]) -> Record:
    if "order_statuses" not in known:
        raise _wrong("value")
    rows = known["order_statuses"]
    if not set(sent) <= {str(each["id"]) for each in rows}:
        raise _wrong("value")
    return {"order_statuses": [{**each, "selected": str(each["id"]) in sent} for each in rows]}


def _merged(known: Record, sent: Any, place: str) -> Record:
    """The form with the fields that were sent, which are of the same kind as before."""
    if not isinstance(sent, dict):
        raise _wrong(place)
    merged = dict(known)
    for name, value in sent.items():
        before, here = known.get(name), f"{place}.{name}"
        if isinstance(before, dict):
            merged[name] = _merged(before, value, here)
        elif name in known and _is_alike(before, value) and _is_choice(name, value):
            merged[name] = value
        else:
            raise _wrong(here)
    return merged


def _is_alike(before: Any, value: Any) -> bool:
    """Lists are of texts here; those of rows are chosen from, not written."""
    if isinstance(before, list):
        rows = isinstance(value, list) and not any(isinstance(each, dict) for each in before)
        return rows and all(isinstance(each, str) for each in value)
    if isinstance(before, float):
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    return type(value) is type(before)


def _is_choice(name: str, value: Any) -> bool:
    return name not in _CHOICES or value in _CHOICES[name]


def _wrong(place: str) -> Invalid:
    return Invalid.field(place, "enum", _NO_KIND)
