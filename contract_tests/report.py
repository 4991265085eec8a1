"""The run as people read it in a terminal."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from contract_tests.findings import Finding, Group, grouped, printable
from contract_tests.ledger import plain
from contract_tests.settings import Settings
from contract_tests.target import Target

MOST_NAMED = 6


@dataclass(frozen=True, slots=True)
class Report:
    """What a whole run came to; `accepted` and `stale` say what a baseline made of it."""

    target: Target
    settings: Settings
    findings: Sequence[Finding]
    succeeded: frozenset[str]
    requests: int
    seconds: float
    by_operation: dict[str, float] = field(default_factory=dict)
    notes: Sequence[str] = ()
    tried: Counter[tuple[str, str]] = field(default_factory=Counter)
    leftovers: Sequence[str] = ()
    ledger: Path | None = None
    interrupted: bool = False
    accepted: Sequence[Finding] = ()
    stale: Sequence[str] = ()

    @property
    def unreached(self) -> list[str]:
        """Operations that never answered 2xx: hardly anything is known of them."""
        return [o.label for o in self.target.operations if o.label not in self.succeeded]

    @property
    def groups(self) -> list[Group]:
        return grouped(self.findings)

    @property
    def shown_url(self) -> str:
        return plain(self.settings.base_url)

    @property
    def mode(self) -> str:
        return "full" if self.target.full else "read-only"


def terminal(report: Report) -> str:
    """The summary; tokens are taken out of all of it."""
    lines = [f"souqbox test: {report.settings.platform} at {report.shown_url} ({report.mode})", ""]
    for number, group in enumerate(report.groups, 1):
        lines += _told(number, group)
    lines += _by_operation(report)
    lines += _by_check(report)
    if report.unreached:
        lines.append(f"Never answered 2xx, so hardly tried: {_some(report.unreached)}")
    lines += [f"Note: {note}" for note in dict.fromkeys(report.notes)]
    lines += [f"Baseline: {text}" for text in report.stale]
    if report.leftovers:
        lines += ["Could not be removed:", *(f"  {each}" for each in report.leftovers)]
    if report.ledger is not None:
        platform = report.settings.platform
        lines.append(f"Try again: souqbox test {platform} --cleanup {report.ledger} --token TOKEN")
    if report.interrupted:
        lines.append("Interrupted: this is what was found until then.")
    lines.append(_summary(report))
    return printable(report.target.secrets.mask("\n".join(lines)))


def _told(number: int, group: Group) -> list[str]:
    finding = group.first
    at = f" at {finding.pointer}" if finding.pointer else ""
    grade = "" if finding.severity == "breaks" else f" ({finding.severity})"
    return [
        f"{number}. {finding.rule} {finding.title}{grade}",
        f"   operation  {_some(group.operations)}",
        f"   contract   {finding.says}{at}",
        f"              {finding.place}",
        f"   came       {finding.came}",
        f"   repeat     {finding.curl}",
        "",
    ]


def _by_operation(report: Report) -> list[str]:
    counts = Counter(f.operation for f in report.findings)
    if len(counts) < 2:
        return []
    width = max(map(len, counts))
    rows = [f"  {label.ljust(width)}  {count}" for label, count in counts.most_common()]
    return ["Findings by operation", *rows, ""]


def _by_check(report: Report) -> list[str]:
    """How often each check looked, and at how many operations; only what was counted."""
    times: Counter[str] = Counter()
    operations: dict[str, set[str]] = {}
    for (rule, label), count in report.tried.items():
        times[rule] += count
        operations.setdefault(rule, set()).add(label)
    found = Counter(f.rule for f in report.findings)
    width = max(map(len, times), default=0)
    rows = [
        f"  {rule.ljust(width)}  {times[rule]:5} times on {len(operations[rule]):3} operations"
        + (f", {found[rule]} findings" if found[rule] else "")
        for rule in sorted(times)
    ]
    return ["Checks", *rows, ""] if rows else []


def _some(labels: Sequence[str]) -> str:
    more = len(labels) - MOST_NAMED
    return ", ".join(labels[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


def _summary(report: Report) -> str:
    operations = report.target.operations
    reached = len(operations) - len(report.unreached)
    groups = len(report.groups)
    verdict = {0: "no findings", 1: "1 finding"}.get(groups, f"{groups} findings")
    if report.accepted:
        verdict += f", {len(report.accepted)} accepted"
    return (
        f"{reached} of {len(operations)} operations answered 2xx, {report.requests} requests, "
        f"{report.seconds:.1f} s, {verdict}, seed {report.settings.seed}"
    )
