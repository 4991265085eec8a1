"""One run of the suites against one server: `run(Settings) -> exit code`."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryDirectory
from typing import TextIO

from hypothesis.configuration import set_hypothesis_home_dir

from contract_tests.client import Call, Client, Unreachable
from contract_tests.conformance import Outcome, examine
from contract_tests.document import Operation
from contract_tests.examples import query_of
from contract_tests.findings import distinct
from contract_tests.gate import Gate
from contract_tests.inspection import Inspection
from contract_tests.reach import Pool, explore
from contract_tests.report import Report, terminal, write_junit
from contract_tests.schema import load_schema
from contract_tests.settings import Settings
from contract_tests.state import check_state
from contract_tests.target import Target, aim

__all__ = ["CLEAN", "COULD_NOT_TEST", "FOUND", "CouldNotTest", "Settings", "inspect", "run"]

CLEAN, FOUND, COULD_NOT_TEST = 0, 1, 3
INVARIANTS_SHARE = 0.4


class CouldNotTest(Exception):
    """The run could not begin; the text says in one line what to do."""


def run(settings: Settings, out: TextIO | None = None) -> int:
    """0 the server keeps the contract, 1 it does not, 3 it could not be asked."""
    out = sys.stdout if out is None else out
    try:
        with _no_traces():
            report = inspect(settings)
    except CouldNotTest as error:
        print(error, file=out)
        return COULD_NOT_TEST
    print(terminal(report), file=out)
    if settings.report_dir is not None:
        print(f"JUnit: {write_junit(report, settings.report_dir)}", file=out)
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


def inspect(settings: Settings) -> Report:
    """Look at the whole server: invariants first, while nothing is changed, then the phases."""
    started = time.monotonic()
    target = aim(settings)
    budget = settings.budget_seconds
    deadline = started + (budget * INVARIANTS_SHARE if budget else float("inf"))
    client = Client(target.base_url, target.credentials, deadline)
    first_probe(target, client)
    inspection = Inspection(target, client, Gate(target.document, load_schema(target, settings)))
    pool = explore(inspection)
    check_state(inspection, pool, settings.seed)
    outcome = _examine(inspection, settings, pool, started)
    report = _report(inspection, settings, outcome, time.monotonic() - started)
    if not report.succeeded:
        raise CouldNotTest(
            f"No operation at {settings.base_url} answered 2xx: give the base URL with its path, "
            "and the path parameters of this token's store."
        )
    return report


def first_probe(target: Target, client: Client) -> None:
    """One read tells whether the address and the credential are good."""
    probes = [operation for operation in target.operations if _is_simple_read(operation, target)]
    probes.sort(key=lambda operation: not target.document.is_secured(operation))
    if not probes:
        return
    probe = probes[0]
    values = {name: target.profile.path_parameters[name] for name in probe.path_names}
    try:
        exchange = client.send(Call(probe, values, query_of(target.document, probe)))
    except Unreachable as error:
        raise CouldNotTest(
            f"Nothing answers at {target.base_url} ({error}): start the server or correct the URL."
        ) from error
    if exchange.status == 401:
        raise CouldNotTest(
            f"{target.base_url} refused the token (401 on {probe.label}): give a valid one."
        )


def _is_simple_read(operation: Operation, target: Target) -> bool:
    fixed = target.profile.path_parameters
    return operation.method == "GET" and set(operation.path_names) <= set(fixed)


def _examine(inspection: Inspection, settings: Settings, pool: Pool, started: float) -> Outcome:
    target = inspection.target
    if not settings.phases:
        return Outcome()
    seconds = None
    if settings.budget_seconds is not None:
        seconds = settings.budget_seconds - (time.monotonic() - started)
        inspection.client.deadline = started + settings.budget_seconds
    schema = load_schema(target, settings, seconds)
    return examine(target, schema, (lambda: explore(inspection)) if target.full else lambda: pool)


def _report(inspection: Inspection, settings: Settings, outcome: Outcome, seconds: float) -> Report:
    target = inspection.target
    findings = distinct([*inspection.findings, *outcome.findings])
    return Report(
        target=target,
        settings=settings,
        findings=[target.secrets.clean(finding) for finding in findings],
        succeeded=frozenset(inspection.succeeded | outcome.succeeded),
        requests=inspection.client.sent + outcome.requests,
        seconds=seconds,
        by_operation=outcome.seconds,
        notes=inspection.notes,
    )
