"""How verbs speak: aligned columns for people, JSON for programs."""

import json
from collections.abc import Sequence
from typing import Any

import click


def tell(text: str) -> None:
    """Print for people. Colours are dropped where nobody sees them."""
    click.echo(text)


def tell_json(value: Any) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def columns(rows: Sequence[Sequence[object]]) -> str:
    """Rows in columns. Arabic belongs into the last: its width on a screen is not its length."""
    cells = [["-" if cell is None else str(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = (
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in cells
    )
    return "\n".join(lines)


def facts(named: dict[str, object]) -> str:
    """Names and values, one pair a line."""
    return columns(list(named.items()))


def money(minor: int, currency: str) -> str:
    """`23900` as `239.00 SAR`."""
    from mock_server.commerce.money import decimal

    return f"{decimal(minor, currency)} {currency}"


def some(rows: Sequence[object], text: str, nothing: str) -> str:
    """The text, or what to say when there is nothing to show."""
    return text if rows else nothing


def good(text: str) -> str:
    return click.style(text, fg="green")


def bad(text: str) -> str:
    return click.style(text, fg="red")


def faint(text: str) -> str:
    return click.style(text, dim=True)
