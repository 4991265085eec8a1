"""How PayNow speaks: bare objects, bare arrays, one shape for every error, English only."""

from collections.abc import Mapping
from typing import Any

from mock_server.engine.errors import (
    ApiError,
    Invalid,
    MalformedBody,
    MissingScope,
    NotFound,
    Problem,
    Unauthorized,
    UnknownPath,
)
from mock_server.engine.request import Refused, Request
from mock_server.engine.store import Page
from mock_server.engine.style import BaseStyle, Paging

from .flakes import trace_of

_CODES: Mapping[int, str] = {
    400: "bad-request",
    401: "unauthorized",
    403: "forbidden",
    404: "not-found",
    405: "method-not-allowed",
    409: "conflict",
    413: "payload-too-large",
    415: "unsupported-media-type",
    429: "too-many-requests",
    500: "internal-error",
    503: "service-unavailable",
}
_WORDS: Mapping[int, str] = {
    400: "The request could not be carried out.",
    401: "The API key is missing or unknown.",
    403: "The role of this API key does not permit this.",
    404: "There is nothing with this id.",
    405: "This path does not have this method.",
    409: "The request clashes with the present state.",
    413: "The body is too large.",
    415: "Send the body as application/json.",
    429: "Too many requests; wait and try again.",
    500: "Something went wrong on our side.",
    503: "The service is not available now.",
}
_FAULTS: Mapping[str, tuple[str, str]] = {
    "required": ("required", "{name} is required."),
    "type": ("invalid_type", "{name} must be of type {expected}."),
    "enum": ("invalid_enum_value", "{name} must be one of {expected}."),
    "minimum": ("too_small", "{name} must be {expected} or more."),
    "maximum": ("too_big", "{name} must be {expected} or less."),
    "min_length": ("too_small", "{name} must have {expected} characters or more."),
    "max_length": ("too_big", "{name} must have {expected} characters or fewer."),
    "min_items": ("too_small", "{name} must have {expected} items or more."),
    "max_items": ("too_big", "{name} must have {expected} items or fewer."),
    "format": ("invalid_format", "{name} must be a valid {expected}."),
}
_PERIOD = ("invalid_format", "{name} must be an ISO 8601 duration such as P1DT12H.")
_ADDRESS = ("invalid_format", "{name} must be an address that begins with http:// or https://.")
_COLOUR = ("invalid_format", "{name} must be a colour such as #C0392B.")
_DIGITS = ("invalid_format", "{name} must be an id of up to nineteen digits.")
_OTHER = ("invalid", "{name} is not valid.")
_PATTERNS = (("^P", _PERIOD), ("^[0-9]", _DIGITS), ("^http", _ADDRESS), ("^#", _COLOUR))
"""How a pattern of the document begins, and how it is said."""


class PayNowStyle(BaseStyle):
    """The Management API's bodies and errors."""

    languages = ("en",)
    paging = Paging(page="page", size="limit", default=100)

    def many(self, page: Page, request: Request) -> Any:
        return page.records

    def status(self, error: ApiError) -> int:
        """What others answer with 422 is a 400 here; a status that was asked for stays."""
        return 400 if error.status == 422 and error.kind != "asked" else error.status

    def error(self, error: ApiError, refused: Refused) -> dict[str, Any]:
        status = self.status(error)
        told: dict[str, Any] = {
            "status": status,
            "code": _CODES.get(status, "error"),
            "message": _message(error, status),
            "trace_id": trace_of(refused.request_id),
            "errors": None,
        }
        if isinstance(error, Invalid):
            told["code"] = "InvalidInput"
            told["errors"] = [_fault(problem) for problem in error.problems]
        return told


def _message(error: ApiError, status: int) -> str:
    if error.text is not None:
        return error.text.en
    match error:
        case Invalid():
            return "Some values were refused."
        case MalformedBody():
            return "The body is not JSON."
        case Unauthorized(problem="expired"):
            return "The API key has expired."
        case MissingScope():
            return _WORDS[403]
        case UnknownPath():
            return "There is nothing at this path."
        case NotFound(resource="store") | NotFound(resource=None):
            return "There is no store with this id."
    return _WORDS.get(status, "The request failed.")


def _fault(problem: Problem) -> dict[str, str]:
    violation = problem.violation
    code, words = _template(violation.rule, violation.expected)
    message = words.format(name=_name(violation.path), expected=_listed(violation.expected))
    return {
        "code": code,
        "message": problem.text.en if problem.text else message,
        "path": violation.name,
        "validation": violation.rule,
    }


def _template(rule: str, expected: Any) -> tuple[str, str]:
    if rule == "pattern":
        return next((its for start, its in _PATTERNS if str(expected).startswith(start)), _OTHER)
    return _FAULTS.get(rule, _OTHER)


def _name(path: tuple[str | int, ...]) -> str:
    """The field without what holds it: `minimum_order_value`, `required_tag_ids.0`."""
    names = [index for index, part in enumerate(path) if isinstance(part, str)]
    return ".".join(str(part) for part in path[names[-1] :]) if names else "the body"


def _listed(expected: Any) -> str:
    if isinstance(expected, list | tuple):
        return ", ".join(str(each) for each in expected if each not in (None, "null"))
    return str(expected)
