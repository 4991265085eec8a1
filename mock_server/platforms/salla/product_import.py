"""Imports of products from a sheet: a row a product, its columns by their names."""

from collections.abc import Callable, Mapping
from typing import Any

from mock_server.commerce.sheets import UnreadableSheet, read_sheet
from mock_server.engine import keeping
from mock_server.engine.errors import Invalid
from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.engine.text import Text
from mock_server.engine.uploads import Upload

from . import stock, words
from .brands import brand_written
from .catalogue import BRAND, CATEGORY, PRODUCT
from .categories import category_written
from .prices import set_prices
from .products_kept import TYPES, product_written
from .quantities import note_change

operations = Operations()

_DONE = Text("تم استيراد {count} صفًا بنجاح", "{count} rows have been imported")
_FILE = Text("يجب إرسال ملف", "a file must be sent")
_ROW = Text("الصف {row}: {what}", "row {row}: {what}")
_NAMES = {
    "product_name": "name",
    "name": "name",
    "product_or_option_price": "price",
    "price": "price",
    "product_or_option_sale_price": "sale_price",
    "sale_price": "sale_price",
    "product_or_option_cost_price": "cost_price",
    "cost_price": "cost_price",
    "product_or_option_quantity": "quantity",
    "quantity": "quantity",
    "product_or_option_sku": "sku",
    "sku": "sku",
    "product_type": "product_type",
    "product_desc": "description",
    "description": "description",
    "product_weight": "weight",
    "meta__title": "metadata_title",
    "meta_description": "metadata_description",
    "product_page_url": "metadata_url",
    "id": "id",
    "hs_code": "hs_code",
    "promotional_title": "promotion_title",
}
"""Columns by the names of Salla's export, and by the shorter ones of its API."""

_NUMBERS = ("price", "sale_price", "cost_price", "weight")
_Row = Mapping[str, Any]


@operations.handles("importProducts")
def import_products(request: Request, shop: Shop) -> Any:
    """All rows, or none where one is wrong."""
    sent = request.body
    if not isinstance(sent.get("file"), Upload):
        raise Invalid.field("file", "required", _FILE)
    try:
        rows = read_sheet(sent["file"].data)
    except UnreadableSheet as error:
        words_ = Text(f"تعذرت قراءة الملف: {error}", f"the file cannot be read: {error}")
        raise Invalid.field("file", "format", words_) from error
    keep = _KINDS[sent["type"]]
    for number, row in enumerate(rows, start=2):
        keep(_fields(row, number), number, request, shop)
    return words.done(_DONE.fill(count=len(rows)), request)


def _fields(row: Mapping[str, str], number: int) -> dict[str, Any]:
    """A row by the names of the API, numbers as numbers; empty cells say nothing."""
    fields: dict[str, Any] = {}
    for column, text in row.items():
        name = _NAMES.get(column.strip().lower())
        if name is None or text == "":
            continue
        fields[name] = _number(text, name, number) if name in (*_NUMBERS, "quantity") else text
    return fields


def _number(text: str, name: str, row: int) -> int | float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1e12:
        raise _wrong(row, name, "no number that can be")
    return int(value) if value.is_integer() else value


def _add_product(row: _Row, number: int, request: Request, shop: Shop) -> None:
    sent = {"product_type": "product", **row}
    for name in ("name", "price"):
        if name not in sent:
            raise _wrong(number, name, "is missing")
    if sent["product_type"] not in TYPES:
        raise _wrong(number, "product_type", "is no type of products")
    fields = product_written(sent, {}, request, shop)
    key = shop.store.fresh(PRODUCT, lambda: shop.identifiers.number(PRODUCT))
    keeping.add(shop, PRODUCT, {**fields, "id": key})


def _change_product(row: _Row, number: int, request: Request, shop: Shop) -> None:
    product = _known(row, number, shop)
    sent = {name: value for name, value in row.items() if name not in ("id", "product_type")}
    keeping.change(shop, PRODUCT, product["id"], **product_written(sent, product, request, shop))


def _set_quantity(row: _Row, number: int, request: Request, shop: Shop) -> None:
    product = _known(row, number, shop)
    if "quantity" not in row:
        raise _wrong(number, "quantity", "is missing")
    note_change(shop, product, stock.restock(shop, product, int(row["quantity"])), None)


def _set_prices(row: _Row, number: int, request: Request, shop: Shop) -> None:
    set_prices(shop, _known(row, number, shop), row, "file")


def _set_code(row: _Row, number: int, request: Request, shop: Shop) -> None:
    product = _known(row, number, shop)
    shop.store.update(PRODUCT, product["id"], _hs_code=row.get("hs_code"))


def _add_brand(row: _Row, number: int, request: Request, shop: Shop) -> None:
    fields = brand_written(_named(row, number), {}, request, shop)
    key = shop.store.fresh(BRAND, lambda: shop.identifiers.number(BRAND))
    keeping.add(shop, BRAND, {**fields, "id": key})


def _add_category(row: _Row, number: int, request: Request, shop: Shop) -> None:
    fields = category_written(_named(row, number), {}, request, shop)
    key = shop.store.fresh(CATEGORY, lambda: shop.identifiers.number(CATEGORY))
    keeping.add(shop, CATEGORY, {**fields, "id": key})


def _named(row: _Row, number: int) -> _Row:
    if "name" not in row:
        raise _wrong(number, "name", "is missing")
    return row


def _known(row: _Row, number: int, shop: Shop) -> Record:
    """The product that a row is about, by its id or its SKU."""
    if "id" in row:
        found = shop.store.find(PRODUCT, row["id"])
    else:
        same, _ = shop.store.table(PRODUCT).select({"sku": row.get("sku", "")}, limit=1)
        found = same[0] if same else None
    if found is None:
        raise _wrong(number, "sku", "is that of no product")
    return found


def _wrong(row: int, name: str, what: str) -> Invalid:
    return Invalid.field("file", "invalid", _ROW.fill(row=row, what=f"{name} {what}"))


_KINDS: Mapping[str, Callable[[_Row, int, Request, Shop], None]] = {
    "products": _add_product,
    "products-update": _change_product,
    "seo": _change_product,
    "quantities": _set_quantity,
    "prices": _set_prices,
    "hs-codes": _set_code,
    "brand": _add_brand,
    "category": _add_category,
}
