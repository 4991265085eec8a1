"""`souqbox app`: apps come into a shop and leave it."""

from collections.abc import Callable
from typing import Any

import click

from .groups import Group
from .options import Verb, platform_name
from .output import columns, facts
from .times import span_given
from .tokens import words_of
from .visits import Visit, visiting

app = Group("app", "Install an app in a shop, and uninstall it.")

client_id = click.option("--client-id", metavar="ID", help="Another app than the demo app.")


def _telling(verb: Verb) -> Verb:
    """Options for how the events of an app arrive."""
    options: list[Callable[[Verb], Verb]] = [
        click.option("--delay", metavar="SPAN", help="Tell it so much later, as PT5M."),
        click.option("--duplicate", is_flag=True, help="Tell each event twice."),
        click.option("--shuffle", is_flag=True, help="Tell the events in another order."),
    ]
    for option in reversed(options):
        verb = option(verb)
    return verb


@app.command()
@platform_name
@click.option(
    "--mode",
    type=click.Choice(["easy", "custom"]),
    default="easy",
    help="Tokens at once, or by OAuth.",
)
@click.option("--scopes", help="What the app may ask for; everything, if none.")
@click.option(
    "--redirect-uri", "redirect_uris", multiple=True, metavar="URL", help="Once for each."
)
@client_id
@click.option("--client-secret", metavar="SECRET", help="Of another app.")
@click.option("--name", help="Shown to the merchant.")
@click.option("--webhook", "webhook_url", metavar="URL", help="Where the app is told of its life.")
@click.option("--webhook-secret", metavar="SECRET", help="Signs what is sent there.")
@_telling
@visiting
def install(visit: Visit, platform: str, **wishes: Any) -> None:
    """Install an app, which tells the app of it; prints what the app must know.

    Example: souqbox app install salla --redirect-uri http://localhost:8000/callback
    """
    body = _body(wishes)
    if wishes["scopes"] is not None:
        body["scopes"] = words_of(wishes["scopes"])
    if wishes["redirect_uris"]:
        body["redirect_uris"] = list(wishes["redirect_uris"])
    answer = visit.send("POST", platform, "apps", "install", body=body)
    for name in ("authorize_url", "token_url"):
        answer[name] = f"{visit.server.url}{answer[name]}"
    tokens = answer["tokens"] or {}
    shown = ("shop", "client_id", "client_secret", "redirect_uri", "authorize_url", "token_url")
    told = {**{name: answer[name] for name in shown}, **tokens, "told": " ".join(answer["events"])}
    visit.tell({**tokens, **answer}, facts(told))


@app.command()
@platform_name
@client_id
@_telling
@visiting
def uninstall(visit: Visit, platform: str, **wishes: Any) -> None:
    """Uninstall an app: its tokens open nothing from then on.

    Example: souqbox app uninstall salla --shop t42
    """
    answer = visit.send("POST", platform, "apps", "uninstall", body=_body(wishes))
    visit.tell(answer, f"{answer['name']} ({answer['client_id']}) is uninstalled")


@app.command("list")
@platform_name
@visiting
def list_(visit: Visit, platform: str) -> None:
    """List the apps that a shop knows.

    Example: souqbox app list salla
    """
    answer = visit.get(platform, "apps")
    rows = [
        [
            each["client_id"],
            each["name"],
            f"{each['mode']}, installed" if each["installed"] else "not installed",
            " ".join(each["redirect_uris"]),
        ]
        for each in answer["apps"]
    ]
    visit.tell(answer, columns(rows))


def _body(wishes: dict[str, Any]) -> dict[str, Any]:
    """What was asked for, under the names of the admin API; lists are added by the verb."""
    names = ("mode", "client_id", "client_secret", "name", "webhook_url", "webhook_secret")
    body = {name: wishes[name] for name in names if wishes.get(name) is not None}
    if wishes["delay"] is not None:
        body["delay"] = span_given(wishes["delay"])
    return {**body, "duplicate": wishes["duplicate"], "shuffle": wishes["shuffle"]}
