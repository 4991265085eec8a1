"""Log lines: for people on a terminal, JSON elsewhere. No request waits for them to be written."""

import logging
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from queue import SimpleQueue
from typing import Any, Literal, TextIO

from mock_server.engine.clock import Clock
from mock_server.engine.exchange import Exchange
from mock_server.engine.masking import mask_text
from mock_server.engine.watch import AccessLog

Level = Literal["debug", "info", "warning", "error"]

LOGGERS = ("souqbox", "uvicorn.error")
_CHATTY = {"uvicorn.error": logging.WARNING}
"""Loggers whose chatter is of use to nobody below `debug`."""

_WAITING = 10_000
"""Lines that wait for a slow reader; what comes on top is dropped and counted."""

_LAST_WORDS_SECONDS = 1.0

Line = dict[str, Any]


@contextmanager
def logging_to(level: Level, stream: TextIO | None = None) -> Iterator[AccessLog | None]:
    """Log from this level on while the block runs; what takes requests, None if nothing does."""
    writer = LineWriter(stream or sys.stderr)
    handler = _Forwarding(writer)
    number = logging.getLevelNamesMapping()[level.upper()]
    loggers = [logging.getLogger(name) for name in LOGGERS]
    before = [(each.level, each.propagate) for each in loggers]
    for each in loggers:
        each.addHandler(handler)
        quiet = number if number <= logging.DEBUG else _CHATTY.get(each.name, number)
        each.setLevel(max(number, quiet))
        each.propagate = False
    writer.start()
    try:
        yield access_line_to(writer) if number <= logging.INFO else None
    finally:
        for each, (old_level, old_propagate) in zip(loggers, before, strict=True):
            each.removeHandler(handler)
            each.setLevel(old_level)
            each.propagate = old_propagate
        writer.close()


def access_line_to(writer: "LineWriter") -> AccessLog:
    """One line for each exchange. Its facts are taken now: the exchange itself is not kept."""

    def log(exchange: Exchange) -> None:
        line = {
            "timestamp": Clock().now(),
            "level": "info",
            "event": "request",
            "request_id": exchange.request_id.decode("latin-1"),
            "platform": exchange.platform,
            "shop": exchange.shop,
            "method": exchange.method,
            "path": exchange.path,
            "operation": exchange.operation_id,
            "status": exchange.status,
            "ms": round(exchange.seconds * 1000, 3),
        }
        if exchange.reason:
            line["reason"] = exchange.reason
        if exchange.struck is not None:
            line["fault"] = str(exchange.struck)
        if exchange.advice:
            line["advice"] = exchange.advice
        writer.put(line)

    return log


class LineWriter(threading.Thread):
    """Writes lines in a thread of its own: who reads them may be slow, or not there at all."""

    def __init__(self, stream: TextIO) -> None:
        super().__init__(name="souqbox-log", daemon=True)
        self._stream = stream
        self._queue: SimpleQueue[Line | None] = SimpleQueue()
        self._dropped = 0

    def put(self, line: Line) -> None:
        if self._queue.qsize() < _WAITING:
            self._queue.put(line)
        else:
            self._dropped += 1

    def close(self) -> None:
        """Write what waits, for as long as that takes not too long."""
        self._queue.put(None)
        self.join(_LAST_WORDS_SECONDS)

    def run(self) -> None:
        with suppress(OSError, ValueError):  # nobody reads any more
            self._write_all()

    def _write_all(self) -> None:
        line = self._queue.get()
        if line is None:
            return
        render = _renderer(self._stream)
        while line is not None:
            self._stream.write(f"{render(line)}\n")
            if self._queue.empty():
                self._stream.flush()
            line = self._queue.get()
            if self._dropped:
                dropped, self._dropped = self._dropped, 0
                told = {"level": "warning", "event": "lines dropped", "count": dropped}
                self._stream.write(f"{render(told)}\n")
        self._stream.flush()


class _Forwarding(logging.Handler):
    """What the standard library's loggers are told, in the same form."""

    def __init__(self, writer: LineWriter) -> None:
        super().__init__()
        self._writer = writer

    def emit(self, record: logging.LogRecord) -> None:
        line: Line = {
            "timestamp": Clock().now(),
            "level": record.levelname.lower(),
            "event": record.getMessage(),
        }
        if record.exc_info:
            line["exception"] = logging.Formatter().formatException(record.exc_info)
        self._writer.put(line)


def _renderer(stream: TextIO) -> Any:
    """Structlog's own for a terminal or for machines; it is imported when the first line comes."""
    import orjson
    from structlog.dev import ConsoleRenderer
    from structlog.processors import JSONRenderer

    def as_json(line: Line, **_: Any) -> str:
        return orjson.dumps(line, option=orjson.OPT_UTC_Z).decode()

    on_terminal = stream.isatty()
    render: Any = ConsoleRenderer() if on_terminal else JSONRenderer(serializer=as_json)

    def rendered(line: Line) -> Any:
        masked = {
            name: mask_text(value) if isinstance(value, str) else value
            for name, value in line.items()
        }
        moment: datetime | None = line.get("timestamp")
        if on_terminal and moment is not None:
            masked["timestamp"] = moment.astimezone().strftime("%H:%M:%S")
        return render(None, str(masked["level"]), masked)

    return rendered
