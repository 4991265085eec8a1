"""The report as JSON: the form that other forms are made of, and that two runs are compared in.

Its shape is `report.schema.json` beside this file.
"""

from typing import Any

from contract_tests.findings import Finding
from contract_tests.report import Report
from contract_tests.wire import tool_version

FORMAT = "souqbox-report"
VERSION = 1


def as_data(report: Report) -> dict[str, Any]:
    settings, target = report.settings, report.target
    return {
        "format": FORMAT,
        "version": VERSION,
        "tool": {"name": "souqbox", "version": tool_version()},
        "run": {
            "platform": settings.platform,
            "document": _document(report),
            "url": report.shown_url,
            "mode": report.mode,
            "seed": settings.seed,
            "requests": report.requests,
            "seconds": round(report.seconds, 3),
            "interrupted": report.interrupted,
        },
        "summary": {
            "verdict": "findings" if report.findings else "clean",
            "findings": len(report.groups),
            "accepted": len(report.accepted),
            "operations": len(target.operations),
            "reached": len(target.operations) - len(report.unreached),
        },
        "findings": [finding_data(finding) for finding in report.findings],
        "accepted": [finding_data(finding) for finding in report.accepted],
        "operations": [_operation(report, o.label, o.operation_id) for o in target.operations],
        "tried": [
            {"rule": rule, "operation": label, "times": times}
            for (rule, label), times in sorted(report.tried.items())
        ],
        "notes": [*dict.fromkeys(report.notes)],
        "stale": [*report.stale],
        "leftovers": [*report.leftovers],
    }


def finding_data(finding: Finding) -> dict[str, Any]:
    return {
        "fingerprint": finding.fingerprint,
        "rule": finding.rule,
        "severity": finding.severity,
        "title": finding.title,
        "operation": finding.operation,
        "pointer": finding.pointer,
        "says": finding.says,
        "place": finding.place,
        "came": finding.came,
        "curl": finding.curl,
        "cause": finding.cause,
        "phase": finding.phase,
    }


def _document(report: Report) -> dict[str, str]:
    info = report.settings.document.get("info", {})
    return {"title": str(info.get("title", "")), "version": str(info.get("version", ""))}


def _operation(report: Report, label: str, operation_id: str) -> dict[str, Any]:
    return {
        "label": label,
        "operation_id": operation_id,
        "reached": label in report.succeeded,
        "checked": sum(times for (_, on), times in report.tried.items() if on == label),
        "findings": sum(finding.operation == label for finding in report.findings),
        "seconds": round(report.by_operation.get(label, 0.0), 3),
    }
