"""How Zid speaks: each answer under its resource's name, a message beside it, English first."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from mock_server.commerce.messages import fields_of
from mock_server.commerce.money import decimal
from mock_server.engine.errors import ApiError, Invalid, MissingScope, NotFound, Unauthorized
from mock_server.engine.request import Refused, Request
from mock_server.engine.store import Page
from mock_server.engine.style import BaseStyle, Paging
from mock_server.engine.text import Text

_QUIET = {"type": "object", "code": None, "name": None, "description": None}
"""The message of an answer that has nothing to add."""

_SESSION: Mapping[str, tuple[str, Text]] = {
    "missing": ("ERROR_SESSION_MISSING", Text("الرمز {header} مفقود.", "{header} is missing.")),
    "invalid": ("ERROR_SESSION_INVALID", Text("الجلسة غير صالحة.", "Unauthenticated")),
    "expired": (
        "ERROR_SESSION_EXPIRED",
        Text("انتهت صلاحية الجلسة.", "The session has expired."),
    ),
}
_CODES = {401: "ERROR_SESSION_INVALID", 403: "ERROR_FORBIDDEN", 422: "ERROR_POPUP_OK"}
"""Zid's `error_code` by status where it has one (its Responses page and official client)."""

_WORDS: Mapping[int, Text] = {
    400: Text("تعذرت قراءة الطلب.", "The request could not be read."),
    401: _SESSION["invalid"][1],
    403: Text("لا تملك صلاحية هذا الإجراء.", "This action is not allowed."),
    404: Text("المطلوب غير موجود.", "There is nothing here."),
    405: Text("طريقة الطلب غير متاحة هنا.", "The method is not allowed here."),
    413: Text("الطلب أكبر من المسموح.", "The request is too large."),
    415: Text("نوع المحتوى غير مقبول.", "This type of content is not taken."),
    422: Text("البيانات المرسلة غير صحيحة.", "Some parameters were refused."),
    429: Text("طلبات كثيرة؛ انتظر ثم أعد المحاولة.", "Too many requests; wait and try again."),
    500: Text("حدث خطأ في الخادم.", "Something went wrong on the server."),
    503: Text("الخدمة غير متاحة الآن.", "The service is not available now."),
}
_OTHER = Text("تعذر تنفيذ الطلب.", "The request failed.")
_SCOPE = Text("تلزم الصلاحية {scope}.", "The scope {scope} is needed.")
_ABSENT = {
    "abandoned_cart": Text(
        "لا توجد سلة متروكة بهذا الرقم.", "There is no abandoned cart with this id."
    ),
    "webhook": Text("لا يوجد ويب هوك بهذا الرقم.", "There is no webhook with this id."),
}


class ZidStyle(BaseStyle):
    """The manager API's envelope and errors."""

    languages = ("en", "ar")
    paging = Paging(page="page", size="page_size", default=15)

    def one(self, record: Any, request: Request) -> dict[str, Any]:
        """What the document shows at the root, as it does a webhook, comes without an envelope."""
        shown = request.operation.shown
        if shown is not None and not shown.place:
            return dict(record)
        return {"status": "object", **_named(record, request), "message": _QUIET}

    def many(self, page: Page, request: Request) -> dict[str, Any]:
        """A page of rows; a page without a size is all there is, and tells nothing of itself."""
        if not page.size:
            return {"status": "ready", **_named(page.records, request)}
        return {
            "status": "object",
            **_named(page.records, request),
            "count": page.total,
            "page": page.number,
            "page_size": page.size,
            "next_page": page.number + 1 if page.number < page.last else None,
            "last_page": page.last,
            "message": _QUIET,
        }

    def error(self, error: ApiError, refused: Refused) -> dict[str, Any]:
        """Codes twice, in the message and at the root; the faults of fields stand at the root."""
        status = self.status(error)
        invalid = isinstance(error, Invalid)
        code = _SESSION[error.problem][0] if isinstance(error, Unauthorized) else _CODES.get(status)
        message = {
            "type": "validation_errors" if invalid else "error",
            "code": code,
            "name": None,
            "description": _description(error, status).say(refused.language),
        }
        body = {"status": "error", "message": message, "error_code": code}
        faults = fields_of(error.problems, refused.language) if isinstance(error, Invalid) else {}
        return {**body, **{name: texts for name, texts in faults.items() if name not in body}}


def _named(content: Any, request: Request) -> dict[str, Any]:
    """The content under the name that the document has for it."""
    shown = request.operation.shown
    return {shown.place[0]: content} if shown else dict(content or {})


def _description(error: ApiError, status: int) -> Text:
    match error:
        case ApiError(text=Text() as text):
            return text
        case Unauthorized(problem=problem, header=header):
            return _SESSION[problem][1].fill(header=header)
        case MissingScope(scopes=scopes):
            return _SCOPE.fill(scope=scopes[0])
        case NotFound(resource=str() as resource) if resource in _ABSENT:
            return _ABSENT[resource]
    return _WORDS.get(status, _OTHER)


def money_text(minor: int, currency: str) -> str:
    """`123950` as `1,239.50 SAR`."""
    return f"{decimal(minor, currency)} {currency}"


def date(moment: datetime) -> str:
    """A moment in UTC as carts tell it: `2025-01-13 06:10:48`."""
    return moment.isoformat(" ", "seconds")[:19]


def date_to_the_microsecond(moment: datetime) -> str:
    """A moment in UTC as histories tell it, to the second all the same: `...T06:20:24.000000Z`."""
    return moment.isoformat(timespec="seconds")[:19] + ".000000Z"
