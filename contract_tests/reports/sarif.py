"""The report as SARIF 2.1.0, which code hosts show beside the lines of the document."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from contract_tests.findings import Finding, printable
from contract_tests.places import Place, Places
from contract_tests.report import Report
from contract_tests.wire import tool_version

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
LEVELS = {"breaks": "error", "drift": "warning", "hygiene": "note"}
FINGERPRINT = "souqbox/v1"


def as_sarif(report: Report) -> dict[str, Any]:
    rules: dict[str, Finding] = {}
    for finding in [*report.findings, *report.accepted]:
        rules.setdefault(finding.rule, finding)
    places = Places(report.settings.document_path or Path("openapi.yaml"))
    index = {rule: number for number, rule in enumerate(rules)}
    driver = {
        "name": "souqbox",
        "version": tool_version(),
        "rules": [_rule(rule, finding) for rule, finding in rules.items()],
    }
    results = [_result(f, index, places) for f in report.findings]
    results += [
        _result(f, index, places) | {"suppressions": [{"kind": "external"}]}
        for f in report.accepted
    ]
    run = {
        "tool": {"driver": driver},
        "invocations": [_invocation(report)],
        "results": results,
        "columnKind": "unicodeCodePoints",
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _invocation(report: Report) -> dict[str, Any]:
    notes = [{"level": "note", "message": {"text": printable(text)}} for text in _notes(report)]
    invocation: dict[str, Any] = {"executionSuccessful": not report.interrupted}
    return invocation | ({"toolExecutionNotifications": notes} if notes else {})


def _notes(report: Report) -> Iterator[str]:
    yield from dict.fromkeys(report.notes)
    yield from report.stale
    yield from (f"could not be removed: {each}" for each in report.leftovers)


def _rule(rule: str, finding: Finding) -> dict[str, Any]:
    return {
        "id": rule,
        "shortDescription": {"text": printable(finding.title)},
        "defaultConfiguration": {"level": LEVELS[finding.severity]},
    }


def _result(finding: Finding, index: dict[str, int], places: Places) -> dict[str, Any]:
    text = f"{finding.operation}: {finding.says}. Came: {finding.came}"
    place = places.find(finding.place)
    return {
        "ruleId": finding.rule,
        "ruleIndex": index[finding.rule],
        "level": LEVELS[finding.severity],
        "message": {"text": printable(text)},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": _uri(place)},
                    "region": {"startLine": place.line},
                },
                "logicalLocations": [
                    {"name": finding.operation, "fullyQualifiedName": finding.place}
                ],
            }
        ],
        "partialFingerprints": {FINGERPRINT: finding.fingerprint},
        "properties": {
            "pointer": finding.pointer,
            "curl": printable(finding.curl),
            "phase": finding.phase,
        },
    }


def _uri(place: Place) -> str:
    """Relative to the working folder, or the last folders of a file that lies elsewhere."""
    file = place.file.resolve()
    try:
        path = file.relative_to(Path.cwd())
    except ValueError:
        parts = file.parts
        start = len(parts) - 1 - parts[::-1].index("specs") if "specs" in parts else -2
        path = Path(*parts[start:])
    return quote(path.as_posix())
