"""What all our own checks share: they send through one client, past one gate, into one list."""

from collections.abc import Callable, Sequence

from contract_tests.client import Call, Client, Exchange, Refrained, Unreachable
from contract_tests.document import Operation
from contract_tests.findings import Finding
from contract_tests.gate import Gate
from contract_tests.target import Target

PHASE = "invariants"
NO_ANSWER = "CT-NO-ANSWER"


class Inspection:
    """One look at one server; collects findings and notes of what could not be looked at."""

    def __init__(self, target: Target, client: Client, gate: Gate) -> None:
        self.target = target
        self.document = target.document
        self.profile = target.profile
        self.operations = target.operations
        self.full = target.full
        self.client = client
        self.findings: list[Finding] = []
        self.notes: list[str] = []
        self.succeeded: set[str] = set()
        self._gate = gate

    def call(self, call: Call) -> Exchange | None:
        """Send and judge; None when time is up or no answer came, which is a finding then."""
        if self.client.out_of_time:
            return None
        try:
            exchange = self.client.send(call)
        except Refrained:
            return None
        except Unreachable as error:
            self.findings.append(no_answer(call.operation, str(error)))
            return None
        self.findings += self._gate.judge(exchange)
        if exchange.succeeded:
            self.succeeded.add(call.operation.label)
        return exchange

    def find(self, rule: str, exchanges: Sequence[Exchange], says: str, came: str = "") -> None:
        """A rule is broken by the last of the exchanges, on the operation of the first.

        `says` is the rule, a colon and what it means here.
        """
        operation = exchanges[0].operation
        title, _, detail = says.partition(": ")
        self.findings.append(
            Finding(
                rule=rule,
                title=title,
                operation=operation.label,
                says=detail or title,
                place=_place(rule, operation),
                came=came or exchanges[-1].came,
                curl="; ".join(exchange.curl for exchange in exchanges),
                cause=title,
                phase=PHASE,
            )
        )

    def confirm(self, check: Callable[[], None]) -> None:
        """Others may be at work on the same shop: what is found counts when it is found twice."""
        before, self.findings = self.findings, []
        check()
        found, self.findings = self.findings, []
        if any(finding.rule.startswith("CT-") for finding in found):
            check()
            again = {_identity(finding) for finding in self.findings}
            found = [f for f in found if not f.rule.startswith("CT-") or _identity(f) in again]
        self.findings = before + found


def no_answer(operation: Operation | str, came: str, curl: str = "-") -> Finding:
    """A request that was not answered at all, or not to its end."""
    return Finding(
        rule=NO_ANSWER,
        title="No answer",
        operation=operation if isinstance(operation, str) else operation.label,
        says="every request is answered",
        place="#" if isinstance(operation, str) else operation.place,
        came=came,
        curl=curl,
        cause="no answer",
        phase=PHASE,
    )


def _identity(finding: Finding) -> tuple[str, str, str]:
    return finding.rule, finding.operation, finding.cause


def _place(rule: str, operation: Operation) -> str:
    if rule.startswith("CT-ACCESS"):
        own = "security" in operation.definition
        return f"{operation.place}/security" if own else "#/security"
    return operation.place + ("/responses" if rule == "CT-UNKNOWN-ID" else "")
