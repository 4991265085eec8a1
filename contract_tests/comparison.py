"""Comparing two pictures of one record."""

from collections.abc import Collection, Iterator
from typing import Any

from contract_tests.document import at_pointer, escape

DEEPEST = 3


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
    elif not _is_short_for(left, right) and (left != right or _is_bool_for_number(left, right)):
        yield at or "/", left, right


def _is_short_for(left: Any, right: Any) -> bool:
    nested = (dict, list)
    return isinstance(left, nested) != isinstance(right, nested) and None not in (left, right)


def _is_bool_for_number(left: Any, right: Any) -> bool:
    return isinstance(left, bool) != isinstance(right, bool)


def record_in(body: Any, like: dict[str, Any], pointer: str | None) -> Any:
    """The record inside the envelope of an answer.

    Without a pointer it is the object that shares most keys with the one it is compared to.
    """
    if pointer is not None:
        try:
            return at_pointer(body, pointer)
        except LookupError:
            return None
    return max(_objects(body, 0), key=lambda found: len(found.keys() & like.keys()), default=None)


def _objects(node: Any, depth: int) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict) and depth < DEEPEST:
        yield node
        for child in node.values():
            yield from _objects(child, depth + 1)
