"""`check`: a file of recorded traffic against a document, told for people and programs."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from contract_tests.findings import Finding, Group, distinct, grouped, printable
from contract_tests.traffic.judge import Judge
from contract_tests.traffic.recorded import Recorded

CLEAN, FOUND = 0, 1
MOST_NAMED = 6
FACTS = ("rule", "title", "severity", "says", "place", "pointer", "came", "curl")


@dataclass(frozen=True, slots=True)
class Checked:
    """What a recording came to."""

    name: str
    findings: Sequence[Finding]
    met: Counter[str] = field(default_factory=Counter)
    """How often each documented operation was met."""
    succeeded: frozenset[str] = frozenset()
    foreign: int = 0
    """Exchanges with other servers, or that were never answered."""
    operations: Sequence[str] = ()

    @property
    def exchanges(self) -> int:
        """Those that were judged."""
        return self.met.total()

    def exit_code(self, *, strict: bool) -> int:
        """Drift is told; it fails only where that is asked for."""
        breaks = [each for each in self.findings if strict or each.severity == "breaks"]
        return FOUND if breaks else CLEAN

    @property
    def groups(self) -> list[Group]:
        """The worst first: what breaks clients, then drift."""
        return sorted(grouped(self.findings), key=lambda each: each.first.severity)


def check(judge: Judge, name: str, traffic: Iterable[Recorded], skip: Sequence[str]) -> Checked:
    """Judge every exchange; findings by the rules in `skip` are left out."""
    findings: list[Finding] = []
    met: Counter[str] = Counter()
    succeeded: set[str] = set()
    foreign = 0
    for recorded in traffic:
        verdict = judge.judge(recorded)
        if verdict is None:
            foreign += 1
            continue
        met[verdict.label] += 1
        succeeded.update([verdict.label] if verdict.succeeded and verdict.known else [])
        findings += [finding for finding in verdict.findings if finding.rule not in skip]
    labels = [operation.label for operation in judge.document.operations]
    return Checked(name, distinct(findings), met, frozenset(succeeded), foreign, labels)


def as_text(checked: Checked) -> str:
    """For people."""
    lines: list[str] = []
    for number, group in enumerate(checked.groups, 1):
        finding = group.first
        word = "" if finding.severity == "breaks" else f" ({finding.severity})"
        lines += [
            f"{number}. {finding.rule} {finding.title}{word}",
            f"   operation  {_some(group.operations)}",
            f"   contract   {finding.says}",
            f"              {finding.place}",
            f"   came       {finding.came}",
            f"   repeat     {finding.curl}",
            "",
        ]
    return printable("\n".join([*lines, _summary(checked)]))


def as_values(checked: Checked) -> dict[str, Any]:
    """For programs."""
    return {
        "name": checked.name,
        "exchanges": checked.exchanges,
        "foreign": checked.foreign,
        "operations": dict(sorted(checked.met.items())),
        "findings": [
            {**{fact: getattr(group.first, fact) for fact in FACTS}, "operations": group.operations}
            for group in checked.groups
        ],
    }


def _some(labels: Sequence[str]) -> str:
    more = len(labels) - MOST_NAMED
    return ", ".join(labels[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


def _summary(checked: Checked) -> str:
    met = len(set(checked.operations) & set(checked.met))
    breaks = sum(group.first.severity == "breaks" for group in checked.groups)
    drifts = len(checked.groups) - breaks
    foreign = f", {checked.foreign} left out as another API's" if checked.foreign else ""
    return (
        f"{checked.name}: {checked.exchanges} exchanges judged{foreign}; "
        f"{met} of {len(checked.operations)} operations met; {_counted(breaks)}"
        f"{f', {drifts} of drift' if drifts else ''}"
    )


def _counted(count: int) -> str:
    return {0: "no findings", 1: "1 finding"}.get(count, f"{count} findings")
