"""The report as JUnit XML, for CI."""

from xml.etree import ElementTree

from contract_tests.findings import Finding, printable
from contract_tests.report import Report


def as_junit(report: Report) -> str:
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
                _add_failure(case, finding)
        if label in report.unreached and len(case) == 0:
            ElementTree.SubElement(case, "skipped", message="never answered 2xx")
    cases = suite.findall("testcase")
    suite.set("tests", str(len(cases)))
    suite.set("failures", str(sum(case.find("failure") is not None for case in cases)))
    suite.set("skipped", str(sum(case.find("skipped") is not None for case in cases)))
    suite.set("time", f"{report.seconds:.3f}")
    ElementTree.indent(suite)
    return ElementTree.tostring(suite, encoding="unicode", xml_declaration=True)


def _add_failure(case: ElementTree.Element, finding: Finding) -> None:
    text = "\n".join(
        (finding.says, finding.place, f"came: {finding.came}", f"repeat: {finding.curl}")
    )
    title = printable(f"{finding.rule} {finding.title}")
    failure = ElementTree.SubElement(case, "failure", type=finding.rule, message=title)
    failure.text = printable(text)
