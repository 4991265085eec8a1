"""What the suites found, said so that a developer can act on it."""

import hashlib
import re
import shlex
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

LONGEST_BODY = 600
LONGEST_CURL = 4000
MOST_OF_A_KIND = 5
VARYING = re.compile(r"\b(?=[0-9a-f-]*[0-9])[0-9a-f]{8}[0-9a-f-]*\b|[0-9]{3,}|/[0-9]+(?=/|\b)")
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

    @property
    def fingerprint(self) -> str:
        """The same from run to run for the same difference: rule, operation and where or why.

        Numbers and ids that change with every run are left out.
        """
        told = f"{self.pointer}|{self.cause}" if self.pointer else self.cause
        text = "|".join((self.rule, self.operation, VARYING.sub("#", told)))
        return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Group:
    """Findings of one cause, told once with the operations it was met on."""

    first: Finding
    operations: tuple[str, ...]
    fingerprints: tuple[str, ...] = ()


def curl_line(method: str, url: str, headers: Mapping[str, str], body: bytes | None) -> str:
    """A command that sends the request again; double quotes let `${TOKEN}` be filled in."""
    parts = ["curl", "-i", "-X", shlex.quote(method), shlex.quote(url)]
    for name, value in headers.items():
        if name.lower() not in UNTOLD_HEADERS:
            parts += ["-H", f'"{quoted(f"{name}: {value}")}"']
    if body:
        parts += ["--data-binary", shlex.quote(body.decode("utf-8", "replace"))]
    return shorten(" ".join(parts), LONGEST_CURL)


def quoted(text: str) -> str:
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
        Group(
            same[0],
            tuple(dict.fromkeys(finding.operation for finding in same)),
            tuple(dict.fromkeys(finding.fingerprint for finding in same)),
        )
        for _, same in sorted(together.items(), key=lambda item: item[0])
    ]
