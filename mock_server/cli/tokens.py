"""`souqbox token`: tokens by hand, and how long those of apps live."""

from typing import Any

import click

from .groups import Group
from .options import platform_name
from .output import columns, facts, some
from .times import span_given
from .visits import Visit, visiting

app = Group("token", "Issue tokens, make them expire, revoke them.")

which = click.argument(
    "token", required=False, metavar="[TOKEN]", help="Itself, or its number in the list."
)
kind = click.option(
    "--kind", type=click.Choice(["access", "refresh", "code"]), help="All of one kind."
)


@app.command()
@platform_name
@click.option("--scopes", help="As 'carts.read,orders.read'; everything, if none.")
@click.option("--lifetime", metavar="SPAN", help="As PT1H; the platform's own, if none.")
@click.option("--kind", metavar="KIND", help="Where there are several: secret, public.")
@visiting
def issue(
    visit: Visit, platform: str, scopes: str | None, lifetime: str | None, kind: str | None
) -> None:
    """Issue a token.

    Example: souqbox token issue salla --scopes carts.read --lifetime PT1H
    """
    body: dict[str, Any] = {} if kind is None else {"kind": kind}
    if scopes is not None:
        body["scopes"] = words_of(scopes)
    if lifetime is not None:
        body["lifetime"] = span_given(lifetime)
    answer = visit.send("POST", platform, "tokens", body=body)
    shown = {
        "shop": f"{answer['platform']}/{answer['shop']}",
        **{name: value for name, value in answer["tokens"].items() if isinstance(value, str)},
        "scopes": "everything" if answer["scopes"] is None else " ".join(answer["scopes"]),
        "expires": answer["expires_at"] or "never",
    }
    headers = "\n".join(f"{name}: {value}" for name, value in answer["headers"].items())
    visit.tell({**answer["tokens"], **answer}, f"{facts(shown)}\n\n{headers}")


@app.command("list")
@platform_name
@click.option("--limit", type=click.IntRange(1, 1000), default=20, help="The newest so many.")
@visiting
def list_(visit: Visit, platform: str, limit: int) -> None:
    """List tokens with their secrets masked, the newest first.

    Example: souqbox token list salla --shop t42
    """
    answer = visit.get(platform, "tokens", query={"limit": limit})
    rows = [
        [
            each["number"],
            each["name"],
            each["token"],
            each["state"],
            each["expires_at"] or "never",
            each["owner"],
            each["why"] or "",
        ]
        for each in answer["tokens"]
    ]
    visit.tell(answer, some(rows, columns(rows) if rows else "", "no token was issued yet"))


@app.command()
@platform_name
@which
@kind
@visiting
def expire(visit: Visit, platform: str, token: str | None, kind: str | None) -> None:
    """Make a token too old, or all access tokens.

    Example: souqbox token expire salla --shop t42
    """
    answer = visit.send("POST", platform, "tokens", "expire", body=_meant(token, kind))
    visit.tell(answer, f"{answer['expired']} expired")


@app.command()
@platform_name
@which
@kind
@visiting
def revoke(visit: Visit, platform: str, token: str | None, kind: str | None) -> None:
    """Revoke a token, or all of them.

    Example: souqbox token revoke salla 2 --shop t42
    """
    answer = visit.send("POST", platform, "tokens", "revoke", body=_meant(token, kind))
    visit.tell(answer, f"{answer['revoked']} revoked")


@app.command()
@platform_name
@click.option("--access", metavar="SPAN", help="How long new access tokens of apps live.")
@click.option("--refresh", metavar="SPAN", help="How long new refresh tokens live.")
@click.option("--strict/--lenient", "strict", default=None, help="Whether all headers are wanted.")
@visiting
def settings(
    visit: Visit, platform: str, access: str | None, refresh: str | None, strict: bool | None
) -> None:
    """Show how long tokens live and how strict headers are, or set it.

    Example: souqbox token settings salla --access PT5M
    """
    body: dict[str, Any] = {}
    for name, span in (("access_lifetime", access), ("refresh_lifetime", refresh)):
        if span is not None:
            body[name] = span_given(span)
    if strict is not None:
        body["strict_headers"] = strict
    if body:
        answer = visit.send("PATCH", platform, "access", body=body)
    else:
        answer = visit.get(platform, "access")
    visit.tell(
        answer, facts({name: "-" if each is None else each for name, each in answer.items()})
    )


def words_of(text: str) -> list[str]:
    """Words with commas or spaces between."""
    return text.replace(",", " ").split()


def _meant(token: str | None, kind: str | None) -> dict[str, Any]:
    body: dict[str, Any] = {} if kind is None else {"kind": kind}
    if token is not None:
        body |= {"number": int(token)} if token.isdecimal() else {"token": token}
    return body
