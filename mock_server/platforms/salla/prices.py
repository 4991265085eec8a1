"""Prices of products, changed by SKU or many at once."""

from collections.abc import Mapping
from typing import Any

from mock_server.engine import keeping
from mock_server.engine.errors import Invalid
from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.engine.text import Text

from . import words
from .catalogue import PRODUCT

operations = Operations()

_DONE = Text("تم تحديث الأسعار بنجاح", "The prices have been updated")
_NOBODY = Text("المنتج غير موجود", "there is no such product")
_SALE = Text("يجب أن يكون سعر التخفيض أقل من السعر", "the sale price must be below the price")


@operations.handles("updateProductPriceBySKU")
def update_by_sku(request: Request, shop: Shop) -> Record:
    product = keeping.locate(shop, PRODUCT, "sku", request.path["sku"])
    return set_prices(shop, product, request.body, "price")


@operations.handles("updateBulkProductPrices")
def update_bulk(request: Request, shop: Shop) -> Any:
    for index, each in enumerate(request.body["products"]):
        product = shop.store.find(PRODUCT, each["id"])
        if product is None:
            raise Invalid.field(f"products.{index}.id", "exists", _NOBODY)
        set_prices(shop, product, each, f"products.{index}.sale_price")
    return words.done(_DONE, request)


def set_prices(shop: Shop, product: Record, sent: Mapping[str, Any], place: str) -> Record:
    """The product with the prices that were sent.

    Raises:
        Invalid: a sale would cost more than none.
    """
    changed: Record = {}
    for name, kept in (("price", "regular_price"), ("sale_price", "sale_price")):
        if sent.get(name) is not None:
            changed[kept] = {**product[kept], "amount": sent[name]}
    if sent.get("cost_price") is not None:
        changed["cost_price"] = f"{sent['cost_price']:.2f}"
    if "sale_end" in sent:
        changed["sale_end"] = sent["sale_end"]
    both = {**product, **changed}
    if both["sale_price"]["amount"] > both["regular_price"]["amount"]:
        raise Invalid.field(place, "maximum", _SALE)
    return keeping.change(shop, PRODUCT, product["id"], **changed)
