from typing import Any

import pytest

from mock_server.engine import errors
from mock_server.engine.errors import ApiError, Asked, Invalid, MethodNotAllowed, Problem
from mock_server.engine.text import Text
from mock_server.spec.validators import Violation


def test_every_error_has_a_status_and_a_kind_of_its_own() -> None:
    kinds = [
        it for it in vars(errors).values() if isinstance(it, type) and issubclass(it, ApiError)
    ]

    assert len({it.kind for it in kinds}) == len(kinds)
    assert all(400 <= it.status <= 599 for it in kinds)


def test_an_invalid_request_gives_its_first_problem_as_the_reason_and_names_the_others() -> None:
    problems = [
        Problem("query", Violation(("page",), "type", ["integer"], "x is not an integer")),
        Problem("body", Violation((), "required", None, "a body is needed")),
    ]

    assert Invalid(problems).reason == ("query page: x is not an integer; also wrong: body (whole)")
    assert Invalid([problems[0]] * 2).reason.endswith("; also wrong: query page")
    assert Invalid(problems[1:]).reason == "body (whole): a body is needed"


def test_a_reason_has_an_end_and_no_secret() -> None:
    message = '{"client_secret":"hush-hush-9f2a"} is not of type "array"'
    whole = Problem("body", Violation((), "type", ["array"], message))
    others = [
        Problem("body", Violation((f"field{n}",), "required", None, "is needed")) for n in range(9)
    ]

    reason = Invalid([whole, *others]).reason

    assert reason.startswith('body (whole): {"client_secret":"****9f2a"} is not of type "array"; ')
    assert reason.endswith("body field3, body field4 and 4 more")


def test_a_rule_that_no_document_can_say_names_its_field_in_two_languages() -> None:
    error = Invalid.field("products.0.id", "enum", Text("لا يوجد", "there is none"), [1, 2])

    (problem,) = error.problems
    assert (problem.name, problem.violation.rule, problem.violation.expected) == (
        "products.0.id",
        "enum",
        [1, 2],
    )
    assert problem.text == Text("لا يوجد", "there is none")
    assert error.reason == "body products.0.id: there is none"


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (
            MethodNotAllowed("PUT", ["GET", "POST"]),
            "PUT is not a method of this path; it has GET, ",
        ),
        (Asked(418), "asked for by Prefer: code=418"),
    ],
)
def test_a_reason_says_what_the_caller_did(error: Any, reason: str) -> None:
    assert error.reason.startswith(reason)
    assert str(error) == error.reason


def test_an_answer_that_was_asked_for_has_the_status_that_was_asked_for() -> None:
    assert (Asked(429).status, Asked.status) == (429, 400)
