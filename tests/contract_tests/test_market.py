"""A market that is right has no findings; one that breaks a dozen rules is caught at each."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from werkzeug.serving import WSGIRequestHandler, make_server

from contract_tests.run import inspect
from contract_tests.settings import Settings

from .market import READER, TOKEN
from .market_app import market_app
from .market_document import document

GROUPS: dict[str, dict[str, str]] = {
    "values": {
        "total is off": "CT-SENSE-SUM",
        "takes malformed json": "CT-VALIDATION-BODY",
        "refuses arabic": "CT-VALIDATION-REFUSED",
        "takes the same twice": "CT-CONFLICT",
        "takes an age below": "CT-VALIDATION-RANGE",
        "takes any level": "CT-VALIDATION-ENUM",
        "needs no city": "CT-VALIDATION-MISSING",
        "takes any sku": "CT-VALIDATION-PATTERN",
        "takes unheard of fields": "CT-VALIDATION-EXTRA",
        "miscounts": "CT-PAGING-TOTAL",
        "range is strict": "CT-FILTER-EXCLUDES",
        "wrong location": "CT-CREATE-LOCATION",
    },
    "writing": {
        "update is lost": "CT-UPDATE-LOST",
        "ignores scopes": "CT-ACCESS-SCOPE",
        "takes a longer token": "CT-ACCESS-SUFFIX",
        "etag stays": "CT-ETAG",
        "ignores the key": "CT-IDEMPOTENCY",
        "does not sort": "CT-SORT-ORDER",
        "ignores level": "CT-FILTER-INCLUDES",
        "takes a long name": "CT-VALIDATION-LENGTH",
        "takes null": "CT-VALIDATION-BODY",
        "tells no Allow": "CT-METHOD-ALLOW",
        "wrong default": "CT-CREATE-DEFAULT",
        "header twice": "CT-WIRE-HEADER-TWICE",
    },
    "spills": {
        "update spills": "CT-UPDATE-SPILL",
        "update leaks": "CT-UPDATE-LEAK",
        "update moves the creation": "CT-UPDATE-SPILL",
        "ignores the scheme": "CT-ACCESS-SCHEME",
        "takes a shorter token": "CT-ACCESS-PREFIX",
        "takes an empty token": "CT-ACCESS-EMPTY",
        "repeats a row": "CT-PAGING-REPEAT",
        "takes dangling references": "CT-REFERENCE-DANGLING",
        "sorts one way": "CT-SORT-ORDER",
        "more left than allowed": "CT-WIRE-LIMITS",
        "takes any email": "CT-VALIDATION-FORMAT",
        "takes a null name": "CT-VALIDATION-NULL",
        "takes a text for a flag": "CT-VALIDATION-TYPE",
        "delete takes another": "CT-DELETE-LEAK",
    },
    "losses": {
        "loses a field": "CT-CREATE-ECHO",
        "keeps no null": "CT-CREATE-DIFFERS",
        "update keeps its time": "CT-UPDATE-TIME",
        "update keeps the level": "CT-UPDATE-LOST",
        "list is stale": "CT-LIST-DIFFERS|CT-UPDATE-ROW|CT-DETAIL-DIFFERS",
        "filter loses a row": "CT-FILTER-EXCLUDES",
        "delete does nothing": "CT-DELETE-UNDONE",
        "deletes before it refuses": "CT-ACCESS-EFFECT",
        "takes any limit": "CT-QUERY-ACCEPTED",
        "takes any country": "CT-VALIDATION-ENUM",
        "takes a nought quantity": "CT-VALIDATION-RANGE",
        "ignores the etag": "CT-ETAG-IGNORED",
        "key fits any body": "CT-IDEMPOTENCY-BODY",
        "key twice": "CT-WIRE-KEY-TWICE",
        "parallel ids clash": "CT-CREATE-SAME-ID",
    },
    "reading": {
        "sometimes another value": "CT-UNSTEADY",
        "skips a row": "CT-PAGING-SEQUENCE",
        "ignores the offset past the end": "CT-PAGING-END",
        "updated before created": "CT-SENSE-TIMES",
        "knows no 405": "ST",
        "refuses the longest": "CT-VALIDATION-REFUSED",
        "takes a short name": "CT-VALIDATION-LENGTH",
        "takes an age above": "CT-VALIDATION-RANGE",
        "takes a number for a name": "CT-VALIDATION-TYPE",
        "nested null": "ST108",
    },
}


class Quiet(WSGIRequestHandler):
    """Keeps connections, and says nothing of each request."""

    protocol_version = "HTTP/1.1"

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        return


@contextmanager
def market(*defects: str) -> Iterator[Settings]:
    server = make_server("127.0.0.1", 0, market_app(*defects), threaded=True, request_handler=Quiet)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    url = f"http://127.0.0.1:{server.port}/v1"
    more: dict[str, Any] = {"narrow_token": READER, "phases": ()}
    yield Settings("market", document(), url, TOKEN, **more)
    server.shutdown()
    server.server_close()


def test_a_market_that_keeps_its_document_has_no_findings() -> None:
    with market() as settings:
        report = inspect(settings)

    assert [f"{it.rule} {it.operation} {it.says}" for it in report.findings] == []
    assert report.unreached == []
    assert report.requests < 1500


@pytest.mark.parametrize("group", GROUPS)
def test_each_of_a_dozen_planted_defects_is_found(group: str) -> None:
    with market(*GROUPS[group]) as settings:
        report = inspect(settings)

    found = {finding.rule for finding in report.findings}
    missed = {
        defect: rules
        for defect, rules in GROUPS[group].items()
        if not any(it.startswith(tuple(rules.split("|"))) for it in found)
    }
    assert missed == {}
