"""Options and arguments that several verbs share, and how an option becomes a setting."""

from collections.abc import Sequence
from typing import Annotated, Any

import typer

from mock_server.app.addresses import DEFAULT_PORT

from .failures import unknown

DEFAULT_URL = f"http://127.0.0.1:{DEFAULT_PORT}"


def setting(flag: str, about: str, **details: Any) -> Any:
    """An option that the environment and the settings file give too: `--admin-token` is
    `SOUQBOX_ADMIN_TOKEN` there, and `admin_token` here."""
    name = flag.partition("/")[0].removeprefix("--").replace("-", "_")
    return typer.Option(flag, help=about, envvar=f"SOUQBOX_{name.upper()}", **details)


Url = Annotated[str, setting("--url", "Where the sandbox answers.")]
ShopName = Annotated[str, setting("--shop", "The shop's name.")]
AdminToken = Annotated[
    str | None, setting("--admin-token", "The admin token, where the sandbox asks for one.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
PlatformName = Annotated[str, typer.Argument(metavar="PLATFORM", help="salla, zid, ...")]


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
