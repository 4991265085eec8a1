"""What a handler is given: the values of one request, read as the document says."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from mock_server.spec.contract import Operation

if TYPE_CHECKING:
    from .shop import Shop


@dataclass(slots=True)
class Request:
    """One call of one operation. Not changed after it is made (frozen would cost on each call).

    `path`, `query` and `headers` hold the document's parameters under their own names, converted
    to their types, with defaults filled in; `url` is the address that the client used, without the
    query; `raw_query` the query text as sent; `credential` says whose token came. A handler that is
    called before there is a token writes down in `meant` whose shop the request turned out to be.
    """

    operation: Operation
    language: str
    path: Mapping[str, Any] = field(default_factory=dict)
    query: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    body: Any = None
    url: str = ""
    raw_query: str = ""
    credential: str = ""
    meant: "Shop | None" = None


@dataclass(frozen=True, slots=True)
class Refused:
    """What is known of a request that is refused, perhaps before its operation is known."""

    language: str
    method: str
    path: str
    request_id: str
    operation: Operation | None = None
