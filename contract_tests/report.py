"""The run as people and machines read it: a summary for the terminal, JUnit for CI."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from contract_tests.findings import Finding, grouped, printable
from contract_tests.settings import Settings
from contract_tests.target import Target

MOST_NAMED = 6


@dataclass(frozen=True, slots=True)
class Report:
    """What a whole run came to."""

    target: Target
    settings: Settings
    findings: Sequence[Finding]
    succeeded: frozenset[str]
    requests: int
    seconds: float
    by_operation: dict[str, float] = field(default_factory=dict)
    notes: Sequence[str] = ()
    tried: Counter[tuple[str, str]] = field(default_factory=Counter)

    @property
    def unreached(self) -> list[str]:
        """Operations that never answered 2xx: hardly anything is known of them."""
        return [o.label for o in self.target.operations if o.label not in self.succeeded]


def terminal(report: Report) -> str:
    """The summary; tokens are taken out of all of it."""
    lines = [_heading(report), ""]
    for number, group in enumerate(grouped(report.findings), 1):
        finding = group.first
        lines += [
            f"{number}. {finding.rule} {finding.title}",
            f"   operation  {_some(group.operations)}",
            f"   contract   {finding.says}",
            f"              {finding.place}",
            f"   came       {finding.came}",
            f"   repeat     {finding.curl}",
            "",
        ]
    if report.unreached:
        lines.append(f"Never answered 2xx, so hardly tried: {_some(report.unreached)}")
    lines += [f"Note: {note}" for note in dict.fromkeys(report.notes)]
    lines.append(_summary(report))
    return printable(report.target.secrets.mask("\n".join(lines)))


def _heading(report: Report) -> str:
    mode = "full" if report.target.full else "read-only"
    settings = report.settings
    return f"souqbox test: {settings.platform} at {settings.base_url} ({mode})"


def _some(labels: Sequence[str]) -> str:
    more = len(labels) - MOST_NAMED
    return ", ".join(labels[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


def _summary(report: Report) -> str:
    operations = report.target.operations
    reached = len(operations) - len(report.unreached)
    groups = len(grouped(report.findings))
    verdict = {0: "no findings", 1: "1 finding"}.get(groups, f"{groups} findings")
    return (
        f"{reached} of {len(operations)} operations answered 2xx, {report.requests} requests, "
        f"{report.seconds:.1f} s, {verdict}, seed {report.settings.seed}"
    )


def write_junit(report: Report, folder: Path) -> Path:
    """A test case per operation, failed by the findings on it."""
    labels = [operation.label for operation in report.target.operations]
    others = {f.operation for f in report.findings} - set(labels)
    suite = ElementTree.Element("testsuite", name=f"souqbox.{report.settings.platform}")
    for label in [*labels, *sorted(others)]:
        seconds = report.by_operation.get(label, 0.0)
        case = ElementTree.SubElement(
            suite, "testcase", classname=report.settings.platform, name=label, time=f"{seconds:.3f}"
        )
        for finding in report.findings:
            if finding.operation == label:
                _add_failure(report, case, finding)
        if label in report.unreached and len(case) == 0:
            ElementTree.SubElement(case, "skipped", message="never answered 2xx")
    cases = suite.findall("testcase")
    suite.set("tests", str(len(cases)))
    suite.set("failures", str(sum(case.find("failure") is not None for case in cases)))
    suite.set("skipped", str(sum(case.find("skipped") is not None for case in cases)))
    suite.set("time", f"{report.seconds:.3f}")
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"junit-{report.settings.platform}.xml"
    ElementTree.ElementTree(suite).write(path, encoding="utf-8", xml_declaration=True)
    return path


def _add_failure(report: Report, case: ElementTree.Element, finding: Finding) -> None:
    text = "\n".join(
        (finding.says, finding.place, f"came: {finding.came}", f"repeat: {finding.curl}")
    )
    title = f"{finding.rule} {finding.title}"
    failure = ElementTree.SubElement(case, "failure", type=finding.rule, message=title)
    failure.text = printable(report.target.secrets.mask(text))
