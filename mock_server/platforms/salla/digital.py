"""What digital products consist of: files to download, and codes of which each is sold once."""

from typing import Any

from mock_server.engine.errors import Conflict, Invalid
from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.resource import Parent, Resource
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.engine.style import Answer
from mock_server.engine.text import Text
from mock_server.engine.uploads import Upload

from . import stock, words
from .catalogue import PRODUCT
from .files import keep_file
from .style import SallaStyle

DIGITAL_FILE = "product_digital_file"

operations = Operations()

_DONE = Text("تمت إضافة الأكواد بنجاح", "The codes have been added")
_NOT_CODES = Text("هذا المنتج ليس من نوع الأكواد", "this product does not sell codes")
_NOT_DIGITAL = Text("هذا المنتج ليس رقميًا", "this product is not digital")
_TWICE = Text("الكود مضاف من قبل", "this code has been added already")
_FILE = Text("يجب إرسال ملف", "a file must be sent")


@operations.handles("attachDigitalCode")
def attach_codes(request: Request, shop: Shop) -> Any:
    """More codes to sell; there are as many of the product as of its codes."""
    product = shop.store.get(PRODUCT, request.path["product"])
    if product["type"] != "codes":
        raise Conflict("only a product of type codes has codes", _NOT_CODES)
    known = list(product.get("_codes", ()))
    for index, code in enumerate(request.body["codes"]):
        if code in known:
            raise Invalid.field(f"codes.{index}", "unique", _TWICE)
        known.append(code)
    changed = shop.store.update(PRODUCT, product["id"], _codes=known, unlimited_quantity=False)
    stock.restock(shop, changed, len(known))
    return words.done(_DONE, request)


@operations.handles("attachDigitalFile")
def attach_file(request: Request, shop: Shop) -> Record:
    product, sent = shop.store.get(PRODUCT, request.path["product"]), request.body or {}
    if product["type"] != "digital":
        raise Conflict("only a digital product has files", _NOT_DIGITAL)
    upload = sent.get("file")
    if not isinstance(upload, Upload):
        raise Invalid.field("file", "required", _FILE)
    number = shop.store.fresh(DIGITAL_FILE, lambda: shop.identifiers.number(DIGITAL_FILE))
    record = {
        "id": number,
        "name": sent.get("file_name") or upload.name,
        "url": keep_file(upload, shop),
        "size": len(upload.data),
        "_product_id": product["id"],
    }
    return shop.store.put(DIGITAL_FILE, number, record)


@operations.handles("deleteDigitalFile")
def delete_file(request: Request, shop: Shop) -> Any:
    shop.store.delete(DIGITAL_FILE, request.path["file"])
    return Answer(SallaStyle().deleted(request))


RESOURCE = Resource(name=DIGITAL_FILE, parents=(Parent(PRODUCT, "_product_id", "product"),))
