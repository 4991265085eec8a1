"""`souqbox clock`: a shop's time, on one platform or on all at once."""

from typing import Any

import click

from .failures import unknown, wrong
from .groups import Group
from .output import columns
from .times import moment_given, span_given
from .visits import Visit, visiting

app = Group("clock", "Show and move a shop's time.")

first = click.argument(
    "platform", required=False, metavar="[PLATFORM]", help="All that are served, if none."
)
moment = click.argument("moment", required=False, metavar="[MOMENT]", help="As 2026-03-01T12:00Z.")
span = click.argument("span", required=False, metavar="[SPAN]", help="As PT3H or P1DT12H.")


@app.command()
@first
@visiting
def show(visit: Visit, platform: str | None) -> None:
    """Show what time it is in a shop.

    Example: souqbox clock show salla --shop t42
    """
    names, _ = _aim(visit, platform, None, takes_value=False)
    _tell(visit, {name: visit.get(name, "clock") for name in names})


@app.command()
@first
@moment
@visiting
def freeze(visit: Visit, platform: str | None, moment: str | None) -> None:
    """Stop a shop's time, now or at a moment.

    Example: souqbox clock freeze salla 2026-03-01T12:00Z
    """
    names, at = _aim(visit, platform, moment)
    _move(visit, names, "freeze", {"at": moment_given(at)} if at else {})


@app.command("set")
@first
@moment
@visiting
def set_(visit: Visit, platform: str | None, moment: str | None) -> None:
    """Go to a moment, doing on the way what falls due.

    Example: souqbox clock set salla 2026-03-01T12:00Z
    """
    names, at = _aim(visit, platform, moment)
    if at is None:
        raise wrong("to which moment? souqbox clock set [PLATFORM] 2026-03-01T12:00Z")
    _move(visit, names, "set", {"at": moment_given(at)})


@app.command()
@first
@span
@visiting
def advance(visit: Visit, platform: str | None, span: str | None) -> None:
    """Let time pass, doing in order what falls due.

    Example: souqbox clock advance salla PT3H --shop t42
    """
    names, by = _aim(visit, platform, span)
    if by is None:
        raise wrong("by how much? souqbox clock advance [PLATFORM] PT3H")
    _move(visit, names, "advance", {"by": span_given(by)})


@app.command()
@first
@visiting
def run(visit: Visit, platform: str | None) -> None:
    """Let a shop's time run on from where it stands.

    Example: souqbox clock run salla
    """
    names, _ = _aim(visit, platform, None, takes_value=False)
    _move(visit, names, "run", {})


def _aim(
    visit: Visit, first: str | None, second: str | None, *, takes_value: bool = True
) -> tuple[list[str], str | None]:
    """The platforms meant, and the value. One word alone is whichever of the two it can be."""
    if second is not None and first is not None:
        return [first], second
    served = visit.server.platforms()
    if first is None:
        return served, None
    if first in served:
        return [first], None
    if not takes_value:
        raise unknown("platform", first, served)
    return served, first


def _move(visit: Visit, names: list[str], verb: str, body: dict[str, Any]) -> None:
    _tell(visit, {name: visit.send("POST", name, "clock", verb, body=body) for name in names})


def _done(jobs: int) -> str:
    return {0: "", 1: "1 job done"}.get(jobs, f"{jobs} jobs done")


def _tell(visit: Visit, answers: dict[str, Any]) -> None:
    rows = [
        [
            f"{name}/{visit.shop}",
            each["now"],
            "stands still" if each["frozen"] else "runs",
            _done(each["done"]),
        ]
        for name, each in answers.items()
    ]
    visit.tell(answers, columns(rows))
