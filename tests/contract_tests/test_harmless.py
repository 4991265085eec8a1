"""What every honest server may do raises no alarm."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import requests
from flask import Flask, Response
from werkzeug.serving import make_server

from contract_tests.run import inspect
from contract_tests.settings import Settings

from .market import TOKEN
from .market_app import market_app
from .market_document import document
from .test_market import Quiet


def _reversed_keys(answer: Response) -> Response:
    if answer.data:
        answer.data = json.dumps(_turned(answer.json)).encode()
    return answer


def _turned(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _turned(value[key]) for key in reversed(value)}
    return [_turned(each) for each in value] if isinstance(value, list) else value


def _with_charset(answer: Response) -> Response:
    if answer.data:
        answer.headers["Content-Type"] = "application/json; charset=UTF-8"
    return answer


def _with_headers(answer: Response) -> Response:
    answer.headers["Server-Timing"] = "db;dur=3"
    answer.headers.add("Set-Cookie", "a=1")
    answer.headers.add("Set-Cookie", "b=2")
    return answer


def _with_other_texts(answer: Response) -> Response:
    if answer.data and "error" in answer.json:
        error = {**answer.json["error"], "message": "لا", "help": "https://example.com"}
        answer.data = json.dumps({"error": error}).encode()
    return answer


@contextmanager
def served(app: Flask) -> Iterator[Settings]:
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    url = f"http://127.0.0.1:{server.port}/v1"
    yield Settings("market", document(), url, TOKEN, phases=(), repeats=8)
    server.shutdown()
    server.server_close()


@contextmanager
def another_client(url: str) -> Iterator[None]:
    """Someone who makes, renames and deletes customers all the while."""
    done = threading.Event()

    def live() -> None:
        session = requests.Session()
        session.headers["Authorization"] = f"Bearer {TOKEN}"
        for number in range(10_000):
            given = {"name": f"Guest {number}", "email": f"guest{number}@example.org"}
            made = session.post(f"{url}/customers", json=given, timeout=5).json()
            session.patch(f"{url}/customers/cus_2", json={"name": f"Badr {number}"}, timeout=5)
            if number % 2:
                session.delete(f"{url}/customers/{made['id']}", timeout=5)
            time.sleep(0.1)
            if done.is_set():
                return

    thread = threading.Thread(target=live)
    thread.start()
    yield
    done.set()
    thread.join()


def findings_of(settings: Settings) -> list[str]:
    report = inspect(settings)
    assert not [note for note in report.notes if "the suite itself" in note]
    return [f"{it.rule} {it.operation} {it.says} {it.came}" for it in report.findings]


def test_honest_differences_raise_no_alarm() -> None:
    app = market_app()
    changes: list[Callable[[Response], Response]] = [
        _with_headers,
        _with_charset,
        _with_other_texts,
        _reversed_keys,
    ]
    for change in changes:
        app.after_request(change)

    with served(app) as settings:
        found = findings_of(settings)

    assert found == []


def test_the_traffic_of_others_raises_no_alarm() -> None:
    with served(market_app()) as settings, another_client(settings.base_url):
        found = findings_of(settings)

    assert found == []


@pytest.mark.parametrize("seconds", [4.0])
def test_a_budget_is_kept_and_what_was_left_out_is_told(seconds: float) -> None:
    app = market_app()
    app.before_request(lambda: time.sleep(0.05))

    with served(app) as settings:
        started = time.monotonic()
        report = inspect(Settings(**{**_fields(settings), "budget_seconds": seconds}))

    assert time.monotonic() - started < seconds * 2 + 2
    assert any("not tried to the end" in note for note in report.notes)
    assert list(report.findings) == []


def _fields(settings: Settings) -> dict[str, Any]:
    return {name: getattr(settings, name) for name in settings.__dataclass_fields__}
