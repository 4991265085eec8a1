"""Finding rows in the answer of a list, and the values that links take from it."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from contract_tests.document import at_pointer, escape

DEEPEST = 2
INDEX = re.compile(r"/[0-9]+(?=/|$)")
BODY = "$response.body#"


def rows_of(body: Any, pointer: str | None) -> list[Any] | None:
    """The rows at a pointer; without one the first list of objects, looking from the top down."""
    pointer = locate(body) if pointer is None else pointer
    if pointer is None:
        return None
    try:
        found = at_pointer(body, pointer)
    except LookupError:
        return None
    return found if isinstance(found, list) else None


def locate(body: Any) -> str | None:
    """Where the rows of an answer are; an empty list will do when it is the only one."""
    level = {"": body}
    empty: list[str] = []
    for _ in range(DEEPEST + 1):
        lists = {place: node for place, node in level.items() if isinstance(node, list)}
        for place, rows in lists.items():
            if rows and all(isinstance(row, dict) for row in rows):
                return place
        empty += [place for place, rows in lists.items() if not rows]
        level = {
            f"{place}/{escape(name)}": child
            for place, node in level.items()
            if isinstance(node, dict)
            for name, child in node.items()
        }
    return empty[0] if len(empty) == 1 else None


def linked_values(
    parameters: Mapping[str, Any], body: Any, request: Mapping[str, Any]
) -> Iterator[tuple[dict[str, Any], Any]]:
    """For each row of the answer: the parameters of a link, and the row they come from."""
    for index in range(rows_to_walk(parameters, body)):
        try:
            values = {
                name.removeprefix("path."): _evaluate(expression, body, request, index)
                for name, expression in parameters.items()
                if not name.startswith(("query.", "header.", "cookie."))
            }
        except LookupError:
            continue
        if all(isinstance(value, str | int) for value in values.values()):
            yield values, _row(parameters, body, index)


def rows_to_walk(parameters: Mapping[str, Any], body: Any) -> int:
    """As many as the list under the first index has; one when no pointer has an index."""
    for prefix in _prefixes(parameters):
        rows = rows_of(body, prefix)
        return len(rows or [])
    return 1


def _row(parameters: Mapping[str, Any], body: Any, index: int) -> Any:
    """What has the id that the link takes: the row itself, or something inside it."""
    for expression in reversed(list(parameters.values())):
        if isinstance(expression, str) and INDEX.search(expression.removeprefix(BODY)):
            pointer = INDEX.sub(f"/{index}", expression.removeprefix(BODY), count=1)
            return at_pointer(body, pointer.rpartition("/")[0])
    return body


def _prefixes(parameters: Mapping[str, Any]) -> Iterator[str]:
    for expression in parameters.values():
        if isinstance(expression, str) and expression.startswith(BODY):
            found = INDEX.search(expression.removeprefix(BODY))
            if found:
                yield expression.removeprefix(BODY)[: found.start()]


def _evaluate(expression: Any, body: Any, request: Mapping[str, Any], index: int) -> Any:
    if not isinstance(expression, str) or not expression.startswith("$"):
        return expression
    if expression.startswith(BODY):
        pointer = INDEX.sub(f"/{index}", expression.removeprefix(BODY), count=1)
        return at_pointer(body, pointer)
    for place in ("$request.path.", "$request.query."):
        if expression.startswith(place):
            return request[expression.removeprefix(place)]
    raise LookupError(expression)
