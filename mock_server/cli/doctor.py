"""`souqbox doctor`: whether everything that a sandbox needs is there."""

import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path

import click

from mock_server import __version__
from mock_server.app.addresses import DEFAULT_PORT, Address

from .failures import CHECKS_FAILED, Failure
from .options import admin_token, as_json, setting
from .output import bad, columns, good, tell, tell_json
from .remote import Server
from .settings import find_settings

LIBRARIES = (
    *("prometheus-client", "structlog"),
    *("connexion", "uvicorn", "jsonschema-rs", "orjson", "openapi-spec-validator", "faker"),
    *("click", "requests", "schemathesis", "pytest"),
)


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at."""

    name: str
    fine: bool
    told: str


@click.command()
@setting("--host", "The address to look at.", default="127.0.0.1")
@setting("--port", "The port to look at.", type=click.IntRange(0, 65535), default=DEFAULT_PORT)
@setting("--url", "Where a sandbox answers, if elsewhere.")
@admin_token
@as_json
def doctor(host: str, port: int, url: str | None, admin_token: str | None, as_json: bool) -> None:
    """Look whether all that a sandbox needs is there.

    Example: souqbox doctor --port 4710
    """
    address = Address(host, port)
    sandbox = _sandbox(url or address.url, admin_token)
    checks = [*_installation(), _cache(), _settings(), _port(address, sandbox), sandbox]
    if as_json:
        tell_json([asdict(each) for each in checks])
    else:
        marks = [good("fine ") if each.fine else bad("wrong") for each in checks]
        rows = columns([[each.name, each.told] for each in checks]).splitlines()
        tell("\n".join(f"{mark}  {row}" for mark, row in zip(marks, rows, strict=True)))
    if not all(each.fine for each in checks):
        raise click.exceptions.Exit(CHECKS_FAILED)


def _installation() -> Iterator[Check]:
    from importlib.metadata import PackageNotFoundError, version
    from platform import python_version

    yield Check("souqbox", True, __version__)
    yield Check("python", sys.version_info >= (3, 11), python_version())
    for name in LIBRARIES:
        try:
            yield Check(name, True, version(name))
        except PackageNotFoundError:
            yield Check(name, False, "missing; install souqbox again")


def _cache() -> Check:
    from mock_server.spec.cache import Cache
    from mock_server.spec.locations import cache_folder

    folder = cache_folder()
    if Cache(folder).in_use:
        return Check("cache", True, str(folder))
    return Check("cache", False, f"{folder} must be yours, and writable by you only")


def _settings() -> Check:
    found = find_settings(Path.cwd())
    keys = ", ".join(sorted(found.values))
    return Check("settings", True, f"{found.source} ({keys})" if found.source else "no file")


def _sandbox(url: str, admin_token: str | None) -> Check:
    """Whether one answers; none is fine too, as long as there is room for one."""
    try:
        with closing(Server(url, admin_token)) as server:
            return Check("sandbox", True, f"{url} serves {', '.join(server.platforms())}")
    except Failure as failure:
        return Check("sandbox", True, str(failure))


def _port(address: Address, sandbox: Check) -> Check:
    """A taken port is fine where a sandbox has taken it."""
    import socket

    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((address.host, address.port))
        except OSError as error:
            if sandbox.told.startswith(f"{address.url} serves"):
                return Check("port", True, f"{address.port} is taken by a sandbox")
            told = f"{address.host}:{address.port}: {error.strerror}; choose another --port"
            return Check("port", False, told)
    return Check("port", True, f"{address.port} is free")
