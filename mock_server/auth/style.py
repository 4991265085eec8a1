"""How an OAuth server speaks: bare answers, and `{error, error_description}` (RFC 6749, 5.2)."""

from typing import Any

from mock_server.engine.errors import ApiError, Invalid
from mock_server.engine.request import Refused, Request
from mock_server.engine.store import Page
from mock_server.engine.style import BaseStyle

from .oauth_errors import OAuthError

_CODES = {
    400: "invalid_request",
    401: "invalid_client",
    403: "access_denied",
    429: "temporarily_unavailable",
    500: "server_error",
    503: "temporarily_unavailable",
}


class OAuthStyle(BaseStyle):
    """Errors are in English: whoever writes the client reads them, no merchant does."""

    def many(self, page: Page, request: Request) -> Any:
        return list(page.records)

    def status(self, error: ApiError) -> int:
        return 400 if error.status in (415, 422) else error.status

    def error(self, error: ApiError, refused: Refused) -> dict[str, Any]:
        return {"error": _code(error, self.status(error)), "error_description": _words(error)}


def _code(error: ApiError, status: int) -> str:
    if isinstance(error, OAuthError):
        return error.code
    if isinstance(error, Invalid) and _about(error) == ("grant_type", "enum"):
        return "unsupported_grant_type"
    return _CODES.get(status, "invalid_request")


def _words(error: ApiError) -> str:
    if isinstance(error, Invalid):
        name, rule = _about(error)
        expected = error.problems[0].violation.expected
        if rule == "required":
            return f"{name} is missing"
        if rule == "enum":
            return f"{name} must be one of {', '.join(map(str, expected))}"
    return error.reason


def _about(error: Invalid) -> tuple[str, str]:
    first = error.problems[0]
    return first.name, first.violation.rule
