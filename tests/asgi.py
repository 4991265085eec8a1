"""Calls an ASGI app in this process: no server, no socket."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.types import ASGIApp, Message


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back; `body` is read as JSON, None when there is none."""

    status: int
    headers: Mapping[str, str]
    content: bytes

    @property
    def body(self) -> Any:
        return json.loads(self.content) if self.content else None


@dataclass(frozen=True, slots=True)
class Call:
    """A request; `path` is the decoded path, `query` the text after the question mark."""

    method: str
    path: str
    headers: Mapping[str, str] = field(default_factory=dict)
    query: str = ""
    content: bytes = b""


async def send_call(app: ASGIApp, call: Call) -> Reply:
    """The reply of the app, which gets the body in one piece."""
    started: dict[str, Any] = {}
    parts: list[bytes] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": call.content, "more_body": False}

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            started.update(message)
        else:
            parts.append(message.get("body", b""))

    await app(_scope(call), receive, send)
    headers = {name.decode(): value.decode("latin-1") for name, value in started["headers"]}
    return Reply(started["status"], headers, b"".join(parts))


def ask(app: ASGIApp, call: Call) -> Reply:
    return asyncio.run(send_call(app, call))


def _scope(call: Call) -> dict[str, Any]:
    headers = {"host": "127.0.0.1:4710", **call.headers}
    if call.content:
        headers.setdefault("content-length", str(len(call.content)))
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "scheme": "http",
        "method": call.method,
        "path": call.path,
        "raw_path": call.path.encode(),
        "root_path": "",
        "query_string": call.query.encode(),
        "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()],
        "client": ("127.0.0.1", 50000),
        "server": ("127.0.0.1", 4710),
    }
