"""The outermost layer of the plain stack: what all layers behind it need to know of a call."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from connexion.middleware.abstract import ROUTING_CONTEXT
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .linked import address
from .plan import Plan
from .request_ids import RequestIds

_CALL = "souqbox_call"


@dataclass(frozen=True, slots=True)
class Call:
    """One request as it came in. `extensions` is the mapping that all layers share."""

    url: str
    path: str
    headers: Mapping[bytes, bytes]
    request_id: bytes
    extensions: Mapping[str, Any]

    @property
    def operation_id(self) -> str | None:
        """The operation that Connexion's router found; None before it did, or for no operation."""
        routing: Mapping[str, Any] = self.extensions.get(ROUTING_CONTEXT, {})
        return routing.get("operation_id")


def call_of(scope: Mapping[str, Any]) -> Call:
    call: Call = scope["extensions"][_CALL]
    return call


class Doorway:
    """Numbers each request, names what answered it, and mends what Connexion is too strict about.

    A last slash does not count: its router would send such a path elsewhere (307).
    """

    def __init__(self, app: ASGIApp, plans: Mapping[str, Plan], request_ids: RequestIds) -> None:
        self._app = app
        self._plans = plans
        self._request_ids = request_ids

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        request_id = self._request_ids.take(headers.get(b"x-request-id"))
        extensions = dict(scope.get("extensions", {}))
        call = Call(address(scope, headers), scope["path"], headers, request_id, extensions)
        extensions[_CALL] = call

        async def named(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], (b"x-request-id", request_id)]
                plan = self._plans.get(call.operation_id or "")
                if plan is not None:
                    message["headers"].append(plan.handler_header)
            await send(message)

        changed = {
            "path": scope["path"].rstrip("/"),
            "headers": [(name, _in_small_letters(name, value)) for name, value in scope["headers"]],
            "extensions": extensions,
        }
        await self._app({**scope, **changed}, receive, named)


def _in_small_letters(name: bytes, value: bytes) -> bytes:
    """A media type means the same in any letters (RFC 9110); Connexion knows the small ones."""
    media, semicolon, parameters = value.partition(b";")
    return media.lower() + semicolon + parameters if name == b"content-type" else value
