"""Our layer in Connexion's stack: each operation's plan, run straight from ASGI to the shop.

Connexion works out routes, security, parameters and validators on every request. This layer is
given to `AsyncApp(middlewares=[...])` and does the same from plans that were linked at start;
`web/plain.py` keeps the stack as Connexion brings it, and a test holds the two together.
"""

import asyncio
import logging
from collections.abc import Mapping
from typing import Any

from connexion.middleware.abstract import SpecMiddleware
from connexion.spec import Specification
from starlette.types import ASGIApp, Receive, Scope, Send

from mock_server.engine.errors import (
    ApiError,
    BodyTooLarge,
    MethodNotAllowed,
    ServerFault,
    UnknownPath,
)
from mock_server.engine.request import Request

from .plan import Plan
from .preferences import NONE, Preferences, read_preferences
from .refusals import Refuser
from .replies import HEADERS, Header, send_reply
from .request_ids import RequestIds
from .routes import Routes

logger = logging.getLogger("souqbox")

LARGEST_BODY = 8 * 1024 * 1024
"""Bytes; a sandbox has no use for more, and memory has a limit."""


class LinkedLayer(SpecMiddleware):  # type: ignore[misc] # connexion is not typed
    """Answers every path under its document's base path; anything else goes to the next app."""

    def __init__(
        self, app: ASGIApp, routes: Routes[Plan], refuser: Refuser, request_ids: RequestIds
    ) -> None:
        self._app = app
        self._routes = routes
        self._refuser = refuser
        self._request_ids = request_ids

    def add_api(self, specification: Specification, **kwargs: Any) -> None:
        """The plans were made from the same document already; there is nothing left to read."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers: dict[bytes, bytes] = scope.get(HEADERS) or dict(scope["headers"])
        request_id = self._request_ids.take(headers.get(b"x-request-id"))
        prefer = headers.get(b"prefer")
        preferences = NONE if prefer is None else read_preferences(prefer)
        plan: Plan | None = None
        try:
            plan, texts = self._find(scope)
            status, extra, content = await self._answer(
                plan, texts, scope, headers, receive, preferences
            )
        except ApiError as error:
            status, extra, content = self._refuser.refuse(error, scope, headers, request_id, plan)
        except Exception:  # a defect of ours is told in the platform's shape, never as a traceback
            logger.exception("unexpected error in %s", plan.operation.id if plan else scope["path"])
            fault = ServerFault("souqbox failed; its log has the traceback")
            status, extra, content = self._refuser.refuse(fault, scope, headers, request_id, plan)
        extra.append((b"x-request-id", request_id))
        if plan is not None:
            extra.append(plan.handler_header)
        if preferences.applied:
            extra.append((b"preference-applied", preferences.applied.encode()))
            await asyncio.sleep(preferences.wait)
        await send_reply(send, status, extra, content)

    def _find(self, scope: Scope) -> tuple[Plan, list[str]]:
        path = scope["path"][len(scope.get("root_path", "")) :]
        found = self._routes.find(path)
        if found is None:
            raise UnknownPath(f"no operation of the document has the path {path[:200]!r}")
        methods, texts = found
        method = scope["method"]
        plan = methods.get("GET" if method == "HEAD" else method)
        if plan is None:
            offered = [*methods, "HEAD"] if "GET" in methods else methods
            raise MethodNotAllowed(method, sorted(offered))
        return plan, texts

    @staticmethod
    async def _answer(
        plan: Plan,
        texts: list[str],
        scope: Scope,
        headers: Mapping[bytes, bytes],
        receive: Receive,
        preferences: Preferences,
    ) -> tuple[int, list[Header], bytes]:
        access = plan.enter(headers)
        content = await read_body(receive, headers) if plan.reads_body else b""
        request: Request = plan.read(texts, scope["query_string"], headers, content, preferences)
        request.credential = access.credential
        request.url = address(scope, headers)
        request.raw_query = scope["query_string"].decode("latin-1")
        return plan.run(request, access.shop, preferences)


async def read_body(receive: Receive, headers: Mapping[bytes, bytes]) -> bytes:
    """The whole body.

    Raises:
        BodyTooLarge: it is larger than `LARGEST_BODY`, or says that it is.
    """
    declared = headers.get(b"content-length", b"0")
    if declared.isdigit() and int(declared) > LARGEST_BODY:
        raise BodyTooLarge(f"a body of {int(declared)} bytes; the limit is {LARGEST_BODY}")
    message = await receive()
    content: bytes = message.get("body", b"")
    if not message.get("more_body"):
        return content
    parts, size = [content], len(content)
    while message.get("more_body"):
        message = await receive()
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        if size > LARGEST_BODY:
            raise BodyTooLarge(f"a body of more than {LARGEST_BODY} bytes")
    return b"".join(parts)


def address(scope: Scope, headers: Mapping[bytes, bytes]) -> str:
    """The address that the client used, without its query."""
    host = headers.get(b"host", b"127.0.0.1").decode("latin-1")
    return f"{scope['scheme']}://{host}{scope['path']}"
