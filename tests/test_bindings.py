"""Which handler answers each operation; `SOUQBOX_UPDATE=1 pytest tests/test_bindings.py` renews."""

import os
from pathlib import Path

import pytest

from mock_server.engine.binding import format_bindings
from mock_server.platforms import platform_names
from tests.helpers import part

SNAPSHOTS = Path(__file__).parent / "snapshots" / "bindings"


@pytest.mark.parametrize("platform", platform_names())
def test_the_bindings_are_those_that_were_reviewed(platform: str) -> None:
    table = format_bindings(part(platform).bindings)
    kept = SNAPSHOTS / f"{platform}.txt"
    if os.environ.get("SOUQBOX_UPDATE") == "1":
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(table, encoding="utf-8")

    assert kept.is_file(), "make it with SOUQBOX_UPDATE=1, and have it reviewed"
    assert table == kept.read_text(encoding="utf-8")


@pytest.mark.parametrize("platform", platform_names())
def test_no_operation_is_answered_by_an_example(platform: str) -> None:
    examples = [it.operation.id for it in part(platform).bindings if it.source == "example"]

    assert examples == [], "write handlers for these: an example has no memory"


def test_every_snapshot_has_its_platform() -> None:
    assert {path.stem for path in SNAPSHOTS.glob("*.txt")} <= set(platform_names())
