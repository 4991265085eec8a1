"""Which handler answers each operation; `SOUQBOX_UPDATE=1 pytest tests/test_bindings.py` renews."""

import os
from pathlib import Path

import pytest

from mock_server.engine.binding import format_bindings
from mock_server.platforms import platform_names
from tests.helpers import part

SNAPSHOTS = Path(__file__).parent / "snapshots" / "bindings"


PARTS = {
    **{name: part(name) for name in platform_names()},
    **{
        f"{name}-{folder}": side
        for name in platform_names()
        for folder, side in part(name).beside.items()
    },
}
"""Every document by the name of its snapshot, the smaller ones beside their platform's."""


@pytest.mark.parametrize("name", PARTS)
def test_the_bindings_are_those_that_were_reviewed(name: str) -> None:
    table = format_bindings(PARTS[name].bindings)
    kept = SNAPSHOTS / f"{name}.txt"
    if os.environ.get("SOUQBOX_UPDATE") == "1":
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(table, encoding="utf-8")

    assert kept.is_file(), "make it with SOUQBOX_UPDATE=1, and have it reviewed"
    assert table == kept.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", PARTS)
def test_no_operation_is_answered_by_an_example(name: str) -> None:
    examples = [it.operation.id for it in PARTS[name].bindings if it.source == "example"]

    assert examples == [], "write handlers for these: an example has no memory"


def test_every_snapshot_has_its_document() -> None:
    assert {path.stem for path in SNAPSHOTS.glob("*.txt")} <= PARTS.keys()
