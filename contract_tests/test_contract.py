"""The suites under pytest, a test per operation: `pytest --pyargs contract_tests ...`."""

from dataclasses import replace

import pytest

from contract_tests.report import Report, terminal


def test_the_server_keeps_what_the_document_says_of(operation: str, report: Report) -> None:
    findings = [finding for finding in report.findings if finding.operation == operation]

    if findings:
        pytest.fail(terminal(replace(report, findings=findings, notes=())), pytrace=False)
    if operation in report.unreached:
        pytest.skip("no request of this operation was answered 2xx")


def test_the_server_does_nothing_that_belongs_to_no_operation(report: Report) -> None:
    known = {operation.label for operation in report.target.operations}
    findings = [finding for finding in report.findings if finding.operation not in known]

    if findings:
        pytest.fail(terminal(replace(report, findings=findings)), pytrace=False)
