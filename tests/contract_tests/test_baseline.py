"""Accepted differences do not fail a run; those that are over are told."""

import io
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from contract_tests.baseline import BadBaseline, judged, read_baseline, update
from contract_tests.run import run
from tests.contract_tests.test_reports import EXTRA, LOST, report_of

TODAY = date(2030, 6, 1)


def with_baseline(path: Path, *findings: Any) -> Any:
    report = report_of(*findings)
    return replace(report, settings=replace(report.settings, baseline=path))


def test_a_baseline_goes_around(serve: Any, tmp_path: Path) -> None:
    baseline = tmp_path / "accepted.yaml"
    shop = serve("miscounts", phases=())
    settings = replace(shop.settings, baseline=baseline)

    accepting = run(replace(settings, update_baseline=True), out := io.StringIO())
    again = run(settings, out)
    mended = serve("", phases=()).settings
    after = run(replace(mended, baseline=baseline), told := io.StringIO())

    assert (accepting, again, after) == (0, 0, 0), out.getvalue()
    assert "no findings, 2 accepted" in out.getvalue()
    assert "Baseline: no longer found, take it out: CT-PAGING-TOTAL" in told.getvalue()


def test_a_new_finding_fails_in_spite_of_a_baseline(tmp_path: Path) -> None:
    path = tmp_path / "accepted.yaml"
    update(path, report_of(LOST))

    report = judged(with_baseline(path, LOST, EXTRA), TODAY)

    assert ([*report.findings], [*report.accepted], report.stale) == ([EXTRA], [LOST], [])


def test_an_entry_that_expired_accepts_no_more(tmp_path: Path) -> None:
    path = tmp_path / "accepted.yaml"
    entry = {"fingerprint": LOST.fingerprint, "reason": "ticket 12", "expires": "2030-05-31"}
    path.write_text(yaml.safe_dump({"accepted": [entry]}))

    report = judged(with_baseline(path, LOST), TODAY)

    assert [*report.findings] == [LOST]
    assert "expired on 2030-05-31" in report.stale[0]
    assert judged(with_baseline(path, LOST), date(2030, 5, 31)).findings == []


def test_an_update_keeps_reasons_and_what_was_not_looked_at(tmp_path: Path) -> None:
    path = tmp_path / "accepted.yaml"
    update(path, report_of(LOST, EXTRA))
    raw = yaml.safe_load(path.read_text("utf-8"))
    for entry in raw["accepted"]:
        entry["reason"] = f"known: {entry['rule']}"
    path.write_text(yaml.safe_dump(raw))
    report = report_of(LOST)

    update(path, replace(report, settings=replace(report.settings, only=("CT-",))))
    kept = {entry.rule: entry.reason for entry in read_baseline(path).values()}
    update(path, report_of(LOST))
    gone = {entry.rule for entry in read_baseline(path).values()}

    assert kept == {"CT-UPDATE-LOST": "known: CT-UPDATE-LOST", "ST104": "known: ST104"}
    assert gone == {"CT-UPDATE-LOST"}


@pytest.mark.parametrize(
    "text", ["[]", "accepted: [1]", "accepted: [{rule: x}]", "a: [", "accepted: 5"]
)
def test_a_file_that_is_no_baseline_is_told(tmp_path: Path, text: str) -> None:
    path = tmp_path / "accepted.yaml"
    path.write_text(text)

    with pytest.raises(BadBaseline, match="is no baseline"):
        read_baseline(path)


def test_a_fingerprint_is_of_the_difference_and_not_of_the_run() -> None:
    one = replace(LOST, pointer="", cause="id 184467 at /data/3/id", curl="a", came="b")

    assert one.fingerprint == replace(one, cause="id 990011 at /data/7/id").fingerprint
    assert one.fingerprint == replace(one, curl="c", came="d", says="e").fingerprint
    assert one.fingerprint != replace(one, operation="GET /notes").fingerprint
    assert one.fingerprint != replace(one, rule="CT-OTHER").fingerprint
    assert LOST.fingerprint != replace(LOST, pointer="/pinned").fingerprint
