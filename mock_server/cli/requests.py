"""`souqbox requests`: what came in, and what became of it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from .failures import CHECKS_FAILED, wrong
from .groups import Group
from .options import setting
from .output import bad, columns, facts, faint, good, some, tell, tell_json
from .visits import Visit, calling

app = Group("requests", "Look at the requests that came in.")

Verb = TypeVar("Verb", bound=Callable[..., Any])

_FILTERS = (
    click.argument("platform", required=False, metavar="[PLATFORM]", help="All, if none."),
    setting("--shop", "Only those that entered this shop."),
    click.option("--operation", help="Only this operationId."),
    click.option("--method", help="Only this method."),
    click.option("--status", help="Only this status or class, as 401 or 4xx; 0: no answer."),
    click.option("--path", help="Only paths with this part."),
    click.option("--since", type=click.IntRange(min=0), help="Only those after this id."),
)
limit = click.option(
    "--limit", type=click.IntRange(1, 10_000), default=20, help="The newest so many."
)
request_id = click.argument("number", metavar="ID", type=click.IntRange(min=1), help="Its id.")


def filtered(verb: Verb) -> Verb:
    """Give a verb the filters of the journal."""
    for each in reversed(_FILTERS):
        verb = each(verb)
    return verb


@app.command("list")
@filtered
@limit
@calling
def list_(visit: Visit, limit: int, **filters: Any) -> None:
    """List requests, the newest last.

    Example: souqbox requests list salla --status 4xx
    """
    answer = visit.server.ask("GET", ["requests"], query={**_given(filters), "limit": limit})
    rows = [_row(each) for each in answer["requests"]]
    visit.tell(answer, some(rows, columns(rows) if rows else "", "no such request came in"))


@app.command()
@request_id
@click.option("--curl", "as_curl", is_flag=True, help="Print the curl line that repeats it.")
@calling
def show(visit: Visit, number: int, as_curl: bool) -> None:
    """Show a request whole, with what it was answered.

    Example: souqbox requests show 42 --curl
    """
    if as_curl:
        answer = visit.server.ask("GET", ["requests", str(number), "curl"])
        visit.tell(answer, answer["curl"])
        return
    answer = visit.server.ask("GET", ["requests", str(number)])
    visit.tell(answer, _whole(answer))


@app.command()
@filtered
@click.option("--limit", type=click.IntRange(min=1), help="End after so many.")
@calling
def tail(visit: Visit, limit: int | None, **filters: Any) -> None:
    """Follow requests as they come in; Ctrl-C ends it. With --json an object a line.

    Example: souqbox requests tail salla --status 4xx
    """
    try:
        for count, each in enumerate(
            visit.server.follow(["requests", "tail"], _given(filters)), start=1
        ):
            tell(json.dumps(each, ensure_ascii=False) if visit.as_json else _line(each))
            if count == limit:
                return
    except KeyboardInterrupt:
        return


@app.command()
@filtered
@click.option("--limit", type=click.IntRange(1, 10_000), default=10_000, help="The newest so many.")
@click.option("--output", type=click.Path(path_type=Path), help="Write it to a file.")
@calling
def export(visit: Visit, limit: int, output: Path | None, **filters: Any) -> None:
    """Export requests as HAR 1.2.

    Example: souqbox requests export salla --output salla.har
    """
    query = {**_given(filters), "limit": limit}
    archive = visit.server.ask("GET", ["requests", "export"], query=query)
    if output is None:
        tell_json(archive)
        return
    try:
        text = json.dumps(archive, ensure_ascii=False, indent=2)
        output.write_text(f"{text}\n", encoding="utf-8")
    except OSError as error:
        raise wrong(f"cannot write {output} ({error.strerror}); choose another file") from error
    count = len(archive["log"]["entries"])
    visit.tell({"file": str(output), "requests": count}, f"{count} requests are in {output}")


@app.command()
@filtered
@click.option("--body", help="A part of the body as JSON, all of which must be so.")
@click.option("--expect", type=click.IntRange(min=0), help="Fail unless there are so many.")
@calling
def count(visit: Visit, body: str | None, expect: int | None, **filters: Any) -> None:
    """Count requests; exit code 1 when there are not as many as expected.

    Example: souqbox requests count tjar --method POST --body '{"type": "sms"}' --expect 2
    """
    criteria = _given(filters)
    if body is not None:
        try:
            criteria["body"] = json.loads(body)
        except ValueError as error:
            raise wrong(f"--body {body} is no JSON: {error}") from error
    answer = visit.server.ask("POST", ["requests", "count"], criteria)
    visit.tell(answer, _counted(answer, expect))
    if expect is not None and answer["count"] != expect:
        raise click.exceptions.Exit(CHECKS_FAILED)


@app.command()
@calling
def clear(visit: Visit) -> None:
    """Empty the journal.

    Example: souqbox requests clear
    """
    answer = visit.server.ask("DELETE", ["requests"])
    visit.tell(answer, f"{answer['deleted']} requests are forgotten")


@app.command()
@calling
def advice(visit: Visit) -> None:
    """List what clients should do otherwise.

    Example: souqbox requests advice
    """
    answer = visit.server.ask("GET", ["advice"])
    rows = [
        [f"{each['platform']}/{each['shop']}", each["operation"], each["message"]]
        for each in answer["advice"]
    ]
    visit.tell(answer, some(rows, columns(rows) if rows else "", "nothing to point out"))


def _given(filters: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in filters.items() if value is not None}


def _row(request: dict[str, Any]) -> list[Any]:
    shop = f"{request['platform'] or '-'}/{request['shop'] or '-'}"
    query = f"?{request['query']}" if request["query"] else ""
    told = request["reason"] or request["advice"] or request["fault"] or request["operation"]
    return [
        request["id"],
        request["at"][11:19],
        request["status"] or "none",
        f"{request['milliseconds']:.1f} ms",
        shop,
        request["method"],
        f"{request['path']}{query}",
        told,
    ]


def _line(request: dict[str, Any]) -> str:
    number, at, status, *rest = _row(request)
    shown = good(str(status)) if 200 <= request["status"] < 400 else bad(str(status))
    return f"{faint(f'{number} {at}')} {shown} {' '.join(map(str, rest))}"


def _whole(request: dict[str, Any]) -> str:
    told = ("operation", "handler", "shop_at", "reason", "fault", "advice", "request_id")
    named = {name: request[name] for name in told if request[name]}
    head = f"{request['method']} {request['url']}"
    sent = [f"{name}: {value}" for name, value in request["headers"].items()]
    status = request["status"] or "no answer"
    answer = (
        f"{status} in {request['milliseconds']:.1f} ms, {request['platform']}/{request['shop']}"
    )
    got = [f"{name}: {value}" for name, value in request["answer_headers"].items()]
    parts = [
        "\n".join([head, *sent]),
        request["body"],
        "\n".join([answer, *got]),
        request["answer"],
        facts(named),
    ]
    return "\n\n".join(each for each in parts if each)


def _counted(answer: dict[str, Any], expect: int | None) -> str:
    told = f"{answer['count']} requests"
    if expect is not None and answer["count"] != expect:
        told += f", not {expect}"
    nearest = answer["nearest"]
    if nearest is not None:
        told += f"; the nearest is {nearest['id']}: {'; '.join(nearest['unmet'])}"
    return told
