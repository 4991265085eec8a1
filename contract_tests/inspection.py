"""What all our own checks share: they send through one client, past one gate, into one list."""

import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from contract_tests.client import Call, Client, Exchange, Refrained, Unreachable
from contract_tests.document import Operation
from contract_tests.findings import Finding
from contract_tests.gate import Gate
from contract_tests.target import Target

PHASE = "invariants"
NO_ANSWER = "CT-NO-ANSWER"
ATTEMPTS = 4


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
        self.tried: Counter[tuple[str, str]] = Counter()
        self.times: dict[str, list[float]] = defaultdict(list)
        self._gate = gate
        self._number = int(time.time()) % 1_000_000

    def tries(self, rule: str, operation: Operation) -> None:
        """Count what is looked at, found or not."""
        self.tried[rule, operation.label] += 1

    def number(self) -> int:
        """Another one each time; what is made of it clashes with nothing of an earlier run."""
        self._number += 1
        return self._number

    def call(self, call: Call, allowed: Sequence[int] = ()) -> Exchange | None:
        """Send and judge; None when time is up or no answer came, which is a finding then.

        A status that is `allowed` is fine also where it is not documented.
        """
        if self.client.out_of_time:
            return None
        before = len(self.findings)
        exchange = self._judged(call, self._sent(call))
        if exchange is not None and exchange.status in allowed:
            undocumented = f"status {exchange.status}"
            new = [f for f in self.findings[before:] if f.cause != undocumented]
            self.findings[before:] = new
        return exchange

    def call_together(self, calls: Sequence[Call]) -> list[Exchange]:
        """Send all at the same moment, then judge them one by one."""
        if self.client.out_of_time:
            return []
        with ThreadPoolExecutor(len(calls)) as threads:
            answers = list(threads.map(self._sent, calls))
        pairs = zip(calls, answers, strict=True)
        return [e for c, a in pairs if (e := self._judged(c, a)) is not None]

    def call_unjudged(self, call: Call) -> Exchange | None:
        """Send what the document does not have; only the caller knows what should come."""
        if self.client.out_of_time:
            return None
        sent = self._sent(call)
        return None if isinstance(sent, Unreachable) else sent

    def _sent(self, call: Call) -> Exchange | Unreachable:
        try:
            return self.client.send(call)
        except Unreachable as error:
            return error

    def _judged(self, call: Call, answer: Exchange | Unreachable) -> Exchange | None:
        operation = call.operation
        self.tries("CT-GATE", operation)
        if isinstance(answer, Refrained):
            return None
        if isinstance(answer, Unreachable):
            self.findings.append(no_answer(operation, str(answer)))
            return None
        self.times[operation.label].append(answer.response.elapsed.total_seconds())
        self.findings += self._gate.judge(answer)
        if answer.succeeded:
            self.succeeded.add(operation.label)
        return answer

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

    def find_of(self, operation: Operation, rule: str, says: str, came: str) -> None:
        """A rule is broken by an operation as a whole, not by one exchange."""
        title, _, detail = says.partition(": ")
        found = Finding(
            rule=rule,
            title=title,
            operation=operation.label,
            says=detail or title,
            place=operation.place,
            came=came,
            curl="-",
            cause=title,
            phase=PHASE,
        )
        self.findings.append(found)

    def confirm(self, check: Callable[[], None], state: Callable[[], Any] | None = None) -> None:
        """Others may be at work on the same shop: what is found counts when it is found twice.

        With `state`, the second time counts only if nothing had moved meanwhile.
        """
        before, self.findings = self.findings, []
        check()
        found, self.findings = self.findings, []
        if any(finding.rule.startswith("CT-") for finding in found):
            again = self._again(check, state)
            found = [f for f in found if not f.rule.startswith("CT-") or _identity(f) in again]
        self.findings = before + found

    def _again(
        self, check: Callable[[], None], state: Callable[[], Any] | None
    ) -> set[tuple[str, str, str]]:
        for _ in range(ATTEMPTS):
            was = state() if state else None
            self.findings = []
            check()
            if state is None or state() == was:
                return {_identity(finding) for finding in self.findings}
        self.notes.append("other traffic kept this shop moving: some findings were not confirmed")
        return set()


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
