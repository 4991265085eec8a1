"""`souqbox`: joins the verbs, and turns what goes wrong into one line and an exit code."""

import sys
import warnings
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.main import get_command

from mock_server import __version__

from . import clock, shop, shopper
from .contracts import hold_to_contract
from .doctor import doctor
from .documents import bindings, spec
from .failures import one_line
from .output import tell
from .serve import serve
from .settings import Settings, default_map, find_settings, wants_colour
from .states import reset, scenarios, seed, snapshots

app = typer.Typer(
    help="A sandbox for commerce APIs: it remembers, keeps to the contract, and its time is yours.",
    rich_markup_mode=None,  # rich doubles the time to the first line of help
    pretty_exceptions_enable=False,
)

for verb in (serve, scenarios, seed, reset):
    app.command()(verb)
app.command("start", hidden=True)(serve)
app.add_typer(snapshots, name="snapshot")
app.add_typer(clock.app, name="clock")
app.add_typer(shopper.app, name="shopper")
app.add_typer(shop.app, name="shop")
app.command()(bindings)
app.add_typer(spec, name="spec")
app.command("test")(hold_to_contract)
app.command()(doctor)


@app.command()
def version() -> None:
    """Print the version.

    Example: souqbox version
    """
    tell(f"souqbox {__version__}")


def _print_version(asked: bool) -> None:
    if asked:
        version()
        raise typer.Exit


@app.callback()
def souqbox(
    print_version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version."
        ),
    ] = False,
) -> None:
    """Options of no verb in particular."""


@cache
def _command() -> Any:
    return get_command(app)


def main() -> None:
    """The console script."""
    if not sys.warnoptions:
        warnings.simplefilter("ignore")  # libraries warn their users of changes; ours cannot act
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run one verb; the exit code."""
    command = _command()
    try:
        asks_only = not arguments or {"--help", "--version"} & set(arguments)
        settings = Settings({}, None) if asks_only else find_settings(Path.cwd())
        outcome = command.main(
            list(arguments) or ["--help"],
            "souqbox",
            standalone_mode=False,
            default_map=default_map(command, settings),
            color=wants_colour(),
        )
    except typer.TyperException as error:
        typer.echo(one_line(error), err=True)
        return error.exit_code
    return outcome if isinstance(outcome, int) else 0
