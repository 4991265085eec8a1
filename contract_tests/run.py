"""One run of the suites against one server: `run(Settings) -> exit code`."""

import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from tempfile import TemporaryDirectory
from typing import TextIO

from hypothesis.configuration import set_hypothesis_home_dir

from contract_tests.baseline import BadBaseline, judged, read_baseline, update
from contract_tests.budgets import depth_of
from contract_tests.conformance import Outcome, examine
from contract_tests.findings import Finding, distinct
from contract_tests.gate import Gate
from contract_tests.inspection import Inspection
from contract_tests.ledger import BadLedger
from contract_tests.marking import marking
from contract_tests.probe import CouldNotTest, first_probe
from contract_tests.progress import Progress
from contract_tests.reach import Pool, explore
from contract_tests.report import Report, terminal
from contract_tests.reports.files import write_reports
from contract_tests.schema import load_schema
from contract_tests.selection import (
    asks_for_ours,
    asks_for_phases,
    chosen,
    is_asked_for,
    unlimited,
)
from contract_tests.settings import STORIES, Settings
from contract_tests.state import check_state
from contract_tests.stories.listed import stories_of
from contract_tests.stories.telling import tell_stories
from contract_tests.visit import Visit, plan

__all__ = ["CLEAN", "COULD_NOT_TEST", "FOUND", "CouldNotTest", "Settings", "inspect", "run"]

CLEAN, FOUND, WRONG_USAGE, COULD_NOT_TEST, INTERRUPTED = 0, 1, 2, 3, 130
INVARIANTS_SHARE = 0.75


def run(settings: Settings, out: TextIO | None = None) -> int:
    """0 the server keeps the contract, 1 it does not, 2 wrong usage, 3 it could not be asked."""
    out = sys.stdout if out is None else out
    try:
        if settings.baseline is not None and not settings.update_baseline:
            read_baseline(settings.baseline)  # told now, not after the run
        if settings.report_dir is not None:
            settings.report_dir.mkdir(parents=True, exist_ok=True)
        if settings.guarded and settings.keyless is None:
            print(plan(settings), file=out)
        with Progress(out) as progress:
            report = inspect(settings, progress)
        if settings.baseline is not None and settings.update_baseline:
            update(settings.baseline, report)
        report = judged(report)
        written = write_reports(report)
    except CouldNotTest as error:
        print(error, file=out)
        return COULD_NOT_TEST
    except (BadBaseline, BadLedger) as error:
        print(error, file=out)
        return WRONG_USAGE
    except OSError as error:  # of our own files: what the network does has other names by now
        print(f"{error.filename or settings.report_dir}: {error.strerror or error}", file=out)
        return WRONG_USAGE
    print(terminal(report), file=out)
    for name, path in written.items():
        print(f"{name}: {path}", file=out)
    if report.interrupted:
        return INTERRUPTED
    return FOUND if report.findings else CLEAN


@contextmanager
def _no_traces() -> Iterator[None]:
    """Hypothesis keeps notes in the working folder; a run of ours leaves nothing there."""
    with TemporaryDirectory() as folder:
        set_hypothesis_home_dir(folder)
        try:
            yield
        finally:
            set_hypothesis_home_dir(None)


def inspect(settings: Settings, progress: Progress | None = None) -> Report:
    """Look at the whole server, and take away what was created, also after Ctrl-C."""
    visit = Visit.begin(settings)
    if progress is not None:
        visit.wire.heard.append(progress.hear)
    outcome = Outcome()
    outcome.is_over = lambda: visit.wire.spent or _is_enough(settings, outcome.findings)
    with _no_traces(), visit.wire.joined():
        first_probe(visit.target, visit.client)
        gate = Gate(visit.target.document, load_schema(visit.target, settings))
        inspection = Inspection(visit.target, visit.client, gate)
        interrupted = False
        try:
            _look(visit, inspection, gate, outcome)
        except KeyboardInterrupt:
            interrupted = True
        visit.tidy()
    report = replace(_report(visit, inspection, outcome), interrupted=interrupted)
    if not report.succeeded and not interrupted:
        raise CouldNotTest(
            f"No operation at {visit.shown_url} answered 2xx: give the base URL with its path, "
            "and the path parameters of this token's store."
        )
    return report


def _look(visit: Visit, inspection: Inspection, gate: Gate, outcome: Outcome) -> None:
    """Invariants first, while nothing is changed, then the phases."""
    settings, target = visit.settings, visit.target
    budget = settings.budget_seconds
    visit.client.deadline = visit.started + (budget * INVARIANTS_SHARE if budget else float("inf"))
    scout = Inspection(replace(target, operations=target.reads), visit.client, gate)
    inspection.succeeded = scout.succeeded
    pool = explore(scout)
    inspection.findings += scout.findings

    def is_enough() -> bool:
        return _is_enough(settings, inspection.findings)

    if asks_for_ours(settings.only) and not is_enough():
        check_state(inspection, pool, settings.seed, is_enough)
        if not is_enough() and target.full and not target.guarded and STORIES in settings.phases:
            tell_stories(
                inspection, settings.platform, stories_of(settings.platform), settings.seed
            )
    if (
        is_enough()
        or not depth_of(settings).phases
        or not asks_for_phases(settings.only, settings.skip)
    ):
        return
    seconds = None
    if budget is not None:
        seconds = budget - (time.monotonic() - visit.started)
        visit.client.deadline = visit.started + budget
    if target.guarded:  # what others use is neither changed nor asked for in odd ways
        target = replace(target, operations=target.creating, full=False)
    schema = load_schema(target, settings, seconds)
    if visit.target.guarded:
        schema.hooks.register_hook_with_name(marking(target.document), "map_case")

    def find_ids() -> Pool:
        return explore(scout) if target.full else pool

    examine(target, schema, find_ids, outcome)


def _is_enough(settings: Settings, findings: Sequence[Finding]) -> bool:
    """Whether the run is to end with what was found so far."""
    return settings.fail_fast and any(
        is_asked_for(finding.rule, settings.only, settings.skip) for finding in findings
    )


def _report(visit: Visit, inspection: Inspection, outcome: Outcome) -> Report:
    settings, target = visit.settings, visit.target
    found = unlimited([*inspection.findings, *outcome.findings])
    findings = distinct(
        finding
        for finding in chosen(found, target, settings.operations)
        if is_asked_for(finding.rule, settings.only, settings.skip)
    )
    return Report(
        target=target,
        settings=settings,
        findings=[target.secrets.clean(finding) for finding in findings],
        succeeded=frozenset(inspection.succeeded | outcome.succeeded),
        requests=visit.wire.sent,
        seconds=time.monotonic() - visit.started,
        by_operation=outcome.seconds,
        notes=[target.secrets.mask(note) for note in [*inspection.notes, *visit.notes()]],
        tried=Counter(getattr(inspection, "tried", {})),
        leftovers=tuple(target.secrets.mask(str(entry)) for entry in visit.left),
        ledger=visit.ledger.path if visit.left else None,
    )
