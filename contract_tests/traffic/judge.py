"""Holds one exchange to a document: the gate of the suites, and what only traffic shows."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from contract_tests.client import Exchange
from contract_tests.document import Document, Operation
from contract_tests.findings import Finding, Severity, curl_line, shorten
from contract_tests.gate import Gate
from contract_tests.schema import load_schema
from contract_tests.settings import Settings
from contract_tests.target import aim
from contract_tests.traffic.asked import MASKED, Fault, faults_of
from contract_tests.traffic.hiding import cleaned
from contract_tests.traffic.recorded import Recorded
from contract_tests.traffic.routes import Place, Routes
from contract_tests.traffic.shapes import CLOSED, Shapes

REQUEST, ANSWER = "request", "answer"
INDEX = re.compile(r"/[0-9]+(?=/|$)")
DRIFT: Severity = "drift"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of one exchange; `label` is its operation, or method and path without one."""

    label: str
    findings: tuple[Finding, ...]
    known: bool
    succeeded: bool

    @property
    def violations(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.severity != DRIFT]


class Judge:
    """Judges exchanges with one API, which is at `base_url`, or where the document says."""

    def __init__(self, platform: str, raw: dict[str, Any], base_url: str | None = None) -> None:
        self.document = Document(raw)
        settings = Settings(platform, raw, base_url or "http://localhost", "", mode="full")
        target = replace(aim(settings), operations=tuple(self.document.operations))
        self._platform = platform
        self._routes = Routes(self.document, base_url)
        self._shapes = Shapes(self.document)
        self._gate = Gate(self.document, load_schema(target, settings))

    def judge(self, recorded: Recorded) -> Verdict | None:
        """The verdict; None for what is none of this API's, or was never answered."""
        if recorded.status == 0 or recorded.platform not in ("", self._platform):
            return None
        place = self._routes.find(recorded.method, recorded.url)
        if place is None or (recorded.method == "OPTIONS" and place.operation is None):
            return None  # a browser asks before it sends: that is no request of the client
        if place.operation is None:
            finding = cleaned(self._undocumented(recorded, place), recorded)
            return Verdict(f"{recorded.method} {place.path}", (finding,), False, False)
        findings = [*self._of_request(recorded, place), *self._of_answer(recorded, place)]
        told = tuple(cleaned(finding, recorded) for finding in findings)
        return Verdict(place.operation.label, told, True, 200 <= recorded.status < 300)

    def _of_request(self, recorded: Recorded, place: Place) -> Iterator[Finding]:
        operation = place.operation
        assert operation is not None, "asked only of a request that has an operation"
        for fault in faults_of(self.document, self._shapes, recorded, place):
            yield _finding(recorded, operation.label, fault, REQUEST)

    def _of_answer(self, recorded: Recorded, place: Place) -> Iterator[Finding]:
        operation = place.operation
        assert operation is not None, "asked only of a request that has an operation"
        exchange = Exchange(operation, place.values or {}, recorded.as_response())
        for finding in self._gate.judge(exchange):
            if _is_told(finding, recorded):
                closed = finding.cause.startswith(CLOSED)
                severity = DRIFT if closed else finding.severity
                yield replace(finding, phase=ANSWER, severity=severity)
        yield from self._strangers(recorded, operation)

    def _strangers(self, recorded: Recorded, operation: Operation) -> Iterator[Finding]:
        """Fields of the answer that the document does not have."""
        found = self.document.response(operation, recorded.status)
        media = (recorded.header("content-type") or "").partition(";")[0].strip()
        content = found[1].get("content", {}).get(media, {}) if found else {}
        try:
            value = json.loads(recorded.body or b"")
        except ValueError:
            return
        for pointer in self._shapes.strangers(value, content.get("schema", {})):
            title = "A field of an answer that the document does not have"
            place = f"{operation.place}/responses/{found[0] if found else ''}"
            says = f"{INDEX.sub('/*', pointer)} came"
            fault = Fault("CT-DRIFT-ANSWER", title, says, place, pointer, drift=True)
            yield _finding(recorded, operation.label, fault, ANSWER)

    def _undocumented(self, recorded: Recorded, place: Place) -> Finding:
        there = self._routes.methods_at(place.path)
        known = f"there are {', '.join(there)}" if there else "no path of the document is like it"
        fault = Fault(
            "CT-TRAFFIC-OPERATION",
            "An operation that the document does not have",
            f"{recorded.method} {place.path}: {known}",
            "#/paths",
        )
        return _finding(recorded, f"{recorded.method} {place.path}", fault, ANSWER)


def _finding(recorded: Recorded, label: str, fault: Fault, phase: str) -> Finding:
    return Finding(
        rule=fault.rule,
        title=fault.title,
        operation=label,
        says=fault.says,
        place=fault.place,
        came=_came(recorded, phase),
        curl=curl_of(recorded),
        cause=INDEX.sub("/*", f"{fault.title} {fault.pointer or fault.says}"),
        phase=phase,
        pointer=fault.pointer,
        severity=DRIFT if fault.drift else "breaks",
    )


def curl_of(recorded: Recorded) -> str:
    headers = dict(recorded.request_headers)
    return curl_line(recorded.method, recorded.url, headers, recorded.request_body)


def _came(recorded: Recorded, phase: str) -> str:
    body = recorded.request_body if phase == REQUEST else recorded.body
    text = shorten((body or b"").decode("utf-8", "replace"))
    return (
        f"{recorded.method} {recorded.url} {text}".rstrip()
        if phase == REQUEST
        else (f"{recorded.status} {text}".rstrip())
    )


def _is_told(finding: Finding, recorded: Recorded) -> bool:
    """Nothing is said of a body that was not recorded, nor of a secret that was masked."""
    in_body = "/content" in finding.place
    return not (in_body and recorded.body is None) and MASKED not in finding.says
