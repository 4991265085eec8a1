"""Carries faults out: other answers, broken answers, and connections that end without one."""

import asyncio
import contextlib
import socket
import struct
from typing import Any

from starlette.types import Receive, Send

from mock_server.engine.exchange import Exchange
from mock_server.engine.fault_errors import ERRORS, error_of
from mock_server.engine.faults import PATIENCE, UNANSWERED, Fault
from mock_server.engine.watch import Watch
from mock_server.spec.contract import Operation

from .replies import JSON_TYPE, Header

Answer = tuple[int, list[Header], bytes]

BROKEN_OFF = (*UNANSWERED, "truncate")
"""Faults that end the connection."""

_PREFERRED = (*BROKEN_OFF, "malformed", "stale")
FAULT_WORDS = frozenset((*_PREFERRED, *ERRORS))
"""What `Prefer: fault=` may say."""

_LINGER_NOT = struct.pack("ii", 1, 0)
"""A socket closed with this sends a reset instead of a polite end."""


def preferred_fault(word: str) -> Fault:
    """The fault that a caller asked for."""
    if word in ERRORS:
        return Fault("error", "Prefer", error=word)
    seconds = PATIENCE if word == "timeout" else 0.0
    return Fault(word, "Prefer", seconds=seconds)  # type: ignore[arg-type] # one of FAULT_WORDS


def answer_instead(fault: Fault, operation: Operation) -> Answer | None:
    """What comes in the place of the answer; None when the request is carried out.

    Raises:
        ApiError: the fault pretends this error.
    """
    if fault.carried_out:
        return None
    if fault.action in ("status", "error"):
        raise error_of(fault, operation)
    return (0, [], b"") if fault.action in UNANSWERED else None


def spoil(answer: Answer, operation: Operation, exchange: Exchange, watch: Watch) -> Answer:
    """What becomes of the answer to a request that was carried out, and met a fault.

    Raises:
        ApiError: the fault pretends this error.
    """
    fault = exchange.struck
    assert fault is not None, "nothing to spoil"
    status, headers, content = answer
    if fault.action in ("status", "error"):
        raise error_of(fault, operation)
    if fault.action in UNANSWERED:
        return 0, [], b""
    if fault.action == "malformed" and content:
        return status, headers, content.rstrip()[:-1] + b",}"
    if fault.action == "stale":
        older = watch.journal.older(exchange, content) if operation.method == "GET" else None
        if older is not None:
            return older.status, headers, older.answer
        exchange.struck = None
    return answer


async def break_off(fault: Fault, answer: Answer, receive: Receive, send: Send) -> None:
    """End the connection, after a part of the answer or without any of it."""
    if fault.action == "timeout":
        await _until_gone(receive, fault.seconds)
    if fault.action == "truncate" and answer[2]:
        status, headers, content = answer
        length = (b"content-length", b"%d" % len(content))
        headers = [*headers, JSON_TYPE, length]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        half = content[: len(content) // 2]
        await send({"type": "http.response.body", "body": half, "more_body": True})
        await _hang_up(receive, politely=True)
    else:
        await _hang_up(receive, politely=fault.action == "timeout")


async def _hang_up(receive: Receive, *, politely: bool) -> None:
    """Close the connection: after what was sent, or at once with a reset.

    ASGI has no word for this. `receive` belongs to uvicorn's own object of the request, which
    holds the transport; called in a process without one, there is nothing to close.
    """
    transport = getattr(getattr(receive, "__self__", None), "transport", None)
    if transport is None:
        return
    if politely:
        transport.close()
    else:
        _forget_politeness(transport)
        transport.abort()
    await _until_gone(receive, 1.0)


def _forget_politeness(transport: Any) -> None:
    handle = transport.get_extra_info("socket")
    if handle is not None:
        with contextlib.suppress(OSError):
            handle.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _LINGER_NOT)


async def _until_gone(receive: Receive, seconds: float) -> None:
    """Wait until the caller has left, for so long at most."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            while (await receive())["type"] != "http.disconnect":
                await asyncio.sleep(0.01)
