"""A run is clean on a shop that is right, and tells what is wrong with one that is not."""

import io
import time
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import requests

from contract_tests.run import run

TOKEN = "notes-token-1f6b"
COVERAGE = ("coverage",)
INVARIANTS: tuple[str, ...] = ()


def run_against(settings: Any) -> tuple[int, str]:
    out = io.StringIO()
    return run(settings, out), out.getvalue()


def test_a_shop_that_keeps_its_contract_has_no_findings(serve: Any) -> None:
    shop = serve()

    code, text = run_against(shop.settings)

    assert code == 0, text
    assert "5 of 5 operations answered 2xx" in text
    assert "no findings" in text


@pytest.mark.parametrize(
    ("defect", "phases", "rule"),
    [
        ("drops a required field", INVARIANTS, "ST108"),
        ("answers another status", ("examples",), "ST103"),
        ("checks nothing", COVERAGE, "ST201"),
        ("ignores auth", COVERAGE, "ST401"),
        ("ignores auth", INVARIANTS, "CT-ACCESS-NONE"),
        ("takes a longer token", INVARIANTS, "CT-ACCESS-SUFFIX"),
        ("repeats a row", INVARIANTS, "CT-PAGING-REPEAT"),
        ("miscounts", INVARIANTS, "CT-PAGING-TOTAL"),
        ("differs in detail", INVARIANTS, "CT-DETAIL-DIFFERS"),
        ("finds everything", INVARIANTS, "CT-UNKNOWN-ID"),
        ("loses an update", INVARIANTS, "CT-UPDATE-LOST"),
        ("moves another field", INVARIANTS, "CT-UPDATE-SPILL"),
        ("touches the neighbour", INVARIANTS, "CT-UPDATE-LEAK"),
        ("undoes a delete", ("stateful",), "ST301"),
    ],
)
def test_a_planted_defect_is_found(
    serve: Any, defect: str, phases: tuple[str, ...], rule: str
) -> None:
    shop = serve(defect, phases=phases)

    code, text = run_against(shop.settings)

    assert code == 1
    assert f". {rule} " in text, text


def test_a_finding_says_what_was_promised_what_came_and_how_to_see_it(serve: Any) -> None:
    shop = serve("drops a required field", phases=INVARIANTS)

    _, text = run_against(shop.settings)

    assert '"pinned" is a required property at /' in text
    assert "#/paths/~1notes~1{id}/get/responses/200/content/application~1json/schema" in text
    assert '200 {"id":101,"title":"Salt"}' in text
    assert "curl -i -X GET http://127.0.0.1" in text


def test_bad_bodies_are_sent_to_things_that_exist(serve: Any) -> None:
    shop = serve(phases=COVERAGE)

    run_against(shop.settings)

    changed = [path for method, path in shop.asked if method == "PATCH"]
    real = [path for path in changed if path in {f"/api/notes/{n}" for n in range(101, 140)}]
    assert len(real) > len(changed) / 2


def test_a_read_only_run_only_reads(serve: Any) -> None:
    shop = serve(mode="read-only")

    code, text = run_against(shop.settings)

    assert code == 0, text
    assert {method for method, _ in shop.asked} == {"GET"}


def test_the_token_is_shown_nowhere(serve: Any, tmp_path: Path) -> None:
    shop = serve("ignores auth", phases=COVERAGE, report_dir=tmp_path)

    _, text = run_against(shop.settings)

    assert TOKEN not in text
    assert TOKEN not in (tmp_path / "junit-notes.xml").read_text("utf-8")
    assert "Bearer ${TOKEN}" in text


def test_the_junit_file_has_a_case_for_each_operation(serve: Any, tmp_path: Path) -> None:
    shop = serve("loses an update", phases=("examples",), report_dir=tmp_path)

    run_against(shop.settings)

    suite = ElementTree.fromstring((tmp_path / "junit-notes.xml").read_bytes())  # noqa: S314
    failed = [case.get("name") for case in suite if case.find("failure") is not None]
    assert len(suite) == 5
    assert failed == ["PATCH /notes/{id}"]


def test_a_run_leaves_what_was_there_as_it_was_and_takes_away_what_it_made(serve: Any) -> None:
    shop = serve(phases=INVARIANTS)
    address, headers = (
        f"{shop.settings.base_url}/notes?per_page=20",
        {"Authorization": f"Bearer {TOKEN}"},
    )
    before = requests.get(address, headers=headers, timeout=5).json()

    code, text = run_against(shop.settings)

    after = requests.get(address, headers=headers, timeout=5).json()
    assert code == 0, text
    assert {"POST", "PATCH", "DELETE"} <= {method for method, _ in shop.asked}
    assert after == before


def test_a_token_that_is_refused_ends_the_run_with_one_line(serve: Any) -> None:
    shop = serve(token="of-another-shop")

    code, text = run_against(shop.settings)

    assert code == 3
    assert text.count("\n") == 1
    assert "refused the token" in text
    assert len(shop.asked) == 1


def test_a_server_that_is_not_there_ends_the_run_with_one_line(serve: Any) -> None:
    shop = serve(base_url="http://127.0.0.1:9/api")

    code, text = run_against(shop.settings)

    assert code == 3
    assert text.count("\n") == 1
    assert "Nothing answers at http://127.0.0.1:9/api" in text


def test_a_wrong_base_url_is_not_a_clean_run(serve: Any) -> None:
    shop = serve(phases=INVARIANTS)
    wrong = type(shop.settings)(
        platform="notes",
        document=shop.settings.document,
        base_url=shop.settings.base_url + "/v2",
        token=TOKEN,
        phases=INVARIANTS,
    )

    code, text = run_against(wrong)

    assert code == 3
    assert "answered 2xx" in text


def test_a_budget_is_kept(serve: Any) -> None:
    shop = serve(budget_seconds=2, max_examples=1000)
    started = time.monotonic()

    run_against(shop.settings)

    assert time.monotonic() - started < 8
