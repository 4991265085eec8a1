"""Reads the body of a request."""

import asyncio
from collections.abc import Mapping

from starlette.types import Receive

from mock_server.engine.errors import BodyTooLarge
from mock_server.engine.exchange import KEPT_BODY

LARGEST_BODY = 8 * 1024 * 1024
"""Bytes; a sandbox has no use for more, and memory has a limit."""


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


async def read_soon(receive: Receive, headers: Mapping[bytes, bytes]) -> bytes:
    """The body of a request that was refused before it was read, if it is here already."""
    declared = headers.get(b"content-length", b"0")
    if not declared.isdigit() or not 0 < int(declared) <= KEPT_BODY or b"expect" in headers:
        return b""
    try:
        async with asyncio.timeout(0.02):
            return await read_body(receive, headers)
    except TimeoutError:
        return b""
