"""A module's own handlers, by the operationId of the document."""

from collections.abc import Callable, Iterator
from typing import Any

from .request import Request
from .shop import Shop

Handler = Callable[[Request, Shop], Any]
"""`(request, shop) -> record`, a `Page`, an `Answer`, or plain values for an action."""


class Operations:
    """The handlers that one module registers; its platform joins them."""

    def __init__(self) -> None:
        self._handlers: dict[str, Handler] = {}

    def handles(self, operation_id: str) -> Callable[[Handler], Handler]:
        assert operation_id not in self._handlers, f"{operation_id} has a handler already"

        def register(handler: Handler) -> Handler:
            self._handlers[operation_id] = handler
            return handler

        return register

    def __iter__(self) -> Iterator[tuple[str, Handler]]:
        return iter(self._handlers.items())
