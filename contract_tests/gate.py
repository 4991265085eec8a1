"""The gate that every exchange of our own probes goes through: only documented answers pass."""

from typing import TypeGuard

from schemathesis import BaseSchema
from schemathesis.checks import CHECKS, CheckFunction, load_all_checks
from schemathesis.core.failures import Failure, FailureGroup

from contract_tests.client import Exchange
from contract_tests.document import Document
from contract_tests.findings import Finding, shorten
from contract_tests.sense import Sense
from contract_tests.transfer import check_wire
from contract_tests.translation import Answer, translate

CHECKED = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
)


def _is_simple(check: object) -> TypeGuard[CheckFunction]:
    return not isinstance(check, type)


class Gate:
    """Judges answers with the checks of schemathesis that need no generated data."""

    def __init__(self, document: Document, schema: BaseSchema) -> None:
        load_all_checks()
        self._document = document
        self._schema = schema
        self._sense = Sense()
        self._checks = [check for check in CHECKS.get_by_names(list(CHECKED)) if _is_simple(check)]

    def judge(self, exchange: Exchange) -> list[Finding]:
        """What is wrong with the answer: by the document, as bytes, and by its meaning."""
        found = self._by_document(exchange)
        told = [*check_wire(exchange, self._document), *self._sense.check(exchange)]
        return found + [_own(exchange, *each) for each in told]

    def _by_document(self, exchange: Exchange) -> list[Finding]:
        operation = exchange.operation
        case = self._schema[operation.path][operation.method].Case(
            path_parameters=dict(exchange.values)
        )
        try:
            case.validate_response(exchange.response, checks=self._checks)
        except FailureGroup as group:
            failures = [failure for failure in group.exceptions if isinstance(failure, Failure)]
            return [self._finding(exchange, failure) for failure in failures]
        return []

    def _finding(self, exchange: Exchange, failure: Failure) -> Finding:
        media_type = exchange.response.headers.get("Content-Type", "").split(";")[0]
        text = shorten(exchange.response.text)
        answer = Answer(exchange.status, text, exchange.curl, "invariants", media_type)
        return translate(self._document, exchange.operation, failure, answer)


def _own(exchange: Exchange, rule: str, says: str, came: str) -> Finding:
    title, _, detail = says.partition(": ")
    return Finding(
        rule=rule,
        title=title,
        operation=exchange.operation.label,
        says=detail or title,
        place=f"{exchange.operation.place}/responses",
        came=f"{exchange.status} {came}",
        curl=exchange.curl,
        cause=title,
        phase="invariants",
    )
