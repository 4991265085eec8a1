"""Categories of products, one below another."""

from collections.abc import Mapping
from typing import Any

from mock_server.engine import keeping
from mock_server.engine.errors import Invalid
from mock_server.engine.filters import contains
from mock_server.engine.request import Request
from mock_server.engine.resource import Events, Parent, Resource
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record, TableSpec
from mock_server.engine.text import Text

from . import words
from .catalogue import CATEGORY, PRODUCT, seed_categories
from .style import RIYADH

_DEEPEST = 5
_LOOP = Text("لا يمكن أن يكون التصنيف تحت نفسه", "a category cannot be below itself")
_NO_PARENT = Text("التصنيف الأب غير موجود", "there is no such parent category")
_META = ("title", "description", "url")


def category_written(
    sent: Mapping[str, Any], known: Record, request: Request, shop: Shop
) -> Record:
    """The fields of a category that a body changes.

    Raises:
        Invalid: its parent is not there, or is below it.
    """
    blank = {} if "id" in known else _blank()
    fields: Record = {
        name: sent[name] for name in ("status", "image", "parent_id", "sort_order") if name in sent
    }
    fields["parent_id"] = fields.get("parent_id", known.get("parent_id")) or 0
    _check_parent(fields["parent_id"], known, shop)
    texts: Record = {"name": sent["name"]} if "name" in sent else {}
    meta = {each: sent[f"metadata_{each}"] for each in _META if f"metadata_{each}" in sent}
    if meta:
        texts["metadata"] = {**dict.fromkeys(_META), **known.get("metadata", {}), **meta}
    for name in ("shows_in", "show_in"):
        if name in sent:
            shown = str(sent[name].get("app", True)).lower() in ("true", "1")
            fields["show_in"] = {**known.get("show_in", blank.get("show_in", {})), "app": shown}
    changed = {**blank, **fields, **words.write(texts, known, words.spoken_in(request))}
    if sent.get("translations"):
        changed["_words"] = _translated(sent["translations"], changed.get("_words") or known)
    changed["update_at"] = f"{shop.clock.now().astimezone(RIYADH):%Y-%m-%d %H:%M:%S}"
    return changed


def place_products(sent: Mapping[str, Any], category: Record, request: Request, shop: Shop) -> None:
    """Products that are sent are in the category from now on, in this order."""
    for index, each in enumerate(sent.get("products", ())):
        product = shop.store.find(PRODUCT, each["id"])
        if product is None:
            name = f"products.{index}.id"
            raise Invalid.field(name, "exists", Text("المنتج غير موجود", "no such product"))
        inside = list(dict.fromkeys([*product["categories"], category["id"]]))
        placed = {"categories": inside, "sort": each.get("sort", product["sort"])}
        keeping.change(shop, PRODUCT, product["id"], **placed)


def present(category: Record, shop: Shop, request: Request) -> Record:
    """A category with those below it; as a child of another, in short."""
    if request.operation.id == "categoryChildren":
        shown = words.say(category, request.language)
        return {
            "id": shown["id"],
            "name": shown["name"],
            "urls": _urls(category, shop),
            "sort_order": shown["sort_order"],
            "items": [each["name"] for each in _below(category, shop)],
        }
    shown = _shown(category, shop, request.language, _DEEPEST)
    if "translations" in _asked(request):
        shown["translations"] = words.translations(category, ("name", "metadata"))
    return shown


def told(category: Record, shop: Shop) -> Record:
    return _shown(category, shop, words.MAIN, _DEEPEST)


def shown_in_product(category: Record, shop: Shop, language: str) -> Record:
    """A category as a product shows it: without those below."""
    return _shown(category, shop, language, 0)


def _asked(request: Request) -> list[str]:
    asked = request.query.get("with[]", request.query.get("with", []))
    return asked if isinstance(asked, list) else [asked]


def _shown(category: Record, shop: Shop, language: str, depth: int) -> Record:
    below = _below(category, shop) if depth else []
    return {
        **words.say(category, language),
        "urls": _urls(category, shop),
        "has_hidden_products": _has_hidden(category, shop),
        "sub_categories": [str(each["id"]) for each in below],
        "items": [_shown(each, shop, language, depth - 1) for each in below],
    }


def _urls(category: Record, shop: Shop) -> Record:
    return {
        "customer": f"https://{shop.facts.store.domain}/c/{category['id']}",
        "admin": f"https://s.salla.sa/categories/{category['id']}",
    }


def _below(category: Record, shop: Shop) -> list[Record]:
    return keeping.below(shop, CATEGORY, category["id"])


def _has_hidden(category: Record, shop: Shop) -> bool:
    hidden, _ = shop.store.table(PRODUCT).select({"status": "hidden"})
    return any(category["id"] in each["categories"] for each in hidden)


def _check_parent(parent_id: int, known: Record, shop: Shop) -> None:
    at: Any = parent_id
    while at:
        above = shop.store.find(CATEGORY, at)
        if above is None:
            raise Invalid.field("parent_id", "exists", _NO_PARENT)
        if above["id"] == known.get("id"):
            raise Invalid.field("parent_id", "invalid", _LOOP)
        at = above["parent_id"]


def _translated(sent: Mapping[str, Any], known: Record) -> Record:
    kept = dict(known.get("_words", {}) if "_words" in known else {})
    for language, texts in sent.items():
        meta = {**dict.fromkeys(_META), **texts.get("metadata", {})}
        meta |= {each: texts[f"metadata_{each}"] for each in _META if f"metadata_{each}" in texts}
        named = {"name": texts["name"]} if "name" in texts else {}
        kept[language] = {**kept.get(language, {}), **named, "metadata": meta}
    return kept


def _named(category: Record, wanted: str, shop: Shop) -> bool:
    english = category.get("_words", {}).get("en", {})
    named = contains("name")
    return named(category, wanted, shop) or named(english, wanted, shop)


def _one_of(category: Record, wanted: str, shop: Shop) -> bool:
    return str(category["id"]) in [each.strip() for each in wanted.split(",")]


def _blank() -> Record:
    return {
        "image": "",
        "parent_id": 0,
        "sort_order": 0,
        "status": "active",
        "show_in": {"app": True, "salla_points": False},
        "metadata": dict.fromkeys(_META),
    }


def _by_place(query: Mapping[str, Any]) -> tuple[str | None, bool]:
    return "sort_order", False


RESOURCE = Resource(
    name=CATEGORY,
    table=TableSpec(equal=("status",)),
    seed=seed_categories,
    present=present,
    sort=_by_place,
    filters={"keyword": _named, "ids": _one_of},
    apart=frozenset({"with", "with[]"}),
    new_id=lambda shop: shop.identifiers.number(CATEGORY),
    writes=category_written,
    parts=place_products,
    parents=(Parent(CATEGORY, "parent_id", "category"),),
    announces=Events("category.created", "category.updated"),
    tells=told,
)
