"""`souqbox fault`: has calls go wrong."""

from typing import Any

import click

from .failures import wrong
from .groups import Group
from .options import setting
from .output import columns, some
from .visits import Visit, calling

app = Group("fault", "Have calls go wrong on purpose.")

BROKEN = ("timeout", "reset", "truncate", "malformed", "stale")
platform_name = click.argument(
    "platform", required=False, metavar="[PLATFORM]", help="Any, if none."
)
shop_name = setting("--shop", "Only calls to this shop; any, if none.")


@app.command()
@platform_name
@shop_name
@click.option("--operation", help="Only this operationId.")
@click.option("--status", type=click.IntRange(400, 599), help="Answer with this status.")
@click.option("--error", help="Answer with an error of the platform, as missing_scope.")
@click.option("--latency", type=click.FloatRange(0, 60), help="Hold answers back so many seconds.")
@click.option("--spread", type=click.FloatRange(0, 60), help="How much the latency varies.")
@click.option(
    "--distribution", type=click.Choice(["fixed", "uniform", "normal"]), help="How it varies."
)
@click.option("--broken", type=click.Choice(BROKEN), help="Another way to go wrong.")
@click.option("--seconds", type=click.FloatRange(0, 60), help="Until a timeout ends.")
@click.option("--times", type=click.IntRange(min=1), help="Only the next so many calls.")
@click.option("--share", type=click.FloatRange(0, 1), help="Only this part of the calls.")
@click.option("--retry-after", type=click.IntRange(min=0), help="Seconds, with --status 429.")
@click.option("--carried-out", is_flag=True, help="The request does its work all the same.")
@calling
def add(visit: Visit, **given: Any) -> None:
    """Have calls go wrong from now on.

    Example: souqbox fault add salla --status 429 --times 3
    """
    rule = visit.server.ask("POST", ["faults"], _rule(given))
    visit.tell(rule, f"{rule['id']}: {_told(rule)}")


@app.command("list")
@platform_name
@shop_name
@calling
def list_(visit: Visit, platform: str | None, shop: str | None) -> None:
    """List the rules by which calls go wrong.

    Example: souqbox fault list
    """
    answer = visit.server.ask("GET", ["faults"], query=_named(platform, shop))
    rows = [[each["id"], f"{each['hits']} times", _told(each)] for each in answer["faults"]]
    visit.tell(answer, some(rows, columns(rows) if rows else "", "there are no faults"))


@app.command()
@platform_name
@shop_name
@click.option("--id", "rule", help="Only the rule of this id.")
@calling
def clear(visit: Visit, platform: str | None, shop: str | None, rule: str | None) -> None:
    """Let calls go right again.

    Example: souqbox fault clear salla
    """
    if rule is not None:
        visit.server.ask("DELETE", ["faults", rule])
        visit.tell({"deleted": 1}, f"{rule} is gone")
        return
    answer = visit.server.ask("DELETE", ["faults"], query=_named(platform, shop))
    visit.tell(answer, f"{answer['deleted']} faults are gone")


def _rule(given: dict[str, Any]) -> dict[str, Any]:
    """The options as the admin API takes them; exactly one of them says what goes wrong."""
    facts = {
        name: value for name, value in given.items() if value is not None and value is not False
    }
    ways = [name for name in ("status", "error", "broken", "latency") if name in facts]
    if len(ways) != 1:
        told = "which fault?" if not ways else "one fault a rule:"
        raise wrong(f"{told} give --status, --error, --latency or --broken")
    action = facts.pop("broken", ways[0])
    if action == "latency":
        facts["seconds"] = facts.pop("latency")
    return {"action": action, **facts}


def _named(platform: str | None, shop: str | None) -> dict[str, str]:
    named = {"platform": platform, "shop": shop}
    return {name: value for name, value in named.items() if value is not None}


def _told(rule: dict[str, Any]) -> str:
    where = f"{rule['platform'] or 'any platform'}/{rule['shop'] or 'any shop'}"
    what = {"status": rule["status"], "error": rule["error"], "latency": rule["seconds"]}
    parts = [
        f"{rule['action']} {what.get(rule['action']) or ''}".strip(),
        f"in {where}",
        f"at {rule['operation']}" if rule["operation"] else "",
        f"{rule['share']:.0%} of the calls" if rule["share"] < 1 else "",
        f"the next {rule['times']}" if rule["times"] else "",
    ]
    return ", ".join(filter(None, parts))
