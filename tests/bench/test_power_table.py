"""The figures of the table follow from the runs."""

from pathlib import Path

import pytest

from bench.contract_power.__main__ import chosen, options
from bench.contract_power.catalogue import catalogue
from bench.contract_power.exchange import Answer, Asked, wire
from bench.contract_power.grounds import SHOP
from bench.contract_power.planting import Defect
from bench.contract_power.suites import Outcome, Suite, judge
from bench.contract_power.table import Run, as_json, cost, false_alarms, lines, missed, told

DEFECTS = {it.name: it for it in catalogue(1)}
CAUGHT = Outcome(1, ("CT-1: GET /customers",), 4.0, 2.0, 100)
CLEAN = Outcome(0, (), 2.0, 1.0, 50)
BROKEN = Outcome(3, (), 1.0, 1.0, 0)


def defect(name: str) -> Defect:
    return DEFECTS[name]


@pytest.fixture
def runs() -> list[Run]:
    return [
        Run(defect("null-in-detail"), CAUGHT),
        Run(defect("value-outside-enum"), CLEAN),
        Run(defect("no-allow"), BROKEN),
        Run(defect("keys-turned-round"), CLEAN),
        Run(defect("charset-told"), CAUGHT),
    ]


def test_a_class_is_counted_on_a_line_and_all_on_the_last(runs: list[Run]) -> None:
    found = [
        (it.kind, it.planted, it.caught, it.rate, it.seconds, it.cpu_seconds) for it in lines(runs)
    ]

    assert found == [
        ("schema", 2, 1, 0.5, 3.0, 1.5),
        ("status", 1, 0, 0.0, 1.0, 1.0),
        ("all", 3, 1, 1 / 3, 7 / 3, 4 / 3),
    ]


def test_a_run_that_could_not_test_has_caught_nothing(runs: list[Run]) -> None:
    assert [it.defect.name for it in missed(runs)] == ["value-outside-enum", "no-allow"]


def test_a_finding_under_a_harmless_change_is_a_false_alarm(runs: list[Run]) -> None:
    assert [it.defect.name for it in false_alarms(runs)] == ["charset-told"]


def test_the_table_names_what_was_missed_and_where(runs: list[Run]) -> None:
    text = "\n".join(told("ours", runs))

    assert "false alarms 1 of 2 harmless changes" in text
    assert f"no-allow ({defect('no-allow').planted.place})" in text


def test_costs_are_told_beside_their_goals() -> None:
    assert cost("ours", CAUGHT, "standard") == (
        "ours: 4.0 s (goal 60), 2.0 CPU s (goal 35), 100 requests (goal 3500)"
    )


def test_json_has_a_line_for_each_run(runs: list[Run]) -> None:
    facts = as_json(runs)

    assert [it["caught"] for it in facts] == [True, False, False, False, True]


def test_a_sample_has_as_many_of_each_class() -> None:
    some = chosen(options(["--sample", "2", "--classes", "schema", "state"]))

    assert [it.kind for it in some] == ["schema", "state", "schema", "state"]


def test_a_suite_is_run_against_the_handle_and_its_requests_are_counted() -> None:
    program = "import sys, urllib.request as u; u.urlopen(sys.argv[1]).read(); sys.exit(1)"

    def command(ground: object, url: str, folder: Path) -> list[str]:
        import sys

        return [sys.executable, "-c", program, url]

    suite = Suite("one request", command, lambda said, folder: ("seen",))

    outcome = judge(suite, SHOP, lambda asked: Answer(200, (), b"{}"))

    assert (outcome.caught, outcome.requests) == (True, 1)
    assert outcome.cpu_seconds > 0


def test_an_answer_that_is_cut_short_announces_all_its_bytes() -> None:
    bytes_sent = wire(Answer(200, (), b"12345", cut_short=2), "GET")

    assert bytes_sent.endswith(b"Content-Length: 5\r\n\r\n123")


def test_a_request_without_a_header_is_told_without_it() -> None:
    asked = Asked("GET", "/", headers={"if-match": "x"}).bearing(if_match=None, accept="*/*")

    assert asked.headers == {"accept": "*/*"}
