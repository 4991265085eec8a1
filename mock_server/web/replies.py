"""What goes back over the wire: bytes with their headers."""

from collections.abc import Mapping
from typing import Any

import orjson
from starlette.types import Send

HEADERS = "souqbox.headers"
"""Where in the scope the front leaves the request's headers by name for the layers behind it."""

JSON_TYPE = (b"content-type", b"application/json")
Header = tuple[bytes, bytes]

_STATUS_WITHOUT_BODY = (204, 304)
_CONTROLS = dict.fromkeys((*range(32), 127), " ")


def encode(body: Any) -> bytes:
    """JSON in UTF-8; moments as ISO 8601."""
    return orjson.dumps(body, option=orjson.OPT_UTC_Z)


def as_headers(headers: Mapping[str, str]) -> list[Header]:
    """Header text as bytes, without what may not stand in a header line."""
    return [
        (name.lower().encode("latin-1", "replace"), _one_line(value))
        for name, value in headers.items()
    ]


def _one_line(value: str) -> bytes:
    return value.translate(_CONTROLS).encode("ascii", "replace")


async def send_reply(send: Send, status: int, headers: list[Header], content: bytes) -> None:
    """JSON, unless the first header says that the content is of another type."""
    if status in _STATUS_WITHOUT_BODY:
        content = b""
    elif headers and headers[0][0] == b"content-type":
        headers = [*headers, (b"content-length", b"%d" % len(content))]
    else:
        headers = [*headers, JSON_TYPE, (b"content-length", b"%d" % len(content))]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": content})
