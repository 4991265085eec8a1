"""What a run is about: rules, operations, budgets and rates as they are written."""

import io
from typing import Any

import pytest

from contract_tests.document import Document
from contract_tests.run import run
from contract_tests.selection import asks_for_ours, asks_for_phases, is_asked_for
from contract_tests.settings import budget_of, rate_of
from contract_tests.target import is_chosen
from tests.contract_tests.conftest import DOCUMENT

READ = Document(DOCUMENT).by_id["getNote"]


def visit(settings: Any) -> tuple[int, str]:
    out = io.StringIO()
    return run(settings, out), out.getvalue()


def test_rules_are_asked_for_and_left_out_by_the_start_of_their_id(serve: Any) -> None:
    shop = serve("miscounts", phases=())
    changes = [{"only": ("ct-paging",)}, {"only": ("CT-UPDATE",)}, {"skip": ("CT-PAGING-TOTAL",)}]

    codes = [visit(serve("miscounts", phases=(), **each).settings)[0] for each in changes]

    assert visit(shop.settings)[0] == 1
    assert codes == [1, 0, 0]


def test_rules_of_ours_alone_spare_the_phases(serve: Any) -> None:
    whole, ours = serve(phases=("coverage",)), serve(phases=("coverage",), only=("CT-PAGING",))

    visit(whole.settings)
    visit(ours.settings)

    assert len(ours.asked) < len(whole.asked) * 3 / 4


@pytest.mark.parametrize(
    ("rule", "only", "skip", "asked"),
    [
        ("CT-PAGING-TOTAL", (), (), True),
        ("CT-PAGING-TOTAL", ("CT-PAGING",), (), True),
        ("CT-PAGING-TOTAL", ("ST",), (), False),
        ("CT-PAGING-TOTAL", ("CT",), ("CT-PAGING-TOTAL",), False),
        ("ST108", ("st1",), (), True),
    ],
)
def test_a_rule_is_asked_for(rule: str, only: Any, skip: Any, asked: bool) -> None:
    assert is_asked_for(rule, only, skip) is asked


def test_what_no_rule_asks_for_is_not_run() -> None:
    assert asks_for_phases((), ())
    assert asks_for_phases(("S",), ())
    assert asks_for_phases(("CT-", "ST401"), ())
    assert not asks_for_phases(("CT-",), ())
    assert not asks_for_phases((), ("ST",))
    assert asks_for_ours(("CT-PAGING",))
    assert asks_for_ours(("C",))
    assert not asks_for_ours(("ST",))


@pytest.mark.parametrize(
    ("patterns", "chosen"),
    [
        ((), True),
        (("getNote",), True),
        (("get*",), True),
        (("GET /notes/*",), True),
        (("/notes/{id}",), True),
        (("POST *", "getnote"), True),
        (("POST *",), False),
        (("GET /notes",), False),
    ],
)
def test_operations_are_chosen_by_id_or_method_and_path(patterns: Any, chosen: bool) -> None:
    assert is_chosen(READ, patterns) is chosen


def test_only_chosen_operations_are_judged_and_lists_are_still_read_for_ids(serve: Any) -> None:
    shop = serve("miscounts", phases=("coverage",), operations=("updateNote",))

    code, text = visit(shop.settings)

    assert code == 0, text
    assert "1 of 1 operations answered 2xx" in text
    assert ("PATCH", "/api/notes/101") in shop.asked
    assert ("POST", "/api/notes") not in shop.asked


def test_a_choice_of_nothing_is_told(serve: Any) -> None:
    code, text = visit(serve(operations=("nothing",)).settings)

    assert code == 3
    assert "No operation is chosen" in text


def test_no_wrong_credential_is_sent_where_only_reading_is_allowed(serve: Any) -> None:
    sent: set[str | None] = set()
    shop = serve(heed=lambda r: sent.add(r.headers.get("Authorization")), mode="read-only")

    visit(shop.settings)

    assert sent == {None, f"Bearer {shop.settings.token}"}


@pytest.mark.parametrize(
    ("text", "seconds"), [("60s", 60), ("5m", 300), ("8", 8), ("1h", 3600), ("full", None)]
)
def test_budgets_are_read(text: str, seconds: float | None) -> None:
    assert budget_of(text)[0] == seconds


@pytest.mark.parametrize(("text", "rate"), [("5/s", 5), ("90/m", 1.5), ("2", 2), ("0.5/s", 0.5)])
def test_rates_are_read(text: str, rate: float) -> None:
    assert rate_of(text) == rate


@pytest.mark.parametrize("text", ["", "x", "0", "-1", "5 s", "10d"])
def test_what_is_no_budget_and_no_rate_is_told(text: str) -> None:
    with pytest.raises(ValueError, match="is no budget"):
        budget_of(text)
    with pytest.raises(ValueError, match="is no rate"):
        rate_of(text)


def test_a_run_that_fails_fast_ends_with_the_check_that_found_something(serve: Any) -> None:
    whole = serve("miscounts", phases=("coverage",))
    short = serve("miscounts", phases=("coverage",), fail_fast=True)

    codes = [visit(each.settings)[0] for each in (whole, short)]

    assert codes == [1, 1]
    assert len(short.asked) < len(whole.asked) / 4


def test_a_finding_that_was_not_asked_for_ends_nothing(serve: Any) -> None:
    short = serve("miscounts", phases=(), fail_fast=True, skip=("CT-PAGING-TOTAL",))

    assert visit(short.settings)[0] == 0
    assert any(method == "DELETE" for method, _ in short.asked)
