"""Pages beside the APIs: health, each platform's document, and its browsable form."""

from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any

import orjson
from starlette.types import Receive, Scope, Send

from .replies import JSON_TYPE, Header, encode

Page = Callable[[Scope, Receive, Send], Awaitable[None]]

_ASSETS = Path(__file__).parent / "assets"
_KINDS = {".css": b"text/css", ".js": b"text/javascript", ".html": b"text/html; charset=utf-8"}


class Pages:
    """Fixed paths. Nothing else of a path is looked at, so an API never waits for this."""

    def __init__(
        self,
        documents: Mapping[str, dict[str, Any]],
        index: Mapping[str, Any],
        others: Mapping[str, Page] | None = None,
    ) -> None:
        self._pages: dict[str, Page] = {
            "/livez": _json({"status": "alive"}),
            "/readyz": _json({"status": "ready"}),
            "/": _json(index),
            **(others or {}),
        }
        for name, document in documents.items():
            self._pages[f"/{name}/openapi.json"] = _document(name, document)
            self._pages[f"/{name}/docs"] = _docs(name)
        for asset in ("swagger-ui.css", "swagger-ui-bundle.js"):
            self._pages[f"/__assets/{asset}"] = _asset(asset)

    def find(self, path: str, method: str) -> Page | None:
        return self._pages.get(path) if method in ("GET", "HEAD") else None


def _json(body: Any) -> Page:
    return _content(encode(body), JSON_TYPE)


def _content(content: bytes, kind: Header) -> Page:
    async def page(scope: Scope, receive: Receive, send: Send) -> None:
        await _send(send, content, kind, scope["method"])

    return page


def _document(name: str, document: dict[str, Any]) -> Page:
    """The platform's document, with this server as its first server."""

    async def page(scope: Scope, receive: Receive, send: Send) -> None:
        host = dict(scope["headers"]).get(b"host", b"127.0.0.1").decode("latin-1")
        platform = name.partition("/")[0]
        server = f"{scope['scheme']}://{host}/{platform}{_base_path(document)}"
        here = {"url": server, "description": "This sandbox"}
        shown = {**document, "servers": [here, *document["servers"]]}
        await _send(send, orjson.dumps(shown), JSON_TYPE, scope["method"])

    return page


def _base_path(document: dict[str, Any]) -> str:
    url: str = document["servers"][0]["url"]
    rest = url.partition("://")[2]
    return "/" + rest.partition("/")[2].rstrip("/") if "/" in rest else ""


def _docs(name: str) -> Page:
    template = (_ASSETS / "docs.html").read_text(encoding="utf-8")
    content = template.replace("{{platform}}", name).encode()
    return _content(content, (b"content-type", _KINDS[".html"]))


def _asset(name: str) -> Page:
    async def page(scope: Scope, receive: Receive, send: Send) -> None:
        path = _ASSETS / name
        kind = (b"content-type", _KINDS[path.suffix])
        await _send(send, path.read_bytes(), kind, scope["method"])

    return page


async def _send(send: Send, content: bytes, kind: Header, method: str) -> None:
    headers = [kind, (b"content-length", b"%d" % len(content))]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if method == "HEAD" else content})
