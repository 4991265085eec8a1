"""Defects that only show when one looks twice: at a sibling, a null, a far row, an action."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask, Response, request

from contract_tests.access import check_access
from contract_tests.actions import check_actions
from contract_tests.client import Client
from contract_tests.conflicts import check_conflicts
from contract_tests.creation import check_creation
from contract_tests.emptying import check_emptying
from contract_tests.gate import Gate
from contract_tests.inspection import Inspection
from contract_tests.reach import explore
from contract_tests.referring import check_referring
from contract_tests.schema import load_schema
from contract_tests.stage import Stage
from contract_tests.target import aim
from contract_tests.validation import check_validation

from .market import Market
from .market_app import market_app
from .market_defects import LENIENT
from .market_document import ID, answer, document, operation, ref
from .test_harmless import served

PAY = {
    "parameters": [ID],
    "post": operation("payOrder", "orders.write", {"200": answer(ref("Order"))}),
}
Step = Callable[[Stage], None]


def rules_of(app: Flask, *steps: Step) -> set[str]:
    """The rules of ours that the steps find broken."""
    with served(app) as served_settings:
        paths = {**document()["paths"], "/orders/{id}/pay": PAY}
        settings = replace(served_settings, document={**document(), "paths": paths})
        target = aim(settings)
        gate = Gate(target.document, load_schema(target, settings))
        inspection = Inspection(target, Client(target.base_url, target.credentials), gate)
        stage = Stage(inspection, explore(inspection, target.reads))
        for step in steps:
            step(stage)
        return {it.rule for it in inspection.findings if it.rule.startswith("CT-")}


def payable(kept: bool) -> Flask:
    """A market whose orders can be paid; what was paid is `kept` or forgotten."""
    app = market_app()

    def pay(number: str) -> Any:
        headers = {"Authorization": request.headers["Authorization"]}
        order = app.test_client().get(f"/v1/orders/{number}", headers=headers).json
        if kept:
            app.config.setdefault("paid", set()).add(number)
        return {**order, "status": "paid"} if order else ({}, 404)

    def show(given: Response) -> Response:
        last = request.path.rpartition("/")[2]
        if given.status_code == 200 and last in app.config.get("paid", ()):
            given.data = given.data.replace(b'"status": "open"', b'"status": "paid"')
        return given

    app.add_url_rule("/v1/orders/<number>/pay", "pay", pay, methods=["POST"])
    app.after_request(show)
    return app


def test_a_market_that_is_right_has_no_findings() -> None:
    steps = (check_referring, check_creation, check_emptying, check_actions)

    assert rules_of(payable(kept=True), *steps, lambda stage: check_access(stage, 1)) == set()


def test_an_action_that_is_not_kept_is_found() -> None:
    assert rules_of(payable(kept=False), check_actions) == {"CT-ACTION-LOST"}


def test_a_null_that_empties_nothing_is_found() -> None:
    found = rules_of(market_app("update cannot clear"), check_creation, check_emptying)

    assert "CT-UPDATE-NULL" in found


def test_an_object_that_reaches_a_sibling_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    change = Market.change

    def leak(self: Market, many: str, number: str) -> Response:
        told = change(self, many, number)
        if told.status_code == 200 and set(request.json or ()) == {"address"}:
            list(self.tables[many].values())[2]["address"] = dict(request.json["address"])
        return told

    monkeypatch.setattr(Market, "change", leak)

    assert rules_of(market_app(), check_creation, check_emptying) == {"CT-UPDATE-SIBLING"}


def test_a_reference_far_down_a_list_is_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    fill = Market.fill

    def break_one(self: Market) -> None:
        fill(self)
        self.tables["orders"]["ord_4"]["customer_id"] = "cus_404"

    monkeypatch.setattr(Market, "fill", break_one)

    assert rules_of(market_app(), check_referring) == {"CT-REFERENCE"}


def test_a_refused_create_that_creates_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    markets: list[Market] = []
    fill = Market.fill

    def remember(self: Market) -> None:
        markets.append(self)
        fill(self)

    def make_all_the_same(given: Response) -> Response:
        if given.status_code == 401 and request.method == "POST" and request.is_json:
            markets[0].put("products", "pro_900", dict(request.json or {}))
        return given

    monkeypatch.setattr(Market, "fill", remember)
    app = market_app()
    app.after_request(lambda it: make_all_the_same(it) if "products" in request.path else it)

    assert rules_of(app, lambda stage: check_access(stage, 1)) == {"CT-ACCESS-EFFECT"}


def test_an_id_that_only_looks_right_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    checked = Market.checked

    def trust(self: Market, many: str, given: dict[str, Any], own: str = "") -> None:
        if many != "orders" or not given["customer_id"].startswith("cus_"):
            checked(self, many, given, own)

    monkeypatch.setattr(Market, "checked", trust)

    assert rules_of(market_app(), check_creation, check_conflicts) == {"CT-REFERENCE-DANGLING"}


def test_a_number_written_as_text_is_no_number(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(given: Any) -> Any:
        if isinstance(given, dict) and str(given.get("stock")).isdigit():
            given["stock"] = int(given["stock"])
        return given

    monkeypatch.setitem(LENIENT, "reads numbers", read)

    assert rules_of(market_app("reads numbers"), check_validation) == {"CT-VALIDATION-TYPE"}
