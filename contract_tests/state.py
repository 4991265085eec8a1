"""Invariants that a document cannot say and schemathesis does not look for."""

import time
from collections.abc import Callable

from contract_tests.access import check_access
from contract_tests.actions import check_actions
from contract_tests.client import Call
from contract_tests.conditional import check_etags, check_methods, check_references
from contract_tests.conflicts import check_conflicts
from contract_tests.creation import check_creation, check_parallel
from contract_tests.deletion import check_deletion, clear_away
from contract_tests.details import check_details
from contract_tests.emptying import check_emptying
from contract_tests.examples import query_of
from contract_tests.filters import check_filters
from contract_tests.inspection import Inspection
from contract_tests.paging import check_paging
from contract_tests.queries import check_queries
from contract_tests.reach import Pool
from contract_tests.referring import check_referring
from contract_tests.remaining import check_remaining
from contract_tests.sorts import check_sorts
from contract_tests.stage import Stage
from contract_tests.steadiness import check_speed, check_steadiness
from contract_tests.strangers import unknown_values
from contract_tests.updates import check_updates
from contract_tests.validation import check_validation

SHARE = 2.5
"""A step may take so many times its even share of what is left; most need far less."""


def check_state(
    inspection: Inspection, pool: Pool, seed: int, enough: Callable[[], bool] = lambda: False
) -> None:
    """All invariants, the reading ones first, so that they see the shop as it was; until it is
    `enough`, which is asked after each."""
    stage = Stage(inspection, pool)
    steps: list[tuple[str, Callable[[], None]]] = [
        ("paging", lambda: check_paging(inspection, stage.pool)),
        ("details", lambda: check_details(inspection, stage.pool)),
        ("unknown ids", lambda: check_unknown_ids(inspection, stage.pool, seed)),
        ("references", lambda: check_references(stage)),
        ("references of rows", lambda: check_referring(stage)),
    ]
    if inspection.full:
        steps += _writing(stage)
    steps += [
        ("filters", lambda: check_filters(stage)),
        ("sorts", lambda: check_sorts(stage)),
        ("access", lambda: check_access(stage, seed)),
    ]
    if inspection.full:
        steps += [
            ("deletion", lambda: check_deletion(stage)),
            ("methods", lambda: check_methods(stage)),
            ("queries", lambda: check_queries(stage)),
            ("validation", lambda: check_validation_of(stage)),
        ]
    if inspection.full and not inspection.target.guarded:
        steps.append(("what remains", lambda: check_remaining(stage)))
    steps += [
        ("steadiness", lambda: check_steadiness(stage, inspection.target.repeats)),
        ("speed", lambda: check_speed(stage)),
    ]
    _take(inspection, steps, enough)
    if inspection.full:
        clear_away(stage)


def _writing(stage: Stage) -> list[tuple[str, Callable[[], None]]]:
    return [
        ("creation", lambda: check_creation(stage)),
        ("updates", lambda: check_updates(stage)),
        ("nulls and siblings", lambda: check_emptying(stage)),
        ("actions", lambda: check_actions(stage)),
        ("conditional reads", lambda: check_etags(stage)),
        ("conflicts", lambda: check_conflicts(stage)),
        ("parallel creates", lambda: check_parallel(stage)),
        ("new ids", stage.look_again),
    ]


def check_validation_of(stage: Stage) -> None:
    """Bodies are tried on things of our own; what was deleted is made anew."""
    stage.look_again()
    for resource in stage.resources:
        if resource.creates is not None and resource.updates:
            stage.create(resource)
    check_validation(stage)


def _take(
    inspection: Inspection, steps: list[tuple[str, Callable[[], None]]], enough: Callable[[], bool]
) -> None:
    """One step after the other, each with its share of the time; what was cut short is told."""
    client, end = inspection.client, inspection.client.deadline
    cut = []
    for number, (name, step) in enumerate(steps):
        left = end - time.monotonic()
        client.deadline = min(end, time.monotonic() + SHARE * left / (len(steps) - number))
        try:
            step()
        except Exception as error:  # an odd answer must not hide what the other steps find
            fault = f"{type(error).__name__}: {error}"
            inspection.notes.append(f"the suite itself failed at {name}: {fault}")
        if client.out_of_time and name != "speed":
            cut.append(name)
        if enough():
            break
    client.deadline = end
    if cut:
        inspection.notes.append(f"time was up: {', '.join(cut)} not tried to the end")


def check_unknown_ids(inspection: Inspection, pool: Pool, seed: int) -> None:
    """An id nobody has is a 404, for reading and for deleting."""
    for operation in inspection.operations:
        if operation.method not in ("GET", "DELETE"):
            continue
        values = unknown_values(inspection, pool, operation, seed)
        if values is None:
            continue
        query = query_of(inspection.document, operation)
        exchange = inspection.call(Call(operation, values, query))
        inspection.tries("CT-UNKNOWN-ID", operation)
        if exchange is not None and exchange.status != 404:
            says = "An unknown id is a 404: nothing has the id of this path"
            inspection.find("CT-UNKNOWN-ID", [exchange], says)
