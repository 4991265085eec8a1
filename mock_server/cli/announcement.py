"""What `souqbox serve` says when it is ready."""

from collections.abc import Mapping
from typing import Any

from .output import columns, faint, good

_OWN_LINES = ("base_url", "docs_url")


def announcement(described: Mapping[str, Any], told: str) -> str:
    """The summary for people. `told` says how its shops begin."""
    platforms: Mapping[str, Mapping[str, Any]] = described["platforms"]
    count = len(platforms)
    what = f"{count} platform{'s' if count > 1 else ''}"
    head = f"souqbox serves {what} at {described['url']} ({told})"
    lines = [head, *(_platform(name, each) for name, each in platforms.items())]
    lines += [f"admin  {described['admin_url']}", faint("Ctrl-C ends it.")]
    return "\n\n".join(lines)


def warning(described: Mapping[str, Any]) -> str:
    """What whoever serves beyond this machine must know."""
    token = described["admin_token"]
    return (
        f"warning: other machines can reach {described['host']}, and every shop here opens "
        f"without a secret\nadmin token: {token}"
    )


def _platform(name: str, facts: Mapping[str, Any]) -> str:
    shown = {key: value for key, value in facts.items() if key not in _OWN_LINES}
    rows = [["docs", facts["docs_url"]], *shown.items()]
    below = "\n".join(f"  {line}" for line in columns(rows).splitlines())
    return f"{good(name)}  {facts['base_url']}\n{below}"
