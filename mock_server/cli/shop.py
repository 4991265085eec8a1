"""`souqbox shop`: looks inside shops, copies and forgets them."""

import json
from typing import Annotated, Any

import typer

from .options import PlatformName
from .output import columns, facts, some
from .times import span_given
from .visits import Visit, calling, visiting

app = typer.Typer(help="Look inside a shop.")

Limit = Annotated[int, typer.Option("--limit", min=1, max=1000, help="The newest so many.")]


@app.command("list")
@calling
def list_(visit: Visit) -> None:
    """List the shops that have been named so far.

    Example: souqbox shop list
    """
    answer = visit.server.ask("GET", ["shops"])
    rows = [
        [each["platform"], each["shop"], each["scenario"], each["token"], each["now"]]
        for each in answer["shops"]
    ]
    visit.tell(answer, columns(rows))


@app.command()
@visiting
def show(visit: Visit, platform: PlatformName) -> None:
    """Show a shop, making it if nobody named it before.

    Example: souqbox shop show salla --shop t42
    """
    answer = visit.get(platform)
    visit.tell(answer, _shown(answer, visit.server.url))


@app.command()
@visiting
def events(
    visit: Visit,
    platform: PlatformName,
    name: Annotated[str | None, typer.Option("--name", help="Only events of this name.")] = None,
    limit: Limit = 20,
) -> None:
    """List what happened in a shop, the newest last.

    Example: souqbox shop events salla --name abandoned.cart
    """
    query = {"limit": limit, **({"name": name} if name else {})}
    answer = visit.get(platform, "events", query=query)
    rows = [
        [each["at"], each["name"], each["resource"], each["subject"]] for each in answer["events"]
    ]
    visit.tell(answer, some(rows, columns(rows) if rows else "", "nothing happened yet"))


@app.command()
@visiting
def jobs(visit: Visit, platform: PlatformName) -> None:
    """List what is still to be done in a shop, the next first.

    Example: souqbox shop jobs salla --shop t42
    """
    answer = visit.get(platform, "jobs")
    rows = [[each["due"], each["name"], each["subject"]] for each in answer["jobs"]]
    visit.tell(answer, some(rows, columns(rows) if rows else "", "nothing is planned"))


@app.command()
@visiting
def records(
    visit: Visit,
    platform: PlatformName,
    resource: Annotated[
        str | None, typer.Argument(metavar="RESOURCE", help="All are counted, if none.")
    ] = None,
    limit: Limit = 20,
) -> None:
    """Print records as they are kept, or count them by resource.

    Example: souqbox shop records salla abandoned_cart --limit 1
    """
    if resource is None:
        counts: dict[str, Any] = visit.get(platform)["records"]
        visit.tell(counts, facts(counts))
        return
    answer = visit.get(platform, "records", resource, query={"limit": limit})
    lines = [json.dumps(each, ensure_ascii=False) for each in answer["records"]]
    visit.tell(answer, some(lines, "\n".join(lines), f"there are no records of {resource}"))


@app.command()
@visiting
def settings(
    visit: Visit,
    platform: PlatformName,
    reminders: Annotated[
        list[str] | None,
        typer.Option("--reminder", metavar="SPAN", help="Set a delay; once for each reminder."),
    ] = None,
) -> None:
    """Show when carts are reminded of, or set it.

    Example: souqbox shop settings salla --reminder PT1H --reminder P1D
    """
    if reminders:
        answer = visit.send(
            "PATCH",
            platform,
            "settings",
            body={"reminders": [span_given(each) for each in reminders]},
        )
    else:
        answer = visit.get(platform, "settings")
    visit.tell(answer, f"reminders  {'  '.join(answer['reminders']) or 'none'}")


@app.command()
@visiting
def copy(
    visit: Visit,
    platform: PlatformName,
    to: Annotated[str, typer.Argument(metavar="TO", help="The other shop's name.")],
) -> None:
    """Copy a shop as it is now to another name.

    Example: souqbox shop copy salla t43 --shop t42
    """
    answer = visit.send("POST", platform, "copy", body={"to": to})
    visit.tell(answer, _shown(answer, visit.server.url))


@app.command()
@visiting
def remove(visit: Visit, platform: PlatformName) -> None:
    """Forget a shop.

    Example: souqbox shop remove salla --shop t42
    """
    visit.send("DELETE", platform)
    visit.tell({"removed": f"{platform}/{visit.shop}"}, f"{platform}/{visit.shop} is forgotten")


def _shown(shop: dict[str, Any], url: str) -> str:
    records = ", ".join(f"{count} {name}" for name, count in shop["records"].items())
    return facts(
        {
            "shop": f"{shop['platform']}/{shop['shop']}",
            "base_url": f"{url}{shop['base_url']}",
            "token": shop["token"],
            **shop["facts"],
            "scenario": f"{shop['scenario']}, seed {shop['seed']}",
            "now": f"{shop['now']}, {'stands still' if shop['frozen'] else 'runs'}",
            "records": records or "none",
        }
    )
