"""The whole of the Merchant API: every operation of the reference's side bar, from state."""

import re
from pathlib import Path

import pytest

from tests.helpers import part

SIDE_BAR = [
    line
    for line in (Path(__file__).parent / "side_bar.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
]
"""Method and path, with `{}` for whatever a path names."""


def blank(path: str) -> str:
    """A path without the names of its parameters."""
    return re.sub(r"{[^}]*}", "{}", path).rstrip("/")


def documented() -> dict[str, str]:
    """What answers each operation of the document."""
    return {
        f"{each.operation.method} {blank(each.operation.path)}": each.source
        for each in part("salla").bindings
    }


def test_the_side_bar_has_215_operations() -> None:
    assert len(SIDE_BAR) == len(set(SIDE_BAR)) == 215


@pytest.mark.parametrize("operation", SIDE_BAR)
def test_every_operation_of_the_side_bar_answers_from_state(operation: str) -> None:
    assert documented()[operation] in ("platform", "crud")


def test_nothing_in_the_document_is_answered_by_an_example() -> None:
    assert "example" not in documented().values()
