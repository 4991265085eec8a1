"""`souqbox serve`: a sandbox in this terminal, until it is told to end."""

import gc
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mock_server.app.addresses import DEFAULT_PORT, is_loopback

from .announcement import announcement, warning
from .failures import NO_SERVER, Failure, wrong
from .options import admin_token, as_json, check_platforms, setting
from .output import tell, tell_json
from .times import moment_given
from .tokens import words_of

if TYPE_CHECKING:
    from mock_server.app.logs import Level
    from mock_server.engine.limits import Mode

MEMORY = "memory"
KEPT = 2_000
"""As in `mock_server.engine.journal`, which is not imported for a page of help."""


@click.command()
@click.argument(
    "platforms",
    nargs=-1,
    metavar="[PLATFORM]...",
    envvar="SOUQBOX_PLATFORMS",
    help="All, if none.  [env var: SOUQBOX_PLATFORMS]",
)
@setting("--host", "The address to listen on.", default="127.0.0.1")
@setting(
    *("--port", "The port; 0 takes any free one."),
    type=click.IntRange(0, 65535),
    default=DEFAULT_PORT,
)
@setting("--state", "Where shops are kept: memory.", default=MEMORY)
@setting("--scenario", "What shops begin with: a name, or a file of yours.", default="demo")
@setting("--seed", "Another seed, other people.", type=click.IntRange(min=0), default=1)
@setting("--clock", "Freeze the shops at a moment, as 2026-03-01T12:00Z.")
@setting(
    *("--rate-limit", "Whether shops hold callers to their platform's limits."),
    type=click.Choice(["off", "real"]),
    default="off",
)
@setting(
    *("--journal", "How many requests are kept."),
    type=click.IntRange(0, 1_000_000),
    default=KEPT,
)
@setting(
    *("--log-level", "From which level on to log, on stderr; each request is info."),
    type=click.Choice(["debug", "info", "warning", "error"]),
    default="info",
)
@setting("--webhook-hosts", "Other machines that may be sent webhooks, as a.example,b.example.")
@admin_token
@setting("--admin-origins", "Sites whose pages may use the admin API, as https://qa.example.")
@setting("--ready-file", "Write the addresses here when ready.", type=click.Path(path_type=Path))
@as_json
@setting("--cache/--no-cache", "Keep what was compiled.", default=True)
def serve(
    platforms: tuple[str, ...],
    host: str,
    port: int,
    state: str,
    scenario: str,
    seed: int,
    clock: str | None,
    rate_limit: "Mode",
    journal: int,
    log_level: "Level",
    webhook_hosts: str | None,
    admin_token: str | None,
    admin_origins: str | None,
    ready_file: Path | None,
    as_json: bool,
    cache: bool,
) -> None:
    """Serve all platforms, or those that are named.

    Example: souqbox serve salla zid --port 0
    """
    if state != MEMORY:
        raise wrong(f"--state {state} is not there yet; for now there is only --state {MEMORY}")
    names = check_platforms(platforms)
    start_clock = datetime.fromisoformat(moment_given(clock)) if clock else None
    announce = _Announcement(f"scenario {scenario}, seed {seed}", ready_file, as_json)
    with ending_quietly(), marked_by(ready_file):
        with _uncollected():
            from mock_server.app.assembly import Options
            from mock_server.app.logs import logging_to
            from mock_server.app.making import Start
            from mock_server.app.serving import guarded, prepare
            from mock_server.app.telling import own_scenario
            from mock_server.spec.locations import cache_folder

            options = Options(
                cache_folder=cache_folder() if cache else None,
                admin_token=guarded(host, admin_token),
                journal=journal,
                rate_limit=rate_limit,
                webhook_hosts=tuple(words_of(webhook_hosts or "")),
                admin_origins=tuple(words_of(admin_origins or "")),
                scenario_files=own_scenario(scenario).files,
            )
            with _told():
                start = Start(own_scenario(scenario).name, seed, start_clock)
                serving = prepare(names, host, port, start, options, announce)
        with _told(), logging_to(log_level) as serving.assembly.watch.log:
            serving.run()


@contextmanager
def _uncollected() -> Iterator[None]:
    """What a start makes stays: the collector does not look at it, neither now nor later."""
    gc.disable()
    try:
        yield
        gc.freeze()
    finally:
        gc.enable()


@contextmanager
def _told() -> Iterator[None]:
    """What keeps a sandbox from running, as a verb's failure."""
    from mock_server.app.serving import CannotStart
    from mock_server.scenarios.scenario import ScenarioError

    try:
        yield
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
            click.echo(warning(described), err=True)


@contextmanager
def ending_quietly() -> Iterator[None]:
    """Ctrl-C and a polite kill are how a server ends, so neither is an error."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    except KeyboardInterrupt:
        return
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def marked_by(ready_file: Path | None) -> Iterator[None]:
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
