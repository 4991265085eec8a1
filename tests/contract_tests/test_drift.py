"""What changed between two runs or two documents is told, and what binds nobody is not."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from contract_tests.drift import CannotCompare, compare
from contract_tests.reports.data import as_data
from tests.contract_tests.conftest import DOCUMENT
from tests.contract_tests.test_reports import EXTRA, LOST, report_of


def written(path: Path, *findings: Any) -> Path:
    path.write_text(json.dumps(as_data(report_of(*findings))), "utf-8")
    return path


def test_two_reports_are_compared(tmp_path: Path) -> None:
    before = written(tmp_path / "a.json", LOST)
    after = written(tmp_path / "b.json", EXTRA)
    changed = written(tmp_path / "c.json", replace(LOST, came="'Mint' was read"))

    drift = compare(before, after)

    assert {(d.change, d.what.split()[0]) for d in drift.differences} == {
        ("new", "ST104"),
        ("gone", "CT-UPDATE-LOST"),
    }
    assert drift.worse
    assert not compare(before, before).differences
    assert [d.change for d in compare(before, changed).differences] == ["changed"]
    assert not compare(before, changed).worse


def test_two_documents_are_compared_by_what_binds(tmp_path: Path) -> None:
    other = json.loads(json.dumps(DOCUMENT))
    other["info"]["description"] = "more words"
    other["components"]["schemas"]["Note"]["properties"]["title"]["maxLength"] = 9
    other["components"]["schemas"]["Note"]["required"].reverse()
    other["paths"]["/notes"]["get"]["parameters"].pop()
    del other["paths"]["/notes/{id}"]["delete"]
    (tmp_path / "a.json").write_text(json.dumps(DOCUMENT))
    (tmp_path / "b.json").write_text(json.dumps(other))

    drift = compare(tmp_path / "a.json", tmp_path / "b.json")

    told = {(d.change, d.operation, d.what.rpartition("/")[2]) for d in drift.differences}
    assert ("gone", "DELETE /notes/{id}", "the operation") in told
    assert ("gone", "GET /notes", "query per_page") in told
    assert ("changed", "GET /notes/{id}", "maxLength") in told
    assert not any("required" in d.what or "description" in d.what for d in drift.differences)
    assert drift.worse
    assert not compare(tmp_path / "a.json", tmp_path / "a.json").worse


def test_what_is_neither_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("{}")
    report = written(tmp_path / "r.json", LOST)
    (tmp_path / "d.json").write_text(json.dumps(DOCUMENT))

    for first, second in (("a.json", "r.json"), ("none.json", "r.json"), ("d.json", "r.json")):
        with pytest.raises(CannotCompare):
            compare(tmp_path / first, tmp_path / second)
    assert report.exists()
