"""The `Prefer` header (RFC 7240): what the caller wants of this one answer."""

import re
from dataclasses import dataclass

from .spoiling import FAULT_WORDS

_PART = re.compile(r'\s*([a-z]+)\s*=\s*"?([A-Za-z0-9_.\-]+)"?\s*')
LONGEST_WAIT = 60.0
"""Seconds; a longer wait is cut, so that a typing mistake does not hang a test."""


@dataclass(frozen=True, slots=True)
class Preferences:
    """`code` and `example` choose another answer, `wait` (seconds) delays it, `lenient` lets an
    invalid request pass, `fault` has the call go wrong. `applied` is what `Preference-Applied`
    says."""

    code: int | None = None
    example: str | None = None
    wait: float = 0.0
    lenient: bool = False
    applied: str = ""
    fault: str | None = None

    def without(self, *names: str) -> "Preferences":
        """The same without these, which could not be honoured (RFC 7240, 3)."""
        told = (each.partition("=") for each in self.applied.split(", "))
        return Preferences(
            code=None if "code" in names else self.code,
            example=None if "example" in names else self.example,
            wait=self.wait,
            lenient=self.lenient and "handling" not in names,
            applied=", ".join("".join(each) for each in told if each[0] not in names),
            fault=None if "fault" in names else self.fault,
        )


NONE = Preferences()


def read_preferences(header: bytes | None) -> Preferences:
    """What can be read of the header; what is unknown is ignored, as the RFC wants."""
    if header is None:
        return NONE
    found: dict[str, str] = {}
    for part in re.split("[,;]", header.decode("latin-1")):
        match = _PART.fullmatch(part)
        if match and _understood(match[1], match[2]):
            found[match[1]] = match[2]
    return Preferences(
        code=int(found["code"]) if "code" in found else None,
        example=found.get("example"),
        wait=min(float(found.get("wait", 0)), LONGEST_WAIT),
        lenient="handling" in found,
        applied=", ".join(f"{name}={value}" for name, value in found.items()),
        fault=found.get("fault"),
    )


def _understood(name: str, value: str) -> bool:
    if name == "code":
        return value.isdigit() and 200 <= int(value) <= 599
    if name == "wait":
        return bool(re.fullmatch(r"[0-9]+(\.[0-9]+)?", value))
    if name == "fault":
        return value in FAULT_WORDS
    return name == "example" or (name == "handling" and value == "lenient")
