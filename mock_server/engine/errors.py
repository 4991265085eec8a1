"""What can go wrong between a caller and a shop, without naming a platform.

An `ApiError` is the caller's mistake; each platform's style dresses it in its own words. `reason`
is one plain English line for the developer: it travels in `X-Souqbox-Reason`, never in the body.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from mock_server.spec.validators import Violation

from .masking import mask_text
from .text import Text

Place = Literal["path", "query", "header", "body"]

_PLACES_TOLD = 5
"""Wrong fields that a reason names beside the first; an answer's header has to end somewhere."""


class ApiError(Exception):
    """Something that the caller got wrong. `text` overrides the style's own words for its kind."""

    status = 400
    kind = "bad_request"
    shop = ""
    """The shop at whose door it was raised, where the request entered none."""

    def __init__(self, reason: str, text: Text | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.text = text


class NotFound(ApiError):
    """A thing that is not there, or no longer. `resource` names what was looked for."""

    status = 404
    kind = "not_found"

    def __init__(self, reason: str, resource: str | None = None) -> None:
        super().__init__(reason)
        self.resource = resource


class UnknownPath(NotFound):
    """No operation of the document has this path."""

    kind = "unknown_path"


class MethodNotAllowed(ApiError):
    """The path is there, the method is not. `allowed` are those that are."""

    status = 405
    kind = "method_not_allowed"

    def __init__(self, method: str, allowed: Sequence[str]) -> None:
        super().__init__(f"{method} is not a method of this path; it has {', '.join(allowed)}")
        self.allowed = tuple(allowed)


class Unauthorized(ApiError):
    """No credential, or one that opens nothing. `problem` says which, `header` where it belongs."""

    status = 401
    kind = "unauthorized"

    def __init__(
        self, reason: str, header: str, problem: Literal["missing", "invalid", "expired"]
    ) -> None:
        super().__init__(reason)
        self.header = header
        self.problem = problem


class MissingScope(ApiError):
    """A good credential that may not do this. Any one of `scopes` would do."""

    status = 403
    kind = "missing_scope"

    def __init__(self, scopes: Sequence[str]) -> None:
        super().__init__(f"the token lacks the scope {' or '.join(scopes)}")
        self.scopes = tuple(scopes)


class MalformedBody(ApiError):
    """A body that is missing or cannot be read as what it says it is."""

    status = 400
    kind = "malformed_body"


class UnsupportedMediaType(ApiError):
    status = 415
    kind = "unsupported_media_type"


class BodyTooLarge(ApiError):
    status = 413
    kind = "body_too_large"


class Conflict(ApiError):
    """A rule of the business forbids this now; the request itself is well formed."""

    status = 422
    kind = "conflict"


@dataclass(frozen=True, slots=True)
class Problem:
    """One field of a request and the rule that it breaks.

    `text` is set when the rule is the platform's own and not the document's.
    """

    place: Place
    violation: Violation
    text: Text | None = None

    @property
    def name(self) -> str:
        return self.violation.name


class Invalid(ApiError):
    """A request that breaks rules of the document, or of a field."""

    status = 422
    kind = "invalid"

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(_told(problems))
        self.problems = tuple(problems)

    @classmethod
    def field(cls, name: str, rule: str, text: Text, expected: Any = None) -> "Invalid":
        """One body field that breaks a rule which the document cannot say."""
        violation = Violation(tuple(name.split(".")), rule, expected, text.en)
        return cls([Problem("body", violation, text)])


class TooManyRequests(ApiError):
    """More calls than the platform takes; after `retry_after` seconds it takes one again.

    `as_date`: the answer says so by the moment instead of the seconds, which HTTP allows too.
    """

    status = 429
    kind = "too_many_requests"

    def __init__(self, reason: str, retry_after: int, *, as_date: bool = False) -> None:
        super().__init__(reason)
        self.retry_after = retry_after
        self.as_date = as_date


def _told(problems: Sequence[Problem]) -> str:
    """The first problem in full, the others by their places."""
    first, *others = problems
    message = mask_text(first.violation.message)  # it repeats the value, which may hold secrets
    told = f"{first.place} {first.name or '(whole)'}: {message}"
    places = list(dict.fromkeys(f"{each.place} {each.name or '(whole)'}" for each in others))
    if not places:
        return told
    more = f" and {len(places) - _PLACES_TOLD} more" if len(places) > _PLACES_TOLD else ""
    return f"{told}; also wrong: {', '.join(places[:_PLACES_TOLD])}{more}"


class Asked(ApiError):
    """An answer that the caller asked for with `Prefer: code=`."""

    kind = "asked"

    def __init__(self, status: int) -> None:
        super().__init__(f"asked for by Prefer: code={status}")
        self.status = status


class ServerFault(ApiError):
    """Our own mistake, told in the platform's shape instead of a traceback."""

    status = 500
    kind = "server_fault"
