"""The outermost app: finds the platform by prefix or by host, and answers what is nobody's."""

from collections.abc import Mapping
from dataclasses import dataclass
from time import perf_counter

from starlette.types import ASGIApp, Receive, Scope, Send

from mock_server.engine.exchange import Exchange
from mock_server.engine.watch import Watch

from .cors import Cors
from .pages import Pages
from .replies import HEADERS, Header, encode, send_reply
from .request_ids import RequestIds

_KEPT_HOSTS = 256
_STRANGE = "the admin API answers pages of this machine only; `--admin-origins` allows others"


@dataclass(frozen=True, slots=True)
class Mounted:
    """A platform's app, and the host names under which it also answers without its prefix.

    `*.tjar.sa` stands for every host one label below `tjar.sa`.
    """

    app: ASGIApp
    hosts: tuple[str, ...] = ()


class Front:
    """Dispatches to platforms. `only` is the platform that answers at the root, if there is one."""

    def __init__(
        self,
        mounted: Mapping[str, Mounted],
        pages: Pages,
        cors: Cors,
        only: str | None = None,
        watch: Watch | None = None,
        request_ids: RequestIds | None = None,
    ) -> None:
        self._apps = {name: each.app for name, each in mounted.items()}
        self._pages = pages
        self._cors = cors
        self._watch = watch
        self._request_ids = request_ids or RequestIds()
        self._root = self._apps[only] if only else None
        self._known_hosts: dict[bytes, ASGIApp | None] = {}
        self._by_host = {
            host: each.app
            for name, each in mounted.items()
            for host in (f"{name}.localhost", *each.hosts)
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await _lifespan(receive, send)
        elif scope["type"] == "http":
            await self._http(scope, receive, send)
        else:  # a websocket: nothing here speaks it
            await send({"type": "websocket.close", "code": 1003})

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        path: str = scope["path"]
        end = path.find("/", 1)
        prefix = path[1:] if end < 0 else path[1:end]
        headers: dict[bytes, bytes] = dict(scope["headers"])
        scope[HEADERS] = headers
        origin = headers.get(b"origin")
        if origin is not None:
            refused = await self._answered_at_once(scope, headers, origin, prefix, send)
            if refused:
                return
            send = self._cors.exposing(send, origin)
        page = self._pages.find(path, scope["method"])
        if page is not None:
            await page(scope, receive, send)
            return
        app = self._app_of_host(headers.get(b"host", b""))
        if app is None:
            app = self._apps.get(prefix)
            if app is not None:
                scope["root_path"] = f"/{prefix}"
            else:
                app = self._root
        if app is None:
            await self._nobody(scope, send)
            return
        await app(scope, receive, send)

    async def _answered_at_once(
        self,
        scope: Scope,
        headers: Mapping[bytes, bytes],
        origin: bytes,
        prefix: str,
        send: Send,
    ) -> bool:
        """Whether a browser's request ends here: a preflight, or the admin API from elsewhere."""
        guarded = prefix == "__admin"
        if guarded and not self._cors.may_drive(origin):
            body = encode({"error": {"kind": "forbidden", "message": _STRANGE}})
            told = [(b"x-souqbox-reason", _STRANGE.encode()), self._request_id(headers)]
            await send_reply(send, 403, told, body)
            return True
        asks = scope["method"] == "OPTIONS" and b"access-control-request-method" in headers
        if asks:
            told = [*self._cors.preflight(scope, origin), self._request_id(headers)]
            await send_reply(send, 204, told, b"")
        return asks

    def _request_id(self, headers: Mapping[bytes, bytes]) -> Header:
        return (b"x-request-id", self._request_ids.take(headers.get(b"x-request-id")))

    def _app_of_host(self, host: bytes) -> ASGIApp | None:
        """The platform whose host name this is; names are looked up once."""
        if host not in self._known_hosts:
            if len(self._known_hosts) >= _KEPT_HOSTS:
                self._known_hosts.clear()
            name = host.partition(b":")[0].decode("latin-1").lower()
            known = self._by_host.get(name) or self._by_host.get(_any_store(name))
            self._known_hosts[host] = known
        return self._known_hosts[host]

    async def _nobody(self, scope: Scope, send: Send) -> None:
        places = ", ".join(f"/{name}" for name in self._apps)
        reason = f"nothing answers at {scope['path'][:200]}; there are {places}"
        told = (b"x-souqbox-reason", reason.encode("ascii", "replace"))
        headers = [told, self._request_id(scope[HEADERS])]
        answer = encode({"error": reason})
        if self._watch is not None:
            self._watch.note(_strayed(scope, headers, answer, reason))
        await send_reply(send, 404, headers, answer)


def _strayed(scope: Scope, headers: list[Header], answer: bytes, reason: str) -> Exchange:
    """A request that found no platform, for the journal: its address is what is wrong with it."""
    query, sent = scope["query_string"], scope[HEADERS]
    exchange = Exchange(perf_counter(), scope["method"], scope["path"], query, sent)
    exchange.scheme = scope["scheme"]
    exchange.status, exchange.answer_headers, exchange.answer = 404, headers, answer
    exchange.reason, exchange.kind = reason, "unknown_path"
    return exchange


def _any_store(host: str) -> str:
    """The pattern that a host of this domain falls under: `shop.tjar.sa` is `*.tjar.sa`."""
    return f"*.{host.partition('.')[2]}"


async def _lifespan(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return
