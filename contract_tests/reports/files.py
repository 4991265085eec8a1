"""Writing the reports: one file a format, in one folder."""

import json
import os
from collections.abc import Callable
from pathlib import Path

from contract_tests.findings import printable
from contract_tests.report import Report
from contract_tests.reports.data import as_data
from contract_tests.reports.junit import as_junit
from contract_tests.reports.markdown import as_markdown
from contract_tests.reports.page import as_page
from contract_tests.reports.sarif import as_sarif

SUMMARY = "GITHUB_STEP_SUMMARY"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


WRITERS: dict[str, tuple[str, str, Callable[[Report], str]]] = {
    "html": ("HTML", "report-{}.html", as_page),
    "json": ("JSON", "report-{}.json", lambda report: _json(as_data(report))),
    "junit": ("JUnit", "junit-{}.xml", as_junit),
    "markdown": ("Markdown", "report-{}.md", as_markdown),
    "sarif": ("SARIF", "report-{}.sarif", lambda report: _json(as_sarif(report))),
}


def write_reports(report: Report) -> dict[str, Path]:
    """The files that were written, by the name of their format; CI's summary page too."""
    folder, written = report.settings.report_dir, {}
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        for each in report.settings.report_formats:
            name, pattern, make = WRITERS[each]
            written[name] = folder / pattern.format(report.settings.platform)
            written[name].write_text(_safe(report, make(report)), encoding="utf-8")
    summary = os.environ.get(SUMMARY)
    if summary:
        with Path(summary).open("a", encoding="utf-8") as file:
            file.write(_safe(report, as_markdown(report)))
    return written


def _safe(report: Report, text: str) -> str:
    """What no file may hold is taken out once more, of the whole text."""
    return printable(report.target.secrets.mask(text))
