"""Brands of products."""

from collections.abc import Mapping
from typing import Any

from mock_server.engine.errors import Invalid
from mock_server.engine.filters import contains
from mock_server.engine.request import Request
from mock_server.engine.resource import Events, Resource
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.engine.text import Text
from mock_server.engine.uploads import Upload

from . import words
from .catalogue import BRAND, seed_brands
from .files import keep_file

_META = ("title", "description", "url")
_NOTHING = Text("أرسل حقلًا واحدًا على الأقل", "send one field at least")
_PICTURE = Text("يجب أن يكون الملف صورة", "the file must be an image")


def brand_written(sent: Mapping[str, Any], known: Record, request: Request, shop: Shop) -> Record:
    """The fields of a brand that a body changes; pictures come as files or by their address.

    Raises:
        Invalid: nothing is changed, or a picture is none.
    """
    if not sent:
        raise Invalid.field("body", "required", _NOTHING)
    changed: Record = {} if "id" in known else _blank()
    for name in ("logo", "banner"):
        if name in sent:
            changed[name] = _picture(name, sent[name], shop)
    texts: Record = {each: sent[each] for each in ("name", "description") if each in sent}
    meta = {each: sent[f"metadata_{each}"] for each in _META if f"metadata_{each}" in sent}
    if meta:
        texts["metadata"] = {**dict.fromkeys(_META), **known.get("metadata", {}), **meta}
    changed |= words.write(texts, known, words.spoken_in(request))
    if sent.get("translations"):
        kept = dict(changed.get("_words") or known.get("_words", {}))
        for language, told in sent["translations"].items():
            kept[language] = {**kept.get(language, {}), **_translation(told)}
        changed["_words"] = kept
    return changed


def present(brand: Record, shop: Shop, request: Request) -> Record:
    """A brand; with its translations instead of label, status and channels, as Salla has it."""
    shown = _shown(brand, request.language)
    if request.query.get("with") == "translations":
        for name in ("label", "status", "channels"):
            del shown[name]
        names = ("name", "description", "metadata")
        shown["translations"] = words.translations(brand, names)
    return shown


def told(brand: Record, shop: Shop) -> Record:
    return _shown(brand, words.MAIN)


def brief(brand: Record, language: str) -> Record:
    """A brand as a product shows it."""
    shown = _shown(brand, language)
    names = ("id", "name", "description", "banner", "logo", "ar_char", "en_char")
    return {name: shown[name] for name in names}


def _shown(brand: Record, language: str) -> Record:
    shown = words.say(brand, language)
    english = brand.get("_words", {}).get("en", {}).get("name", brand["name"])
    return {
        **shown,
        "label": shown["name"],
        "ar_char": brand["name"][:1],
        "en_char": english[:1].upper(),
        "channels": ["app", "web"],
    }


def _picture(name: str, sent: Any, shop: Shop) -> str | None:
    if isinstance(sent, Upload):
        if not sent.is_image:
            raise Invalid.field(name, "format", _PICTURE)
        return keep_file(sent, shop)
    return sent or None


def _translation(told: Mapping[str, Any]) -> Record:
    texts: Record = {each: told[each] for each in ("name", "description") if each in told}
    meta = dict(told.get("metadata", {}))
    meta |= {each: told[f"metadata_{each}"] for each in _META if f"metadata_{each}" in told}
    return {**texts, "metadata": {**dict.fromkeys(_META), **meta}} if meta else texts


def _named(brand: Record, wanted: str, shop: Shop) -> bool:
    english = brand.get("_words", {}).get("en", {})
    named = contains("name")
    return named(brand, wanted, shop) or named(english, wanted, shop)


def _blank() -> Record:
    return {
        "name": "",
        "status": True,
        "description": "",
        "banner": None,
        "logo": None,
        "metadata": dict.fromkeys(_META),
    }


RESOURCE = Resource(
    name=BRAND,
    seed=seed_brands,
    present=present,
    filters={"keyword": _named},
    apart=frozenset({"with"}),
    new_id=lambda shop: shop.identifiers.number(BRAND),
    writes=brand_written,
    announces=Events("brand.created", "brand.updated", "brand.deleted"),
    tells=told,
)
