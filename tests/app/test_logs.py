"""Log lines: JSON for machines, words for people, no secrets, and nobody waits for them."""

import io
import json
import logging
import threading
import time
from typing import Any

import pytest

from mock_server.app.logs import Level, LineWriter, access_line_to, logging_to
from mock_server.engine.faults import Fault
from mock_server.engine.shop import Shop
from tests.engine.exchanges import make_exchange

TOKEN = "ory_at_5f2c8b1d9e7a4c60"
logger = logging.getLogger("souqbox")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def lines(stream: io.StringIO) -> list[Any]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_each_request_is_a_line_of_json(shop: Shop) -> None:
    stream = io.StringIO()
    exchange = make_exchange(shop, request_id=b"req-1", seconds=0.0123, reason="no such note")
    exchange.struck, exchange.advice = Fault("error", "f1", error="not_found"), "look first"

    with logging_to("info", stream) as log:
        assert log is not None
        log(exchange)

    [line] = lines(stream)
    assert line.pop("timestamp").endswith("Z")
    assert line == {
        "level": "info",
        "event": "request",
        "request_id": "req-1",
        "platform": "toy",
        "shop": "t",
        "method": "GET",
        "path": "/toy/notes",
        "operation": "listNotes",
        "status": 200,
        "ms": 12.3,
        "reason": "no such note",
        "fault": "f1 error not_found",
        "advice": "look first",
    }


def test_people_on_a_terminal_read_words(shop: Shop) -> None:
    stream = Terminal()

    with logging_to("info", stream) as log:
        assert log is not None
        log(make_exchange(shop))

    told = stream.getvalue()
    assert "listNotes" in told
    assert not told.startswith("{")


@pytest.mark.parametrize(
    ("level", "requests", "warnings", "chatter"),
    [("debug", 1, 1, 1), ("info", 1, 1, 0), ("warning", 0, 1, 0), ("error", 0, 0, 0)],
)
def test_a_level_says_what_is_told(
    level: Level, requests: int, warnings: int, chatter: int
) -> None:
    stream = io.StringIO()

    with logging_to(level, stream) as log:
        if log is not None:
            log(make_exchange())
        logger.warning("a job failed")
        logging.getLogger("uvicorn.error").info("Started server process")

    told = [each["event"] for each in lines(stream)]
    assert [told.count(each) for each in ("request", "a job failed", "Started server process")] == [
        requests,
        warnings,
        chatter,
    ]


def test_no_secret_is_told(shop: Shop) -> None:
    stream = io.StringIO()

    with logging_to("info", stream) as log:
        assert log is not None
        log(make_exchange(shop, reason=f'{{"client_secret":"{TOKEN}"}} is not valid'))
        logger.warning("Bearer %s is gone", TOKEN)
        try:
            raise ValueError(f"access_token={TOKEN}")
        except ValueError:
            logger.exception("unexpected error")

    assert TOKEN not in stream.getvalue()
    assert "Traceback" in lines(stream)[-1]["exception"]


def test_loggers_are_left_as_they_were() -> None:
    before = (logger.level, logger.propagate, list(logger.handlers))

    with logging_to("debug", io.StringIO()):
        pass

    assert (logger.level, logger.propagate, logger.handlers) == before


class Stuck(io.StringIO):
    """A reader that reads nothing for a while."""

    def __init__(self) -> None:
        super().__init__()
        self.free = threading.Event()

    def write(self, text: str) -> int:
        self.free.wait(10)
        return super().write(text)


def test_a_reader_who_does_not_read_holds_nobody_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mock_server.app.logs._WAITING", 5)
    stream = Stuck()
    writer = LineWriter(stream)
    writer.start()
    log = access_line_to(writer)
    began = time.monotonic()

    for _ in range(50):
        log(make_exchange())
    took = time.monotonic() - began
    stream.free.set()
    writer.close()

    told = lines(stream)
    [dropped] = [each for each in told if each["event"] == "lines dropped"]
    assert took < 5
    assert len(told) - 1 + dropped["count"] == 50


def test_a_reader_who_is_gone_is_no_error(shop: Shop) -> None:
    stream = io.StringIO()
    stream.close()

    with logging_to("info", stream) as log:
        assert log is not None
        log(make_exchange(shop))
