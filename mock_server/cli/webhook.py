"""`souqbox webhook`: what a shop sent to whom; sent on demand, sent again, and verified."""

import sys
from functools import reduce
from pathlib import Path
from typing import Any

import click

from .failures import CHECKS_FAILED, wrong
from .groups import Group
from .options import Verb, platform_name
from .output import bad, columns, facts, good, some
from .times import span_given
from .visits import Visit, visiting

app = Group("webhook", "What a shop tells of what happens: list, trigger, replay, verify.")

STATES = ("waiting", "sending", "delivered", "failed", "given_up")
QUALITIES = ("good", "bad", "missing", "old")

_MANNER = (
    click.option("--signature", type=click.Choice(QUALITIES), help="What it is to be like."),
    click.option("--times", type=click.IntRange(1, 100), help="How often each is sent."),
    click.option("--delay", metavar="SPAN", help="Later, on the shop's clock, as PT10M."),
)
delivery_id = click.argument("delivery", metavar="DELIVERY", help="A delivery's id.")


def manner(verb: Verb) -> Verb:
    """The options that say how deliveries go out."""
    return reduce(lambda decorated, option: option(decorated), reversed(_MANNER), verb)


@app.command("list")
@platform_name
@click.option("--event", help="Only of this event.")
@click.option("--state", type=click.Choice(STATES), help="Only in this state.")
@click.option("--limit", type=click.IntRange(1, 5000), default=20, help="How many at most.")
@visiting
def list_(visit: Visit, platform: str, **wanted: Any) -> None:
    """List deliveries, the newest first.

    Example: souqbox webhook list salla --state failed
    """
    query = {name: value for name, value in wanted.items() if value is not None}
    answer = visit.get(platform, "webhooks", "deliveries", query=query)
    visit.tell(answer, _table(answer["deliveries"]))


@app.command()
@platform_name
@delivery_id
@visiting
def show(visit: Visit, platform: str, delivery: str) -> None:
    """Show a delivery: its headers, its body, its attempts.

    Example: souqbox webhook show salla 17
    """
    answer = visit.get(platform, "webhooks", "deliveries", delivery)
    attempts = [[each["at"], _said(each), each["answer"][:60]] for each in answer["attempts"]]
    parts = [
        columns([_row(answer)]),
        f"to {answer['url']}",
        facts(answer["headers"]) if answer["headers"] else "",
        answer["body"],
        columns(attempts) if attempts else "nothing was tried yet",
    ]
    visit.tell(answer, "\n\n".join(part for part in parts if part))


@app.command()
@platform_name
@visiting
def events(visit: Visit, platform: str) -> None:
    """List the events that the platform announces.

    Example: souqbox webhook events salla
    """
    answer = visit.get(platform, "webhooks", "events")
    rows = [[each["name"], each["resource"], each["label"]] for each in answer["events"]]
    visit.tell(answer, columns(rows))


@app.command()
@platform_name
@visiting
def subscriptions(visit: Visit, platform: str) -> None:
    """List who hears of what.

    Example: souqbox webhook subscriptions salla
    """
    answer = visit.get(platform, "webhooks", "subscriptions")
    rows = [
        [
            each["id"],
            each["url"],
            each["proof"],
            "open" if each["open"] else "closed",
            ", ".join(each["events"])[:60],
        ]
        for each in answer["subscriptions"]
    ]
    visit.tell(answer, some(rows, columns(rows) if rows else "", "nobody has subscribed"))


@app.command()
@platform_name
@click.argument("events", nargs=-1, required=True, metavar="EVENT...", help="Names of events.")
@click.option("--record", metavar="KEY", help="The record that they are about.")
@click.option("--subscription", metavar="ID", help="Only to this one, whatever it wants.")
@manner
@click.option("--reorder", is_flag=True, help="Send the last first.")
@visiting
def trigger(visit: Visit, platform: str, events: tuple[str, ...], **how: Any) -> None:
    """Tell of events, whether they happened or not.

    Example: souqbox webhook trigger salla order.created --shop t42
    """
    body = {"events": list(events), **_given(how)}
    _tell_sent(visit, platform, visit.send("POST", platform, "webhooks", "trigger", body=body))


@app.command()
@platform_name
@delivery_id
@manner
@visiting
def replay(visit: Visit, platform: str, delivery: str, **how: Any) -> None:
    """Send a delivery again: the same body, signed anew.

    Example: souqbox webhook replay salla 17 --signature bad
    """
    parts = ("webhooks", "deliveries", delivery, "replay")
    _tell_sent(visit, platform, visit.send("POST", platform, *parts, body=_given(how)))


@app.command()
@platform_name
@click.option(
    *("--body", "body_file"),
    type=click.Path(path_type=Path, allow_dash=True),
    required=True,
    help="A file with the body as it came; - reads it from here.",
)
@click.option("--header", "headers", multiple=True, metavar="NAME:VALUE", help="One that came.")
@click.option("--secret", help="The secret that it is held against.")
@click.option("--subscription", metavar="ID", help="The one that it was sent to.")
@visiting
def verify(
    visit: Visit, platform: str, body_file: Path, headers: tuple[str, ...], **against: Any
) -> None:
    """Say whether a delivery proves itself, and if it does not, why.

    Example: souqbox webhook verify salla --body body.json --header "X-Salla-Signature: 6f1f"
    """
    body = {"body": _read(body_file), "headers": _headers(headers), **_given(against)}
    verdict = visit.send("POST", platform, "webhooks", "verify", body=body)
    lines = [good("valid") if verdict["valid"] else bad("not valid"), verdict["reason"]]
    visit.tell(verdict, "\n".join([*lines, verdict["advice"]]).rstrip())
    if not verdict["valid"]:
        raise click.exceptions.Exit(CHECKS_FAILED)


def _given(options: dict[str, Any]) -> dict[str, Any]:
    """What was said; what was not is for the server to say."""
    given = {name: value for name, value in options.items() if value not in (None, False)}
    return {**given, "delay": span_given(given["delay"])} if "delay" in given else given


def _tell_sent(visit: Visit, platform: str, answer: dict[str, Any]) -> None:
    """What was planned, as it has become by now."""
    planned = answer["deliveries"]
    query = {"limit": len(planned)}
    newest = visit.get(platform, "webhooks", "deliveries", query=query)["deliveries"]
    become = {each["id"]: each for each in newest}
    now = [become.get(each["id"], each) for each in planned]
    visit.tell({"deliveries": now}, _table(now))


def _table(deliveries: list[dict[str, Any]]) -> str:
    rows = [_row(each) for each in deliveries]
    return some(rows, columns(rows) if rows else "", "nothing was sent")


def _row(delivery: dict[str, Any]) -> list[object]:
    attempts = delivery["attempts"]
    last = _said(attempts[-1]) if attempts else f"due {delivery['due']}"
    return [
        delivery["id"],
        delivery["state"],
        delivery["name"],
        f"{len(attempts)} tried",
        last,
        delivery["reason"] or "",
    ]


def _said(attempt: dict[str, Any]) -> str:
    return attempt["error"] or f"status {attempt['status']} in {attempt['milliseconds']} ms"


def _read(path: Path) -> str:
    try:
        content = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
        return content.decode()
    except OSError as error:
        raise wrong(f"{path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise wrong(f"{path} is no text in UTF-8") from error


def _headers(lines: tuple[str, ...]) -> dict[str, str]:
    headers = {}
    for line in lines:
        name, colon, value = line.partition(":")
        if not colon or not name.strip():
            raise wrong(f"--header {line!r} must be NAME:VALUE")
        headers[name.strip()] = value.strip()
    return headers
