"""Addresses of products, categories and brands, set by a sheet."""

from typing import Any

from mock_server.commerce.sheets import UnreadableSheet, read_sheet
from mock_server.engine import keeping
from mock_server.engine.errors import Invalid
from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.shop import Shop
from mock_server.engine.text import Text
from mock_server.engine.uploads import Upload

from . import words
from .catalogue import BRAND, CATEGORY, PRODUCT

operations = Operations()

_DONE = Text("تم تحديث {count} من الروابط", "{count} addresses have been set")
_FILE = Text("يجب إرسال ملف XLSX أو CSV", "a file must be sent, XLSX or CSV")
_ROW = Text("الصف {row}: {what}", "row {row}: {what}")
_KINDS = {"product": PRODUCT, "category": CATEGORY, "brand": BRAND}
_LONGEST = 255


@operations.handles("importCustomURLs")
def import_custom_urls(request: Request, shop: Shop) -> Any:
    """All rows, or none where one is wrong; the sheet is that of the export."""
    upload = request.body.get("file")
    if not isinstance(upload, Upload):
        raise Invalid.field("file", "required", _FILE)
    try:
        rows = read_sheet(upload.data)
    except UnreadableSheet as error:
        raise Invalid.field("file", "format", _FILE) from error
    for number, row in enumerate(rows, start=2):
        resource = _KINDS.get(row.get("type", "product"))
        if resource is None:
            raise _wrong(number, "type is none of product, category, brand")
        record = shop.store.find(resource, row.get("id", ""))
        if record is None:
            raise _wrong(number, "id is that of nothing in the store")
        url = row.get("url", "")
        if len(url) > _LONGEST or any(each in url for each in " /?#"):
            raise _wrong(number, "url is no part of an address")
        if url:
            keeping.change(
                shop, resource, record["id"], metadata={**record["metadata"], "url": url}
            )
    return words.done(_DONE.fill(count=len(rows)), request)


def _wrong(row: int, what: str) -> Invalid:
    return Invalid.field("file", "invalid", _ROW.fill(row=row, what=what))
