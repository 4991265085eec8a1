"""What a platform file says of all operations, it may say of one alone."""

import pytest

from contract_tests.document import Operation
from contract_tests.names import read_names, read_refusals


def operation(operation_id: str) -> Operation:
    return Operation("POST", "/things", operation_id, {}, ())


def test_a_name_holds_everywhere_or_on_one_operation_alone() -> None:
    names = read_names(["updated_at", {"createThing": ["quantity"]}, {"createThing": ["sku"]}])

    assert names.on(operation("createThing"), None) == {"updated_at", "quantity", "sku"}
    assert names.on(operation("updateThing")) == {"updated_at"}


@pytest.mark.parametrize(
    ("operation_id", "tried", "allowed"),
    [
        ("sendThing", (), True),
        ("createThing", ("price",), True),
        ("createThing", ("name",), False),
        ("createThing", (), False),
        ("updateThing", ("price",), False),
    ],
)
def test_a_refusal_may_be_allowed_by_some_fields_alone(
    operation_id: str, tried: tuple[str, ...], allowed: bool
) -> None:
    refusals = read_refusals(["sendThing", {"createThing": ["price"]}])

    assert refusals.allow(operation(operation_id), tried) is allowed
    assert refusals.operations == {"sendThing", "createThing"}
