"""Serves a sandbox: binds the address, tells when it is ready and how to reach it."""

import errno
import secrets
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from mock_server.web.server import WebServer, listen

from .addresses import Address, is_loopback
from .assembly import Assembly, Options, assemble
from .making import DEMO, Start, demo_token

HIGHEST_PORT = 65_535


class CannotStart(Exception):
    """The sandbox cannot be served; the message is one line that says what to do."""


def bind_address(host: str, port: int) -> tuple[socket.socket, Address]:
    """A listening socket and its address.

    Raises:
        CannotStart: the port is taken, or the host is none of this machine's.
    """
    if not 0 <= port <= HIGHEST_PORT:
        raise CannotStart(f"{port} is no port; choose one from 0 to {HIGHEST_PORT}")
    try:
        listener = listen(host, port)
    except OSError as error:
        what = error.strerror or str(error)
        taken = error.errno in (errno.EADDRINUSE, errno.EACCES)
        advice = (
            "choose another port with --port, or --port 0" if taken else "choose another --host"
        )
        raise CannotStart(f"cannot listen on {host}:{port} ({what}); {advice}") from error
    return listener, Address(host, listener.getsockname()[1])


def guarded(host: str, admin_token: str | None) -> str | None:
    """The admin token in force: one is made up where other machines can reach the admin API."""
    return admin_token or (None if is_loopback(host) else secrets.token_urlsafe(24))


def describe(assembly: Assembly, address: Address, admin_token: str | None) -> dict[str, Any]:
    """What a client must know: the object of `--ready-file` and `--json`."""
    platforms = {}
    for name, part in assembly.parts.items():
        facts = part.platform.client_facts
        platforms[name] = {
            "base_url": f"{address.url}/{name}{part.contract.base_path}",
            "docs_url": f"{address.url}/{name}/docs",
            "shop": DEMO,
            "token": demo_token(name),
            **(facts(assembly.shops.get(name, DEMO)) if facts else {}),
        }
    described: dict[str, Any] = {
        "host": address.host,
        "port": address.port,
        "url": address.url,
        "admin_url": f"{address.url}/__admin",
        "platforms": platforms,
    }
    if admin_token is not None:
        described["admin_token"] = admin_token
    return described


def write_ready_file(path: Path, described: dict[str, Any]) -> None:
    """Write whole or not at all: whoever waits for the file never reads half of it.

    Raises:
        CannotStart: the file cannot be written.
    """
    beside = path.with_name(path.name + ".part")
    content = orjson.dumps(described, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
    try:
        beside.write_bytes(content)
        beside.replace(path)
    except OSError as error:
        raise CannotStart(f"cannot write {path} ({error.strerror}); choose another file") from error


@dataclass(frozen=True, slots=True)
class Serving:
    """A sandbox with its address, ready to run."""

    server: WebServer
    listener: socket.socket
    assembly: Assembly
    described: dict[str, Any]

    def run(self) -> None:
        """Serve until the process is told to stop."""
        self.server.run(sockets=[self.listener])


def prepare(
    names: Sequence[str],
    host: str,
    port: int,
    start: Start,
    options: Options,
    on_ready: Callable[[dict[str, Any]], None],
) -> Serving:
    """Bind first, then assemble: a taken port is told at once.

    Raises:
        CannotStart: the address cannot be had.
        ScenarioError: the scenario cannot be told.
    """
    listener, address = bind_address(host, port)
    try:
        assembly = assemble(names, start, options)
    except BaseException:
        listener.close()
        raise
    described = describe(assembly, address, options.admin_token)
    server = WebServer(
        assembly.app,
        lambda: on_ready(described),
        lambda: _tick(assembly),
        assembly.tail.close,
    )
    return Serving(server, listener, assembly, described)


def _tick(assembly: Assembly) -> None:
    for shop in assembly.shops:
        shop.catch_up()
    assembly.outbox.kick_all()
