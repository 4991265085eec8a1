"""`souqbox`: joins the verbs, and turns what goes wrong into one line and an exit code."""

import sys
import warnings
from collections.abc import Sequence
from pathlib import Path

import click

from mock_server import __version__

from . import apps, clock, fault, record, requests, shop, shopper, tokens, webhook
from .check import check
from .completion import completion
from .contracts import hold_to_contract
from .doctor import doctor
from .documents import bindings, spec
from .drift import drift
from .failures import INTERRUPTED, one_line
from .groups import Group
from .output import tell
from .proxy import proxy
from .serve import serve
from .settings import Settings, default_map, find_settings, wants_colour
from .states import reset, scenarios, seed, snapshots

souqbox = Group(
    "souqbox",
    "A sandbox for commerce APIs: it remembers, keeps to the contract, and its time is yours.",
)
click.version_option(
    *(__version__, "--version", "asks_version"),
    message="%(prog)s %(version)s",
    help="Print the version.",
)(souqbox)


@click.command()
def version() -> None:
    """Print the version.

    Example: souqbox version
    """
    tell(f"souqbox {__version__}")


start = click.Command(
    "start", callback=serve.callback, params=serve.params, help=serve.help, hidden=True
)

for verb in (
    *(serve, start, scenarios, seed, reset, snapshots, clock.app, shopper.app, shop.app),
    *(record.app, tokens.app, apps.app, webhook.app, requests.app, fault.app),
    *(bindings, spec, hold_to_contract, drift, check, proxy, doctor, version, completion),
):
    souqbox.add_command(verb)


def main() -> None:
    """The console script."""
    if not sys.warnoptions:
        warnings.simplefilter("ignore")  # libraries warn their users of changes; ours cannot act
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run one verb; the exit code."""
    try:
        asks_only = not arguments or {"--help", "--version"} & set(arguments)
        settings = Settings({}, None) if asks_only else find_settings(Path.cwd())
        outcome = souqbox.main(
            list(arguments) or ["--help"],
            "souqbox",
            standalone_mode=False,
            default_map=default_map(souqbox, settings),
            color=wants_colour(),
        )
    except click.ClickException as error:
        click.echo(one_line(error), err=True)
        return error.exit_code
    except click.Abort:
        return INTERRUPTED
    return outcome if isinstance(outcome, int) else 0
