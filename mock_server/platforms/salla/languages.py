"""The languages of a store."""

from collections.abc import Iterator
from typing import Any

from mock_server.engine.errors import Invalid
from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.resource import Resource
from mock_server.engine.seeds import Beginning
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.engine.text import Text

from . import words

LANGUAGE = "language"
operations = Operations()

_UNKNOWN = Text("اللغة غير متاحة", "this language is not to be had")
_MAIN_STAYS = Text("لا يمكن تعطيل اللغة الأساسية", "the main language stays")
_KNOWN = {
    "ar": ("العربية", "sa"),
    "en": ("English", "us"),
    "fr": ("Français", "fr"),
    "tr": ("Türkçe", "tr"),
    "ur": ("اردو", "pk"),
    "fa": ("فارسی", "ir"),
    "hi": ("हिन्दी", "in"),
    "bn": ("বাংলা", "bd"),
    "id": ("Bahasa Indonesia", "id"),
    "tl": ("Filipino", "ph"),
    "de": ("Deutsch", "de"),
    "es": ("Español", "es"),
    "zh": ("中文", "cn"),
}
"""Names of languages and the country of their flag, by their codes."""
_FROM_THE_RIGHT = ("ar", "ur", "fa")


@operations.handles("listLanguages")
def list_languages(request: Request, shop: Shop) -> list[Record]:
    """In the order of their places."""
    rows = sorted(shop.store.all(LANGUAGE), key=lambda each: (int(each["sort_order"]), each["id"]))
    flags = f"https://{shop.facts.store.domain}/flags"
    return [{**each, "flag": f"{flags}/{each['country_code']}.svg"} for each in rows]


@operations.handles("addLanguage")
def add_languages(request: Request, shop: Shop) -> Any:
    """One that is there already is enabled again."""
    for index, sent in enumerate(request.body["locales"]):
        code = sent["iso_code"]
        if code not in _KNOWN:
            raise Invalid.field(f"locales.{index}.iso_code", "exists", _UNKNOWN)
        known = shop.store.find(LANGUAGE, _number(code)) or {}
        order = sent.get("sort_order") or known.get("sort_order")
        record = _record(code, int(order or shop.store.count(LANGUAGE) + 1))
        shop.store.put(LANGUAGE, record["id"], record)
    return list_languages(request, shop)


@operations.handles("updateLanguage")
def update_language(request: Request, shop: Shop) -> Any:
    code, sent = request.path["locale"], request.body
    changed: Record = {}
    language = shop.store.get(LANGUAGE, _number(code))
    if "status" in sent:
        if code == words.MAIN and not sent["status"]:
            raise Invalid.field("status", "enum", _MAIN_STAYS)
        changed["status"] = "enabled" if sent["status"] else "disabled"
    if "sort_order" in sent:
        changed["sort_order"] = str(sent["sort_order"])
    shop.store.update(LANGUAGE, language["id"], **changed)
    return list_languages(request, shop)


def seed(beginning: Beginning) -> Iterator[Record]:
    for order, code in enumerate(("ar", "en"), start=1):
        yield _record(code, order)


def _number(code: str) -> int:
    """The number of a language; 0, which none has, for one that is not known."""
    return list(_KNOWN).index(code) + 1 if code in _KNOWN else 0


def _record(code: str, order: int) -> Record:
    name, country = _KNOWN[code]
    return {
        "id": _number(code),
        "name": name,
        "status": "enabled",
        "rtl": code in _FROM_THE_RIGHT,
        "iso_code": code,
        "country_code": country,
        "sort_order": str(order),
    }


RESOURCE = Resource(name=LANGUAGE, seed=seed)
