"""Comparing two pictures of one record."""

import re
from collections.abc import Collection, Iterator
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from contract_tests.document import at_pointer, escape

DEEPEST = 3
NUMBER = re.compile(r"^-?[0-9]+([.][0-9]+)?$")
INSTANT = re.compile(r"^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?\s?(Z|[+-]\d\d:?\d\d)?)?$")


def differences(
    left: Any, right: Any, ignored: Collection[str] = (), at: str = ""
) -> Iterator[tuple[str, Any, Any]]:
    """Where two values differ on what both of them have: pointer, left, right.

    An id on one side and the object on the other is the same thing, shown shorter.
    """
    if isinstance(left, dict) and isinstance(right, dict):
        for key in left.keys() & right.keys():
            if key not in ignored:
                yield from differences(left[key], right[key], ignored, f"{at}/{escape(key)}")
    elif isinstance(left, list) and isinstance(right, list):
        if len(left) != len(right):
            yield at, f"{len(left)} elements", f"{len(right)} elements"
        else:
            for index, (one, other) in enumerate(zip(left, right, strict=True)):
                yield from differences(one, other, ignored, f"{at}/{index}")
    elif not _is_short_for(left, right) and not same(left, right):
        yield at or "/", left, right


def same(left: Any, right: Any) -> bool:
    """Whether two scalars mean the same: instants as instants, amounts as numbers."""
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    if left == right:
        return True
    if isinstance(left, str) and isinstance(right, str):
        if (moment := instant(left)) is not None and moment == instant(right):
            return True
        return "@" in left and left.casefold() == right.casefold()
    number, other = amount(left), amount(right)
    return number is not None and number == other


def amount(value: Any) -> Decimal | None:
    """A number, also one that is written as text."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    text = str(value)
    number = Decimal(text) if not isinstance(value, str) or NUMBER.match(text) else None
    return number if number is not None and number.is_finite() else None


def instant(value: Any) -> datetime | None:
    """A moment written in ISO 8601; one without a zone is taken for UTC."""
    if not isinstance(value, str) or not INSTANT.match(value):
        return None
    try:
        moment = datetime.fromisoformat(value.replace(" ", "T", 1).replace(" ", ""))
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _is_short_for(left: Any, right: Any) -> bool:
    nested = (dict, list)
    return isinstance(left, nested) != isinstance(right, nested) and None not in (left, right)


def record_in(body: Any, like: dict[str, Any], pointer: str | None) -> Any:
    """The record inside the envelope of an answer.

    Without a pointer it is the object that shares most keys with the one it is compared to.
    """
    if pointer is not None:
        try:
            return at_pointer(body, pointer)
        except LookupError:
            return None
    wanted = like.keys() | {"id"}
    return max(_objects(body, 0), key=lambda found: len(found.keys() & wanted), default=None)


def _objects(node: Any, depth: int) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict) and depth < DEEPEST:
        yield node
        for child in node.values():
            yield from _objects(child, depth + 1)
