"""Bodies: whole, in pieces, too large, and those that were never asked for."""

import asyncio

import pytest
from starlette.types import Message

from mock_server.engine.errors import BodyTooLarge
from mock_server.engine.exchange import KEPT_BODY
from mock_server.web.bodies import LARGEST_BODY, read_body, read_soon


class Sender:
    """Sends these pieces, then nothing for a long time."""

    def __init__(self, *pieces: bytes, more: bool = False) -> None:
        self._pieces = list(pieces)
        self._more = more

    async def receive(self) -> Message:
        if not self._pieces:
            await asyncio.sleep(60)
        piece = self._pieces.pop(0)
        more = self._more or bool(self._pieces)
        return {"type": "http.request", "body": piece, "more_body": more}


def declared(size: int) -> dict[bytes, bytes]:
    return {b"content-length": str(size).encode()}


def test_a_body_is_read_whole() -> None:
    assert asyncio.run(read_body(Sender(b"ab", b"", b"c").receive, {})) == b"abc"


@pytest.mark.parametrize("headers", [declared(LARGEST_BODY + 1), {}])
def test_a_body_that_is_too_large_is_refused(headers: dict[bytes, bytes]) -> None:
    pieces = [b"x" * (LARGEST_BODY // 2 + 1)] * 2
    with pytest.raises(BodyTooLarge):
        asyncio.run(read_body(Sender(*pieces).receive, headers))


def test_what_is_there_already_is_read_after_a_refusal() -> None:
    assert asyncio.run(read_soon(Sender(b"ab", b"c").receive, declared(3))) == b"abc"


@pytest.mark.parametrize(
    ("sender", "headers"),
    [
        (Sender(), declared(3)),
        (Sender(b"a", more=True), declared(3)),
        (Sender(b"abc"), {}),
        (Sender(b"abc"), {**declared(3), b"expect": b"100-continue"}),
        (Sender(b"abc"), declared(KEPT_BODY + 1)),
    ],
    ids=["late", "late in parts", "none", "waits to be asked", "large"],
)
def test_nobody_waits_for_a_body_after_a_refusal(
    sender: Sender, headers: dict[bytes, bytes]
) -> None:
    assert asyncio.run(read_soon(sender.receive, headers)) == b""
