"""Every read many times over: answers that change back and forth, and slow ones."""

from collections import Counter
from statistics import median
from typing import Any

from contract_tests.client import Call, Exchange
from contract_tests.comparison import differences
from contract_tests.examples import query_of
from contract_tests.stage import Stage

REPEATS = 24
TIMES_THE_MEDIAN = 8
LEAST_OUTLIERS = 2


def check_steadiness(stage: Stage, repeats: int = REPEATS) -> None:
    """What was so, then otherwise, then so again, was changed by nobody."""
    for operation in stage.inspection.operations:
        values = stage.parents(operation)
        if operation.method != "GET" or values is None:
            continue
        query = query_of(stage.inspection.document, operation)
        seen: list[Exchange] = []
        for _ in range(repeats):
            exchange = stage.inspection.call(Call(operation, values, query))
            if exchange is None:
                break
            seen.append(exchange)
            if _is_slow_throughout(stage, operation.label):
                break
        stage.inspection.tries("CT-UNSTEADY", operation)
        _check_statuses(stage, seen)
        _check_bodies(stage, seen)


def _is_slow_throughout(stage: Stage, label: str) -> bool:
    times = stage.inspection.times[label]
    return len(times) > 4 and median(times) > stage.inspection.profile.slow_after_seconds


def _check_statuses(stage: Stage, seen: list[Exchange]) -> None:
    statuses = [exchange.status for exchange in seen if exchange.status != 429]
    odd = _in_between(statuses)
    if odd is not None:
        says = f"The same request has the same answer each time: {Counter(statuses)}"
        exchange = next(e for e in seen if e.status == odd)
        stage.inspection.find("CT-UNSTEADY", [exchange], says)


def _check_bodies(stage: Stage, seen: list[Exchange]) -> None:
    good = [exchange for exchange in seen if exchange.succeeded]
    volatile = stage.inspection.profile.volatile.on(seen[0].operation)
    kinds: list[Any] = []
    sequence: list[int] = []
    for exchange in good:
        data = exchange.data
        alike = (n for n, kind in enumerate(kinds) if not _differ(kind, data, volatile))
        number = next(alike, len(kinds))
        if number == len(kinds):
            kinds.append(data)
        sequence.append(number)
    odd = _in_between(sequence)
    if odd is not None:
        exchange = good[sequence.index(odd)]
        first = good[sequence.index(next(n for n in sequence if n != odd))]
        changes = list(differences(first.data, exchange.data, volatile))
        where = changes[0] if changes else ("/", "a field", "nothing")
        says = f"The same read has the same answer each time: {where[1]!r} at {where[0]} before"
        came = f"{where[2]!r} in {sequence.count(odd)} of {len(sequence)} answers"
        stage.inspection.find("CT-UNSTEADY", [exchange], says, came)


def _differ(one: Any, other: Any, volatile: frozenset[str]) -> bool:
    if isinstance(one, dict) and isinstance(other, dict):
        gone = (one.keys() ^ other.keys()) - volatile
        if gone:
            return True
        return any(_differ(one[k], other[k], volatile) for k in one if k not in volatile)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) != len(other) or any(
            _differ(a, b, volatile) for a, b in zip(one, other, strict=True)
        )
    return bool(one != other)


def _in_between(sequence: list[Any]) -> Any:
    """What stands between two equal neighbours: `A B A`; a change to stay, `A A B B`, is none."""
    for index in range(1, len(sequence) - 1):
        before = sequence[:index]
        if sequence[index] not in before[-1:] and sequence[index - 1] in sequence[index + 1 :]:
            return sequence[index]
    return None


def check_speed(stage: Stage) -> None:
    """Operations that are slow throughout, or again and again far slower than they mostly are."""
    limit = stage.inspection.profile.slow_after_seconds
    by_label = stage.inspection.document.by_label
    for label, times in stage.inspection.times.items():
        usual = median(times)
        slow = [t for t in times if t > max(limit, TIMES_THE_MEDIAN * usual)]
        operation = by_label[label]
        if len(times) >= 3 and usual > limit:
            says = f"An answer comes within {limit:g} s: the middle of {len(times)} was later"
            stage.inspection.find_of(operation, "CT-SLOW", says, f"{usual:.2f} s")
        elif len(slow) >= LEAST_OUTLIERS:
            says = f"No answer takes far longer than the others: {usual:.3f} s is usual"
            came = f"{len(slow)} of {len(times)} took {min(slow):.2f} s and more"
            stage.inspection.find_of(operation, "CT-SLOW-SOMETIMES", says, came)
