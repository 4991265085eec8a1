"""`souqbox scenarios | seed | reset | snapshot`: what shops begin with, and go back to."""

from typing import Any

import click

from .groups import Group
from .options import platform_name
from .output import columns, some
from .visits import Visit, calling, visiting

snapshots = Group("snapshot", "Save a shop, and bring it back.")

only_platform = click.option("--platform", metavar="PLATFORM", help="All that are served, if none.")
label = click.argument("label", metavar="LABEL", help="A name for the saved state.")


@click.command()
@calling
def scenarios(visit: Visit) -> None:
    """List the starting states.

    Example: souqbox scenarios
    """
    answer = visit.server.ask("GET", ["scenarios"])
    rows = [[each["name"], each["about"]] for each in answer["scenarios"]]
    visit.tell(answer, columns(rows))


@click.command()
@click.argument("name", metavar="NAME", help="A scenario; see `souqbox scenarios`.")
@only_platform
@click.option(*("--seed", "number"), type=click.IntRange(min=0), help="Another seed, other people.")
@visiting
def seed(visit: Visit, name: str, platform: str | None, number: int | None) -> None:
    """Start a shop anew from a scenario.

    Example: souqbox seed busy --shop t42
    """
    body: dict[str, Any] = {"scenario": name}
    if number is not None:
        body["seed"] = number
    _begin(visit, platform, body)


@click.command()
@only_platform
@click.option("--all", "everything", is_flag=True, help="Every shop there is.")
@visiting
def reset(visit: Visit, platform: str | None, everything: bool) -> None:
    """Start a shop anew, as it was when it was made.

    Example: souqbox reset --shop t42
    """
    if everything:
        answer = visit.server.ask("POST", ["reset"])
        visit.tell(answer, f"{answer['reset']} shops as they were when they were made")
        return
    _begin(visit, platform, {})


@snapshots.command("save")
@platform_name
@label
@visiting
def save_snapshot(visit: Visit, platform: str, label: str) -> None:
    """Save a shop as it is now.

    Example: souqbox snapshot save salla before-checkout --shop t42
    """
    answer = visit.send("PUT", platform, "snapshots", label)
    visit.tell(answer, f"{_called(answer)} is saved as {label}")


@snapshots.command("load")
@platform_name
@label
@visiting
def load_snapshot(visit: Visit, platform: str, label: str) -> None:
    """Bring a shop back to a saved state.

    Example: souqbox snapshot load salla before-checkout --shop t42
    """
    answer = visit.send("POST", platform, "snapshots", label, "load")
    visit.tell(answer, f"{_called(answer)} is as it was at {label}")


@snapshots.command("list")
@platform_name
@visiting
def list_snapshots(visit: Visit, platform: str) -> None:
    """List what was saved of a shop.

    Example: souqbox snapshot list salla --shop t42
    """
    answer = visit.get(platform, "snapshots")
    labels: list[str] = answer["snapshots"]
    visit.tell(answer, some(labels, "\n".join(labels), "nothing was saved of this shop"))


def _begin(visit: Visit, platform: str | None, body: dict[str, Any]) -> None:
    """The shop of this name anew, on one platform or on all."""
    names = [platform] if platform else visit.server.platforms()
    answers = {name: visit.send("POST", name, "reset", body=body) for name in names}
    rows = [
        [_called(each), f"scenario {each['scenario']}", f"seed {each['seed']}", each["now"]]
        for each in answers.values()
    ]
    visit.tell(answers, columns(rows))


def _called(shop: dict[str, Any]) -> str:
    return f"{shop['platform']}/{shop['shop']}"
