"""Invariants that a document cannot say and schemathesis does not look for."""

from itertools import groupby
from typing import Any

from contract_tests.access import check_access
from contract_tests.client import Call
from contract_tests.comparison import differences, record_in
from contract_tests.examples import query_of
from contract_tests.inspection import Inspection
from contract_tests.paging import check_paging
from contract_tests.reach import Found, Pool
from contract_tests.strangers import unknown_values
from contract_tests.updates import check_updates

ROWS_COMPARED = 3


def check_state(inspection: Inspection, pool: Pool, seed: int) -> None:
    """All invariants, the reading ones first, so that they see the shop as it was."""
    check_paging(inspection, pool)
    check_details(inspection, pool)
    check_unknown_ids(inspection, pool, seed)
    check_access(inspection, pool, seed)
    if inspection.full:
        check_updates(inspection, pool)


def check_details(inspection: Inspection, pool: Pool) -> None:
    """What a list says of a thing is what its detail says."""
    lists = [found for found in pool.found if found.target.method == "GET"]
    for _, rows in groupby(lists, key=lambda found: (found.source.label, found.target.label)):
        for found in list(rows)[:ROWS_COMPARED]:
            _check_detail(inspection, found)


def _check_detail(inspection: Inspection, found: Found) -> None:
    query = query_of(inspection.document, found.target)
    exchange = inspection.call(Call(found.target, found.values, query))
    if exchange is None or not isinstance(found.row, dict):
        return
    if exchange.status == 404:
        says = f"What a list shows can be read: {found.source.label} shows {dict(found.values)}"
        inspection.find("CT-DETAIL-MISSING", [exchange], says)
    if not exchange.succeeded:
        return
    detail: Any = record_in(exchange.data, found.row, inspection.profile.record)
    if isinstance(detail, list):
        return  # a list below the thing, which is not the thing
    for pointer, row, own in differences(found.row, detail, inspection.profile.volatile):
        says = f"List and detail agree at {pointer}: {found.source.label} has {row!r}"
        inspection.find("CT-DETAIL-DIFFERS", [exchange], says, f"{own!r} in the detail")


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
        if exchange is not None and exchange.status != 404:
            says = "An unknown id is a 404: nothing has the id of this path"
            inspection.find("CT-UNKNOWN-ID", [exchange], says)
