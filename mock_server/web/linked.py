"""Our layer in Connexion's stack: each operation's plan, run straight from ASGI to the shop.

Connexion works out routes, security, parameters and validators on every request. This layer is
given to `AsyncApp(middlewares=[...])` and does the same from plans that were linked at start;
`web/plain.py` keeps the stack as Connexion brings it, and a test holds the two together.
"""

import asyncio
import logging
from collections.abc import Mapping
from time import perf_counter
from typing import Any

from connexion.middleware.abstract import SpecMiddleware
from connexion.spec import Specification
from starlette.types import ASGIApp, Receive, Scope, Send

from mock_server.engine.errors import (
    ApiError,
    Asked,
    MethodNotAllowed,
    ServerFault,
    UnknownPath,
)
from mock_server.engine.exchange import Exchange
from mock_server.engine.faults import FAULTS
from mock_server.engine.request import Request
from mock_server.engine.watch import Watch

from .bodies import read_body
from .holding import strike, tell_mishap
from .limits import limit_headers
from .plan import Plan
from .preferences import NONE, Preferences, read_preferences
from .refusals import Refuser
from .replies import HEADERS, Header, send_reply
from .request_ids import RequestIds
from .routes import Routes
from .spoiling import BROKEN_OFF, answer_instead, break_off, spoil

logger = logging.getLogger("souqbox")


class LinkedLayer(SpecMiddleware):  # type: ignore[misc] # connexion is not typed
    """Answers every path under its document's base path; anything else goes to the next app."""

    def __init__(
        self,
        app: ASGIApp,
        routes: Routes[Plan],
        refuser: Refuser,
        request_ids: RequestIds,
        watch: Watch | None = None,
    ) -> None:
        self._app = app
        self._routes = routes
        self._refuser = refuser
        self._request_ids = request_ids
        self._watch = watch

    def add_api(self, specification: Specification, **kwargs: Any) -> None:
        """The plans were made from the same document already; there is nothing left to read."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers: dict[bytes, bytes] = scope.get(HEADERS) or dict(scope["headers"])
        exchange = Exchange(
            perf_counter(), scope["method"], scope["path"], scope["query_string"], headers
        )
        request_id = self._request_ids.take(headers.get(b"x-request-id"))
        prefer = headers.get(b"prefer")
        preferences = NONE if prefer is None else read_preferences(prefer)
        plan: Plan | None = None
        try:
            plan, texts = self._find(scope)
            exchange.operation = plan.operation
            preferences = plan.honoured(preferences)
            status, extra, content = await self._answer(
                plan, texts, scope, receive, preferences, exchange
            )
        except ApiError as error:
            if not isinstance(error, Asked):
                preferences = preferences.without("code", "example", "handling")
            exchange.refused(error)
            status, extra, content = self._refuser.refuse(error, scope, headers, request_id, plan)
        except Exception:  # a defect of ours is told in the platform's shape, never as a traceback
            logger.exception("unexpected error in %s", plan.operation.id if plan else scope["path"])
            defect = ServerFault("souqbox failed; its log has the traceback")
            exchange.refused(defect)
            status, extra, content = self._refuser.refuse(defect, scope, headers, request_id, plan)
        exchange.request_id, exchange.status = request_id, status
        _sign(extra, exchange, plan)
        if preferences.fault is not None and exchange.struck is None:
            preferences = preferences.without("fault")
        if preferences.applied:
            extra.append((b"preference-applied", preferences.applied.encode()))
            await asyncio.sleep(preferences.wait)
        if self._watch is not None:
            exchange.scheme = scope["scheme"]
            exchange.answer_headers, exchange.answer = extra, content
            exchange.platform = self._refuser.platform
            if exchange.reason or exchange.struck is not None:
                await tell_mishap(exchange, extra, receive)
            exchange.seconds = perf_counter() - exchange.started
            self._watch.note(exchange)
            if exchange.struck is not None and exchange.struck.action in BROKEN_OFF:
                await break_off(exchange.struck, (status, extra, content), receive, send)
                return
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

    async def _answer(
        self,
        plan: Plan,
        texts: list[str],
        scope: Scope,
        receive: Receive,
        preferences: Preferences,
        exchange: Exchange,
    ) -> tuple[int, list[Header], bytes]:
        headers, watch = exchange.headers, self._watch
        access = plan.enter(headers)
        fault = None
        if watch is not None:
            shop = access.shop
            exchange.entered(shop, access.credential)
            asked = watch.faults.rules or preferences.fault is not None or shop.store.has(FAULTS)
            if asked or plan.meter is not None:
                fault = strike(watch, plan, shop, preferences.fault, exchange)
        content = await read_body(receive, headers) if plan.reads_body else b""
        exchange.body = content
        if fault is not None:
            instead = answer_instead(fault, plan.operation)
            if instead is not None:
                return instead
        request: Request = plan.read(texts, scope["query_string"], headers, content, preferences)
        request.credential = access.credential
        request.url = address(scope, headers)
        request.raw_query = scope["query_string"].decode("latin-1")
        try:
            answer = plan.run(request, access.shop, preferences)
        except Exception as error:
            if preferences.lenient and not _is_refusal(error):
                # what was let pass is of no use after all: refuse it, as without the preference
                plan.read(texts, scope["query_string"], headers, content, NONE)
            raise
        finally:
            if request.meant is not None:
                exchange.entered(request.meant, request.credential)
        if fault is None or watch is None:
            return answer
        answer = spoil(answer, plan.operation, exchange, watch)
        if fault.action == "stale" and exchange.struck is not None:
            watch.faults.hit(fault.rule, access.shop)
        return answer


def _sign(headers: list[Header], exchange: Exchange, plan: Plan | None) -> None:
    """What every answer says of itself: its number, what made it, what is left of the budget."""
    headers.append((b"x-request-id", exchange.request_id))
    if plan is not None:
        headers.append(plan.handler_header)
    if exchange.taken is not None:
        headers += limit_headers(exchange.taken, exchange.status)
        exchange.taken = None


def _is_refusal(error: Exception) -> bool:
    """Whether somebody refused, rather than failed."""
    return isinstance(error, ApiError) and not isinstance(error, ServerFault)


def address(scope: Scope, headers: Mapping[bytes, bytes]) -> str:
    """The address that the client used, without its query."""
    host = headers.get(b"host", b"127.0.0.1").decode("latin-1")
    return f"{scope['scheme']}://{host}{scope['path']}"
