"""What a body says of a product: `*_ar` and `*_en` become `{ar, en}`, ids must be known."""

from collections.abc import Iterator, Mapping
from typing import Any

from mock_server.engine.errors import Invalid, Problem
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.engine.text import Text
from mock_server.spec.validators import Violation

from .catalogue import BADGE, BRAND, TAG
from .media import MEDIA
from .product_kinds import CATEGORY, OWN_FIELDS, PRODUCT, both

_AS_SENT = (
    "sku", "slug", "price", "sale_price", "cost", "is_refundable", "min_purchase", "max_purchase",
    "is_published", "is_unlimited", "is_inventory_warning", "policy_description", "video_source",
    "video_url", "tags", "related_products", "gallery",
)  # fmt: skip
_RENAMED = {
    "quantity": "stock",
    "image_id": "image",
    "brand": "brand",
    "badge_id": "badge",
    "category_id": "categories",
    "sub_category": "sub_categories",
    "child_category": "child_categories",
}
_WORDED = {"name": "name", "summery": "summary", "description": "description"}
"""Fields of two languages, by how bodies call them: Tjar spells `summery` so."""

_REFERS = {
    "image_id": MEDIA,
    "gallery": MEDIA,
    "brand": BRAND,
    "badge_id": BADGE,
    "tags": TAG,
    "related_products": PRODUCT,
}
_LEVELS = {"category_id": 1, "sub_category": 2, "child_category": 3}
_CHOICES = ("radio", "checkbox")

_SALE = Text("يجب أن يكون سعر التخفيض أقل من السعر", "The sale price must be below the price")
_MOST = Text(
    "يجب ألا يقل الحد الأعلى للشراء عن الحد الأدنى",
    "The max_purchase must not be below the min_purchase",
)
_LABELS = Text(
    "يجب أن تكون الخيارات بالعربية والإنجليزية بالتكلفة نفسها",
    "The options must be given in Arabic and English, at the same costs",
)
_NO_LABELS = Text("هذا النوع من الحقول بلا خيارات", "Fields of this type have no options")
_SAME_SKU = Text("رمز التخزين مكرر بين الخيارات", "Two variants have this sku")


def written(sent: Mapping[str, Any], known: Record, shop: Shop) -> Record:
    """The fields of a product that a body changes.

    Raises:
        Invalid: it refers to what is not there, or its fields do not agree.
    """
    problems = list(_missing(sent, shop))
    if problems:
        raise Invalid(problems)
    changed: Record = {name: sent[name] for name in _AS_SENT if name in sent}
    changed |= {kept: sent[name] for name, kept in _RENAMED.items() if name in sent}
    changed |= {kept: _words(sent, name, known[kept]) for name, kept in _WORDED.items()}
    changed["meta"] = {
        part: _words(sent, f"meta_{part}", known["meta"][part]) for part in known["meta"]
    }
    changed |= _own(sent, known)
    if "product_options" in sent:
        options = enumerate(sent["product_options"])
        changed["product_options"] = [_option(each, index) for index, each in options]
    if "variants" in sent:
        changed["variants"] = _variants(sent["variants"], known, shop)
    if changed.get("sku") == "":
        changed["sku"] = None
    after = {**known, **changed}
    _check(after)
    return {**changed, "stock": _stock(after)}


def _words(sent: Mapping[str, Any], name: str, known: Mapping[str, str]) -> dict[str, str]:
    told = [sent.get(f"{name}_{language}", known[language]) or "" for language in ("ar", "en")]
    return both(*told)


def _own(sent: Mapping[str, Any], known: Record) -> Record:
    """What products of this kind have; parts of an object that are left out stay as they are."""
    own: Record = {}
    for name in OWN_FIELDS[known["type"]]:
        if name == "cards" and name in sent:
            own[name] = [
                {"code": each["code"], "value": each["value"], "is_sold": _is_sold(each, known)}
                for each in sent[name]
            ]
        elif name == "files" and name in sent:
            own[name] = [{"media_id": e["media_id"], "name": e["name"]} for e in sent[name]]
        elif isinstance(known[name], dict) and name in sent:
            whole = {**known[name], **sent[name]}
            own[name] = {part: whole[part] for part in known[name]}
        elif name in sent:
            own[name] = sent[name]
    if "booking" in own:
        days = own["booking"]["working_days"]
        own["booking"]["working_days"] = [
            {part: day[part] for part in ("day", "from", "to")} for day in days
        ]
    return own


def _is_sold(card: Mapping[str, Any], known: Record) -> bool:
    return any(each["code"] == card["code"] and each["is_sold"] for each in known["cards"])


def _option(sent: Mapping[str, Any], index: int) -> Record:
    """A question that the shopper is asked, with what each answer costs.

    Raises:
        Invalid: the answers are not the same in both languages, or there may be none.
    """
    arabic, english = sent.get("options_ar") or {}, sent.get("options_en") or {}
    place = f"product_options.{index}.options_ar"
    if sent["type"] not in _CHOICES:
        if arabic or english:
            raise Invalid.field(place, "unknown", _NO_LABELS)
    elif not arabic or list(arabic.values()) != list(english.values()):
        raise Invalid.field(place, "required", _LABELS)
    return {
        "type": sent["type"],
        "title": both(sent["title_ar"], sent["title_en"]),
        "sub_title": both(sent.get("sub_title_ar") or "", sent.get("sub_title_en") or ""),
        "options": {"ar": dict(arabic), "en": dict(english)} if arabic else None,
        "is_required": sent.get("is_required", False),
        "multi_select": sent.get("multi_select", False),
    }


def _variants(sent: list[Mapping[str, Any]], known: Record, shop: Shop) -> list[Record]:
    """These variants instead of those that there are; one that is named by its id keeps it.

    Raises:
        Invalid: two of them have the same SKU.
    """
    ids = {each["id"] for each in known["variants"]}
    made: list[Record] = []
    for index, each in enumerate(sent):
        sku = each.get("sku") or None
        if sku is not None and any(sku == other["sku"] for other in made):
            raise Invalid.field(f"variants.{index}.sku", "unique", _SAME_SKU)
        old = each.get("id") in ids
        number = each["id"] if old else 1_000_000 + shop.identifiers.count("product variant")
        ids.discard(number)
        plain = {"color": each.get("color"), "size": each.get("size"), "sku": sku}
        cost = {"additional_price": each.get("additional_price", 0), "stock": each.get("stock", 0)}
        made.append({"id": number, **plain, **cost})
    return made


def _stock(product: Record) -> int:
    """What variants or cards have, where the product has some; else what it says itself."""
    if product["variants"]:
        return sum(each["stock"] for each in product["variants"])
    if product.get("digital_type") == "card":
        return sum(not each["is_sold"] for each in product["cards"])
    return int(product["stock"] or 0)


def _check(product: Record) -> None:
    sale = product["sale_price"]
    if sale is not None and sale >= product["price"]:
        raise Invalid.field("sale_price", "maximum", _SALE)
    if product["max_purchase"] < product["min_purchase"]:
        raise Invalid.field("max_purchase", "minimum", _MOST)


def _missing(sent: Mapping[str, Any], shop: Shop) -> Iterator[Problem]:
    for field, resource in _REFERS.items():
        yield from _unknown(
            field, sent.get(field), lambda each, r=resource: shop.store.find(r, each)
        )
    for field, level in _LEVELS.items():
        yield from _unknown(field, sent.get(field), lambda each, n=level: _category(each, n, shop))
    files = [each["media_id"] for each in sent.get("files") or ()]
    yield from _unknown("files", files, lambda each: shop.store.find(MEDIA, each))


def _category(number: int, level: int, shop: Shop) -> Record | None:
    found = shop.store.find(CATEGORY, number)
    return found if found is not None and found["_level"] == level else None


def _unknown(field: str, value: Any, find: Any) -> Iterator[Problem]:
    several = isinstance(value, list)
    for index, each in enumerate(value if several else [value]):
        if each is not None and find(each) is None:
            path = (field, index) if several else (field,)
            yield Problem("body", Violation(path, "exists", None, f"there is no {each}"))
