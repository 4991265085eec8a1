"""`souqbox shop`: looks inside shops, copies and forgets them."""

import json
from typing import Any

import click

from .groups import Group
from .options import platform_name
from .output import columns, facts, some
from .times import span_given
from .visits import Visit, calling, visiting

app = Group("shop", "Look inside a shop.")

limit = click.option(
    "--limit", type=click.IntRange(1, 1000), default=20, help="The newest so many."
)


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
@platform_name
@visiting
def show(visit: Visit, platform: str) -> None:
    """Show a shop, making it if nobody named it before.

    Example: souqbox shop show salla --shop t42
    """
    answer = visit.get(platform)
    visit.tell(answer, _shown(answer, visit.server.url))


@app.command()
@platform_name
@click.option("--name", help="Only events of this name.")
@limit
@visiting
def events(visit: Visit, platform: str, name: str | None, limit: int) -> None:
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
@platform_name
@visiting
def jobs(visit: Visit, platform: str) -> None:
    """List what is still to be done in a shop, the next first.

    Example: souqbox shop jobs salla --shop t42
    """
    answer = visit.get(platform, "jobs")
    rows = [[each["due"], each["name"], each["subject"]] for each in answer["jobs"]]
    visit.tell(answer, some(rows, columns(rows) if rows else "", "nothing is planned"))


@app.command()
@platform_name
@click.argument("resource", required=False, metavar="[RESOURCE]", help="All are counted, if none.")
@limit
@visiting
def records(visit: Visit, platform: str, resource: str | None, limit: int) -> None:
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
@platform_name
@click.option(
    *("--reminder", "reminders"),
    multiple=True,
    metavar="SPAN",
    help="Set a delay; once for each reminder.",
)
@click.option(
    "--rate-limit", type=click.Choice(["off", "real"]), help="Hold callers to the limits, or not."
)
@click.option("--plan", help="The plan whose limits are meant.")
@visiting
def settings(
    visit: Visit,
    platform: str,
    reminders: tuple[str, ...],
    rate_limit: str | None,
    plan: str | None,
) -> None:
    """Show when carts are reminded of and what calls are limited to, or set it.

    Example: souqbox shop settings salla --reminder PT1H --rate-limit real --plan pro
    """
    given = {
        "reminders": [span_given(each) for each in reminders] or None,
        "rate_limit": rate_limit,
        "plan": plan,
    }
    body = {name: value for name, value in given.items() if value is not None}
    if body:
        answer = visit.send("PATCH", platform, "settings", body=body)
    else:
        answer = visit.get(platform, "settings")
    reminded = "  ".join(answer["reminders"]) or "none"
    named = {"rate_limit": answer["rate_limit"], "plan": answer["plan"], "reminders": reminded}
    visit.tell(answer, facts(named))


@app.command()
@platform_name
@click.argument("to", metavar="TO", help="The other shop's name.")
@visiting
def copy(visit: Visit, platform: str, to: str) -> None:
    """Copy a shop as it is now to another name.

    Example: souqbox shop copy salla t43 --shop t42
    """
    answer = visit.send("POST", platform, "copy", body={"to": to})
    visit.tell(answer, _shown(answer, visit.server.url))


@app.command()
@platform_name
@visiting
def remove(visit: Visit, platform: str) -> None:
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
