"""The servers that are compared, each a process of its own on the same uvicorn."""

import asyncio
import multiprocessing
import socket
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import uvicorn

from bench.wire import pin
from mock_server.app.assembly import Options, assemble
from mock_server.app.making import Start
from mock_server.commerce.vocabulary import City, Customer, Product, Step, Store, Story, Text
from mock_server.platforms import platform_names

RIYADH = City("riyadh", 1, Text("الرياض", "Riyadh"), Text("الرياض", "Riyadh"), 1)
HONEY = Product("honey", 1, Text("عسل", "Honey"), Text("عسل", "Honey"), "HNY-500", 23900, 0.5)
PEOPLE = tuple(
    Customer(
        f"c{number}",
        number,
        Text("سارة", "Sara"),
        Text("القحطاني", "Al-Qahtani"),
        f"sara{number}@example.com",
        f"+9665010002{number:02d}",
        RIYADH,
        "female",
    )
    for number in range(1, 41)
)
STEPS = tuple(
    step
    for number, person in enumerate(PEOPLE)
    for before in [timedelta(days=20) - timedelta(hours=6 * number)]
    for step in (
        Step(before, f"b{number}", "open"),
        Step(before, f"b{number}", "add", {"product": "honey", "quantity": 2}),
        Step(before, f"b{number}", "contact", {"customer": person.key}),
    )
)
STORE = Store(Text("متجر", "Store"), "store.example", "a@store.example", "+966500000001", RIYADH)
STORY = Story("bench", STORE, (HONEY,), PEOPLE, (), STEPS)
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def sandbox_app(remember: bool) -> Any:
    """Every platform, with a story whose first page is 15 carts of one line: some 13 kB."""
    options = Options(remember=remember, tell=_tell)
    return assemble(platform_names(), Start(clock=NOON), options).app


def _tell(_scenario: str, _seed: int) -> Story:
    return STORY


class BareApp:
    """Answers the same bytes without looking at anything but the path."""

    def __init__(self, answers: Mapping[str, tuple[list[tuple[bytes, bytes]], bytes]]) -> None:
        self._answers = answers

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        headers, body = self._answers[scope["path"]]
        if scope["method"] != "GET":
            message = await receive()
            while message.get("more_body"):
                message = await receive()
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})


@contextmanager
def running(app: Any, *arguments: Any) -> Iterator[int]:
    """A process that serves `app(*arguments)`; its port."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen(1024)
    context = multiprocessing.get_context("fork")
    ready = context.Event()
    process = context.Process(target=_serve, args=(app, arguments, listener, ready), daemon=True)
    process.start()
    if not ready.wait(60):
        sys.exit("a server did not start within 60 s")
    try:
        yield listener.getsockname()[1]
    finally:
        process.terminate()
        process.join(5)
        listener.close()


def _serve(make: Any, arguments: tuple[Any, ...], listener: socket.socket, ready: Any) -> None:
    pin(0)
    config = uvicorn.Config(
        make(*arguments), log_level="error", access_log=False, lifespan="off", server_header=False
    )
    server = uvicorn.Server(config)

    async def main() -> None:
        task = asyncio.create_task(server.serve(sockets=[listener]))
        while not server.started:
            await asyncio.sleep(0.01)
        ready.set()
        await task

    _run(main)


def _run(main: Any) -> None:
    """On uvloop where it is to be had, as uvicorn does by itself."""
    try:
        import uvloop
    except ImportError:
        asyncio.run(main())
    else:
        uvloop.run(main())
