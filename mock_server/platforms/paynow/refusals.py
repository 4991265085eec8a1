"""What PayNow refuses for a reason of its own."""

from mock_server.engine.errors import ApiError, Invalid
from mock_server.engine.text import Text


class NotNow(ApiError):
    """The store is in a state that does not allow it."""

    status = 409
    kind = "conflict"

    def __init__(self, english: str) -> None:
        super().__init__(english, Text(english, english))


def refused(field: str, rule: str, english: str) -> Invalid:
    """A value that breaks a rule which the document cannot say; PayNow speaks English only."""
    return Invalid.field(field, rule, Text(english, english))
