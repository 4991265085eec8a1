"""How a platform speaks: envelopes, errors, paging. One style a platform, for all operations."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Protocol

from .errors import ApiError
from .request import Refused, Request
from .table import Page, Record


@dataclass(frozen=True, slots=True)
class Paging:
    """The names and limits of a platform's page parameters."""

    page: str = "page"
    size: str = "per_page"
    default: int = 20


class Style(Protocol):
    """What each platform must say; everything else has defaults."""

    languages: tuple[str, ...]
    """Spoken languages, the default first: that is what an unknown `Accept-Language` gets."""

    paging: Paging

    def one(self, record: Any, request: Request) -> Any:
        """The body that shows one record, or the answer of an action."""
        ...

    def many(self, page: Page, request: Request) -> Any:
        """The body that shows a page of records."""
        ...

    def status(self, error: ApiError) -> int:
        """The HTTP status that this platform gives to an error."""
        ...

    def error(self, error: ApiError, refused: Refused) -> Any:
        """The body of an error answer."""
        ...

    def fields(self, request: Request) -> Mapping[str, Any]:
        """The fields that a body writes, without the platform's wrapper."""
        ...

    def deleted(self, request: Request) -> Any:
        """What is said of a record that was deleted, where the answer has a body."""
        ...


@dataclass(frozen=True, slots=True)
class Answer:
    """A handler's answer that needs another status, or headers of its own."""

    content: Any
    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Content:
    """A body that is no JSON, as it is sent."""

    data: bytes
    media_type: str


class BaseStyle:
    """The defaults of a style: bare bodies, Arabic first, the error's own status."""

    languages: tuple[str, ...] = ("ar", "en")
    paging = Paging()

    def one(self, record: Any, request: Request) -> Any:
        return record

    def status(self, error: ApiError) -> int:
        return error.status

    def fields(self, request: Request) -> Mapping[str, Any]:
        return request.body if isinstance(request.body, dict) else {}

    def deleted(self, request: Request) -> Any:
        return None

    def spoken(self, accept_language: bytes | None) -> str:
        """The language of an answer; the header's usual values are looked up."""
        if accept_language is None:
            return self.languages[0]
        return _language(self.languages, accept_language)


@lru_cache(maxsize=256)
def _language(languages: tuple[str, ...], accept_language: bytes) -> str:
    """The best of these for an `Accept-Language` header (RFC 9110, 12.5.4), else the first."""
    best, quality = languages[0], 0.0
    for part in accept_language.decode("latin-1").split(","):
        tag, _, parameter = part.partition(";")
        name = tag.strip().lower().split("-")[0]
        weight = _weight(parameter)
        if weight > quality and name in languages:
            best, quality = name, weight
    return best


def _weight(parameter: str) -> float:
    name, _, value = parameter.strip().partition("=")
    if name != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0


def visible(record: Record) -> Record:
    """The record without what only we know: names that start with an underscore."""
    return {name: value for name, value in record.items() if name[0] != "_"}
