"""List and detail tell the same of a thing, also while others change it."""

from collections.abc import Collection
from itertools import groupby
from typing import Any

from contract_tests.client import Call, Exchange
from contract_tests.comparison import differences, record_in
from contract_tests.examples import query_of
from contract_tests.inspection import ATTEMPTS, Inspection
from contract_tests.reach import Found, Pool, follow

TWICE = 2
Difference = tuple[str, str, str, str]
"""Rule, place, what the list has and what the detail has."""


def check_details(inspection: Inspection, pool: Pool) -> None:
    """What a list says of a thing is what its detail says."""
    lists = [found for found in pool.found if found.target.method == "GET"]
    for _, group in groupby(lists, key=lambda found: (found.source.label, found.target.label)):
        rows = list(group)
        chosen = [*rows[:1], *rows[len(rows) // 2 : len(rows) // 2 + 1], *rows[-1:]]
        for found in {id(each): each for each in chosen}.values():
            _check_detail(inspection, found)


def _check_detail(inspection: Inspection, found: Found) -> None:
    if not isinstance(found.row, dict):
        return
    inspection.tries("CT-DETAIL-DIFFERS", found.target)
    exchange = _detail(inspection, found)
    if exchange is None or not _compare(inspection, found, found.row, exchange):
        return
    last, certain = _confirmed(inspection, found)
    for rule, pointer, row, own in certain:
        if rule == "CT-DETAIL-MISSING":
            says = f"What a list shows can be read: {found.source.label} shows {row}"
            inspection.find(rule, [last or exchange], says)
        else:
            says = f"List and detail agree at {pointer}: {found.source.label} has {row}"
            inspection.find(rule, [last or exchange], says, f"{own} in the detail")


def _confirmed(inspection: Inspection, found: Found) -> tuple[Exchange | None, list[Difference]]:
    """What differs twice while the list showed the same row before the detail and after it."""
    seen: list[list[Difference]] = []
    last = None
    for _ in range(ATTEMPTS):
        before = _row_now(inspection, found)
        exchange = _detail(inspection, found) if before is not None else None
        after = _row_now(inspection, found) if exchange is not None else None
        if before is None or exchange is None or after is None:
            return None, []
        if any(differences(before, after, _volatile(inspection, found))):
            continue  # others are at work on it
        last = exchange
        seen.append(_compare(inspection, found, before, exchange))
        if not seen[-1] or len(seen) == TWICE:
            break
    else:
        inspection.notes.append("other traffic kept this shop moving: a detail was not compared")
    if len(seen) < TWICE:
        return last, []
    again = {(rule, pointer) for rule, pointer, _, _ in seen[0]}
    return last, [each for each in seen[-1] if each[:2] in again]


def _compare(
    inspection: Inspection, found: Found, row: dict[str, Any], exchange: Exchange
) -> list[Difference]:
    if exchange.status == 404:
        return [("CT-DETAIL-MISSING", "", repr(dict(found.values)), "nothing")]
    if not exchange.succeeded:
        return []
    detail: Any = record_in(exchange.data, row, inspection.profile.record)
    if isinstance(detail, list):
        return []  # a list below the thing, which is not the thing
    found_so = differences(row, detail, _volatile(inspection, found))
    return [("CT-DETAIL-DIFFERS", at, repr(was), repr(own)) for at, was, own in found_so]


def _volatile(inspection: Inspection, found: Found) -> Collection[str]:
    return inspection.profile.volatile.on(found.source, found.target)


def _detail(inspection: Inspection, found: Found) -> Exchange | None:
    query = query_of(inspection.document, found.target)
    return inspection.call(Call(found.target, found.values, query))


def _row_now(inspection: Inspection, found: Found) -> dict[str, Any] | None:
    """The row of this thing as the list has it now; None when it is not on the page any more."""
    own = {name: found.values[name] for name in found.source.path_names if name in found.values}
    query = query_of(inspection.document, found.source)
    exchange = inspection.call(Call(found.source, own, query))
    if exchange is None or not exchange.succeeded:
        return None
    pool = Pool()
    follow(inspection.document, exchange, pool)
    for now in pool.found:
        same = now.target is found.target and dict(now.values) == dict(found.values)
        if same and isinstance(now.row, dict):
            return now.row
    return None
