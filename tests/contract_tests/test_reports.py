"""The reports of a run: each form holds what was found, and no form holds a token."""

import io
import json
import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from contract_tests.findings import Finding
from contract_tests.places import Places
from contract_tests.report import Report, terminal
from contract_tests.reports.data import as_data
from contract_tests.reports.files import write_reports
from contract_tests.reports.markdown import as_markdown
from contract_tests.reports.page import as_page
from contract_tests.reports.sarif import as_sarif
from contract_tests.run import run
from contract_tests.settings import Settings
from contract_tests.target import aim
from tests.contract_tests.conftest import DOCUMENT, TOKEN

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "contract_tests/reports/report.schema.json").read_text("utf-8"))
ARABIC = '200 {"title": "خبز <b>"}'
LOST = Finding(
    rule="CT-UPDATE-LOST",
    title="What is written is read back at /title",
    operation="PATCH /notes/{id}",
    says="'Milk' was written",
    place="#/paths/~1notes~1{id}/patch",
    came=ARABIC,
    curl="curl -i -X PATCH http://127.0.0.1/notes/1 | `id`",
    cause="title",
    phase="invariants",
    pointer="/title",
)
EXTRA = replace(LOST, rule="ST104", severity="drift", operation="GET /notes", cause="extra")


def report_of(*findings: Finding, **changes: Any) -> Report:
    settings = Settings("notes", DOCUMENT, "http://127.0.0.1:1/api", TOKEN)
    tried = Counter({("CT-UPDATE-LOST", "PATCH /notes/{id}"): 3, ("CT-PAGING", "GET /notes"): 9})
    report = Report(
        target=aim(settings),
        settings=settings,
        findings=findings,
        succeeded=frozenset({"GET /notes"}),
        requests=12,
        seconds=1.5,
        tried=tried,
        notes=["a note", "a note"],
    )
    return replace(report, **changes)


class Page(HTMLParser):
    """The texts and attributes of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def test_a_run_writes_every_form_and_the_token_into_none(serve: Any, tmp_path: Path) -> None:
    shop = serve("ignores auth", phases=("coverage",), report_dir=tmp_path)

    code = run(shop.settings, io.StringIO())

    names = {path.name for path in tmp_path.iterdir()}
    assert code == 1
    assert names == {f"report-notes.{end}" for end in ("html", "json", "md", "sarif")} | {
        "junit-notes.xml"
    }
    for path in tmp_path.iterdir():
        text = path.read_text("utf-8")
        assert TOKEN[:10] not in text, path.name
        assert "CT-ACCESS-NONE" in text, path.name


def test_only_the_forms_that_are_asked_for_are_written(tmp_path: Path) -> None:
    report = report_of(LOST)
    settings = replace(report.settings, report_dir=tmp_path, report_formats=("json", "sarif"))

    written = write_reports(replace(report, settings=settings))

    assert [*written] == ["JSON", "SARIF"]
    assert {path.suffix for path in tmp_path.iterdir()} == {".json", ".sarif"}


def test_the_summary_page_of_a_ci_run_is_added_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / "summary.md"
    page.write_text("before\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(page))

    written = write_reports(report_of(LOST))

    assert written == {}
    assert page.read_text("utf-8").startswith("before\n## souqbox: notes, 1 findings")


def test_the_json_report_has_the_documented_shape() -> None:
    report = report_of(LOST, EXTRA, accepted=[EXTRA], leftovers=["/notes/1"], stale=["old"])

    data = json.loads(json.dumps(as_data(report)))

    jsonschema_rs.validator_for(SCHEMA).validate(data)
    assert data["summary"] == {
        "verdict": "findings",
        "findings": 2,
        "accepted": 1,
        "operations": 5,
        "reached": 1,
    }
    assert data["notes"] == ["a note"]
    changed = next(o for o in data["operations"] if o["label"] == "PATCH /notes/{id}")
    assert (changed["checked"], changed["findings"], changed["reached"]) == (3, 1, False)


def test_sarif_names_the_line_of_the_document(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "contract.json"
    path.write_text(json.dumps(DOCUMENT, indent=1), "utf-8")
    report = report_of(LOST, EXTRA, accepted=[replace(LOST, cause="other", severity="hygiene")])

    sarif = as_sarif(replace(report, settings=replace(report.settings, document_path=path)))

    (ran,) = sarif["runs"]
    rules = [rule["id"] for rule in ran["tool"]["driver"]["rules"]]
    assert sarif["version"] == "2.1.0"
    assert [rules[result["ruleIndex"]] for result in ran["results"]] == [
        result["ruleId"] for result in ran["results"]
    ]
    assert [result["level"] for result in ran["results"]] == ["error", "warning", "note"]
    assert [len(result.get("suppressions", [])) for result in ran["results"]] == [0, 0, 1]
    where = ran["results"][0]["locations"][0]
    assert where["physicalLocation"]["artifactLocation"]["uri"] == "contract.json"
    line = where["physicalLocation"]["region"]["startLine"]
    assert path.read_text("utf-8").splitlines()[line - 1].strip().startswith('"patch"')
    assert where["logicalLocations"][0]["fullyQualifiedName"] == LOST.place
    assert ran["invocations"][0]["executionSuccessful"] is True


def test_a_place_in_a_document_of_several_files_is_found() -> None:
    places = Places(ROOT / "specs" / "salla" / "openapi.yaml")

    place = places.find("#/paths/~1carts~1abandoned/get/responses/200")

    line = place.file.read_text("utf-8").splitlines()[place.line - 1]
    assert place.file.name == "carts.yaml"
    assert line.strip().startswith(('"200"', "'200'", "200"))
    assert places.find("#/paths/~1nowhere/get").file.name == "openapi.yaml"


def test_the_page_needs_nothing_else_and_holds_texts_as_texts() -> None:
    text = as_page(report_of(LOST, EXTRA, accepted=[EXTRA], leftovers=["/notes/1"]))

    page = Page(text)
    assert not re.search(r"https?://(?!127\.0\.0\.1)", text)
    assert page.all("link") == []
    assert all("src" not in attributes for attributes in page.all("script"))
    assert "<b>" in "".join(page.texts), "the body of an answer is no markup"
    assert page.all("b")[0] == {}
    assert {pre["dir"] for pre in page.all("pre")} == {"auto", "ltr"}
    assert "prefers-color-scheme: dark" in text


def test_the_page_can_be_used_without_eyes_or_a_mouse() -> None:
    page = Page(as_page(report_of(LOST, EXTRA)))

    labels = {label["for"] for label in page.all("label")}
    fields = {field["id"] for tag in ("input", "select") for field in page.all(tag)}
    assert fields == labels
    assert page.all("html") == [{"lang": "en", "dir": "ltr"}]
    assert all(button.get("aria-label") for button in page.all("button"))
    assert {cell.get("scope") for cell in page.all("th")} == {"col", "row"}
    titles = {tag.get("id") for tag in [*page.all("h2"), *page.all("h3")]}
    named = [tag["aria-labelledby"] for tag in [*page.all("section"), *page.all("article")]]
    assert set(named) <= titles


def test_findings_of_one_cause_are_told_once_in_every_form() -> None:
    other = replace(LOST, operation="PUT /notes/{id}")

    report = report_of(LOST, other)

    assert len(Page(as_page(report)).all("article")) == 1
    assert as_markdown(report).count("**CT-UPDATE-LOST**") == 1
    assert "operation  PATCH /notes/{id}, PUT /notes/{id}" in terminal(report)


def test_markdown_keeps_its_table_whatever_came() -> None:
    text = as_markdown(report_of(replace(LOST, came="200 a|b\n`c` <script>", title="x | y")))

    row = next(line for line in text.splitlines() if "CT-UPDATE-LOST" in line)
    assert len(re.findall(r"(?<!\\)\|", row)) == 6
    assert "<script>" not in text


def test_the_terminal_sums_up_checks_and_operations() -> None:
    text = terminal(report_of(LOST, EXTRA))

    assert "Findings by operation" in text
    assert re.search(r"CT-PAGING\s+9 times on   1 operations", text)
    assert re.search(r"CT-UPDATE-LOST\s+3 times on   1 operations, 1 findings", text)
    assert "ST104 What is written is read back at /title (drift)" in text
    assert text.count("Note: a note") == 1
