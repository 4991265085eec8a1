"""`souqbox check`: holds recorded traffic to a platform's document."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .contracts import document_of
from .failures import unknown, wrong
from .options import as_json, setting
from .output import tell, tell_json

if TYPE_CHECKING:
    from contract_tests.traffic.check import Checked

OTHER = "other"
"""The name of a platform that only a document is known of."""


@click.command()
@click.argument("file", metavar="FILE.har", type=click.Path(path_type=Path))
@setting("--platform", "Whose document to hold it to: salla, zid, ...")
@setting("--spec", "Another document to hold it to.", type=click.Path(path_type=Path))
@setting("--base-url", "Where the API is in the recording; else where its document says.")
@click.option("--skip", multiple=True, metavar="RULE", help="Leave findings by this rule out.")
@click.option("--strict", is_flag=True, help="Fail for fields the document does not have, too.")
@setting("--report", "A folder for the JUnit file.", type=click.Path(path_type=Path))
@as_json
def check(
    file: Path,
    platform: str | None,
    spec: Path | None,
    base_url: str | None,
    skip: tuple[str, ...],
    strict: bool,
    report: Path | None,
    as_json: bool,
) -> None:
    """Hold recorded traffic (HAR) to a platform's contract.

    Example: souqbox check salla.har --platform salla
    """
    from contract_tests.traffic.har import NotAnArchive, read_archive

    document = document_of(*given_document(platform, spec))
    check_url(base_url, "--base-url")
    try:
        traffic = read_archive(file)
    except NotAnArchive as error:
        raise wrong(str(error)) from error
    from contract_tests.traffic import check as checking
    from contract_tests.traffic.judge import Judge

    judge = Judge(platform or OTHER, document, base_url)
    checked = checking.check(judge, file.name, traffic, skip)
    if not checked.exchanges:
        raise wrong(
            f"none of the {len(traffic)} requests in {file} goes to this API; "
            "say where it is with --base-url"
        )
    if as_json:
        tell_json(checking.as_values(checked))
    else:
        tell(checking.as_text(checked))
    if report is not None:
        _write(checked, report)
    raise click.exceptions.Exit(checked.exit_code(strict=strict))


def given_document(platform: str | None, spec: Path | None) -> tuple[str, Path | None]:
    """The platform's name with the file that replaces its document.

    Raises:
        Failure: neither is given, or the platform is unknown and there is no file.
    """
    if platform is None and spec is None:
        from mock_server.platforms import platform_names

        raise wrong(f"say whose contract: --platform {'|'.join(platform_names())}, or --spec FILE")
    if platform is not None and spec is None:
        from mock_server.platforms import platform_names

        if platform not in platform_names():
            raise unknown("platform", platform, platform_names())
    return platform or OTHER, spec


def check_url(url: str | None, flag: str) -> None:
    from .remote import is_url

    if url is not None and not is_url(url):
        raise wrong(f"{flag} {url} is no URL; one looks like https://api.example.com/v1")


def _write(checked: "Checked", folder: Path) -> None:
    from contract_tests.traffic.junit import write_junit

    try:
        path = write_junit(checked, folder)
    except OSError as error:
        raise wrong(f"cannot write to {folder} ({error.strerror}); choose another") from error
    click.echo(f"JUnit: {path}", err=True)
