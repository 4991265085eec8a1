"""How Salla speaks: `{status, success, data}`, Arabic first, PHP dates, money in major units."""

from datetime import datetime
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl, urlencode
from zoneinfo import ZoneInfo

from mock_server.commerce.messages import fields_of
from mock_server.commerce.money import major
from mock_server.engine.errors import ApiError, Invalid, MissingScope
from mock_server.engine.request import Refused, Request
from mock_server.engine.store import Page
from mock_server.engine.style import BaseStyle, Paging
from mock_server.engine.text import Text

RIYADH = ZoneInfo("Asia/Riyadh")

_CODES: dict[int, str | int] = {
    400: "bad_request",
    401: "Unauthorized",
    403: "error",
    404: 404,
    405: "method_not_allowed",
    413: "error",
    415: "not_acceptable",
    422: "error",
    429: "too_many_requests",
    500: "server_error",
    503: "service_unavailable",
}
"""Salla's `error.code` by status (its Responses page and endpoint examples)."""

_WORDS: dict[int, Text] = {
    400: Text("الطلب غير صحيح", "The request could not be read"),
    401: Text(
        "رمز الوصول غير صالح أو منتهي الصلاحية", "The access token is invalid or has expired"
    ),
    403: Text("غير مصرح لك بهذا الإجراء", "This action is not allowed"),
    404: Text("المحتوى المطلوب غير موجود", "The requested content was not found"),
    405: Text("طريقة الطلب غير مدعومة", "The method is not allowed for this path"),
    413: Text("حجم الطلب أكبر من المسموح", "The request is too large"),
    415: Text("نوع المحتوى غير مدعوم", "The content type is not supported"),
    422: Text("لا يمكن تنفيذ الطلب", "The request could not be carried out"),
    429: Text("عدد الطلبات تجاوز الحد المسموح", "Too many requests"),
    500: Text("حدث خطأ في الخادم", "Something went wrong on the server"),
    503: Text("الخدمة غير متاحة حاليًا", "The service is not available now"),
}
_SCOPE = Text(
    "لا يملك رمز الوصول الصلاحية المطلوبة، يجب أن يملك إحدى الصلاحيات: {scopes}",
    "The access token should have access to one of those scopes: {scopes}",
)
_DELETED = Text("تم الحذف بنجاح", "It has been deleted")
_OTHER = Text("تعذر تنفيذ الطلب", "The request failed")


class Whole(dict[str, Any]):
    """An answer in full, which needs no envelope."""


class SallaStyle(BaseStyle):
    """The Merchant API's envelope and errors."""

    paging = Paging(page="page", size="per_page", default=15)

    def one(self, record: Any, request: Request) -> dict[str, Any]:
        if isinstance(record, Whole):
            return record
        return {"status": request.operation.success, "success": True, "data": record}

    def many(self, page: Page, request: Request) -> dict[str, Any]:
        return {
            "status": 200,
            "success": True,
            "data": page.records,
            "pagination": {
                "count": len(page.records),
                "total": page.total,
                "perPage": page.size,
                "currentPage": page.number,
                "totalPages": page.last,
                "links": _links(page, request),
            },
        }

    def deleted(self, request: Request) -> dict[str, Any]:
        return {"message": _DELETED.say(request.language), "code": request.operation.success}

    def status(self, error: ApiError) -> int:
        """A missing scope is a 401 at Salla, not a 403 (its Responses page)."""
        return 401 if isinstance(error, MissingScope) else error.status

    def error(self, error: ApiError, refused: Refused) -> dict[str, Any]:
        status = self.status(error)
        language = refused.language
        detail: dict[str, Any] = {
            "code": _CODES.get(status, "error"),
            "message": _message(error, status).say(language),
        }
        if isinstance(error, Invalid):
            detail["message"] = "alert.invalid_fields"
            detail["fields"] = fields_of(error.problems, language)
        elif status == 422:
            detail["fields"] = {}
        return {"status": status, "success": False, "error": detail}


def _message(error: ApiError, status: int) -> Text:
    if error.text is not None:
        return error.text
    if isinstance(error, MissingScope):
        return _SCOPE.fill(scopes=",".join(error.scopes))
    return _WORDS.get(status, _OTHER)


def _links(page: Page, request: Request) -> dict[str, str]:
    links = {}
    if page.number < page.last:
        links["next"] = _page_url(request, page.number + 1)
    if page.number > 1:
        links["previous"] = _page_url(request, min(page.number - 1, page.last))
    return links


def _page_url(request: Request, number: int) -> str:
    return f"{request.url}?{_but_page(request.raw_query)}page={number}"


@lru_cache(maxsize=512)
def _but_page(raw_query: str) -> str:
    """The query without its page, ready for another one."""
    sent = parse_qsl(raw_query, keep_blank_values=True)
    kept = [(name, value) for name, value in sent if name != "page"]
    return f"{urlencode(kept)}&" if kept else ""


def money(minor: int, currency: str) -> dict[str, Any]:
    return {"amount": major(minor, currency), "currency": currency}


def date(moment: datetime) -> dict[str, Any]:
    """A moment as PHP serialises it, in the time of the store."""
    local = moment.astimezone(RIYADH)
    return {
        "date": local.isoformat(" ", "microseconds")[:26],
        "timezone_type": 3,
        "timezone": "Asia/Riyadh",
    }
