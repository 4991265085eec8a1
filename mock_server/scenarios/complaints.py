"""One line of advice for one thing that is wrong in a scenario file."""

from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from re import findall
from types import NoneType
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

from mock_server.scenarios.scenario_values import Scenario

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

DURATION = "expected an ISO 8601 duration such as PT3H or P21D"


def did_you_mean(word: object, known: Iterable[str]) -> str:
    """`; did you mean "left"?`, or what there is when nothing is near."""
    from difflib import get_close_matches  # costs more to import than to use

    known = list(known)
    near = get_close_matches(str(word), known, n=1)
    if near:
        return f'; did you mean "{near[0]}"?'
    return f"; expected one of {', '.join(known)}" if known else ""


def place(where: Iterable[int | str]) -> str:
    """`told[0].steps[1].verb` for `("told", 0, "steps", 1, "verb")`."""
    parts = [f"[{step}]" if isinstance(step, int) else f".{step}" for step in where]
    return "".join(parts).removeprefix(".")


def advice(error: "ErrorDetails") -> str:
    """What pydantic found, as key and expectation."""
    where, kind, given = error["loc"], error["type"], error["input"]
    if kind == "unexpected_keyword_argument":
        return f"{place(where)}: unknown key{did_you_mean(where[-1], _keys(where[:-1]))}"
    if kind == "missing":
        return f"{place(where)}: missing, expected a value"
    if kind == "literal_error":
        words = findall(r"'(\w+)'", error["ctx"]["expected"])
        return f"{place(where)}: unknown word {_show(given)}{did_you_mean(given, words)}"
    if kind == "dataclass_type":
        return f"{place(where)}: expected the keys {', '.join(_keys(where))}, got {_show(given)}"
    wanted = error["msg"].replace("Input should be", "expected")
    if kind.startswith("time_delta"):
        wanted = DURATION
    return f"{place(where)}: {wanted}, got {_show(given)}"


def _show(given: object) -> str:
    shown = " ".join(f'"{given}"'.split()) if isinstance(given, str) else type(given).__name__
    if isinstance(given, bool | int | float):
        shown = str(given).lower()
    return shown if len(shown) <= 60 else f"{shown[:60]}..."


def _keys(where: tuple[int | str, ...]) -> list[str]:
    shape: Any = Scenario
    for step in where:
        shape = _within(shape, step)
    known = [each.name for each in fields(shape)] if is_dataclass(shape) else []
    return [name for name in known if (shape, name) != (Scenario, "name")]


def _within(shape: Any, step: int | str) -> Any:
    if is_dataclass(shape):
        shape = get_type_hints(shape).get(str(step))
    else:
        shape = next((each for each in reversed(get_args(shape)) if each is not Ellipsis), None)
    kinds = [each for each in get_args(shape) if each is not NoneType]
    return kinds[0] if NoneType in get_args(shape) and len(kinds) == 1 else shape
