"""What the suites found, said so that a developer can act on it."""

import json
import re
import shlex
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal
from urllib.parse import quote

LONGEST_BODY = 600
LONGEST_CURL = 4000
MOST_OF_A_KIND = 5
UNPRINTABLE = dict.fromkeys([*range(9), *range(11, 32), *range(127, 160), 0xFFFE, 0xFFFF])
UNTOLD_HEADERS = {
    "accept-encoding",
    "connection",
    "content-length",
    "host",
    "user-agent",
    "x-schemathesis-testcaseid",
}


Severity = Literal["breaks", "drift", "hygiene"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One difference between server and contract; `cause` is what makes two of them the same.

    `pointer` is the JSON pointer into the request or the answer, where there is one.
    """

    rule: str
    title: str
    operation: str
    says: str
    place: str
    came: str
    curl: str
    cause: str
    phase: str
    pointer: str = ""
    severity: Severity = "breaks"


@dataclass(frozen=True, slots=True)
class Group:
    """Findings of one cause, told once with the operations it was met on."""

    first: Finding
    operations: tuple[str, ...]


class Secrets:
    """Takes tokens out of everything that is shown."""

    def __init__(self, token: str) -> None:
        self._names: dict[str, str] = {}
        for number, part in enumerate(token.split(",", 1)):
            name = "${TOKEN}" if number == 0 else "${TOKEN2}"
            for spelling in (part, quote(part, safe=""), json.dumps(part)[1:-1], _quoted(part)):
                if part:
                    self._names.setdefault(spelling, name)

    def mask(self, text: str) -> str:
        for secret in sorted(self._names, key=len, reverse=True):
            text = text.replace(secret, self._names[secret])
        return text

    def clean(self, finding: Finding) -> Finding:
        return replace(
            finding,
            says=self.mask(finding.says),
            came=self.mask(finding.came),
            curl=self.mask(finding.curl),
            cause=self.mask(finding.cause),
        )


def curl_line(method: str, url: str, headers: Mapping[str, str], body: bytes | None) -> str:
    """A command that sends the request again; double quotes let `${TOKEN}` be filled in."""
    parts = ["curl", "-i", "-X", shlex.quote(method), shlex.quote(url)]
    for name, value in headers.items():
        if name.lower() not in UNTOLD_HEADERS:
            parts += ["-H", f'"{_quoted(f"{name}: {value}")}"']
    if body:
        parts += ["--data-binary", shlex.quote(body.decode("utf-8", "replace"))]
    return shorten(" ".join(parts), LONGEST_CURL)


def _quoted(text: str) -> str:
    """As it is written between double quotes in a shell."""
    return re.sub(r'([\\"`$])', r"\\\1", text)


def printable(text: str) -> str:
    """Without what a terminal or an XML file cannot hold, such as halves of a character."""
    return text.translate(UNPRINTABLE).encode("utf-8", "backslashreplace").decode()


def shorten(text: str, longest: int = LONGEST_BODY) -> str:
    return text if len(text) <= longest else f"{text[:longest]}... ({len(text)} characters)"


def distinct(findings: Iterable[Finding]) -> list[Finding]:
    """Each cause once per operation, and not more than a handful of one rule per operation."""
    kept: dict[tuple[str, str, str], Finding] = {}
    counts: dict[tuple[str, str], int] = {}
    for finding in findings:
        key = (finding.rule, finding.operation, finding.cause)
        kind = key[:2]
        if key not in kept and counts.get(kind, 0) < MOST_OF_A_KIND:
            kept[key] = finding
            counts[kind] = counts.get(kind, 0) + 1
    return list(kept.values())


def grouped(findings: Iterable[Finding]) -> list[Group]:
    """Equal causes on several operations are one thing to repair."""
    together: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        together.setdefault((finding.rule, finding.cause), []).append(finding)
    return [
        Group(same[0], tuple(dict.fromkeys(finding.operation for finding in same)))
        for _, same in sorted(together.items(), key=lambda item: item[0])
    ]
