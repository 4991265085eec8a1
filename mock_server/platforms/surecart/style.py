"""How SureCart speaks: bare objects, wrapped bodies, English, errors in the manner of Rails."""

from collections.abc import Mapping
from typing import Any

from mock_server.engine.errors import ApiError, Conflict, Invalid, NotFound, Problem, UnknownPath
from mock_server.engine.request import Refused, Request
from mock_server.engine.store import Page
from mock_server.engine.style import BaseStyle, Paging
from mock_server.spec.contract import Operation

_STATUSES: Mapping[int, tuple[str, str]] = {
    400: ("bad_request", "The body is not valid JSON."),
    401: ("unauthorized", "A valid API token is needed."),
    403: ("forbidden", "The token may not do this."),
    404: ("not_found", "There is nothing here."),
    405: ("method_not_allowed", "The path does not take this method."),
    409: ("conflict", "Something else changed this at the same time. Try again."),
    413: ("payload_too_large", "The body is too large."),
    415: ("unsupported_media_type", "Send the body as application/json."),
    422: ("unprocessable_entity", "The request could not be carried out."),
    429: ("too_many_requests", "Too many requests. Try again in a moment."),
    500: ("internal_server_error", "Something went wrong on the server."),
    503: ("service_unavailable", "The service is not available now."),
}
"""`http_status` and a message by status; only the words of 400 to 429 are the document's."""

_CALLED: Mapping[str, str] = {"account_event": "event"}
"""Objects by the resource that keeps them, where that has another name."""

_OTHER = ("error", "The request failed.")

_RULES: Mapping[str, tuple[str, str]] = {
    "required": ("blank", "{name} can't be blank."),
    "enum": ("inclusion", "{name} is not one of the known values."),
    "minimum": ("greater_than_or_equal_to", "{name} must be at least {count}."),
    "maximum": ("less_than_or_equal_to", "{name} must be at most {count}."),
    "min_length": ("too_short", "{name} must have {count} characters or more."),
    "max_length": ("too_long", "{name} may have at most {count} characters."),
    "min_items": ("too_short", "{name} must have {count} entries or more."),
    "max_items": ("too_long", "{name} may have at most {count} entries."),
    "unique": ("taken", "{name} has already been taken."),
    "exists": ("not_found", "{name} was not found."),
}
_TYPES: Mapping[str, tuple[str, str]] = {
    "boolean": ("inclusion", "{name} must be true or false."),
    "integer": ("not_an_integer", "{name} must be a whole number."),
    "number": ("not_a_number", "{name} must be a number."),
}
_INVALID = ("invalid", "{name} is invalid.")
_KEPT = frozenset({"unique", "exists"})
"""Rules that `engine/keeping.py` holds records to; they name fields without a wrapper."""


class SureCartStyle(BaseStyle):
    """Objects without an envelope, lists of a page, one shape for every refusal."""

    languages = ("en",)
    paging = Paging(page="page", size="limit", default=20)

    def many(self, page: Page, request: Request) -> dict[str, Any]:
        return {
            "object": "list",
            "pagination": {
                "count": page.total,
                "limit": page.size,
                "page": page.number,
                "url": f"/v1{request.operation.path}",
            },
            "data": page.records,
        }

    def fields(self, request: Request) -> Mapping[str, Any]:
        return unwrapped(request)

    def status(self, error: ApiError) -> int:
        """A body without its wrapper lacks a parameter: 400, where a wrong value is 422."""
        return 400 if _lacks_wrapper(error) else error.status

    def deleted(self, request: Request) -> Any:
        return {"id": request.path["id"], "object": _named_by(request.operation), "deleted": True}

    def error(self, error: ApiError, refused: Refused) -> dict[str, Any]:
        status = self.status(error)
        word, message = _STATUSES.get(status, _OTHER)
        subject = _subject(error, refused.operation)
        told: dict[str, Any] = {
            "http_status": word,
            "type": word,
            "code": word,
            "message": error.text.en if error.text else message,
            "validation_errors": [],
        }
        if isinstance(error, NotFound) and not isinstance(error, UnknownPath):
            told["code"] = f"{subject}.not_found"
            told["message"] = f"There is no {_words(subject)} with this id."
        elif isinstance(error, Invalid) and status == 422:
            told |= {"type": "invalid", "code": f"{subject}.invalid", **_broken(error, subject)}
        elif isinstance(error, Conflict):
            told |= {"type": "invalid", "code": f"{subject}.invalid"}
        elif _lacks_wrapper(error):
            told["message"] = f"The parameter {subject} is missing."
        return told


def unwrapped(request: Request) -> Mapping[str, Any]:
    """The fields of a body, which stand under the name of their object."""
    shown, body = request.operation.shown, request.body
    fields = body.get(shown.resource) if shown and isinstance(body, dict) else None
    return fields if isinstance(fields, dict) else {}


def _lacks_wrapper(error: ApiError) -> bool:
    """Whether a body is not an object with an object under the name of what it writes."""
    return isinstance(error, Invalid) and any(
        problem.place == "body" and not _is_ours(problem) and len(problem.violation.path) < 2
        for problem in error.problems
    )


def _named_by(operation: Operation) -> str:
    """The type of object that an operation is about: what it shows, else what its path names."""
    if operation.shown is not None:
        return operation.shown.resource
    return operation.path.split("/")[1].removesuffix("s")


def _subject(error: ApiError, operation: Operation | None) -> str:
    """The type of object that an error is about."""
    resource = _named_by(operation) if operation else "request"
    if isinstance(error, NotFound) and error.resource is not None:
        resource = error.resource
    return _CALLED.get(resource, resource)


def _broken(error: Invalid, subject: str) -> dict[str, Any]:
    saved = any(problem.place == "body" for problem in error.problems)
    could_not = f"The {_words(subject)} could not be saved."
    return {
        "message": could_not if saved else "A query parameter is not valid.",
        "validation_errors": [_validation_error(each, subject) for each in error.problems],
    }


def _validation_error(problem: Problem, subject: str) -> dict[str, Any]:
    """One broken rule; `options` hold the figure that its message needs."""
    violation = problem.violation
    attribute = _attribute(problem)
    told = (violation.rule, "") if problem.text else _INVALID
    kind, message = _RULES.get(violation.rule, told)
    if violation.rule == "type":
        wanted = [each for each in violation.expected or () if each != "null"]
        kind, message = _TYPES.get(wanted[0], _INVALID) if wanted else _INVALID
    counts = "{count}" in message
    words = message.format(name=_words(attribute).capitalize(), count=violation.expected)
    return {
        "attribute": attribute,
        "type": kind,
        "code": f"{subject}.{attribute}.{kind}",
        "message": problem.text.en if problem.text else words,
        "options": {"count": violation.expected} if counts else {},
    }


def _is_ours(problem: Problem) -> bool:
    """Whether the rule is none of the document's, so that no wrapper is named."""
    return problem.text is not None or problem.violation.rule in _KEPT


def _attribute(problem: Problem) -> str:
    """The name of a value: without the wrapper, brackets and places in a list."""
    path = problem.violation.path
    inside = path[1:] if problem.place == "body" and not _is_ours(problem) else path
    names = [part.removesuffix("[]") for part in inside if isinstance(part, str)]
    return ".".join(names) or "base"


def _words(name: str) -> str:
    return name.replace("_", " ").replace(".", " ")
