"""How many there are of products and variants: changed one by one or in bulk, and noted."""

from collections.abc import Iterator, Mapping
from typing import Any

from mock_server.engine import keeping
from mock_server.engine.errors import Invalid
from mock_server.engine.filters import contains, holds
from mock_server.engine.listing import page_of
from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.resource import Resource
from mock_server.engine.seeds import Beginning
from mock_server.engine.shop import Shop
from mock_server.engine.store import Page, Record
from mock_server.engine.text import Text

from . import stock, words
from .catalogue import PRODUCT
from .images import IMAGE
from .options import VALUE
from .stock import VARIANT
from .style import RIYADH, SallaStyle

AUDIT, REASON = "quantity_audit", "quantity_change_reason"
AUDIT_KEPT = 2000

operations = Operations()

_REASONS = (
    (1473353380, Text("بدون سبب", "No reason")),
    (566146469, Text("تصحيح", "Correction")),
    (1939592358, Text("إعادة تخزين", "Restock")),
    (1298199463, Text("استلام", "Receipt")),
    (525144736, Text("تالف", "Damaged")),
    (1764372897, Text("سرقة أو فقدان", "Theft or loss")),
    (989286562, Text("توريد", "Supply")),
)
_NO_REASON = 1473353380
_DONE = Text("تم تحديث الكميات بنجاح", "The quantities have been updated")
_NOBODY = Text("لا يوجد منتج بهذا المعرف", "nothing has this identifier")
_NEGATIVE = Text("لا يمكن أن تكون الكمية أقل من صفر", "a quantity cannot fall below zero")


@operations.handles("listProductQuantities")
def list_quantities(request: Request, shop: Shop) -> Page:
    """A row for each product, or for each variant where it has some."""
    branch = request.query.get("branch")
    items = [item for product in shop.store.all(PRODUCT) for item in _items(product, shop)]
    page = page_of(items, request, SallaStyle.paging)
    rows = [_row(item, branch, shop, request.language) for item in page.records]
    return Page(rows, page.total, page.number, page.size)


@operations.handles("updateBulkQuantities")
def update_bulk(request: Request, shop: Shop) -> Any:
    for index, each in enumerate(request.body["products"]):
        place = f"products.{index}.identifer"
        item = _named(shop, each["identifer_type"], str(each["identifer"]), place)
        _change(shop, item, each, f"products.{index}.quantity")
    return words.done(_DONE, request)


@operations.handles("updateBulkQuantitiesBySKU")
def update_bulk_by_sku(request: Request, shop: Shop) -> Any:
    for index, each in enumerate(request.body["skus"]):
        item = _named(shop, "sku", each["sku"], f"skus.{index}.sku")
        _change(shop, item, each, f"skus.{index}.quantity")
    return words.done(_DONE, request)


@operations.handles("updateQuantity")
def update(request: Request, shop: Shop) -> Any:
    product = shop.store.get(PRODUCT, request.path["product"])
    _change(shop, product, request.body or {}, "quantity")
    return words.done(_DONE, request)


@operations.handles("updateQuantityBySKU")
def update_by_sku(request: Request, shop: Shop) -> Any:
    product = keeping.locate(shop, PRODUCT, "sku", request.path["sku"])
    _change(shop, product, request.body or {}, "quantity")
    return words.done(_DONE, request)


def note_change(shop: Shop, item: Record, after: Record, reason_id: int | None) -> None:
    """Write down what a quantity was and is; the oldest of the notes goes first."""
    product = shop.store.get(PRODUCT, _product_of(item))
    now, store = shop.clock.now(), shop.facts.store
    number = shop.identifiers.count(AUDIT)
    record = {
        "id": number,
        "sku": item["sku"],
        "created_at": f"{now.astimezone(RIYADH):%Y-%m-%d}",
        "old_quantity": _count(item),
        "new_quantity": _count(after),
        "unlimited_quantity": after["unlimited_quantity"],
        "user": {"id": 1, "type": "merchant", "first_name": store.name.ar},
        "name": product["name"],
        "_item": item,
        "_reason": reason_id or _NO_REASON,
        "categories": product["categories"],
        "_brands": [product["brand_id"]],
        "_tags": product["tags"],
        "_branches": list(after["_branches"]),
    }
    shop.store.put(AUDIT, number, record)
    if shop.store.count(AUDIT) > AUDIT_KEPT:
        oldest = shop.store.first(AUDIT)
        assert oldest is not None, "more notes than are kept, yet there is no first"
        shop.store.delete(AUDIT, oldest["id"])


def present_audit(audit: Record, shop: Shop, request: Request) -> Record:
    item, reasons = audit["_item"], dict(_REASONS)
    names = ("id", "name", "sku", "created_at", "old_quantity", "new_quantity")
    return {
        **{name: audit[name] for name in (*names, "unlimited_quantity", "user")},
        "image": _picture(item, shop),
        "variant": _variant_words(item, shop, request.language),
        "reason": reasons[audit["_reason"]].say(request.language),
    }


def present_reason(reason: Record, shop: Shop, request: Request) -> Record:
    return words.say(reason, request.language)


def seed_reasons(beginning: Beginning) -> Iterator[Record]:
    for number, text in _REASONS:
        yield {"id": number, "name": text.ar, "_words": {"en": {"name": text.en}}}


def _items(product: Record, shop: Shop) -> list[Record]:
    return keeping.below(shop, VARIANT, product["id"]) or [product]


def _row(item: Record, branch: int | None, shop: Shop, language: str) -> Record:
    product = shop.store.get(PRODUCT, _product_of(item))
    here = item["_branches"].get(str(branch), 0) if branch is not None else _count(item)
    return {
        "id": product["id"],
        "name": words.say(product, language)["name"],
        "image": _picture(item, shop),
        "sku_id": item["id"] if "_product_id" in item else None,
        "sku": item["sku"],
        "quantity": here,
        "sold_quantity": product["sold_quantity"],
        "price": item["regular_price"]["amount"],
        "unlimited_quantity": item["unlimited_quantity"],
        "variant": _variant_words(item, shop, language),
    }


def _variant_words(item: Record, shop: Shop, language: str) -> str | None:
    """The values that make a variant: `128G - black`."""
    found = [shop.store.find(VALUE, each) for each in item.get("related_option_values", ())]
    return " - ".join(words.say(each, language)["name"] for each in found if each) or None


def _picture(item: Record, shop: Shop) -> str | None:
    images = keeping.below(shop, IMAGE, _product_of(item))
    return images[0]["url"] if images else None


def _product_of(item: Record) -> int:
    """The id of an item's product, which may be the item itself."""
    number: int = item["_product_id"] if "_product_id" in item else item["id"]
    return number


def _count(item: Record) -> int:
    count: int = item["stock_quantity"] if "_product_id" in item else item["quantity"]
    return count


def _named(shop: Shop, kind: str, identifier: str, place: str) -> Record:
    """The product or variant that a row of a bulk names.

    Raises:
        Invalid: nothing has this identifier.
    """
    found: Record | None = None
    if kind == "sku":
        for resource in (VARIANT, PRODUCT):
            rows, _ = shop.store.table(resource).select({"sku": identifier}, limit=1)
            found = found or (rows[0] if rows else None)
    else:
        found = shop.store.find(VARIANT if kind == "variant_id" else PRODUCT, identifier)
    if found is None:
        raise Invalid.field(place, "exists", _NOBODY)
    return found


def _change(shop: Shop, item: Record, sent: Mapping[str, Any], place: str) -> None:
    """Overwrite, raise or lower a quantity, and note it; what never runs out is not counted.

    Raises:
        Invalid: it would be negative.
    """
    if sent.get("unlimited_quantity") is not None:
        resource = VARIANT if "_product_id" in item else PRODUCT
        endless = bool(sent["unlimited_quantity"])
        item = shop.store.update(resource, item["id"], unlimited_quantity=endless)
    before, after = item, item
    if sent.get("quantity") is not None and not item["unlimited_quantity"]:
        branch, step = sent.get("branch"), int(sent["quantity"])
        there = stock.left(item, branch) or 0
        by_mode = {"increment": there + step, "decrement": there - step}
        wanted = by_mode.get(sent.get("mode") or "overwrite", step)
        if wanted < 0:
            raise Invalid.field(place, "minimum", _NEGATIVE)
        after = stock.restock(shop, item, wanted, branch)
    product = stock.settle(shop, _product_of(item))
    note_change(shop, before, after, sent.get("reason_id"))
    keeping.announce(shop, PRODUCT, "product.updated", product)


REASON_RESOURCE = Resource(name=REASON, seed=seed_reasons, present=present_reason)
AUDIT_RESOURCE = Resource(
    name=AUDIT,
    present=present_audit,
    filters={
        "keyword": contains("name", "sku"),
        "categories[]": holds("categories"),
        "brands[]": holds("_brands"),
        "tags[]": holds("_tags"),
        "branch": holds("_branches"),
    },
)
