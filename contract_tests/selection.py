"""Which rules and findings a run is about."""

from collections.abc import Iterable, Sequence

from contract_tests.findings import Finding
from contract_tests.target import Target, is_chosen

TOO_MANY = "429 "
KEPT_OF_LIMITS = ("CT-LIMIT", "CT-RATE")


def is_asked_for(rule: str, only: Sequence[str], skip: Sequence[str]) -> bool:
    """Rules are named by their id or the start of it."""
    wanted = not only or any(rule.upper().startswith(start.upper()) for start in only)
    return wanted and not any(rule.upper().startswith(start.upper()) for start in skip)


def asks_for_ours(only: Sequence[str]) -> bool:
    return not only or any("CT-".startswith(it[:3].upper()) for it in only)


def asks_for_phases(only: Sequence[str], skip: Sequence[str]) -> bool:
    """The phases of schemathesis find what starts with ST, and broken connections."""
    everything = any(it.upper() in ("S", "ST") for it in skip)
    return not everything and (not only or any("ST".startswith(it[:2].upper()) for it in only))


def chosen(findings: Iterable[Finding], target: Target, patterns: Sequence[str]) -> list[Finding]:
    """Those on operations that were chosen, and those that belong to no operation."""
    known = target.document.by_label
    return [
        finding
        for finding in findings
        if finding.operation not in known or is_chosen(known[finding.operation], patterns)
    ]


def unlimited(findings: Iterable[Finding]) -> list[Finding]:
    """Without what only says that the server had enough of the run."""
    return [
        finding
        for finding in findings
        if not finding.came.startswith(TOO_MANY) or finding.rule.startswith(KEPT_OF_LIMITS)
    ]
