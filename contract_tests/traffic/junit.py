"""A check of recorded traffic as JUnit, a test case for each operation that was met."""

from pathlib import Path
from xml.etree import ElementTree

from contract_tests.findings import printable
from contract_tests.traffic.check import Checked


def write_junit(checked: Checked, folder: Path) -> Path:
    """Write `junit-traffic.xml`; drift is told in the output of its case, and fails nothing."""
    suite = ElementTree.Element("testsuite", name=f"souqbox.check.{checked.name}")
    failed = 0
    for label in checked.met:
        case = ElementTree.SubElement(suite, "testcase", classname="souqbox.check", name=label)
        found = [finding for finding in checked.findings if finding.operation == label]
        for finding in found:
            text = f"{finding.says}\n{finding.place}\ncame: {finding.came}\nrepeat: {finding.curl}"
            breaks = finding.severity == "breaks"
            told = ElementTree.SubElement(case, "failure" if breaks else "system-out")
            told.text = printable(text if breaks else f"{finding.rule} {finding.title}: {text}")
            if breaks:
                told.set("type", finding.rule)
                told.set("message", printable(f"{finding.rule} {finding.title}"))
        failed += any(finding.severity == "breaks" for finding in found)
    suite.set("tests", str(len(checked.met)))
    suite.set("failures", str(failed))
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "junit-traffic.xml"
    ElementTree.ElementTree(suite).write(path, encoding="utf-8", xml_declaration=True)
    return path
