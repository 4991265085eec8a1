"""List and detail are compared at rest: a change in between is nobody's fault."""

import itertools
import json
from typing import Any

from flask import Flask, Response, request

from contract_tests.client import Client
from contract_tests.details import check_details
from contract_tests.gate import Gate
from contract_tests.inspection import Inspection
from contract_tests.reach import explore
from contract_tests.schema import load_schema
from contract_tests.target import aim

from .market_app import market_app
from .test_harmless import served


def _rules(app: Flask) -> set[str]:
    with served(app) as settings:
        target = aim(settings)
        gate = Gate(target.document, load_schema(target, settings))
        inspection = Inspection(target, Client(target.base_url, target.credentials), gate)
        check_details(inspection, explore(inspection, target.reads))
        return {finding.rule for finding in inspection.findings if finding.rule[:2] == "CT"}


def _rename_customers(answer: Response, name: str) -> Response:
    given: Any = answer.json
    if answer.status_code == 200 and request.path.startswith("/v1/customers"):
        for row in given.get("data", [given]):
            row["name"] = name
        answer.data = json.dumps(given).encode()
    return answer


def test_a_record_that_others_change_all_the_while_is_no_difference() -> None:
    app, numbers = market_app(), itertools.count()
    app.after_request(lambda answer: _rename_customers(answer, f"Badr {next(numbers)}"))

    assert _rules(app) == set()


def test_a_detail_that_never_says_what_the_list_says_is_a_difference() -> None:
    app = market_app()
    app.after_request(lambda answer: _rename_customers(answer, str(request.path.count("/"))))

    assert _rules(app) == {"CT-DETAIL-DIFFERS"}


def test_a_row_whose_detail_is_not_there_is_missing() -> None:
    app = market_app()

    def hide(answer: Response) -> Response:
        if request.path == "/v1/products/pro_1":
            answer.status_code = 404
        return answer

    app.after_request(hide)

    assert _rules(app) == {"CT-DETAIL-MISSING"}
