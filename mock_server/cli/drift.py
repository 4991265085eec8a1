"""`souqbox drift`: tells what changed between two reports, or two documents."""

from pathlib import Path

import click

from .failures import CHECKS_FAILED, wrong
from .options import as_json
from .output import tell, tell_json

FILE = click.Path(path_type=Path)


@click.command()
@click.argument("first", type=FILE, metavar="A")
@click.argument("second", type=FILE, metavar="B")
@as_json
def drift(first: Path, second: Path, as_json: bool) -> None:
    """Compare two JSON reports of `souqbox test`, or two documents.

    Example: souqbox drift reports/report-salla.json reports/report-salla-today.json
    """
    from contract_tests.drift import CannotCompare, compare

    try:
        found = compare(first, second)
    except CannotCompare as error:
        raise wrong(str(error)) from error
    if as_json:
        tell_json(found.data())
    else:
        tell("\n".join(map(str, found.differences)) or f"the two {found.kind} say the same")
    if found.worse:
        raise click.exceptions.Exit(CHECKS_FAILED)
