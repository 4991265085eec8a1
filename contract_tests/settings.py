"""What a run of the suites is told: the contract, the server, the token and the limits."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

Mode = Literal["read-only", "full"]

PHASES = ("examples", "coverage", "fuzzing", "stateful")
"""Of schemathesis."""

STORIES = "stories"
"""A phase of our own."""

FORMATS = ("html", "json", "junit", "markdown", "sarif")
DEFAULT_EXAMPLES = 25
FULL_EXAMPLES = 100
QUICK_SECONDS = 15.0
UNITS = {"": 1, "s": 1, "m": 60, "h": 3600}


@dataclass(frozen=True, slots=True)
class Settings:
    """One run; `base_url` already carries the path of the document's first server."""

    platform: str
    document: dict[str, Any]
    base_url: str
    token: str
    mode: Mode | None = None
    report_dir: Path | None = None
    seed: int = 0
    budget_seconds: float | None = None
    max_examples: int = DEFAULT_EXAMPLES
    path_parameters: Mapping[str, str] = field(default_factory=dict)
    phases: tuple[str, ...] = (*PHASES, STORIES)
    document_path: Path | None = None
    rate: float | None = None
    max_requests: int | None = None
    timeout_seconds: float = 30.0
    only: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()
    operations: tuple[str, ...] = ()
    i_own: str | None = None
    report_formats: tuple[str, ...] = FORMATS
    baseline: Path | None = None
    update_baseline: bool = False
    ledger: Path | None = None
    narrow_token: str = ""
    narrow_scopes: tuple[str, ...] = ()
    repeats: int = 24
    fail_fast: bool = False

    @property
    def full(self) -> bool:
        """Writes are sent only when asked for, or to this machine."""
        if self.mode is None:
            return is_loopback(self.base_url)
        return self.mode == "full"

    @property
    def guarded(self) -> bool:
        """Whether others may depend on what is there: then only what the run made is changed."""
        return self.full and not is_loopback(self.base_url)

    @property
    def keyless(self) -> str | None:
        """The host that is to be written to without a word that it is one's own."""
        host = urlsplit(self.base_url).hostname or ""
        return host if self.guarded and (self.i_own or "").lower() != host else None


def budget_of(text: str) -> tuple[float | None, int]:
    """Seconds and examples of a budget such as `quick`, `60s`, `5m` or `full`.

    Raises:
        ValueError: it is none; the text says what one looks like.
    """
    if text == "full":
        return None, FULL_EXAMPLES
    if text == "quick":
        return QUICK_SECONDS, DEFAULT_EXAMPLES
    found = re.fullmatch(r"([0-9]+(?:\.[0-9]+)?)([smh]?)", text)
    if found is None or float(found[1]) * UNITS[found[2]] < 1:
        raise ValueError(f"{text!r} is no budget; one looks like quick, 60s, 5m or full")
    return float(found[1]) * UNITS[found[2]], DEFAULT_EXAMPLES


def rate_of(text: str) -> float:
    """Requests a second of a rate such as `5/s` or `90/m`.

    Raises:
        ValueError: it is none; the text says what one looks like.
    """
    found = re.fullmatch(r"([0-9]+(?:\.[0-9]+)?)(?:/([smh]))?", text)
    if found is None or float(found[1]) <= 0:
        raise ValueError(f"{text!r} is no rate; one looks like 5/s or 90/m")
    return float(found[1]) / UNITS[found[2] or "s"]


def is_loopback(url: str) -> bool:
    """Whether the address stays on this machine, judged by its text: no resolver is asked."""
    host = urlsplit(url).hostname or ""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
