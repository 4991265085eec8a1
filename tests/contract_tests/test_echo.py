"""What counts as read back, of what was written."""

from typing import Any

import pytest

from contract_tests.document import Document
from contract_tests.echo import lost


@pytest.mark.parametrize(
    ("wrote", "read", "is_lost"),
    [
        (1, True, False),
        (0, False, False),
        (1, False, True),
        (2, True, True),
        (True, 1, True),
        ("1", True, True),
    ],
)
def test_a_truth_written_as_a_number_may_be_read_as_a_truth(
    wrote: Any, read: Any, is_lost: bool
) -> None:
    found = lost(Document({}), {"status": wrote}, {"status": read}, {"status": {}})

    assert bool(found) is is_lost


@pytest.mark.parametrize(("nullable", "is_lost"), [(False, False), (True, True)])
def test_a_null_leaves_alone_what_is_always_shown_with_a_value(
    nullable: bool, is_lost: bool
) -> None:
    declared = {"priority": {"type": "integer", "nullable": nullable}}

    found = lost(Document({}), {"priority": None}, {"priority": 3}, declared)

    assert bool(found) is is_lost
