"""One request with what became of it, as the journal keeps it: raw, quick to make."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from mock_server.spec.contract import Operation

from .errors import ApiError

if TYPE_CHECKING:
    from .faults import Fault
    from .limits import Taken
    from .shop import Shop

KEPT_BODY = 64 * 1024
"""Bytes of each body that are kept."""


class Exchange:
    """Filled in while the request is carried out. Bytes stay bytes: who looks decodes them.

    `started` and `seconds` measure real time; `shop_at` is the time of the shop when the request
    came. `life` is the shop's own mark: a shop that was made anew has another. A status of 0 means
    that no answer was sent. `struck` is the fault that met the request, `taken` what was left of
    its budget. Most of these stay as the class has them: so an exchange costs only what is known
    of it.
    """

    number = 0
    platform = ""
    scheme = "http"
    shop = ""
    life: object = None
    shop_at: datetime | None = None
    credential = ""
    operation: Operation | None = None
    request_id = b""
    body = b""
    status = 0
    answer_headers: Sequence[tuple[bytes, bytes]] = ()
    answer = b""
    seconds = 0.0
    reason = ""
    kind = ""
    advice = ""
    struck: "Fault | None" = None
    taken: "Taken | None" = None
    _sizes: tuple[int, int] | None = None

    def __init__(
        self, started: float, method: str, path: str, query: bytes, headers: Mapping[bytes, bytes]
    ) -> None:
        self.started = started
        self.method = method
        self.path = path
        self.query = query
        self.headers = headers

    def entered(self, shop: "Shop", credential: str) -> None:
        """The request was let into this shop."""
        self.shop = shop.name
        self.life = shop.life
        self.shop_at = shop.clock.now()
        self.credential = credential

    def refused(self, error: ApiError) -> None:
        self.reason = error.reason
        self.kind = error.kind
        self.shop = self.shop or error.shop

    @property
    def operation_id(self) -> str:
        return self.operation.id if self.operation is not None else ""

    @property
    def sizes(self) -> tuple[int, int]:
        """Of the bodies of request and answer, before they were cut."""
        return self._sizes or (len(self.body), len(self.answer))

    def cut(self) -> int:
        """Keep the beginning of each body; how many bytes are kept."""
        self._sizes = self.sizes
        self.body = self.body[:KEPT_BODY]
        self.answer = self.answer[:KEPT_BODY]
        return len(self.body) + len(self.answer)
