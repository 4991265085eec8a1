"""Moving orders on: one by one, and many from a sheet."""

from collections.abc import Mapping
from typing import Any

from mock_server.commerce.sheets import UnreadableSheet, read_sheet
from mock_server.engine.errors import Invalid
from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.engine.text import Text
from mock_server.engine.uploads import Upload

from .order_moves import Move, move, status_named
from .words import done

ORDER = "order"
operations = Operations()

_NEITHER = Text("أرسل status_id أو slug", "send status_id or slug")
_MOVED = Text("تم تحديث حالة الطلب", "The order's status was updated")
_ALL_MOVED = Text("تم تحديث حالات الطلبات", "The orders' statuses were updated")
_NO_FILE = Text("الملف مطلوب", "a file is needed")
_ROW = Text("الصف {row}: {what}", "row {row}: {what}")
_NO_ORDER = Text("الطلب غير موجود", "there is no such order")
_NO_STATUS = Text("الحالة مطلوبة", "status_id or status is needed")


@operations.handles("updateOrderStatus")
def update_order_status(request: Request, shop: Shop) -> Any:
    order, sent = shop.store.get(ORDER, request.path["order_id"]), request.body
    key, slug = sent.get("status_id"), sent.get("slug")
    if key is None and slug is None:
        raise Invalid.field("status_id", "required", _NEITHER)
    status = status_named(shop, key, slug)
    move(order, Move(status, sent.get("note", ""), sent.get("restore_items", False)), shop)
    return done(_MOVED, request)


@operations.handles("updateBulkOrdersStatuses")
def update_bulk_statuses(request: Request, shop: Shop) -> Any:
    """A row an order: `reference_id`, and `status_id` or `status`. All rows, or none."""
    upload = request.body.get("file")
    if not isinstance(upload, Upload):
        raise Invalid.field("file", "required", _NO_FILE)
    try:
        rows = read_sheet(upload.data)
    except UnreadableSheet as error:
        words = Text(f"تعذرت قراءة الملف: {error}", f"the file cannot be read: {error}")
        raise Invalid.field("file", "format", words) from error
    for number, row in enumerate(rows, start=2):
        try:
            _move_row(row, shop)
        except Invalid as error:
            what = error.problems[0].text or Text(error.reason, error.reason)
            told = Text(
                _ROW.ar.format(row=number, what=what.ar), _ROW.en.format(row=number, what=what.en)
            )
            raise Invalid.field("file", "enum", told) from error
    return {"message": _ALL_MOVED.say(request.language)}


def _move_row(row: Mapping[str, str], shop: Shop) -> None:
    order = _order(row, shop)
    key, slug = row.get("status_id", ""), row.get("status", "")
    if not key and not slug:
        raise Invalid.field("file", "required", _NO_STATUS)
    status = status_named(shop, int(key) if key.isdigit() else None, slug or key, "file")
    move(order, Move(status, row.get("note", "")), shop)


def _order(row: Mapping[str, str], shop: Shop) -> Record:
    """The order of a row, by its reference or its id."""
    reference = row.get("reference_id", "")
    if reference.isdigit():
        where = {"reference_id": int(reference), "draft": False}
        found, _ = shop.store.table(ORDER).select(where, limit=1)
        if found:
            return found[0]
    known = shop.store.find(ORDER, row.get("order_id", ""))
    if known is None:
        raise Invalid.field("file", "exists", _NO_ORDER)
    return known
