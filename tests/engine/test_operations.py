import pytest

from mock_server.engine.operations import Operations


def test_operations_are_joined_by_their_names() -> None:
    operations = Operations()

    @operations.handles("getNote")
    def read(request: object, shop: object) -> None:
        return None

    assert list(operations) == [("getNote", read)]


def test_one_module_does_not_handle_an_operation_twice() -> None:
    operations = Operations()
    operations.handles("getNote")(lambda request, shop: None)

    with pytest.raises(AssertionError, match="getNote has a handler already"):
        operations.handles("getNote")
