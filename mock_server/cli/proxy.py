"""`souqbox proxy`: passes everything on to a server, and says what breaks the contract."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .check import check_url, given_document
from .contracts import document_of
from .failures import CHECKS_FAILED, NO_SERVER, Failure, wrong
from .options import platform_name, setting
from .output import tell
from .serve import ending_quietly, marked_by

if TYPE_CHECKING:
    from contract_tests.traffic.judge import Judge
    from mock_server.app.passing import Watcher
    from mock_server.app.proxying import Proxying
    from mock_server.app.seeing import Seeing


@click.command()
@platform_name
@setting("--target", "Where everything is sent on: base URL, with its path.", required=True)
@setting("--port", "The port; 0 takes any free one.", type=click.IntRange(0, 65535), default=0)
@setting("--record", "Write what passed as HAR, secrets masked.", type=click.Path(path_type=Path))
@click.option("--strict", is_flag=True, help="Answer 502 where the contract is broken.")
@setting(
    *("--save-scenario", "Write what was seen as a scenario, with made-up people."),
    type=click.Path(path_type=Path),
)
@setting("--spec", "Another document to hold it to.", type=click.Path(path_type=Path))
@setting("--ready-file", "Write the address here when ready.", type=click.Path(path_type=Path))
def proxy(
    platform: str,
    target: str,
    port: int,
    record: Path | None,
    strict: bool,
    save_scenario: Path | None,
    spec: Path | None,
    ready_file: Path | None,
) -> None:
    """Pass everything on to a server, and judge each answer; Ctrl-C ends it.

    Example: souqbox proxy salla --target https://api.salla.dev/admin/v2 --record salla.har
    """
    check_url(target, "--target")
    document = document_of(*given_document(platform, spec))
    for file in (record, save_scenario):
        _check_folder(file)
    with ending_quietly(), marked_by(ready_file):
        from contract_tests.traffic.judge import Judge
        from mock_server.app.passing import Watcher

        judge = Judge(platform, document, target)
        seeing = _seeing(platform, judge) if save_scenario is not None else None
        watcher = Watcher(platform, judge, tell, strict=strict, sees=seeing)
        with _started(target, port, watcher, ready_file) as proxying, ending_quietly():
            tell(f"souqbox proxy: {proxying.url} passes everything on to {target}; Ctrl-C ends it")
            proxying.run()
    _write(watcher, record, seeing, save_scenario)
    tell(f"{watcher.passed} exchanges, {watcher.violating} break the contract")
    raise click.exceptions.Exit(CHECKS_FAILED if watcher.violating else 0)


@contextmanager
def _started(
    target: str, port: int, watcher: "Watcher", ready_file: Path | None
) -> Iterator["Proxying"]:
    from mock_server.app.proxying import prepare_proxy
    from mock_server.app.serving import CannotStart, write_ready_file

    try:
        proxying = prepare_proxy(target, port, watcher)
        if ready_file is not None:
            write_ready_file(ready_file, {"url": proxying.url, "target": target})
    except CannotStart as error:
        raise Failure(NO_SERVER, str(error)) from error
    yield proxying


def _seeing(platform: str, judge: "Judge") -> "Seeing":
    from mock_server.app.seeing import Seeing
    from mock_server.platforms import load_readers, platform_names

    if platform not in platform_names():
        raise wrong(f"--save-scenario knows {', '.join(platform_names())}, not {platform}")
    ids = {each.label: each.operation_id for each in judge.document.operations}
    return Seeing(load_readers(platform), ids)


def _write(
    watcher: "Watcher", record: Path | None, seeing: "Seeing | None", scenario: Path | None
) -> None:
    from mock_server.app.proxying import write_archive

    try:
        if record is not None:
            write_archive(watcher.recorder, record)
            tell(f"{len(watcher.recorder.exchanges)} exchanges are in {record}")
        if seeing is not None and scenario is not None:
            seeing.save(scenario)
            tell(f"{len(seeing.sightings.carts)} carts are in {scenario}")
    except OSError as error:
        raise wrong(f"cannot write {error.filename} ({error.strerror})") from error


def _check_folder(file: Path | None) -> None:
    if file is not None and (not file.parent.is_dir() or file.is_dir()):
        raise wrong(f"{file} must be a file in a folder that exists")
