"""Dresses an error in its platform's words, with the headers that HTTP wants beside it."""

from collections.abc import Mapping
from datetime import timedelta
from email.utils import format_datetime

from starlette.types import Scope

from mock_server.engine.clock import Clock
from mock_server.engine.errors import ApiError, MethodNotAllowed, TooManyRequests, Unauthorized
from mock_server.engine.platform import Platform
from mock_server.engine.request import Refused

from .plan import Plan
from .replies import Header, as_headers, encode


class Refuser:
    """One platform's refusals."""

    def __init__(self, platform: Platform) -> None:
        self.platform = platform.name
        self._style = platform.style
        self._challenge = f'{_scheme(platform)} realm="souqbox"'

    def refuse(
        self,
        error: ApiError,
        scope: Scope,
        headers: Mapping[bytes, bytes],
        request_id: bytes,
        plan: Plan | None,
    ) -> tuple[int, list[Header], bytes]:
        refused = Refused(
            language=self._style.spoken(headers.get(b"accept-language")),
            method=scope["method"],
            path=scope["path"],
            request_id=request_id.decode("latin-1"),
            operation=plan.operation if plan else None,
        )
        return self.dress(error, refused)

    def dress(self, error: ApiError, refused: Refused) -> tuple[int, list[Header], bytes]:
        """Status, headers and body of a refusal."""
        status = self._style.status(error)
        told = {"X-Souqbox-Reason": error.reason[:500]}
        if isinstance(error, MethodNotAllowed):
            told["Allow"] = ", ".join(error.allowed)
        if isinstance(error, Unauthorized):
            told["WWW-Authenticate"] = self._challenge
        if status == 429:
            told["Retry-After"] = _retry_after(error)
        return status, as_headers(told), encode(self._style.error(error, refused))


def _retry_after(error: ApiError) -> str:
    """Seconds, or the moment that they lead to in real time (RFC 9110, 10.2.3)."""
    seconds = error.retry_after if isinstance(error, TooManyRequests) else 1
    if isinstance(error, TooManyRequests) and error.as_date:
        return format_datetime(Clock().now() + timedelta(seconds=seconds), usegmt=True)
    return str(seconds)


def _scheme(platform: Platform) -> str:
    """The authentication scheme that this platform's clients use (RFC 9110, 11.6.1)."""
    schemes = (carrier.scheme for carrier in platform.auth.carriers.values() if carrier.scheme)
    return next(schemes, "Bearer")
