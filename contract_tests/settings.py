"""What a run of the suites is told: the contract, the server, the token and the limits."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

Mode = Literal["read-only", "full"]

PHASES = ("examples", "coverage", "fuzzing", "stateful")


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
    max_examples: int = 25
    path_parameters: Mapping[str, str] = field(default_factory=dict)
    phases: tuple[str, ...] = PHASES

    @property
    def full(self) -> bool:
        """Writes are sent only when asked for, or to this machine."""
        if self.mode is None:
            return is_loopback(self.base_url)
        return self.mode == "full"


def is_loopback(url: str) -> bool:
    """Whether the address stays on this machine, judged by its text: no resolver is asked."""
    host = urlsplit(url).hostname or ""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
