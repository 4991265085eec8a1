"""A product as Salla keeps it: what a new one is, and what of a body is written where."""

from collections.abc import Mapping
from typing import Any

from mock_server.engine import keeping
from mock_server.engine.errors import Invalid
from mock_server.engine.request import Request
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.engine.text import Text

from . import words
from .stock import VARIANT, default_branch
from .style import RIYADH

TYPES = (
    "product",
    "service",
    "group_products",
    "codes",
    "digital",
    "food",
    "donating",
    "booking",
)
_AS_SENT = (
    "sku", "mpn", "require_shipping", "weight", "weight_type", "with_tax", "unlimited_quantity",
    "maximum_quantity_per_order", "hide_quantity", "enable_upload_image", "channels", "sale_end",
    "brand_id", "categories", "tags",
)  # fmt: skip
_WITH_GTIN = ("product", "group_products", "codes", "digital", "donating")
_EMPTY_TO_NONE = ("sku", "mpn", "gtin")

_GTIN = Text("يجب أن يكون GTIN من 8 أو 12 أو 13 أو 14 رقمًا", "a gtin has 8, 12, 13 or 14 digits")
_NO_GTIN = Text("هذا النوع من المنتجات بلا GTIN", "products of this type have no gtin")
_NOT_FOOD = Text("السعرات للطعام فقط", "only food has calories")
_REASON = Text("سبب الإعفاء من الضريبة مطلوب", "say why there is no tax")
_SALE = Text("يجب أن يكون سعر التخفيض أقل من السعر", "the sale price must be below the price")
_FIXED = Text("لا يمكن تغيير نوع المنتج", "the type of a product cannot be changed")
_GROUP = Text("لا يوجد منتج بهذا الرقم", "there is no such product")


def blank_product(number: int, kind: str, currency: str) -> Record:
    """A product that says nothing but what it is."""
    return {
        "id": number,
        "type": kind,
        "sku": None,
        "mpn": None,
        "gtin": None,
        "name": "",
        "description": "",
        "promotion": {"title": None, "sub_title": None},
        "regular_price": {"amount": 0, "currency": currency},
        "sale_price": {"amount": 0, "currency": currency},
        "sale_end": None,
        "cost_price": None,
        "quantity": 0,
        "unlimited_quantity": False,
        "status": "out",
        "views": 0,
        "sold_quantity": 0,
        "require_shipping": kind in ("product", "food", "group_products"),
        "weight": 0,
        "weight_type": "kg",
        "with_tax": True,
        "max_items_per_user": 0,
        "maximum_quantity_per_order": None,
        "show_in_app": True,
        "notify_quantity": None,
        "hide_quantity": False,
        "channels": ["app", "web"],
        "managed_by_branches": False,
        "calories": None,
        "metadata": {"title": None, "description": None, "url": None},
        "scoped_prices": [],
        "allow_attachments": False,
        "is_pinned": False,
        "pinned_date": None,
        "sort": 0,
        "enable_upload_image": False,
        "updated_at": "",
        "categories": [],
        "brand_id": None,
        "tags": [],
        "_sale_start": None,
        "_branches": {},
    }


def product_written(sent: Mapping[str, Any], known: Record, request: Request, shop: Shop) -> Record:
    """The fields of a product that a body changes.

    Raises:
        Invalid: it breaks a rule that depends on the product's type, or on another field.
    """
    if "type" in known and sent.get("product_type", known["type"]) != known["type"]:
        raise Invalid.field("product_type", "enum", _FIXED)
    currency = shop.facts.store.currency
    kind = known.get("type") or sent["product_type"]
    base = known if "id" in known else blank_product(0, kind, currency)
    changed: Record = {} if "id" in known else dict(base)
    changed |= {name: sent[name] for name in _AS_SENT if name in sent}
    changed |= _texts(sent, known, request)
    changed |= _amounts(sent, base, currency)
    changed |= _details(sent, kind)
    if "status" in sent:
        changed["status"] = sent["status"]
    elif sent.get("show_in_web") is not None:
        changed["status"] = "hidden" if sent["show_in_web"] else "sale"
    changed |= _quantity(sent, {**base, **changed}, shop)
    _check(sent, kind, {**base, **changed}, shop)
    for name in _EMPTY_TO_NONE:
        if changed.get(name) == "":
            changed[name] = None
    if changed != {}:
        changed["updated_at"] = f"{shop.clock.now().astimezone(RIYADH):%Y-%m-%d %H:%M:%S}"
    changed.pop("id", None)
    return changed


def _texts(sent: Mapping[str, Any], known: Record, request: Request) -> Record:
    """What is written in a language: name, description, promotion, metadata."""
    texts: dict[str, Any] = {
        each: sent[each] or "" for each in ("name", "description") if each in sent
    }
    for field, prefix, names in (
        ("promotion", "promotion_", {"title": "title", "subtitle": "sub_title"}),
        ("metadata", "metadata_", {name: name for name in ("title", "description", "url")}),
    ):
        named = {kept: sent[prefix + each] for each, kept in names.items() if prefix + each in sent}
        if named:
            blank = dict.fromkeys(names.values())
            texts[field] = {**blank, **known.get(field, {}), **named}
    return words.write(texts, known, words.spoken_in(request)) if texts else {}


def _amounts(sent: Mapping[str, Any], base: Record, currency: str) -> Record:
    """Prices: sent as bare numbers, kept with their currency, except what the thing cost."""
    changed: Record = {}
    if "price" in sent:
        changed["regular_price"] = {"amount": sent["price"], "currency": currency}
    if "sale_price" in sent:
        changed["sale_price"] = {"amount": sent["sale_price"] or 0, "currency": currency}
    if "cost_price" in sent:
        cost = sent["cost_price"]
        changed["cost_price"] = None if cost is None else f"{cost:.2f}"
    if "sale_start" in sent:
        changed["_sale_start"] = sent["sale_start"]
    if "scoped_prices" in sent:
        blank = dict.fromkeys(("sale_price", "sale_end", "sale_start", "cost_price"))
        changed["scoped_prices"] = [
            {**blank, **each, "currency": currency} for each in sent["scoped_prices"]
        ]
    both = {**base, **changed}
    sale = both["sale_price"]["amount"]
    if changed.keys() & {"sale_price", "regular_price"} and sale > both["regular_price"]["amount"]:
        raise Invalid.field("sale_price", "maximum", _SALE)
    return changed


def _details(sent: Mapping[str, Any], kind: str) -> Record:
    """What is kept under another name than it is sent by."""
    names = {
        "pinned": "is_pinned",
        "enable_note": "allow_attachments",
        "gtin": "gtin",
        "calories": "calories",
        "booking_details": "_booking",
        "consisted_products": "_consists",
        "tax_reason_code": "_tax_reason",
        "min_amount_donating": "_least",
        "max_amount_donating": "_most",
    }
    return {kept: sent[name] for name, kept in names.items() if name in sent}


def _quantity(sent: Mapping[str, Any], product: Record, shop: Shop) -> Record:
    """What is in stock, at the default branch unless variants have it; without any it is out."""
    changed: Record = {}
    counted = "id" in product and product["id"] and keeping.below(shop, VARIANT, product["id"])
    amount = sent.get("quantity")
    if amount is not None and not counted:
        changed["quantity"] = amount
        changed["_branches"] = {str(default_branch(shop)): amount}
    quantity = int(changed["quantity"] if "quantity" in changed else product["quantity"])
    there = product["unlimited_quantity"] or quantity > 0
    if product["status"] in ("sale", "out") and "status" not in sent:
        changed["status"] = "sale" if there else "out"
    elif product["status"] == "sale" and not there:
        changed["status"] = "out"
    return changed


def _check(sent: Mapping[str, Any], kind: str, product: Record, shop: Shop) -> None:
    gtin = sent.get("gtin")
    if gtin and kind not in _WITH_GTIN:
        raise Invalid.field("gtin", "unknown", _NO_GTIN)
    if gtin and not (gtin.isascii() and gtin.isdigit() and len(gtin) in (8, 12, 13, 14)):
        raise Invalid.field("gtin", "format", _GTIN)
    if sent.get("calories") and kind != "food":
        raise Invalid.field("calories", "unknown", _NOT_FOOD)
    if sent.get("with_tax") is False and not sent.get("tax_reason_code"):
        raise Invalid.field("tax_reason_code", "required", _REASON)
    for index, part in enumerate(sent.get("consisted_products", ())):
        found = shop.store.find("product", part["id"])
        if found is None or found["type"] == "group_products":
            raise Invalid.field(f"consisted_products.{index}.id", "exists", _GROUP)
