"""Options and arguments that several verbs share, and how an option becomes a setting."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import click

from mock_server.app.addresses import DEFAULT_PORT

from .failures import unknown

Verb = TypeVar("Verb", bound=Callable[..., Any])

DEFAULT_URL = f"http://127.0.0.1:{DEFAULT_PORT}"


def setting(flag: str, about: str, **details: Any) -> Callable[[Verb], Verb]:
    """An option that the environment and the settings file give too: `--admin-token` is
    `SOUQBOX_ADMIN_TOKEN` there, and `admin_token` here."""
    name = flag.partition("/")[0].removeprefix("--").replace("-", "_")
    variable = f"SOUQBOX_{name.upper()}"
    return click.option(flag, name, help=about, envvar=variable, show_envvar=True, **details)


url = setting("--url", "Where the sandbox answers.", default=DEFAULT_URL)
shop_name = setting("--shop", "The shop's name.", default="demo")
admin_token = setting("--admin-token", "The admin token, where the sandbox asks for one.")
as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
platform_name = click.argument("platform", metavar="PLATFORM", help="salla, zid, ...")


def check_platforms(names: Sequence[str]) -> tuple[str, ...]:
    """These platforms once each, all of them for none.

    Raises:
        Failure: one of them is unknown.
    """
    from mock_server.platforms import platform_names

    known = platform_names()
    for name in names:
        if name not in known:
            raise unknown("platform", name, known)
    return tuple(dict.fromkeys(names)) or known
