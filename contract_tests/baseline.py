"""A baseline: differences that are known and accepted, each with its reason."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import yaml

from contract_tests.findings import Finding
from contract_tests.report import Report
from contract_tests.selection import is_asked_for

HEAD = """\
# Differences that are accepted: `souqbox test ... --baseline` does not count them.
# Write a `reason` for each; `expires: 2030-01-31` ends one.
"""
NO_REASON = "not told yet"


class BadBaseline(Exception):
    """The file cannot be used; the text says why in one line."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """One accepted difference; the fingerprint decides, the rest is for its readers."""

    fingerprint: str
    rule: str = ""
    operation: str = ""
    title: str = ""
    reason: str = NO_REASON
    expires: date | None = None

    def __str__(self) -> str:
        return f"{self.rule} on {self.operation} ({self.reason})"


def read_baseline(path: Path) -> dict[str, Accepted]:
    """The accepted differences by fingerprint.

    Raises:
        BadBaseline: the file is no baseline.
    """
    try:
        raw = yaml.safe_load(path.read_text("utf-8"))
        listed = (raw.get("accepted") or []) if raw is not None else []
        entries = [_accepted(each) for each in listed]
    except OSError as error:
        raise BadBaseline(f"--baseline {path} cannot be read ({error.strerror})") from error
    except (yaml.YAMLError, TypeError, ValueError, AttributeError, KeyError) as error:
        raise BadBaseline(
            f"--baseline {path} is no baseline: each entry of `accepted` has a `fingerprint`, "
            "and may have `reason` and `expires: 2030-01-31`"
        ) from error
    return {entry.fingerprint: entry for entry in entries}


def _accepted(raw: Mapping[str, Any]) -> Accepted:
    expires = raw.get("expires")
    if isinstance(expires, str):
        expires = date.fromisoformat(expires)
    if expires is not None and (not isinstance(expires, date) or isinstance(expires, datetime)):
        raise ValueError(expires)
    words = {name: str(raw.get(name) or "") for name in ("rule", "operation", "title")}
    return Accepted(
        str(raw["fingerprint"]),
        **words,
        reason=str(raw.get("reason") or NO_REASON),
        expires=expires,
    )


def judged(report: Report, today: date | None = None) -> Report:
    """The report without what is accepted; entries that no longer hold are told."""
    path = report.settings.baseline
    if path is None:
        return report
    today = today or datetime.now(UTC).date()
    known = read_baseline(path)
    expired = {e.fingerprint for e in known.values() if e.expires and e.expires < today}
    valid = known.keys() - expired
    found = {finding.fingerprint for finding in report.findings}
    stale = [
        f"expired on {known[key].expires}: {known[key]}" for key in known if key in expired & found
    ]
    stale += [
        f"no longer found, take it out: {entry}"
        for entry in known.values()
        if entry.fingerprint not in found and _was_looked_at(entry, report)
    ]
    return replace(
        report,
        findings=[f for f in report.findings if f.fingerprint not in valid],
        accepted=[f for f in report.findings if f.fingerprint in valid],
        stale=stale,
    )


def _was_looked_at(entry: Accepted, report: Report) -> bool:
    """Whether the run would have met it: it was not left out, and nothing ended the run early."""
    settings = report.settings
    labels = {operation.label for operation in report.target.operations}
    known = report.target.document.by_label
    chosen = entry.operation in labels or entry.operation not in known
    whole = settings.max_requests is None and not (report.interrupted or settings.fail_fast)
    return whole and chosen and is_asked_for(entry.rule, settings.only, settings.skip)


def update(path: Path, report: Report) -> None:
    """Accept what was found; reasons and dates stay, and so does what the run did not look at."""
    known = read_baseline(path) if path.is_file() else {}
    kept = {key: entry for key, entry in known.items() if not _was_looked_at(entry, report)}
    found = {f.fingerprint: known.get(f.fingerprint) or _of(f) for f in report.findings}
    entries = sorted({**kept, **found}.values(), key=lambda e: (e.rule, e.operation, e.fingerprint))
    rows = [_row(entry) for entry in entries]
    text = yaml.safe_dump({"accepted": rows}, sort_keys=False, allow_unicode=True, width=100)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(HEAD + text, encoding="utf-8")


def _of(finding: Finding) -> Accepted:
    return Accepted(finding.fingerprint, finding.rule, finding.operation, finding.title)


def _row(entry: Accepted) -> dict[str, Any]:
    row: dict[str, Any] = {
        "fingerprint": entry.fingerprint,
        "rule": entry.rule,
        "operation": entry.operation,
        "title": entry.title,
        "reason": entry.reason,
    }
    return row | ({"expires": entry.expires} if entry.expires else {})
