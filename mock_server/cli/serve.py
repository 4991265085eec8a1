"""`souqbox serve`: a sandbox in this terminal, until it is told to end."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mock_server.app.addresses import DEFAULT_PORT, is_loopback

from .announcement import announcement, warning
from .failures import NO_SERVER, Failure, wrong
from .options import AdminToken, AsJson, check_platforms, setting
from .output import tell, tell_json
from .times import moment_given

if TYPE_CHECKING:
    from mock_server.app.assembly import Options
    from mock_server.app.making import Start

MEMORY = "memory"


def serve(
    platforms: Annotated[
        list[str] | None,
        typer.Argument(metavar="PLATFORM", envvar="SOUQBOX_PLATFORMS", help="All, if none."),
    ] = None,
    host: Annotated[str, setting("--host", "The address to listen on.")] = "127.0.0.1",
    port: Annotated[
        int, setting("--port", "The port; 0 takes any free one.", min=0, max=65535)
    ] = DEFAULT_PORT,
    state: Annotated[str, setting("--state", "Where shops are kept: memory.")] = MEMORY,
    scenario: Annotated[str, setting("--scenario", "What shops begin with.")] = "demo",
    seed: Annotated[int, setting("--seed", "Another seed, other people.", min=0)] = 1,
    clock: Annotated[
        str | None, setting("--clock", "Freeze the shops at a moment, as 2026-03-01T12:00Z.")
    ] = None,
    admin_token: AdminToken = None,
    ready_file: Annotated[
        Path | None, setting("--ready-file", "Write the addresses here when ready.")
    ] = None,
    as_json: AsJson = False,
    cache: Annotated[bool, setting("--cache/--no-cache", "Keep what was compiled.")] = True,
) -> None:
    """Serve all platforms, or those that are named.

    Example: souqbox serve salla zid --port 0
    """
    if state != MEMORY:
        raise wrong(f"--state {state} is not there yet; for now there is only --state {MEMORY}")
    names = check_platforms(platforms or ())
    start_clock = datetime.fromisoformat(moment_given(clock)) if clock else None
    announce = _Announcement(f"scenario {scenario}, seed {seed}", ready_file, as_json)
    with _ending_quietly(), _marked_by(ready_file):
        from mock_server.app.assembly import Options
        from mock_server.app.making import Start
        from mock_server.app.serving import guarded
        from mock_server.spec.locations import cache_folder

        folder = cache_folder() if cache else None
        options = Options(cache_folder=folder, admin_token=guarded(host, admin_token))
        _run(names, (host, port), Start(scenario, seed, start_clock), options, announce)


def _run(
    names: tuple[str, ...],
    place: tuple[str, int],
    start: "Start",
    options: "Options",
    announce: "_Announcement",
) -> None:
    from mock_server.app.serving import CannotStart, prepare
    from mock_server.scenarios.scenario import ScenarioError

    try:
        prepare(names, *place, start, options, announce).run()
    except CannotStart as error:
        raise Failure(NO_SERVER, str(error)) from error
    except ScenarioError as error:
        raise wrong(str(error)) from error


class _Announcement:
    """Says that the sandbox is ready: to the terminal, and to who waits for a file."""

    def __init__(self, told: str, ready_file: Path | None, as_json: bool) -> None:
        self._told = told
        self._ready_file = ready_file
        self._as_json = as_json

    def __call__(self, described: dict[str, Any]) -> None:
        from mock_server.app.serving import write_ready_file

        if self._ready_file is not None:
            write_ready_file(self._ready_file, described)
        if self._as_json:
            tell_json(described)
        else:
            tell(announcement(described, self._told))
        if not is_loopback(described["host"]):
            typer.echo(warning(described), err=True)


@contextmanager
def _ending_quietly() -> Iterator[None]:
    """Ctrl-C and a polite kill are how a server ends, so neither is an error."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    except KeyboardInterrupt:
        return
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def _marked_by(ready_file: Path | None) -> Iterator[None]:
    """The file is there while the sandbox is ready: no earlier one's, and none left behind."""
    if ready_file is None:
        yield
        return
    if not ready_file.parent.is_dir() or ready_file.is_dir():
        raise wrong(f"--ready-file {ready_file} must be a file in a folder that exists")
    ready_file.unlink(missing_ok=True)
    try:
        yield
    finally:
        ready_file.unlink(missing_ok=True)
