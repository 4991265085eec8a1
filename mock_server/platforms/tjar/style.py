"""How Tjar speaks: `{status, message, data}`, a message for each operation, Arabic first."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from mock_server.commerce.messages import fields_of
from mock_server.commerce.money import decimal
from mock_server.engine.errors import ApiError, Invalid, NotFound, Unauthorized, UnknownPath
from mock_server.engine.request import Refused, Request
from mock_server.engine.store import Page
from mock_server.engine.style import BaseStyle, Paging
from mock_server.engine.text import Text

RIYADH = ZoneInfo("Asia/Riyadh")

_DONE: Mapping[str, Text] = {
    "listAbandonedCarts": Text("هذه هي السلات المتروكة", "Abandoned carts retrieved successfully"),
    "getAbandonedCart": Text("هذه هي السلة المتروكة", "Abandoned cart retrieved successfully"),
    "sendAbandonedCartReminder": Text("تم إرسال التذكير", "Reminder sent successfully"),
    "listWebhooks": Text("هذه هي الويب هوك", "Webhooks retrieved successfully"),
    "registerWebhook": Text("تم تسجيل الويب هوك", "Webhook registered successfully"),
    "updateWebhook": Text("تم تحديث الويب هوك", "Webhook updated successfully"),
    "deleteWebhook": Text("تم حذف الويب هوك", "Webhook deleted successfully"),
    "listWebhookEvents": Text("هذه هي أحداث الويب هوك", "Webhook events retrieved successfully"),
    "refreshWebhookSecret": Text("تم تجديد المفتاح السري", "Webhook secret refreshed successfully"),
    "verifyWebhookSignature": Text("تم التحقق من التوقيع", "The signature was checked"),
    "listProducts": Text("هذه هي المنتجات", "Products retrieved successfully"),
    **dict.fromkeys(
        ("getProduct", "getDigitalProduct", "getBookingProduct", "getServiceProduct"),
        Text("هذا هو المنتج", "Product retrieved successfully"),
    ),
    **dict.fromkeys(
        ("createProduct", "createDigitalProduct", "createBookingProduct", "createServiceProduct"),
        Text("تم إنشاء المنتج", "Product created successfully"),
    ),
    **dict.fromkeys(
        ("updateProduct", "updateDigitalProduct", "updateBookingProduct", "updateServiceProduct"),
        Text("تم تحديث المنتج", "Product updated successfully"),
    ),
    "deleteProduct": Text("تم حذف المنتج", "Product deleted successfully"),
    "uploadMedia": Text("تم رفع الملف", "Media uploaded successfully"),
    "uploadMultipleMedia": Text("تم رفع الملفات", "Media uploaded successfully"),
    "updateMedia": Text("تم تحديث الملف", "Media updated successfully"),
    "listOrders": Text("هذه هي الطلبات", "Orders retrieved successfully"),
    "getOrder": Text("هذا هو الطلب", "Order retrieved successfully"),
    "createOrder": Text("تم إنشاء الطلب", "Order created successfully"),
    "changeOrderStatus": Text("تم تحديث حالة الطلب", "Order status updated successfully"),
    "listOrderStatuses": Text("هذه هي حالات الطلب", "Order statuses retrieved successfully"),
}
"""The `message` of a success, by operation."""

_WORDS: Mapping[int, Text] = {
    400: Text("تعذرت قراءة محتوى الطلب بصيغة JSON", "The request body is not valid JSON"),
    401: Text("مفتاح الربط غير صالح", "The API key is not valid"),
    403: Text("غير مصرح لك بهذا الإجراء", "This action is not allowed"),
    404: Text("المطلوب غير موجود", "What was asked for was not found"),
    405: Text("طريقة الطلب غير مدعومة لهذا المسار", "The method is not allowed for this path"),
    413: Text("حجم الطلب أكبر من المسموح", "The request is too large"),
    415: Text("يجب إرسال الطلب بصيغة JSON", "The request body must be sent as JSON"),
    422: Text("البيانات المرسلة غير صالحة", "The data sent is not valid"),
    429: Text("عدد الطلبات كبير؛ حاول بعد قليل", "Too many requests; try again later"),
    500: Text("حدث خطأ في الخادم", "Something went wrong on the server"),
    503: Text("الخدمة غير متاحة حاليًا", "The service is not available now"),
}
_ABSENT: Mapping[str | None, Text] = {
    "abandoned_cart": Text("السلة المتروكة غير موجودة", "The abandoned cart was not found"),
    "webhook": Text("الويب هوك غير موجود", "The webhook was not found"),
    "product": Text("المنتج غير موجود", "The product was not found"),
    "media": Text("الملف غير موجود", "The media was not found"),
    "media_file": Text("الملف غير موجود", "The file was not found"),
    "order": Text("الطلب غير موجود", "The order was not found"),
}
_NO_PATH = Text("المسار المطلوب غير موجود", "The path was not found")
_NO_KEY = Text("مفتاح الربط مفقود", "The API key is missing")
_OLD_KEY = Text("انتهت صلاحية مفتاح الربط", "The API key has expired")
_OTHER = Text("تعذر تنفيذ الطلب", "The request failed")


class TjarStyle(BaseStyle):
    """The Core API's envelope and errors."""

    paging = Paging(page="page", size="per_page", default=15)

    def one(self, record: Any, request: Request) -> dict[str, Any]:
        message = _DONE[request.operation.id].say(request.language)
        return {"status": "success", "message": message, "data": record}

    def many(self, page: Page, request: Request) -> dict[str, Any]:
        shown = request.operation.shown
        assert shown is not None, "a page is only answered where the document shows one"
        return self.one(
            {
                shown.place[-1]: page.records,
                "pagination": {
                    "total": page.total,
                    "count": len(page.records),
                    "per_page": page.size,
                    "current_page": page.number,
                    "last_page": page.last,
                },
            },
            request,
        )

    def error(self, error: ApiError, refused: Refused) -> dict[str, Any]:
        status, language = self.status(error), refused.language
        body = {"status": "error", "message": _message(error, status).say(language), "data": None}
        if isinstance(error, Invalid):
            return {**body, "errors": fields_of(error.problems, language)}
        return {**body, "errors": {}} if status == 422 else body


def _message(error: ApiError, status: int) -> Text:
    if error.text is not None:
        return error.text
    if isinstance(error, UnknownPath):
        return _NO_PATH
    if isinstance(error, NotFound) and error.resource in _ABSENT:
        return _ABSENT[error.resource]
    if isinstance(error, Unauthorized) and error.problem != "invalid":
        return _NO_KEY if error.problem == "missing" else _OLD_KEY
    return _WORDS.get(status, _OTHER)


def money(minor: int, currency: str) -> str:
    """`5997` as `59.97 <sar></sar>`: the currency is an empty tag, which the page draws."""
    tag = currency.lower()
    return f"{decimal(minor, currency)} <{tag}></{tag}>"


def date(moment: datetime) -> str:
    """A moment to the second, in the time of the store."""
    return moment.astimezone(RIYADH).strftime("%Y-%m-%d %H:%M:%S")
