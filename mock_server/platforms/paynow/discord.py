"""Messages for a Discord channel: the merchant's own words, with what happened put in."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from mock_server.engine.store import Record

from .events import label

TITLE_LONGEST, DESCRIPTION_LONGEST, TEXT_LONGEST = 256, 4096, 2000
"""Characters that Discord takes."""

_VARIABLE = re.compile(r"\{\s*([a-z0-9_.]+)\s*\}")


def message(content: Mapping[str, Any], webhook: Record, event: str) -> Record:
    """What Discord is told of an event: a box with a title and a colour, or plain text."""
    values = variables(content)
    title = _filled(webhook["discord_title"] or label(event), values)
    text = _filled(webhook["discord_description_template"] or "", values)
    if webhook["discord_format"] == "Text":
        return {"content": (text or title)[:TEXT_LONGEST]}
    box: Record = {"title": title[:TITLE_LONGEST], "description": text[:DESCRIPTION_LONGEST]}
    if webhook["discord_color"]:
        box["color"] = int(webhook["discord_color"].removeprefix("#"), 16)
    return {"embeds": [box]}


def variables(content: Mapping[str, Any]) -> dict[str, Any]:
    """What a text may name: `total_amount`, `customer.name`; nothing inside of lists."""
    return dict(_leaves(content, ""))


def _leaves(content: Mapping[str, Any], before: str) -> Iterator[tuple[str, Any]]:
    for name, value in content.items():
        if isinstance(value, Mapping):
            yield from _leaves(value, f"{before}{name}.")
        elif not isinstance(value, list | tuple):
            yield f"{before}{name}", value


def _filled(words: str, values: Mapping[str, Any]) -> str:
    """What no event has stays as it is written, so that a slip of the pen is seen."""

    def value_of(found: re.Match[str]) -> str:
        if found[1] not in values:
            return found[0]
        value = values[found[1]]
        return "" if value is None else str(value)

    return _VARIABLE.sub(value_of, words)
