"""The errors that a fault pretends."""

import pytest

from mock_server.engine.errors import MissingScope, TooManyRequests, Unauthorized
from mock_server.engine.fault_errors import ERRORS, error_of
from mock_server.engine.faults import Fault
from mock_server.spec.contract import Operation
from tests.toy.making import toy_contract

OPERATION: Operation = toy_contract().operation("listNotes")


@pytest.mark.parametrize("word", ERRORS)
def test_every_word_is_an_error_that_names_its_fault(word: str) -> None:
    error = error_of(Fault("error", "f1", error=word), OPERATION)

    assert 400 <= error.status < 600
    assert error.reason.endswith(f"(fault: f1 error {word})")


def test_a_status_is_that_status() -> None:
    error = error_of(Fault("status", "f1", status=502), OPERATION)

    assert (error.status, error.reason) == (
        502,
        "as if it ended in status 502 (fault: f1 status 502)",
    )


def test_too_many_requests_say_when_to_come_again() -> None:
    error = error_of(Fault("status", "f1", status=429, retry_after=30, as_date=True), OPERATION)

    assert isinstance(error, TooManyRequests)
    assert (error.retry_after, error.as_date) == (30, True)


def test_a_missing_scope_is_one_that_the_operation_demands() -> None:
    error = error_of(Fault("error", "f1", error="missing_scope"), OPERATION)

    assert isinstance(error, MissingScope)
    demanded = [scope for scopes in OPERATION.security[0].values() for scope in scopes]
    assert list(error.scopes) == (demanded or ["listNotes"])


def test_an_expired_token_is_not_an_unknown_one() -> None:
    problems = {}
    for word in ("expired", "unauthorized"):
        error = error_of(Fault("error", "f1", error=word), OPERATION)
        assert isinstance(error, Unauthorized)
        problems[word] = error.problem

    assert problems == {"expired": "expired", "unauthorized": "invalid"}
