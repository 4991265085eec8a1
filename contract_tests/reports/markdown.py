"""The report as Markdown, for the summary page of a CI run."""

import re

from contract_tests.findings import Group
from contract_tests.report import Report

LONGEST_CELL = 160
MOST_TOLD = 50


def as_markdown(report: Report) -> str:
    groups = report.groups
    verdict = f"{len(groups)} findings" if groups else "no findings"
    reached = len(report.target.operations) - len(report.unreached)
    lines = [
        f"## souqbox: {_cell(report.settings.platform)}, {verdict}",
        "",
        f"`{report.shown_url}` ({report.mode}), {reached} of {len(report.target.operations)} "
        f"operations answered 2xx, {report.requests} requests, {report.seconds:.1f} s, "
        f"seed {report.settings.seed}, {len(report.accepted)} accepted.",
        "",
    ]
    if groups:
        lines += ["| | rule | operations | the contract | came |", "|---|---|---|---|---|"]
        lines += [_row(group) for group in groups[:MOST_TOLD]]
        lines.append("")
        if len(groups) > MOST_TOLD:
            lines += [f"and {len(groups) - MOST_TOLD} more in the report.", ""]
        for group in groups[:MOST_TOLD]:
            lines += _details(group)
    for title, texts in (
        ("Never answered 2xx", report.unreached),
        ("Baseline", report.stale),
        ("Notes", [*dict.fromkeys(report.notes)]),
        ("Could not be removed", report.leftovers),
    ):
        if texts:
            lines += [f"**{title}**", "", *(f"- {_cell(text)}" for text in texts), ""]
    return "\n".join(lines) + "\n"


def _row(group: Group) -> str:
    finding = group.first
    operations = "<br>".join(_cell(label) for label in group.operations[:6])
    more = len(group.operations) - 6
    operations += f"<br>and {more} more" if more > 0 else ""
    return (
        f"| {finding.severity} | **{finding.rule}** {_cell(finding.title)} | {operations} "
        f"| {_cell(finding.says)} | {_cell(finding.came)} |"
    )


def _details(group: Group) -> list[str]:
    finding = group.first
    fence = "`" * max(3, _longest_run(finding.curl) + 1)
    return [
        f"<details><summary>{finding.rule} {_cell(finding.title)}: repeat it</summary>",
        "",
        f"{fence}sh",
        finding.curl,
        fence,
        "",
        "</details>",
        "",
    ]


def _longest_run(text: str) -> int:
    return max(map(len, re.findall("`+", text)), default=0)


def _cell(text: str) -> str:
    """Text that may stand in a table: on one line, without markup of its own."""
    short = " ".join(text.split())
    short = short if len(short) <= LONGEST_CELL else f"{short[:LONGEST_CELL]}..."
    for sign in "\\`*_[]<>|":
        short = short.replace(sign, {"<": "&lt;", ">": "&gt;"}.get(sign, f"\\{sign}"))
    return short
