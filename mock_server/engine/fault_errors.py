"""The errors that a fault may pretend, by the words of a rule."""

from collections.abc import Mapping

from mock_server.spec.contract import Operation

from .errors import (
    ApiError,
    Asked,
    BodyTooLarge,
    Conflict,
    MalformedBody,
    MissingScope,
    NotFound,
    ServerFault,
    TooManyRequests,
    Unauthorized,
    UnsupportedMediaType,
)
from .faults import Fault

_PLAIN: Mapping[str, tuple[type[ApiError], str]] = {
    "not_found": (NotFound, "as if it were not there"),
    "conflict": (Conflict, "as if a rule forbade it"),
    "malformed_body": (MalformedBody, "as if the body could not be read"),
    "unsupported_media_type": (UnsupportedMediaType, "as if the body were of another type"),
    "body_too_large": (BodyTooLarge, "as if the body were too large"),
    "server_fault": (ServerFault, "as if the server had failed"),
}

ERRORS = ("unauthorized", "expired", "missing_scope", "too_many_requests", *_PLAIN)
"""The words for errors, in rules and in `Prefer: fault=`."""


def error_of(fault: Fault, operation: Operation) -> ApiError:
    """The error that this fault makes of a call, with the fault as its reason."""
    error = _error(fault, operation)
    error.reason = f"{error.reason} (fault: {fault})"
    return error


def _error(fault: Fault, operation: Operation) -> ApiError:
    if fault.error in _PLAIN:
        kind, reason = _PLAIN[fault.error]
        return kind(reason)
    if fault.error == "unauthorized":
        return Unauthorized("as if the token were unknown", "Authorization", "invalid")
    if fault.error == "expired":
        return Unauthorized("as if the token had expired", "Authorization", "expired")
    if fault.error == "missing_scope":
        return MissingScope(_scopes(operation))
    if fault.error == "too_many_requests" or fault.status == TooManyRequests.status:
        reason = "as if a budget were spent"
        return TooManyRequests(reason, fault.retry_after, as_date=fault.as_date)
    asked = Asked(fault.status)
    asked.reason = f"as if it ended in status {fault.status}"
    return asked


def _scopes(operation: Operation) -> list[str]:
    """What the operation demands; a platform without scopes gets one that says what it is for."""
    demanded = operation.security[0].values() if operation.security else ()
    return [scope for scopes in demanded for scope in scopes] or [operation.id]
